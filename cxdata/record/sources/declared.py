"""What a person declares about a file, by option, form or mapping file; all of it optional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from cxdata.catalog import METRICS
from cxdata.errors import BadInput

# name -> lowest, highest, divisor; 'labels' takes words alone
SCALES: dict[str, tuple[int, int, int]] = {
    "0-10": (0, 10, 1),
    "1-10": (1, 10, 1),
    "1-5": (1, 5, 1),
    "1-7": (1, 7, 1),
    "0-100": (0, 100, 10),
}
LABELS_ONLY = "labels"
METRIC_OF_SCALE = {"1-5": "csat", "1-7": "ces"}
SCALES_OF_METRIC = {
    "nps": ("0-10", "1-10", "0-100", LABELS_ONLY),
    "csat": ("1-5", LABELS_ONLY),
    "ces": ("1-7", LABELS_ONLY),
    "rating": ("0-10", "1-10", "0-100", LABELS_ONLY),
}
KINDS = ("answers", "invitations", "measures", "customers", "contacts", "organisation")
DATE_ORDERS = ("DMY", "MDY", "YMD")
# Roles whose value may be a column's name or one value for all rows.
EITHER = ("team", "segment", "channel", "region", "touchpoint", "source")
# Roles that only a column can fill.
COLUMNS = ("id", "revision", "customer", "origin", "comment")


@dataclass(frozen=True)
class Declared:
    """What a person said of a file; None or empty where nothing was said and the reader decides.

    score       column names, '#12' for the twelfth column; several make several questions
    metric      of each score column in turn; one stands for all
    scale       a key of SCALES or 'labels'; one stands for all
    labels      words that stand for a number
    survey      'relational', 'touchpoint', or 'column:NAME' where a column tells
    date        a column's name, or one ISO date for all rows
    fields      role -> a column's name, one value for all rows, 'column:NAME' or 'value:TEXT'
    columns     of the other kinds: column of docs/format.md -> the file's column
    left_out    column -> value -> why rows with that value are left out
    unquote     True takes the ' off that a tool put before = + - @
    trailer     True where the last line holds one cell that is no answer
    """

    tool: str | None = None
    kind: str | None = None
    sheet: str | None = None
    score: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()
    labels: Mapping[str, int] = field(default_factory=dict)
    survey: str | None = None
    date: str | None = None
    date_order: str | None = None
    timezone: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unquote: bool = False
    trailer: bool = False

    def __post_init__(self) -> None:
        _among("kind", self.kind, KINDS)
        _among("date order", self.date_order, DATE_ORDERS)
        for metric in self.metric:
            _among("metric", metric, METRICS)
        for scale in self.scale:
            _among("scale", scale, [*SCALES, LABELS_ONLY])
        for role in self.fields:
            _among("role", role, [*EITHER, *COLUMNS, *FORMAT_COLUMNS])

    def over(self, base: Declared) -> Declared:
        """This declaration, with what it leaves open filled from another."""
        said = {f.name: getattr(self, f.name) for f in fields(self)}
        kept = {name: value for name, value in said.items() if value not in (None, (), {}, False)}
        for merged in ("labels", "fields", "left_out"):
            kept[merged] = {**getattr(base, merged), **getattr(self, merged)}
        return replace(base, **kept)

    def as_table(self) -> dict[str, Any]:
        """What was said, as a JSON- and TOML-ready table without what was left open."""
        said = {f.name: getattr(self, f.name) for f in fields(self)}
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in said.items()}
        return {name: value for name, value in plain.items() if value not in (None, [], {}, False)}


# Columns of docs/format.md that are no role of an answer.
FORMAT_COLUMNS = [
    "month",
    "kind",
    "eligible",
    "invited",
    "answered",
    "day",
    "measure",
    "value",
    "n",
    "since",
    "revenue",
    "lifetime_value",
    "churned_on",
    "referred_by",
    "told",
]


def declared(table: Mapping[str, Any]) -> Declared:
    """A declaration from a JSON or TOML table.

    raises  BadInput for an entry that nothing reads, or of the wrong type
    """
    known = {f.name for f in fields(Declared)}
    for name in table:
        _among("entry", name, known)
    said = dict(table)
    for name in ("score", "metric", "scale"):
        if name in said:
            value = said[name]
            said[name] = (value,) if isinstance(value, str) else tuple(value)
    if "labels" in said:
        said["labels"] = {str(word): _whole(word, n) for word, n in dict(said["labels"]).items()}
    return Declared(**said)


def labels(pairs: list[str]) -> dict[str, int]:
    """Words and their numbers from options like 'Strongly agree=10' or 'a=1,b=2'."""
    found: dict[str, int] = {}
    for pair in pairs:
        for part in pair.split(",") if pair.count("=") > 1 else [pair]:
            word, sign, number = part.rpartition("=")
            if not sign or not word.strip():
                raise BadInput(f"'{part}' gives no number to a word; write --labels 'Agree=10'.")
            found[word.strip()] = _whole(word, number)
    return found


def _whole(word: str, number: object) -> int:
    try:
        return int(str(number).strip())
    except ValueError as error:
        raise BadInput(f"'{word}' stands for '{number}', which is no whole number.") from error


def _among(what: str, name: str | None, known: object) -> None:
    names = sorted(known)  # type: ignore[call-overload]
    if name is not None and name not in names:
        raise BadInput(f"No {what} is called '{name}'; known: {', '.join(names)}.")
