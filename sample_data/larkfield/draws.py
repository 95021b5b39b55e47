"""Draws: a stream for each part of the data, scores with a given NPS, and draws by quota."""

import numpy as np

Array = np.ndarray

# Within promoters and passives the split never moves, so that 'tens among nines and tens' is
# the same everywhere; detractors are spread over 0 … 6 as in most real surveys.
TEN, EIGHT, PASSIVE = 0.52, 0.62, 0.27
DETRACTORS = np.cumsum([0.07, 0.04, 0.07, 0.10, 0.12, 0.28, 0.32])
# Own metric of a stage given detractor, passive, promoter: a row's running shares from the lowest.
CSAT = np.cumsum([[0.14, 0.22, 0.28, 0.28, 0.08], [0, 0.01, 0.06, 0.66, 0.27],
                  [0, 0, 0.01, 0.3, 0.69]], axis=1)  # fmt: skip
CES = np.cumsum([[0.14, 0.22, 0.26, 0.19, 0.11, 0.06, 0.02],
                 [0.01, 0.03, 0.09, 0.19, 0.34, 0.25, 0.09],
                 [0, 0.01, 0.02, 0.05, 0.15, 0.35, 0.42]], axis=1)  # fmt: skip


def stream(seed: int, part: int) -> np.random.Generator:
    """The random numbers of one part of the data; parts never disturb one another."""
    return np.random.Generator(np.random.PCG64([seed, part]))


def quota(rng: np.random.Generator, stratum: Array) -> Array:
    """Uniform numbers, evenly spread within each stratum.

    stratum  code of each row; rows with a negative code are drawn independently
    return   for n rows of a stratum the points (rank + U) / n, in random order: each row is
             uniform on 0..1, while any count over the stratum is within 1 of its expectation
    """
    u = rng.random(len(stratum))
    order = np.lexsort((u, stratum))
    codes = stratum[order]
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    sizes = np.diff(np.r_[starts, len(codes)])
    rank = np.arange(len(codes)) - np.repeat(starts, sizes)
    spread = np.empty(len(codes))
    offset = np.repeat(rng.random(len(starts)), sizes)
    spread[order] = (rank + offset) / np.repeat(sizes, sizes)
    return np.where(stratum < 0, u, spread)


def scores(rng: np.random.Generator, u: Array, nps: Array) -> Array:
    """Scores 0-10 whose expected NPS is given, in points; a low u is an unhappy customer."""
    low = np.clip((1 - PASSIVE - nps / 100) / 2, 0.02, 0.71)
    fine = rng.random(len(u))
    detractor = np.searchsorted(DETRACTORS, fine * DETRACTORS[-1], side="right")
    middle = np.where(fine < EIGHT, 8, 7)
    high = np.where(fine < TEN, 10, 9)
    return np.where(u < low, detractor, np.where(u < low + PASSIVE, middle, high)).astype(np.int8)


def kind(score: Array) -> Array:
    """0 detractor, 1 passive, 2 promoter."""
    return (score >= 7).astype(np.int8) + (score >= 9)


def own_metric(rng: np.random.Generator, score: Array, shares: Array) -> Array:
    """Answers to the stage's own question, drawn given the NPS answer of the same customer."""
    u = rng.random(len(score))[:, None]
    return ((u > shares[kind(score)]).sum(axis=1) + 1).clip(1, shares.shape[1]).astype(np.int8)
