"""The organisation file over time: its versions, a new one, an older one again, the first one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cxdata import organisation, record
from cxdata.errors import BadInput, Busy
from cxdata.flows import organisation_merge as merging
from cxdata.flows import organisation_text as texts
from cxdata.flows.organisation_merge import MINE, Clash
from cxdata.record import versions as reading
from cxdata.record import writer
from cxdata.record.versions import Version
from cxdata.scope import STEWARD, Scope

TRIES = 5  # saves of others that may come between reading and writing
OWNED = 0.5  # share of a touchpoint's answers from which on a team is proposed as its owner
COMPANY, STAGE, DEPARTMENT = "Your company", "journey", "everybody"


class Overtaken(BadInput):
    """Somebody saved another version meanwhile, and both changed the same entries.

    newest   what is there now; clashes: each entry as theirs and as mine
    """

    def __init__(self, newest: Version, clashes: tuple[Clash, ...]) -> None:
        super().__init__(
            f"{newest.author} saved version {newest.number} while you were writing, and both of "
            f"you changed: {', '.join(clash.entry for clash in clashes)}. Nothing of yours is "
            "lost; choose what shall stand, and save again."
        )
        self.newest = newest
        self.clashes = clashes


@dataclass(frozen=True)
class Saved:
    """What a save did.

    version   the one that is there now
    changed   whether it is a new one
    beside    versions of others, oldest first, whose changes were kept beside one's own
    """

    version: int
    changed: bool
    beside: tuple[Version, ...] = ()


def versions(scope: Scope, home: Path) -> tuple[Version, ...]:
    """Every version, newest first; stewards only.

    raises  NoRecord where a home has no record
    """
    scope.must_be(STEWARD)
    return reading.versions(record.open_snapshot(home), scope)


def save(scope: Scope, home: Path, text: str, base: int, now: datetime) -> Saved:
    """Make a text the newest version, and keep what others changed since it was begun.

    base    number of the version that it was begun from; 0 where there was none
    raises  BadInput naming the entry that cannot stand; Overtaken where others changed the same
            entries; Busy while somebody imports
    """
    scope.must_be(STEWARD)
    text = tidy(text)
    organisation.parse(text)
    for _ in range(TRIES):
        held = versions(scope, home)
        newest = held[0].number if held else 0
        beside = tuple(reversed([one for one in held if one.number > base]))
        whole = _beside(held, base, text) if beside else text
        if held and held[0].text == whole:
            return Saved(newest, False, beside)
        try:
            _write(scope, home, whole, newest, now)
        except Busy:
            if _number(scope, home) == newest:
                raise
            continue
        return Saved(newest + 1, True, beside)
    raise Busy("Others save faster than this can. Nothing was changed: try again in a moment.")


def combined(scope: Scope, home: Path, text: str, base: int, prefer: str = MINE) -> str:
    """One's own text with what others changed since; clashes as the preferred side says."""
    held = versions(scope, home)
    before = _text(held, base)
    return merging.merged(before, held[0].text, tidy(text), prefer).text if before else text


def restore(scope: Scope, home: Path, number: int, now: datetime) -> Saved:
    """Make an older version the newest one again; those between stay in the history.

    raises  BadInput where there is no such version; Busy while somebody imports or saves
    """
    scope.must_be(STEWARD)
    held = versions(scope, home)
    text = _text(held, number)
    if not text:
        raise BadInput(f"There is no version {number}; the newest is {_newest(held)}.")
    if held[0].text == text:
        return Saved(held[0].number, False)
    _write(scope, home, text, held[0].number, now)
    return Saved(held[0].number + 1, True)


def proposal(scope: Scope, home: Path) -> str:
    """A first organisation file from the names that the answers carry, to be edited.

    Every stage that customers rated, every touchpoint and team of the answers under its own name;
    a team owns the touchpoints where it met more than half of the customers.
    """
    scope.must_be(STEWARD)
    snapshot = record.open_snapshot(home)
    names = reading.known(snapshot, scope)
    rated = [name for (d, name, kind) in names if (d, kind) == ("touchpoint", "relational")]
    places = [name for (d, name, kind) in names if (d, kind) == ("touchpoint", "touchpoint")]
    stages = [name for name in rated if name not in places] or ([STAGE] if places else [])
    teams = [name for (d, name, _) in names if d == "team"]
    measures = [name for (d, name, _) in names if d == "measure"]
    parts = ['[company]\nname = "' + COMPANY + '"\n']
    parts += [_named("stage", one) for one in dict.fromkeys(stages)]
    parts += [_named("touchpoint", one, stage=stages[0]) for one in dict.fromkeys(places)]
    if teams:
        parts.append(_named("department", DEPARTMENT))
    parts += [_named("team", one, department=DEPARTMENT) for one in dict.fromkeys(teams)]
    parts += [
        texts.fresh("line", {"team": team, "touchpoint": place, "part": "owns"})
        for place, team in _owners(reading.met(snapshot, scope)).items()
    ]
    parts += [_named("measure", one) for one in dict.fromkeys(measures)]
    return "\n".join(parts)


def tidy(text: str) -> str:
    """The text with plain line ends and one at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _named(section: str, id_: str, **more: str) -> str:
    shown = id_.replace("_", " ").strip() or id_
    return texts.fresh(section, {"id": id_, "name": shown[:1].upper() + shown[1:], **more})


def _owners(met: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, teams in met.items():
        team, most = max(teams.items(), key=lambda one: one[1])
        if team and most > OWNED * sum(teams.values()):
            found[place] = team
    return found


def _write(scope: Scope, home: Path, text: str, base: int, now: datetime) -> None:
    author = scope.identity or scope.role
    writer.import_readings(home, (), author=author, now=now, organisation=text, base=base)


def _beside(held: tuple[Version, ...], base: int, text: str) -> str:
    """One's own text with what others wrote since version `base`."""
    newest, before = held[0], _text(held, base)
    if newest.text == text:
        return text
    if not before:
        raise Overtaken(newest, (Clash("the whole file", newest.text, text),))
    found = merging.merged(before, newest.text, text)
    if found.clashes:
        raise Overtaken(newest, found.clashes)
    try:
        organisation.parse(found.text)
    except BadInput as error:
        # Each is right alone, not together: a team that one takes out and the other refers to.
        clash = Clash(f"the whole file: together, {error}", newest.text, text)
        raise Overtaken(newest, (clash,)) from error
    return found.text


def _text(held: tuple[Version, ...], number: int) -> str:
    return next((one.text for one in held if one.number == number), "")


def _number(scope: Scope, home: Path) -> int:
    return _newest(versions(scope, home))


def _newest(held: tuple[Version, ...]) -> int:
    return held[0].number if held else 0
