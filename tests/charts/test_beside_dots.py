"""Names stand on no other name and on no dot; who must be named is, whatever lies there."""

from hypothesis import given
from hypothesis import strategies as st

from cxdata.charts.beside_dots import LETTER, SIDES, TALL, Spot, beside

WIDE, HIGH = 400.0, 300.0


def spot(x: float, y: float, name: str = "Delivery", must: bool = False) -> Spot:
    return Spot(x, y, name, 12, 9, (x - 40, x + 40), (y - 10, y + 10), must)


def box(one: Spot, side: str) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a name, within what every letter surely covers."""
    across, upwards = SIDES[side]
    wide, high = LETTER * one.size * len(one.name), TALL * one.size
    x, y = one.x + across * (wide + 4.5) / 2, one.y + upwards * (high + 9) / 2
    return x - wide / 2 + 4, y - high / 2 + 2, x + wide / 2 - 4, y + high / 2 - 2


def apart(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_a_dot_alone_is_named_at_its_upper_right() -> None:
    assert beside([spot(100, 100)], WIDE, HIGH) == ["top right"]


def test_a_name_at_the_right_edge_stands_to_the_left() -> None:
    assert beside([spot(395, 100)], WIDE, HIGH) == ["top left"]


def test_where_there_is_no_room_only_those_stay_that_must_be_named() -> None:
    crowd = [spot(200 + 6 * i, 100 + 5 * j) for i in range(-6, 7) for j in range(-5, 6)]
    crowd[71] = spot(crowd[71].x, crowd[71].y, must=True)
    found = beside(crowd, WIDE, HIGH)
    assert found[71]
    assert not any(
        found[i] for i, one in enumerate(crowd) if abs(one.x - 200) < 6 and i not in (71,)
    )


def test_a_name_shuns_a_whisker_where_another_place_is_free() -> None:
    low, high = spot(100, 100), Spot(101, 112, "Other", 12, 9, (60, 180), (104, 120), must=True)
    assert beside([low], WIDE, HIGH) == ["top right"]
    assert beside([low, high], WIDE, HIGH)[0].startswith("bottom")


def test_a_name_that_must_be_there_keeps_inside_a_phones_picture_too() -> None:
    first = spot(110, 100, "Installation", must=True)
    crowd = [first, *(spot(160, 100 + 11 * k, must=True) for k in range(-3, 4))]
    assert "left" in beside(crowd, WIDE, HIGH)[0]
    # Where the picture is 240 wide the dot lies 66 from its edge, and the name is longer.
    side = beside(crowd, WIDE, HIGH, narrow=240.0)[0]
    small = Spot(66, 100, "Installation", 12, 9, (0, 0), (0, 0), must=True)
    assert box(small, side)[0] >= 0


@given(st.lists(st.tuples(st.floats(0, WIDE), st.floats(0, HIGH)), max_size=25))
def test_names_that_need_not_be_there_lie_on_nothing(places: list[tuple[float, float]]) -> None:
    spots = [spot(x, y) for x, y in places]
    found = beside(spots, WIDE, HIGH)
    named = [(i, box(spots[i], side)) for i, side in enumerate(found) if side]
    for k, (i, one) in enumerate(named):
        assert all(apart(one, other) for _, other in named[:k])
        dots = [(s.x - 2, s.y - 2, s.x + 2, s.y + 2) for j, s in enumerate(spots) if j != i]
        assert all(apart(one, dot) for dot in dots)
        lines = [(s.x - 40, s.y, s.x + 40, s.y) for j, s in enumerate(spots) if j != i]
        lines += [(s.x, s.y - 10, s.x, s.y + 10) for j, s in enumerate(spots) if j != i]
        assert all(apart(one, line) for line in lines)
