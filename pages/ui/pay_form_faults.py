"""What is wrong with a plan, told in its form: beside the fields at fault, by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cxdata.organisation import Organisation
from pages.ui.pay_form_fields import (
    CARDS,
    FIELDS,
    MODES,
    PERIODS,
    SCORES,
    SHARINGS,
    TEAMS,
)

GROUPS = "groups"  # the table of peer groups
_LINE = re.compile(r"^Line \d+: ")
_SECTION = re.compile(r"^\[(\w+)\]:? ")
_ROW = re.compile(r"^(team|group) '([^']*)':? ?")
_ENTRY = re.compile(r"\b([a-z_]+)( = |: no )")
_VALUE = re.compile(r"'(\w+)'")
_CARD = {field.entry: card.key for card in CARDS for field in card.fields}
_IN_ROWS = {
    "heads": "Heads", "amount": "Sum a head", "score": "Score", "stage": "Stage",
    "threshold": "Threshold", "target": "Target", "stretch": "Stretch", "most": "Most",
}  # fmt: skip
_SAID: Mapping[str, str] = {**SCORES, **PERIODS, **SHARINGS, **MODES}


def placed(told: Iterable[str], company: Organisation) -> dict[str, list[str]]:
    """Sentences by the card where they belong, with the form's labels in place of entries."""
    found: dict[str, list[str]] = {}
    for sentence in told:
        card, words = _placed(_LINE.sub("", sentence), company)
        found.setdefault(card, []).append(words)
    return found


def _placed(sentence: str, company: Organisation) -> tuple[str, str]:
    if row := _ROW.match(sentence):
        names = {team.id: team.name for team in company.teams}
        kind, id_ = row.groups()
        name = names.get(id_, id_) if kind == "team" else f"Peer group {id_.replace('_', ' ')}"
        words = _ENTRY.sub(lambda m: f"{_IN_ROWS.get(m[1], m[1])}{m[2]}", sentence[row.end() :])
        return (TEAMS.key if kind == "team" else GROUPS), f"{name}: {_said(words)}"
    section = _SECTION.match(sentence)
    if section is None:
        return TEAMS.key, sentence.removeprefix("[[team]]: ")
    named = f"{section[1]}."
    at = [f"{named}{m[1]}" for m in _ENTRY.finditer(sentence) if f"{named}{m[1]}" in FIELDS]
    usual = next(entry for entry in FIELDS if entry.startswith(named))
    words = _ENTRY.sub(lambda m: f"{_label(named, m[1])}{m[2]}", sentence[section.end() :])
    return _CARD[at[0] if at else _first(named, sentence) or usual], _said(words)


def _first(named: str, sentence: str) -> str:
    """The entry that a sentence names without a value."""
    names = re.findall(r"[a-z_]+", sentence)
    return next((f"{named}{name}" for name in names if f"{named}{name}" in FIELDS), "")


def _label(named: str, entry: str) -> str:
    held = FIELDS.get(f"{named}{entry}")
    if held is None:
        return "By the company's score" if entry == "company" else entry
    return f"“{held.label}”"


def _said(words: str) -> str:
    """Values of a choice in the form's words."""
    told = _VALUE.sub(lambda m: f"“{_SAID.get(m[1], m[1])}”", words).replace("” = ", "” ")
    told = re.sub(r"(\w) = ", r"\1 ", told)
    return told[:1].upper() + told[1:]
