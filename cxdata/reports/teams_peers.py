"""Peer groups: each team beside what its customers would give its peers, and what is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxdata.metrics import case_mix, funnel, shrink
from cxdata.metrics.case_mix import CaseMix
from cxdata.metrics.funnel import Funnel
from cxdata.metrics.scores import Z95
from cxdata.metrics.shrink import Ranks, Shrunk
from cxdata.organisation import Team
from cxdata.record import Cells
from cxdata.record.strata import strata
from cxdata.reports import scoring, teams_heard, teams_words, weighting
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.page import Page
from cxdata.reports.team_rows import Limit, PeerGroup, TeamRow
from cxdata.reports.teams_seen import Ground, own_key

__all__ = ["Limit", "PeerGroup", "TeamRow", "peer_groups"]

STEPS = 30  # points of a limit line


@dataclass(frozen=True)
class _Judged:
    """What the metrics say of a group's teams, arrays in the order of the teams."""

    mix: CaseMix
    funnel: Funnel
    shrunk: Shrunk
    ranks: Ranks
    bands: list[str]
    more: list[float]


def peer_groups(ground: Ground) -> tuple[tuple[PeerGroup, ...], dict[str, str]]:
    """The groups that can be compared, and why each other team is not (team id -> sentence)."""
    cells = strata(ground.page.snapshot, ground.page.scope, ground.page.view)
    found: list[PeerGroup] = []
    left: dict[str, str] = {}
    for name, members in _by_peers(ground.page).items():
        if not name:
            left |= dict.fromkeys((t.id for t in members), teams_words.NO_PEERS)
            continue
        rows = ground.board.of(*_own(members))
        n = rows.over(ground.page.view).sum(axis=-1)
        may = np.array([team.id in ground.seen for team in members]) & (n > 0)
        if may.sum() < teams_words.FEWEST:
            why = teams_words.too_few(name, len(members), int(may.sum()))
            left |= dict.fromkeys((t.id for t in members), why)
        elif any(t.id in ground.kept for t in members):
            judged = _of(members, may, cells)
            alike = int(np.isfinite(judged.funnel.z).sum())
            if alike < teams_words.FEWEST:
                why = teams_words.unlike(name, len(members), alike)
                left |= dict.fromkeys((t.id for t in members), why)
            else:
                found.append(_group(ground, name, members, may, judged))
    return tuple(found), left


def _by_peers(page: Page) -> dict[str, list[Team]]:
    groups: dict[str, list[Team]] = {}
    for team in page.organisation.teams:
        groups.setdefault(team.peers, []).append(team)
    return groups


def _own(members: Sequence[Team]) -> tuple[str, ...]:
    """Kind and ids of the board's rows of teams' own answers."""
    keys = [own_key(team.id) for team in members]
    return keys[0][0], *(key[1] for key in keys)


def _of(members: Sequence[Team], may: Mask, cells: Cells) -> _Judged:
    """The members judged by their strata; those that may not be shown are in no rate."""
    # What may not be shown is in no rate and no total either: nothing can be taken off to find it.
    told = [team.id for team, ok in zip(members, may, strict=True) if ok]
    return _judged(_table(cells, [team.id for team in members], told))


def _group(
    ground: Ground, name: str, members: Sequence[Team], may: Mask, judged: _Judged
) -> PeerGroup:
    counts = ground.board.of(*_own(members)).over(ground.page.view)
    figures = scoring.figures("nps", counts, may)
    nobody = (0, 0, 0)
    heard = np.array([ground.asked.get(team.id, nobody) for team in members], dtype=np.int64)
    shares = [_shares(heard[i], bool(may[i]), ground.page) for i in range(len(members))]
    weighted = _weighted(ground, members, may)
    known = np.array([share != (None, None) for share in shares], dtype=bool)
    careful = teams_heard.cautions(heard, known, judged.bands)
    rows = [
        replace(
            _row(judged, i, team, figures[i], shares[i], ground.kept),
            weighted=weighted[i],
            caution=careful[i],
        )
        for i, team in enumerate(members)
    ]
    group = PeerGroup(
        id=name,
        name=teams_words.group_name(name),
        teams=tuple(sorted(rows, key=lambda row: row.name.casefold())),
        compared=sum(row.adjusted is not None for row in rows),
        centre=float(judged.mix.centre) + judged.funnel.middle,
        n=int(judged.mix.n.sum()),
        spread=judged.funnel.spread,
        added=_added(judged),
        limits=_limits(judged),
        sure=_sure(judged),
        middle=float(judged.shrunk.centre),
    )
    return teams_words.said(group)


def _sure(judged: _Judged) -> bool:
    """Do the teams that do not stand out differ by more than chance, the spread's own taken in?"""
    same = np.array([band == funnel.SAME for band in judged.bands], dtype=bool)
    low, _ = funnel.spread_interval(judged.mix.gap[same], judged.mix.variance[same])
    return low > 0


def _weighted(ground: Ground, members: Sequence[Team], may: Mask) -> list[Figure | None]:
    """The plain scores weighted, each to the customers who could be asked at its team's places."""
    if ground.weighing is None:
        return [None] * len(members)
    given = ground.weighing.rows(ground.board.of(*_own(members)), ground.page.view)
    figures = weighting.shown("nps", given, may)
    return [
        None if one.refused or figure.value is None else figure
        for one, figure in zip(given, figures, strict=True)
    ]


def _table(cells: Cells, ids: Sequence[str], told: Sequence[str]) -> Ints:
    """Promoters, passives, detractors by team and stratum, shape (3, teams, strata)."""
    kept = cells.where(team=told)
    strata_ = kept.by("touchpoint", "channel", "segment")
    key = _stratum(kept), _stratum(strata_)
    place = {id_: row for row, id_ in enumerate(ids)}
    row = np.array([place[name] for name in kept.name("team")], dtype=np.int64)
    column = np.searchsorted(np.sort(key[1]), key[0])
    table = np.zeros((3, len(ids), len(key[1])), dtype=np.int64)
    for i, part in enumerate(kept.split(9, 6)):
        np.add.at(table[i], (row, column), part)
    return table


def _stratum(cells: Cells) -> Ints:
    """A number for each row's touchpoint, channel and segment."""
    sizes = (len(cells.names["channel"]), len(cells.names["segment"]))
    keys = cells.keys
    return (keys["touchpoint"] * sizes[0] + keys["channel"]) * sizes[1] + keys["segment"]


def _judged(table: Ints) -> _Judged:
    mix = case_mix.case_mix(*table)
    enough = mix.compared > 0
    gap = np.where(enough, mix.gap, np.nan)
    found = funnel.funnel(gap, mix.variance)
    adjusted = np.where(enough, mix.adjusted, np.nan)
    drawn = shrink.shrink(adjusted, mix.variance)
    bands = funnel.bands(found.z)
    other = mix.variance - mix.own + found.tau**2
    asked = funnel.wanted(found.z)
    more = funnel.more_answers(gap - found.middle, mix.own, other, mix.compared, asked).tolist()
    return _Judged(mix, found, drawn, shrink.ranks(drawn.estimate, drawn.se), bands, more)


def _row(
    judged: _Judged,
    i: int,
    team: Team,
    figure: Figure,
    heard: tuple[float | None, float | None],
    kept: frozenset[str],
) -> TeamRow:
    mix, band = judged.mix, judged.bands[i]
    plain = TeamRow(team.id, team.name, team.department, team.id in kept, figure, *heard)
    if figure.value is None or band == funnel.UNKNOWN:
        return teams_words.unknown(plain)
    half = Z95 * float(np.sqrt(mix.variance[i]))
    adjusted = float(mix.adjusted[i])
    usual = float(mix.centre) + judged.funnel.middle
    reach = Z95 * float(np.hypot(np.sqrt(mix.variance[i]), judged.funnel.tau))
    far = float(judged.funnel.outside[i]) > 0
    more = judged.more[i]
    return TeamRow(
        id=team.id,
        name=team.name,
        department=team.department,
        chosen=team.id in kept,
        figure=figure,
        response=heard[0],
        coverage=heard[1],
        expected=float(mix.expected[i]),
        adjusted=adjusted,
        low=adjusted - half,
        high=adjusted + half,
        shrunk=float(judged.shrunk.estimate[i]),
        se=float(judged.shrunk.se[i]),
        place_low=int(judged.ranks.low[i]),
        place_high=int(judged.ranks.high[i]),
        weight=float(mix.one / mix.variance[i]),
        z=float(judged.funnel.z[i]),
        p=float(judged.funnel.p[i]),
        outside=float(judged.funnel.outside[i]),
        band=band,
        words=_band_words(band, abs(adjusted - usual) > half, far),
        least=max(-100.0, usual - reach),
        most=min(100.0, usual + reach),
        more=int(more) if band == funnel.SAME and np.isfinite(more) else None,
    )


def _band_words(band: str, apart: bool, far: bool) -> str:
    """A team's band; apart: its own interval leaves the usual team out; far: so do the limits."""
    if band == funnel.SAME and far:
        return teams_words.ONE_OF
    return teams_words.WITHIN if band == funnel.SAME and apart else teams_words.BANDS[band]


def _shares(counts: Ints, may: bool, page: Page) -> tuple[float | None, float | None]:
    """Response and coverage of a team; None where unknown, or where few were asked."""
    eligible, invited, answered = (int(n) for n in counts)
    small = any(0 < n < page.minimum for n in (eligible, invited, answered))
    if not may or small:
        return None, None
    response = answered / invited if invited >= max(answered, 1) else None
    return response, invited / eligible if eligible >= max(invited, 1) else None


def _added(judged: _Judged) -> int | None:
    added = float(shrink.answers_added(judged.mix.one / 1e4, judged.shrunk.tau))
    return round(added) if np.isfinite(added) else None


def _limits(judged: _Judged) -> tuple[Limit, ...]:
    """The lines from the smallest team to the largest, with air on both sides."""
    weight = judged.mix.one / judged.mix.variance
    known = weight[np.isfinite(judged.funnel.z)]
    n = np.geomspace(max(1.0, known.min() * 0.7), known.max() * 1.25, STEPS)
    centre = judged.mix.centre + judged.funnel.middle
    place = centre, judged.mix.one, judged.funnel.tau
    inner, outer = (funnel.limits(n, *place, z) for z in funnel.LIMITS)
    rows = zip(n, inner[0], inner[1], outer[0], outer[1], strict=True)
    return tuple(Limit(*(float(x) for x in row)) for row in rows)
