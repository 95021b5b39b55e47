"""What cannot stand in an organisation file. Each refusal names the entry and its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cxdata.catalog import METRICS
from cxdata.errors import BadInput
from cxdata.organisation.entries import EVIDENCE, PARTS, Line, Organisation
from cxdata.organisation.naming import known, need, where

OWN = ("nps", "csat", "ces")  # metrics of a stage; a rating belongs to the relational survey
RANGES = {"points": (-100.0, 100.0), "%": (0.0, 100.0)}
YEARS = (1970, 2199)  # as far as the record's days go
MOST_MONTHS = 1_200  # a hundred years: as good as for ever
MOST_HEADS = 10_000_000
LONGEST_CONTACT = 120  # characters: it is printed beside a name

Ids = Mapping[str, list[str]]


def check(whole: Organisation, text: str) -> None:
    """Raise BadInput at the first entry that contradicts another, or itself."""
    ids = {
        "stage": [s.id for s in whole.stages],
        "touchpoint": [t.id for t in whole.touchpoints],
        "department": [d.id for d in whole.departments],
        "team": [t.id for t in whole.teams],
        "measure": [m.id for m in whole.measures],
    }
    _company(whole, text)
    _retention(whole, text)
    _apart(whole, text, ids)
    _journey(whole, text, ids)
    for team in whole.teams:
        known(text, f"team '{team.id}'", "department", team.department, ids["department"])
        told = f"team '{team.id}': heads = {team.heads} is no head count."
        need(0 <= team.heads <= MOST_HEADS, text, team.id, told)
    for kind, entries in (("department", whole.departments), ("team", whole.teams)):
        for one in entries:
            _contact(text, f"{kind} '{one.id}'", one.id, one.contact)
    for line in whole.lines:
        _line(line, text, ids)
    _circle(whole.lines, text)
    _aims(whole, text, ids)


def _company(whole: Organisation, text: str) -> None:
    company = whole.company
    need(bool(company.name.strip()), text, "company", 'company: name = "" says nothing.')
    _aim(text, "company", "company", company.target, "nps")
    for entry in ("minimum_group", "minimum_comments"):
        told = f"company: {entry} = {getattr(company, entry)} should be 1 or more."
        need(getattr(company, entry) >= 1, text, "company", told)
    try:
        ZoneInfo(company.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            f"{where(text, company.timezone)}no time zone is called '{company.timezone}'; "
            "write one like 'Europe/Amsterdam'."
        ) from error


def _retention(whole: Organisation, text: str) -> None:
    months = whole.retention.comments_months
    told = f"retention: comments_months = {months} should be 1 to {MOST_MONTHS}."
    need(1 <= months <= MOST_MONTHS, text, "retention", told)


def _apart(whole: Organisation, text: str, ids: Ids) -> None:
    """Every id is given, and given once; every name says something."""
    for section, names in ids.items():
        for name in names:
            need(bool(name.strip()), text, section, f'a {section} has id = "": give it one.')
            if names.count(name) > 1:
                raise BadInput(f"{where(text, name)}{_twice(whole, section, name)}")
    for name in ids["stage"]:
        told = f"'{name}' is both a stage and a touchpoint."
        need(name not in ids["touchpoint"], text, name, told)
    named = {
        "stage": [(one.id, one.name) for one in whole.stages],
        "touchpoint": [(one.id, one.name) for one in whole.touchpoints],
        "department": [(one.id, one.name) for one in whole.departments],
        "team": [(one.id, one.name) for one in whole.teams],
        "measure": [(one.id, one.name) for one in whole.measures],
    }
    for section, entries in named.items():
        for id_, name in entries:
            told = f"{section} '{id_}': name = \"\" says nothing."
            need(bool(name.strip()), text, id_, told)
        _named_apart(section, entries, text)


def _named_apart(section: str, entries: Sequence[tuple[str, str]], text: str) -> None:
    """No two of a kind have one name: people choose by it, and an address holds it."""
    seen: dict[str, str] = {}
    for id_, name in entries:
        other = seen.setdefault(name, id_)
        told = (
            f"{section}s '{other}' and '{id_}' are both called '{name}': nobody could tell which "
            "is meant. Give one of them another name."
        )
        need(other == id_ or section == "measure", text, id_, told)


def _contact(text: str, label: str, name: str, contact: str) -> None:
    """A way to reach somebody fits on the wall beside the name."""
    told = f"{label}: contact is longer than {LONGEST_CONTACT} characters: one number or address."
    need(len(contact) <= LONGEST_CONTACT, text, name, told)
    told = f'{label}: contact = "{contact}" says nothing: leave it out.'
    need(not contact or bool(contact.strip()), text, name, told)


def _twice(whole: Organisation, section: str, name: str) -> str:
    held = {team.department for team in whole.teams if team.id == name}
    if section == "team" and len(held) > 1:
        listed = " and ".join(f"'{one}'" for one in sorted(held))
        return (
            f"team '{name}' stands in two departments, {listed}: a team has one. Make it two teams "
            "with ids of their own, or let one of the departments be served by a line."
        )
    return f"two {section}s have the id '{name}'."


def _journey(whole: Organisation, text: str, ids: Ids) -> None:
    metrics = {stage.id: stage.metric for stage in whole.stages}
    for stage in whole.stages:
        known(text, f"stage '{stage.id}'", "metric", stage.metric, OWN)
        _aim(text, f"stage '{stage.id}'", stage.id, stage.target, stage.metric)
    for place in whole.touchpoints:
        label = f"touchpoint '{place.id}'"
        known(text, label, "stage", place.stage, ids["stage"])
        _aim(text, label, place.id, place.target, metrics[place.stage])


def _aim(text: str, label: str, name: str, target: float | None, metric: str) -> None:
    """A target lies on the scale of its metric."""
    unit = METRICS[metric].unit
    low, high = RANGES[unit]
    scale = f"{METRICS[metric].name} runs from {low:g} to {high:g} {unit}"
    told = f"{label}: target = {target} cannot be reached: {scale}."
    need(target is None or low <= target <= high, text, name, told)


def _line(line: Line, text: str, ids: Ids) -> None:
    label = f"line of team '{line.team}'"
    known(text, label, "team", line.team, ids["team"])
    if bool(line.touchpoint) == bool(line.serves):
        raise BadInput(f"{where(text, line.team)}{label} needs either touchpoint or serves.")
    if line.touchpoint:
        known(text, label, "touchpoint", line.touchpoint, ids["touchpoint"])
    else:
        known(text, label, "team to serve", line.serves, ids["team"])
    known(text, label, "part", line.part, PARTS)
    known(text, label, "evidence", line.evidence, EVIDENCE)
    if line.measure:
        known(text, label, "measure", line.measure, ids["measure"])
    told = f"{label}: weight {line.weight} is not in 0..1."
    need(0 < line.weight <= 1, text, line.team, told)


def _circle(lines: Iterable[Line], text: str) -> None:
    """No team serves itself, over however many others: its work would reach no customer."""
    serves: dict[str, list[str]] = {}
    for line in lines:
        if line.serves:
            serves.setdefault(line.team, []).append(line.serves)
    done: set[str] = set()
    for start in serves:
        ring = _ring(start, serves, done)
        if ring:
            way = ", which serves ".join(f"'{team}'" for team in ring[1:])
            raise BadInput(
                f"{where(text, ring[0])}team '{ring[0]}' serves {way}: a circle leads to no "
                "customer. Take one of these lines out."
            )


def _ring(start: str, serves: Mapping[str, list[str]], done: set[str]) -> list[str]:
    """The teams of a circle that can be reached from a team, first one repeated; else none."""
    path: list[str] = []
    ahead = [(start, 0)]
    while ahead:
        team, depth = ahead.pop()
        del path[depth:]
        if team in path:
            return [*path[path.index(team) :], team]
        path.append(team)
        if team not in done:
            done.add(team)
            ahead += [(other, depth + 1) for other in serves.get(team, ())]
    return []


def _aims(whole: Organisation, text: str, ids: Ids) -> None:
    for aim in whole.objectives:
        label = f"objective '{aim.name}'"
        scored = [*ids["stage"], *ids["touchpoint"]]
        known(text, label, "measure", aim.measure, [*ids["measure"], *OWN, *scored])
        began = aim.since is None or aim.since < aim.by
        need(began, text, aim.name, f"{label}: since = {aim.since} is not before by = {aim.by}.")
        need(aim.start != aim.goal, text, aim.name, f"{label}: start and goal are the same.")
        _day(text, label, aim.name, "by", aim.by.year)
    for event in whole.events:
        label = f"event '{event.name}'"
        known(text, label, "kind", event.kind, ("event", "break"))
        _day(text, label, event.name, "on", event.on.year)


def _day(text: str, label: str, name: str, entry: str, year: int) -> None:
    told = f"{label}: {entry} lies in the year {year}; days run from {YEARS[0]} to {YEARS[1]}."
    need(YEARS[0] <= year <= YEARS[1], text, name, told)
