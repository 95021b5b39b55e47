"""The flow, the matrix and the chains: what they draw, in words too, and that no name can run."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest

from cxdata.charts import flow, palette, sight_chain, sight_matrix
from cxdata.reports.figures import Target

HOSTILE = '<img src=x onerror="alert(1)">'


@dataclass(frozen=True)
class Figure:
    value: float | None = 12.0
    low: float | None = 8.0
    high: float | None = 16.0
    n: int | None = 2310
    unit: str = "points"
    text: str = "+12"
    note: str = ""


HIDDEN = Figure(None, None, None, None, text="–", note="too few to show")


@dataclass(frozen=True)
class Node:
    id: str
    name: str
    column: int
    score: str = ""
    tint: int | None = None


@dataclass(frozen=True)
class Ribbon:
    source: int
    target: int
    weight: float
    tint: int = 0
    words: str = ""


@dataclass(frozen=True)
class Flow:
    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]


@dataclass(frozen=True)
class Crossing:
    part: str = ""
    weight: float = 0.0


@dataclass(frozen=True)
class Team:
    id: str
    name: str
    department: str
    crossings: tuple[Crossing, ...]
    meets: bool = True


@dataclass(frozen=True)
class Moment:
    id: str
    name: str
    stage_name: str
    figure: Figure = field(default_factory=Figure)
    measure: str = "NPS"
    target: Target | None = None
    tint: int = -2


@dataclass(frozen=True)
class Matrix:
    teams: tuple[Team, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Daily:
    name: str = "Couriers paid on time"
    value: str = "97 %"
    usual: str = "98 %"
    effect: str = "1.8 (0.6 to 3.0) lower"
    words: str = "when it is 1 percentage point lower, the score is 1.8 (0.6 to 3.0) lower"
    how: str = "associated, 24 months"
    grade: str = "associated"


@dataclass(frozen=True)
class Link:
    part: str = "supports"
    work: str = "Pays the couriers on time"
    weight: float = 0.2
    through: tuple[str, ...] = ()
    touchpoints: tuple[str, ...] = ("Delivery on time",)
    stages: tuple[str, ...] = ("Receive",)
    figure: Figure = field(default_factory=Figure)
    tint: int = 0
    daily: Daily | None = field(default_factory=Daily)
    words: str = "Accounts pays the couriers on time → Delivery on time"


@dataclass(frozen=True)
class Chain:
    links: tuple[Link, ...]


def web(left: int, middle: int) -> Flow:
    nodes = [Node(f"l{i}", f"Left {i}", 0) for i in range(left)]
    nodes += [Node(f"m{i}", f"Middle {i}", 1, "+12", -1) for i in range(middle)]
    nodes += [Node("r", "Right", 2, "71 %", 0)]
    ribbons = [
        Ribbon(i, left + (i * 3 + k) % middle, 0.9 if k == 0 else 0.1)
        for i in range(left)
        for k in range(2)
    ]
    into = [sum(r.weight for r in ribbons if r.target == left + i) for i in range(middle)]
    ribbons += [Ribbon(left + i, left + middle, w) for i, w in enumerate(into) if w]
    return Flow(tuple(nodes), tuple(ribbons))


@pytest.mark.parametrize(("left", "middle"), [(1, 2), (4, 4), (14, 32), (8, 24)])
def test_no_two_names_of_a_column_share_a_line(left, middle):
    drawn = flow.figure(web(left, middle), palette.LIGHT)
    high = drawn["layout"]["height"]
    places = {}
    for label in drawn["layout"]["annotations"]:
        places.setdefault(label["x"], []).append((1 - label["y"]) * (high - flow.EDGE))
    for held in places.values():
        steps = [b - a for a, b in pairwise(held)]
        assert min(steps, default=flow.LINE) >= 0.75 * flow.LINE


@pytest.mark.parametrize("theme", [palette.LIGHT, palette.DARK])
def test_every_colour_of_the_flow_is_the_palettes_own(theme):
    drawn = flow.figure(web(3, 5), theme)
    (sankey,) = drawn["data"]
    known = {theme.neutral, *theme.diverging}
    assert set(sankey["node"]["color"]) <= known
    rgb = {",".join(str(int(c[i : i + 2], 16)) for i in (1, 3, 5)) for c in known}
    assert {re.sub(r"rgba\((.*),[\d.]+\)", r"\1", c) for c in sankey["link"]["color"]} <= rgb
    assert all(label["font"]["color"] == theme.ink for label in drawn["layout"]["annotations"])


def test_the_flow_says_what_each_team_reaches_most():
    words = flow.in_words(web(2, 3))
    assert words.startswith("Left 0 reaches Middle 0 (+12) and Middle 1 (+12).")
    assert flow.in_words(Flow((), ())) == "No work reaches a touchpoint yet."


def test_the_flow_leaves_its_left_no_wider_than_its_names():
    short = web(3, 4)
    long = replace(short, nodes=(replace(short.nodes[0], name="W" * 90), *short.nodes[1:]))
    wide = [flow.figure(one, palette.LIGHT)["layout"]["margin"]["l"] for one in (short, long)]
    assert 40 < wide[0] < 80 < wide[1] < 270


def test_an_empty_flow_is_still_a_figure():
    assert flow.figure(Flow((), ()), palette.LIGHT)["data"][0]["node"]["y"] == []


def test_long_names_are_cut_and_markup_in_them_is_text():
    nodes = (Node("a", "word " * 40, 0), Node("b", HOSTILE, 1, "+1", 0))
    drawn = flow.figure(Flow(nodes, (Ribbon(0, 1, 1.0, 0, HOSTILE),)), palette.LIGHT)
    texts = [label["text"] for label in drawn["layout"]["annotations"]]
    assert texts[0].count("<br>") == 1
    assert texts[0].endswith("…")
    assert not any("<img" in text for text in texts)
    assert "<img" not in str(drawn["data"])


def matrix(name: str = "Accounts") -> Matrix:
    moments = (Moment("a", "Bill", "Use"), Moment("b", "Delivery", "Receive", HIDDEN))
    own = (Crossing("owns", 0.6), Crossing("supports", 0.4))
    far = (Crossing(), Crossing("through", 0.002))
    return Matrix((Team("x", name, "Finance", own), Team("y", "Desk", "IT", far, False)), moments)


def test_the_matrix_is_a_table_with_heads_for_rows_columns_and_groups():
    html = str(sight_matrix.mark(matrix()).html)
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 3  # two teams and the scores
    assert 'aria-label="Accounts, Bill: owns, 60 % of its work"' in html
    assert 'aria-label="Desk, Delivery: through another team, &lt;1 % of its work"' in html
    assert "meets no customer" in html


def test_a_cell_of_the_matrix_carries_its_touchpoint_for_the_list_on_a_phone():
    html = str(sight_matrix.mark(matrix()).html)
    assert html.count('data-at="Bill, NPS +12"') == 1  # a cell without work says nothing
    assert html.count('data-at="Delivery"') == 2  # no figure where it is too small to show


def test_a_touchpoint_too_small_to_show_has_no_figure_in_the_matrix():
    html = str(sight_matrix.mark(matrix()).html)
    assert html.count("+12") >= 1
    assert ">×<" in html
    assert "too few to show" in html


def test_a_figure_says_by_what_its_colour_is_judged():
    """+3 in grey beside +25 in orange: the target of the one is of another measure, or none."""
    aimed = Target(82.0, -4.0, "level", "4 under target, may be chance")
    moments = (
        Moment("a", "Bill", "Use", measure="CSAT", target=aimed, tint=0),
        Moment("b", "Delivery", "Receive", target=aimed),
        Moment("c", "Till", "Buy", tint=0),
    )
    row = Team("t", "Accounts", "Finance", (Crossing(),) * 3)
    html = str(sight_matrix.mark(Matrix((row,), moments)).html)
    assert re.findall(r'<small class="cx-by">([^<]+)<', html) == ["CSAT", "no target"]


def test_the_matrix_says_who_owns_each_touchpoint():
    words = sight_matrix.mark(matrix()).words
    assert "2 teams by 2 touchpoints." in words
    assert "Bill: owned by Accounts. Delivery: owned by none of these." in words
    assert sight_matrix.mark(Matrix((), ())) is None


def test_a_long_matrix_scrolls_under_its_head():
    many = Matrix(
        tuple(Team(str(i), f"Team {i}", "D", (Crossing("owns", 1.0),)) for i in range(60)),
        (Moment("a", "Bill", "Use"),),
    )
    assert "cx-long" in str(sight_matrix.mark(many).html)
    assert "cx-long" not in str(sight_matrix.mark(matrix()).html)


def test_a_chain_shows_work_measure_steps_score_and_association():
    html = str(sight_chain.mark(Chain((Link(),))).html)
    for part in ("20 %", "Pays the couriers on time",
                 "Couriers paid on time: 97 %, in a usual month 98 %",
                 "→ Delivery on time", "→ Receive", "+12", "±4", "n 2,310",
                 "(associated, 24 months)"):  # fmt: skip
        assert part in html


def test_a_link_whose_association_may_be_chance_shows_none():
    doubt = Daily(effect="", words="no association can be told", how="assumed", grade="assumed")
    html = str(sight_chain.mark(Chain((Link(daily=doubt),))).html)
    assert "cx-goes" not in html
    assert "assumed" in html


@pytest.mark.parametrize(
    "mark",
    [
        lambda: sight_matrix.mark(matrix(HOSTILE)),
        lambda: sight_chain.mark(Chain((Link(work=HOSTILE, through=(HOSTILE,)),))),
        lambda: sight_chain.mark(Chain((Link(daily=Daily(name=HOSTILE), touchpoints=(HOSTILE,)),))),
    ],
)
def test_a_hostile_name_stays_text(mark):
    html = str(mark().html)
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_team_without_a_line_has_no_picture():
    assert sight_chain.mark(Chain(())) is None
