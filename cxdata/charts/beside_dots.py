"""Where names stand beside the dots of a picture: on no other name or dot, nor on a whisker.

A name that has to stand may lie on a whisker where no other place is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

# Plotly's positions, the first one liked most; each with where the name's middle lies from the
# dot's, in halves of the name's width and of its height.
SIDES = {
    "top right": (1, 1),
    "bottom right": (1, -1),
    "middle right": (1, 0),
    "top left": (-1, 1),
    "bottom left": (-1, -1),
    "middle left": (-1, 0),
    "top center": (0, 1),
    "bottom center": (0, -1),
}
LETTER, TALL = 0.53, 1.2  # a letter's width and a name's height, in sizes of its type


@dataclass(frozen=True)
class Spot:
    """A dot with a name; lengths in pixels, y upwards.

    size   of the name's type
    dot    across the dot
    across, upwards  where its two whiskers begin and end
    must   is it named whatever it lies on? Others only where there is room
    """

    x: float
    y: float
    name: str
    size: float
    dot: float
    across: tuple[float, float]
    upwards: tuple[float, float]
    must: bool


def beside(spots: Sequence[Spot], wide: float, high: float, narrow: float = 0.0) -> list[str]:
    """Plotly's text position of each name; '' where it would lie on something.

    spots        in the order in which they choose; those that must be named choose first
    wide, high   of the picture, whose left lower corner is (0, 0)
    narrow       its width where it is drawn smallest; 0 keeps to one width. The names that must be
                 there have room there, too; the others are not shown there
    """
    full = _Frame(spots, wide, high)
    small = [_narrowed(spot, narrow / wide) for spot in spots if spot.must] if narrow else []
    phone = _Frame(small, narrow, high)
    found = [""] * len(spots)
    for i in sorted(range(len(spots)), key=lambda i: not spots[i].must):
        places = [(full, i)]
        if small and spots[i].must:
            places.append((phone, sum(spot.must for spot in spots[:i])))
        costs = {side: _cost(side, places) for side in SIDES}
        best = min(SIDES, key=costs.__getitem__)
        if costs[best] == (0, 0) or spots[i].must:
            found[i] = best
            for frame, k in places:
                frame.taken.append(frame.name(k, best))
    return found


def _cost(side: str, places: Sequence[tuple[_Frame, int]]) -> tuple[int, int]:
    """How much of a name lies on something or outside, and how much on whiskers."""
    hidden = sum(frame.hidden(k, side) for frame, k in places)
    crossed = sum(frame.crossed(k, side) for frame, k in places)
    return round(hidden), round(crossed)


class _Frame:
    """The picture at one width, and what names may not lie on there."""

    def __init__(self, spots: Sequence[Spot], wide: float, high: float) -> None:
        self.spots, self.wide, self.high = spots, wide, high
        self.taken = [_Box(s.x, s.y, s.dot / 2, s.dot / 2) for s in spots]
        self.lines = [line for spot in spots for line in _whiskers(spot)]

    def name(self, i: int, side: str) -> _Box:
        """Where a dot's name would lie."""
        return _name(self.spots[i], *SIDES[side])

    def hidden(self, i: int, side: str) -> float:
        """The part of the name that lies outside, or on another name or dot."""
        box, others = self.name(i, side), self.taken[:i] + self.taken[i + 1 :]
        return box.outside(self.wide, self.high) + sum(map(box.shared, others))

    def crossed(self, i: int, side: str) -> float:
        """The part of the name that lies on a whisker."""
        return sum(map(self.name(i, side).shared, self.lines))


def _narrowed(spot: Spot, by: float) -> Spot:
    """The dot where the picture is so many times as wide; its name keeps its size."""
    left, right = spot.across
    return replace(spot, x=spot.x * by, across=(left * by, right * by))


def _whiskers(spot: Spot) -> list[_Box]:
    (left, right), (low, high) = spot.across, spot.upwards
    return [
        _Box((left + right) / 2, spot.y, (right - left) / 2, 1),
        _Box(spot.x, (low + high) / 2, 1, (high - low) / 2),
    ]


@dataclass(frozen=True)
class _Box:
    """A rectangle: its middle, and half of its width and height."""

    x: float
    y: float
    wide: float
    high: float

    def shared(self, other: _Box) -> float:
        """The area that lies in both."""
        across = self.wide + other.wide - abs(self.x - other.x)
        upwards = self.high + other.high - abs(self.y - other.y)
        return max(across, 0.0) * max(upwards, 0.0)

    def outside(self, wide: float, high: float) -> float:
        """The area that lies outside a picture; as if it went on at every side."""
        inside = [
            max(min(at + half, end) - max(at - half, 0.0), 0.0)
            for at, half, end in ((self.x, self.wide, wide), (self.y, self.high, high))
        ]
        return 4 * self.wide * self.high - inside[0] * inside[1]


def _name(spot: Spot, across: int, upwards: int) -> _Box:
    wide = LETTER * spot.size * len(spot.name) / 2
    high = TALL * spot.size / 2
    # Beside a dot a name keeps its distance; above and below it begins at the dot's edge.
    gap = spot.dot / 2 + (3 if not upwards else 0)
    x = spot.x + across * (wide + (gap if not upwards else spot.dot / 4))
    return _Box(x, spot.y + upwards * (high + spot.dot / 2), wide, high)
