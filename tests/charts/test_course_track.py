"""The way of an objective: what was measured stands on it whole, or goes on at an arrow."""

import re
from dataclasses import dataclass

import pytest

from cxdata.charts import course_track


@dataclass
class Aim:
    value: float | None
    low: float | None
    high: float | None
    start: float = 5.0
    goal: float = 2.5
    path: float = 4.5
    name: str = "Errors"
    standing: str = "cannot be told yet"
    words: str = ""


def drawn(value: float | None, low: float | None, high: float | None) -> tuple[list[float], str]:
    """Start, goal and the dot (where there is one) in percent; the picture."""
    html = course_track.mark(Aim(value, low, high), "5.0 %", "2.5 %").html
    return [float(x) for x in re.findall(r'cx="([\d.]+)%"', html)], html


def test_a_value_before_the_start_has_its_place_on_a_longer_line() -> None:
    (start, goal, dot), html = drawn(5.4, 3.2, 7.6)
    along = (goal - start) / (2.5 - 5.0)
    assert dot == pytest.approx(start + along * (5.4 - 5.0), abs=0.02)
    left, width = map(float, re.search(r'x="([\d.]+)%" width="([\d.]+)%" y="22"', html).groups())
    assert left == pytest.approx(start + along * (7.6 - 5.0), abs=0.02)
    assert left + width == pytest.approx(start + along * (3.2 - 5.0), abs=0.04)
    assert 0 < left < dot < 100


def test_what_lies_on_the_way_leaves_the_line_as_it_was() -> None:
    (start, goal, _), html = drawn(4.0, 3.8, 4.2)
    assert (start, goal) == pytest.approx((12, 88))
    assert not re.search("[◂▸]", html)
    assert drawn(None, None, None)[0] == pytest.approx([12, 88])


@pytest.mark.parametrize(("value", "low", "high", "arrows"), [
    (30.0, 20.0, 40.0, "◂"), (-30.0, -40.0, -20.0, "▸"), (4.0, -30.0, 40.0, "◂▸"),
])  # fmt: skip
def test_what_lies_far_off_is_cut_at_an_arrow(value, low, high, arrows) -> None:
    (start, goal, *dot), html = drawn(value, low, high)
    assert "".join(re.findall("[◂▸]", html)) == arrows
    assert goal - start > 40  # the way stays the picture's subject
    assert len(dot) == (1 if 0 < value < 5 else 0)
