"""The six stage ratings of the relational survey, drawn given the answer to the main question."""

import numpy as np

from .draws import Array, stream

ASKED, PARTLY = 0.30, 0.04  # of the answers, how many rate every stage, and how many only some
MEAN, SLOPE = 7.9, np.array([0.22, 0.30, 0.38, 0.62, 0.46, 0.55])  # in journey order
LEVEL = np.array([8.1, 7.9, 7.7, 7.0, 7.9, 7.2])
NOISE = 1.5


def ratings(seed: int, nps: Array) -> list[list[object]]:
    """Six ratings 0-10 a row, blank where not asked or not given."""
    rng = stream(seed, 8)
    shape = (len(nps), len(SLOPE))
    centre = LEVEL + (nps[:, None] - MEAN) * SLOPE
    values = np.clip(np.round(centre + NOISE * rng.standard_normal(shape)), 0, 10).astype(int)
    u = rng.random(len(nps))
    given = (u < ASKED)[:, None] | ((u < ASKED + PARTLY)[:, None] & (rng.random(shape) < 0.6))
    rows = zip(values.tolist(), given.tolist(), strict=True)
    return [[v if g else "" for v, g in zip(*row, strict=True)] for row in rows]
