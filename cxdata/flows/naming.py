"""Who a text could name: what may not be told to everyone, and what a person has to look at.

Teams, months and dates are known, so a text that holds them is refused. Names are not: capitalised
words and long numbers are listed, and a person reads the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxdata.flows import dated
from cxdata.organisation import Organisation

ALWAYS = ("January", "February", "April", "June", "July", "September", "October", "November",
          "December")  # fmt: skip
SHORT = ("Jan", "Feb", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
# Words of every day too: months only where they are written as such, inside a sentence.
ALSO_WORDS = ("March", "May", "August", *SHORT)
NEVER = frozenset({"i", "nps", "csat", "ces", "cx", "ok", "tv"})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?…:]|\d\.)[\s“”\"'‘’(\[]*$")


def told(text: str, company: Organisation) -> tuple[str, ...]:
    """The teams, months and dates that a text names, as it writes them.

    A team that is called as a department, stage or touchpoint is no team here: slides name those.
    A name of one word counts only where it is capitalised: 'Platform' is a team, 'platform' is not.
    """
    open_ = {name.casefold() for name in _public(company)}
    teams = (team.name for team in company.teams if team.name.casefold() not in open_)
    found = [_held(name, text, " " not in name) for name in teams]
    found += [_held(month, text, False) for month in ALWAYS]
    found += [_inside(month, text) for month in ALSO_WORDS]
    found += dated.told(text)
    return tuple(dict.fromkeys(one for one in found if one))


def asked(texts: Iterable[str], company: Organisation) -> tuple[str, ...]:
    """Capitalised words inside a sentence, each once: they may be somebody's name.

    Those of departments, stages, touchpoints and the company are not. What begins a sentence is
    capitalised anyway, so that a name there is found by reading alone.
    """
    known = {word.casefold() for name in _public(company) for word in _WORD.findall(name)}
    found = (
        match[0]
        for text in texts
        for match in _WORD.finditer(text)
        if match[0][0].isupper() and not _BEGINS.search(text[: match.start()])
    )
    return tuple(dict.fromkeys(one for one in found if _bare(one) not in known | NEVER))


def traced(texts: Iterable[str]) -> tuple[str, ...]:
    """What may tell when it was or whose it is, each once: numbers, addresses, perhaps a date."""
    return tuple(dict.fromkeys(one for text in texts for one in dated.asked(text)))


def _public(company: Organisation) -> Iterable[str]:
    yield company.company.name
    for kind in (company.departments, company.stages, company.touchpoints):
        yield from (one.name for one in kind)


def _held(name: str, text: str, exact: bool) -> str:
    words = r"\s+".join(map(re.escape, name.split()))
    match = re.search(rf"(?<!\w){words}(?!\w)", text, 0 if exact else re.IGNORECASE)
    return match[0] if match else ""


def _inside(month: str, text: str) -> str:
    found = re.finditer(rf"(?<!\w){month}(?!\w)", text)
    return month if any(not _BEGINS.search(text[: one.start()]) for one in found) else ""


def _bare(word: str) -> str:
    """'I've' as 'i', "Logistics'" as 'logistics'."""
    return re.split(r"['’]", word.casefold())[0]
