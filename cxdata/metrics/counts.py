"""What every metric asks of its counts: whole shapes, nothing negative, and floats back out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

# A number where numbers were given, an array of floats where arrays were given.
Figure = Any


def checked(**counts: ArrayLike) -> tuple[Array, ...]:
    """The counts as float arrays of one shape; weighted counts may be fractions.

    raises  ValueError on a count that is negative or no number, or shapes that differ
    """
    arrays = {name: np.asarray(given, dtype=float) for name, given in counts.items()}
    for name, array in arrays.items():
        if not np.all(np.isfinite(array) & (array >= 0)):
            raise ValueError(f"{name} holds a count that is negative or no number: {array}")
    shapes = {name: array.shape for name, array in arrays.items()}
    if len(set(shapes.values())) > 1:
        told = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise ValueError(f"counts of one shape are needed, these differ: {told}")
    return tuple(arrays.values())


def table(counts: ArrayLike, width: int, name: str) -> Array:
    """Counts whose last axis has `width` columns, shape (…, width); ValueError otherwise."""
    (array,) = checked(**{name: counts})
    if array.ndim == 0 or array.shape[-1] != width:
        raise ValueError(
            f"{name} needs {width} counts on its last axis, its shape is {array.shape}"
        )
    return array


def figure(array: ArrayLike) -> Figure:
    """A float for one number, the array for several."""
    values = np.asarray(array, dtype=float)
    return float(values) if values.ndim == 0 else values


def total(*counts: Array) -> Figure:
    """How many answers: an int where the counts are whole, a float where they are weighted."""
    n = np.asarray(sum(counts))
    whole = bool(np.all(n == np.floor(n)))
    if n.ndim == 0:
        return int(n) if whole else float(n)
    return n.astype(np.int64) if whole else n


def ratio(above: ArrayLike, below: ArrayLike) -> Array:
    """above / below, NaN where below is 0: nobody answered is no score, never 0."""
    top, bottom = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    empty = np.full(top.shape, np.nan)
    return np.asarray(np.divide(top, bottom, out=empty, where=bottom != 0))
