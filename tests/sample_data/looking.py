"""How a page would look at Larkfield's counts: the few formulas that the truths need."""

import numpy as np
from scipy import stats

Array = np.ndarray


def split(nps: Array, codes: Array | None = None, size: int = 1) -> Array:
    """Promoters, passives, detractors by code, shape (3, size)."""
    codes = np.zeros(len(nps), dtype=np.int64) if codes is None else codes
    kinds = np.where(nps >= 9, 0, np.where(nps >= 7, 1, 2))
    return np.bincount(codes * 3 + kinds, minlength=3 * size).reshape(size, 3).T.astype(float)


def score(counts: Array) -> Array:
    return (counts[0] - counts[2]) / counts.sum(axis=0) * 100


def z_of_difference(a: Array, b: Array) -> Array:
    """Section 2's z of a minus b."""
    n, m = a.sum(axis=0) + 1.5, b.sum(axis=0) + 1.5
    one, two = (a[0] - a[2]) / n, (b[0] - b[2]) / m
    v = ((a[0] + a[2] + 0.75) / n - one**2) / n + ((b[0] + b[2] + 0.75) / m - two**2) / m
    return (one - two) / np.sqrt(v)


def chart(counts: Array, first: int = 8, baseline: int = 18) -> tuple[Array, Array]:
    """Section 3: (outside limits, eighth or later in a row on one side) of each month from first.

    counts  (3, months) or (series, 3, months)
    """
    c = counts[..., first:]
    p, _, d = c[..., 0, :], c[..., 1, :], c[..., 2, :]
    n = c.sum(axis=-2)
    base = slice(0, baseline)
    total = n[..., base].sum(-1)
    centre = (p - d)[..., base].sum(-1) / total
    v = (p + d)[..., base].sum(-1) / total - centre**2
    sigma = np.sqrt(v[..., None] / n)
    z = ((p - d) / n - centre[..., None]) / sigma
    moving = np.abs(np.diff(z[..., base], axis=-1)).mean(-1) / 1.128
    z = z / np.maximum(1, moving)[..., None]
    side = np.sign(z)
    run = np.ones_like(z)
    for i in range(1, z.shape[-1]):
        run[..., i] = np.where(side[..., i] == side[..., i - 1], run[..., i - 1] + 1, 1)
    return np.abs(z) > 3, run >= 8


def bridge(before: Array, after: Array) -> tuple[Array, Array, Array]:
    """Section 4: mix, rate and standard error of the rate of each part, in points."""
    n0, n1 = before.sum(axis=0), after.sum(axis=0)
    w0, w1 = n0 / n0.sum(), n1 / n1.sum()
    r0, r1 = score(before), score(after)
    middle = ((w0 * r0).sum() + (w1 * r1).sum()) / 2
    mix = (w1 - w0) * ((r0 + r1) / 2 - middle)
    rate = (w0 + w1) / 2 * (r1 - r0)
    error = (r1 - r0) / 100 / z_of_difference(after, before)
    return mix, rate, np.abs((w0 + w1) / 2 * error * 100)


def funnel(nps: Array, team: Array, stratum: Array) -> dict[int, tuple[float, float, float]]:
    """Section 5: raw score, adjusted score and z of each team of one peer group.

    A team that holds over 30 % of a stratum is left out of that stratum's rate, as are strata
    that nobody else answers in. What a team is held against is then an estimate of its own, whose
    variance counts too: without it a team of half the group is flagged three times too often.
    """
    strata, code = np.unique(stratum, return_inverse=True)
    teams, member = np.unique(team, return_inverse=True)
    size = len(strata)
    cells = split(nps, member * size + code, size * len(teams)).reshape(3, len(teams), size)
    n = cells.sum(axis=0)
    rest = np.where(n > 0.3 * n.sum(axis=0), 0, cells)
    counts = rest.sum(axis=1)
    held = counts.sum(axis=0)
    with np.errstate(all="ignore"):
        rate = (counts[0] - counts[2]) / held
        v = (counts[0] + counts[2]) / held - rate**2
    usable = held > 0
    group = cells.sum(axis=1)
    theta = (group[0] - group[2]).sum() / group.sum()
    out = {}
    for i, number in enumerate(teams):
        share = n[i, usable] / n[i, usable].sum()
        own = cells[:, i, :][:, usable].sum(axis=1)
        observed = (own[0] - own[2]) / own.sum()
        expected = (share * rate[usable]).sum()
        left_out = (n > 0.3 * n.sum(axis=0))[i, usable]
        variance = (share * v[usable]).sum() / own.sum()
        variance += (left_out * share**2 * v[usable] / held[usable]).sum()
        z = (observed - expected) / np.sqrt(variance)
        out[int(number)] = (100 * observed, 100 * (theta + observed - expected), float(z))
    return out


def heatmap(counts: Array) -> Array:
    """Section 5: cells that stand out from the rest of their row at 10 %, shape of (rows, cols).

    counts  (rows, 3, columns); cells under 10 answers, which the page hatches, are not looked at

    With the row's own variance (a score test): section 2's variance of a single cell is too small
    where by luck nearly all are promoters, and outlines something in 4 of 10 maps of pure chance.
    """
    n = counts.sum(axis=1)
    row, total = counts.sum(axis=2), n.sum(axis=1)
    mean = (row[:, 0] - row[:, 2]) / total
    v = (row[:, 0] + row[:, 2]) / total - mean**2
    with np.errstate(all="ignore"):
        error = np.sqrt(v[:, None] * (1 / n - 1 / total[:, None]))
        z = ((counts[:, 0] - counts[:, 2]) / n - mean[:, None]) / error
        p = np.where(n >= 10, 2 * stats.norm.sf(np.abs(z)), 1.0).ravel()
    order = np.sort(p)
    under = order[order <= 0.1 * np.arange(1, len(p) + 1) / len(p)]
    return (p <= (under[-1] if len(under) else -1)).reshape(z.shape)


def coverage_p(invited: float, eligible: float) -> float:
    """Section 7: probability of a coverage so far under 95 %."""
    z = (invited / eligible - 0.95) / np.sqrt(0.95 * 0.05 / eligible)
    return float(stats.norm.cdf(z))


def tens_p(tens: float, nines: float, peers_tens: float, peers_nines: float) -> float:
    """Section 7: probability of so many tens among nines and tens, if peers beg as often.

    Hypergeometric: the peers' share is an estimate too; taken as known (binomial) it flags 1.8 %
    of innocent teams at p < .01.
    """
    both, all_tens = tens + nines, tens + peers_tens
    total = both + peers_tens + peers_nines
    return float(stats.hypergeom.sf(tens - 1, total, all_tens, both))


def burst_p(hours: Array, window_hours: int) -> float:
    """Section 7: probability of the busiest hour. hours: the hour number of each answer."""
    n = len(hours)
    busiest = np.unique(hours, return_counts=True)[1].max()
    return float(min(1.0, n * stats.poisson.sf(busiest - 2, n / window_hours)))


def raked(nps: Array, margins: list[tuple[Array, Array]]) -> float:
    """Section 8: the score weighted to margins, each (codes of the answers, target shares)."""
    weight = np.ones(len(nps))
    for _ in range(200):
        old = weight.copy()
        for codes, target in margins:
            held = np.bincount(codes, weights=weight, minlength=len(target)) / weight.sum()
            weight = weight * (target / held)[codes]
        if np.abs(weight - old).max() < 1e-12:
            break
    sign = (nps >= 9).astype(float) - (nps <= 6)
    return float(100 * (weight * sign).sum() / weight.sum())
