"""Two fair ways to share out R² among drivers that go together, for many samples at once."""

from __future__ import annotations

from functools import cache
from math import factorial

import numpy as np

from cxdata.metrics.counts import Array

ALIKE = 1e-9  # what is left of a driver's variance when the others say it all


def lmg(among: Array, with_answer: Array) -> Array:
    """Shapley shares of R²: each driver's gain, averaged over all orders of entering.

    among        correlations of the drivers, shape (samples, k, k)
    with_answer  their correlations with the answer, shape (samples, k)
    return       parts of R², shape (samples, k); they sum to R²
    source       Lindeman, Merenda & Gold 1980
    """
    return np.asarray(all_r2(among, with_answer) @ _shapley(with_answer.shape[1]))


def relative_weights(among: Array, with_answer: Array) -> Array:
    """R² shared out over the uncorrelated variables nearest to the drivers; arguments as lmg.

    source  Johnson 2000
    """
    values, vectors = np.linalg.eigh(among)
    roots = np.sqrt(np.maximum(values, 0))
    turned = np.swapaxes(vectors, 1, 2)
    loads = (vectors * roots[:, None, :]) @ turned
    back = np.where(roots > ALIKE**0.5, 1 / np.maximum(roots, ALIKE), 0)
    beta = (vectors * back[:, None, :]) @ (turned @ with_answer[..., None])
    return np.asarray((loads**2 @ beta**2)[..., 0])


def all_r2(among: Array, with_answer: Array) -> Array:
    """R² of every subset of the drivers, shape (samples, 2^k); bit j of the column: driver j is in.

    Driver by driver, each partial covariance matrix is kept as it is (driver out) and with the
    driver taken out of the others by its regression (driver in): 2^k matrices that shrink as they
    multiply, where one regression a subset would take a hundred times as long.
    """
    samples, k = with_answer.shape
    whole = np.empty((samples, 1, k + 1, k + 1))
    whole[:, 0, :k, :k] = among
    whole[:, 0, k, :k] = whole[:, 0, :k, k] = with_answer
    whole[:, 0, k, k] = 1
    for _ in range(k):
        pivot, line, rest = whole[..., 0, 0], whole[..., 0, 1:], whole[..., 1:, 1:]
        keeps = np.where(pivot > ALIKE, 1 / np.maximum(pivot, ALIKE), 0)  # else it adds nothing
        without = rest - keeps[..., None, None] * line[..., :, None] * line[..., None, :]
        whole = np.concatenate([rest, without], axis=1)
    return np.asarray(1 - whole[..., 0, 0])


@cache
def _shapley(k: int) -> Array:
    """Weights that turn the R² of all subsets into each driver's share, shape (2^k, k)."""
    subsets = np.arange(2**k)
    inside = (subsets[:, None] >> np.arange(k)) & 1 == 1
    size = inside.sum(axis=1)
    orders = [factorial(s) * factorial(k - s - 1) / factorial(k) for s in range(k)]
    gained = np.array([0.0, *orders])[size]  # of a set that driver j just joined
    missed = np.array([*orders, 0.0])[size]  # of a set that it could still join
    return np.asarray(np.where(inside, gained[:, None], -missed[:, None]))
