"""What may stand in an organisation file, and yet is probably not meant."""

from __future__ import annotations

from collections import Counter

from cxdata.catalog import MINIMUM_GROUP
from cxdata.organisation.entries import Organisation

SLACK = 0.005  # weights are written with two decimals


def concerns(whole: Organisation) -> tuple[str, ...]:
    """Sentences about what to look at again; none of them keeps a file out."""
    return (*_journey(whole), *_teams(whole), *_weights(whole))


def _journey(whole: Organisation) -> list[str]:
    owned = {line.touchpoint for line in whole.lines if line.part == "owns"}
    used = {place.stage for place in whole.touchpoints}
    found = [f"Nobody owns touchpoint {p.name}." for p in whole.touchpoints if p.id not in owned]
    found += [f"Stage {s.name} has no touchpoint." for s in whole.stages if s.id not in used]
    if whole.company.minimum_group < MINIMUM_GROUP:
        found.append(
            f"Groups under {MINIMUM_GROUP} stay hidden, whatever minimum_group says "
            f"({whole.company.minimum_group})."
        )
    return found


def _teams(whole: Organisation) -> list[str]:
    sighted = {line.team for line in whole.lines}
    led = {team.department for team in whole.teams}
    found = [f"Team {t.name} has no line of sight." for t in whole.teams if t.id not in sighted]
    found += [f"Department {d.name} has no team." for d in whole.departments if d.id not in led]
    groups = Counter(team.peers for team in whole.teams if team.peers)
    found += [
        f"Team {team.name} is alone in its peer group '{team.peers}': nobody to compare it with."
        for team in whole.teams
        if groups.get(team.peers) == 1
    ]
    return found


def _weights(whole: Organisation) -> list[str]:
    names = {team.id: team.name for team in whole.teams}
    sums: dict[str, float] = {}
    for line in whole.lines:
        sums[line.team] = sums.get(line.team, 0.0) + line.weight
    found = [
        f"The weights of team {names[team]} sum to {total:.2f}, not 1: shares are what counts."
        for team, total in sums.items()
        if abs(total - 1) > SLACK
    ]
    aims = Counter((ln.team, ln.touchpoint or ln.serves) for ln in whole.lines)
    found += [
        f"Team {names[team]} has {n} lines to '{aim}'." for (team, aim), n in aims.items() if n > 1
    ]
    return found
