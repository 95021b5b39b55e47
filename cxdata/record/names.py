"""Names and their codes: what the record calls the members of its dimensions."""

from __future__ import annotations

import difflib

import duckdb

from cxdata.catalog import DIMENSIONS, KINDS, METRICS, NOT_GIVEN
from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record.queries import query
from cxdata.record.report import Unknown

# Every dimension whose names are coded. 'question' tells the score columns of a file apart.
NAMED = (*DIMENSIONS, "source", "question", "metric", "kind", "measure")
MOST = 65_535  # codes are 16 bits


def seeded(con: duckdb.DuckDBPyConnection) -> None:
    """Give an empty record the names that every record holds: none given, kinds, metrics."""
    names = {d: [NOT_GIVEN] for d in NAMED}
    names["kind"] += KINDS
    names["metric"] += METRICS
    for dimension in NAMED:
        _add(con, dimension, list(range(len(names[dimension]))), names[dimension])


class Names:
    """The codes of one record, and those that an import adds to it."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.codes: dict[str, dict[str, int]] = {d: {} for d in NAMED}
        for dimension, name, code in con.execute(query("names")).fetchall():
            self.codes[dimension][name] = code
        self.fresh: dict[str, list[str]] = {d: [] for d in NAMED}

    def code(self, dimension: str, name: str) -> int:
        """The code of a name; a new one where it is new."""
        codes = self.codes[dimension]
        if name not in codes:
            if len(codes) >= MOST:
                raise BadInput(
                    f"There are more than {MOST} different values of {dimension}. Is that the "
                    "right column? Nothing was changed."
                )
            codes[name] = len(codes)
            self.fresh[dimension].append(name)
        return codes[name]

    def save(self, con: duckdb.DuckDBPyConnection) -> None:
        """Write the new names into the record."""
        for dimension, names in self.fresh.items():
            codes = [self.codes[dimension][name] for name in names]
            if names:
                _add(con, dimension, codes, names)
            self.fresh[dimension] = []


def _add(
    con: duckdb.DuckDBPyConnection, dimension: str, codes: list[int], names: list[str]
) -> None:
    values = {"dimension": dimension, "codes": codes, "names": names}
    con.execute(query("names_added"), values)


def canonical(organisation: Organisation | None, dimension: str) -> dict[str, str]:
    """What a file may call a touchpoint, team or measure, casefolded -> its id; else empty."""
    if organisation is None or dimension not in ("touchpoint", "team", "measure"):
        return {}
    if dimension == "team":
        entries = [(team.id, team.name) for team in organisation.teams]
    elif dimension == "measure":
        entries = [(measure.id, measure.name) for measure in organisation.measures]
    else:
        entries = [(stage.id, stage.name) for stage in organisation.stages]
        entries += [(place.id, place.name) for place in organisation.touchpoints]
    known = {name.casefold(): id_ for id_, name in entries}
    return known | {id_.casefold(): id_ for id_, _ in entries}


def unknown(known: dict[str, str], counted: dict[str, int]) -> tuple[Unknown, ...]:
    """The names that the organisation does not hold, most frequent first, with the nearest id."""
    if not known:
        return ()
    found = []
    for name, rows in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if name.casefold() not in known:
            near = difflib.get_close_matches(name.casefold(), list(known), n=1)
            found.append(Unknown(name, rows, known[near[0]] if near else ""))
    return tuple(found)
