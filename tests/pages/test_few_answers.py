"""Pages whose filters leave nobody, or so few that nothing may be shown: they say so, once."""

from pathlib import Path

import pytest

from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

FEW: dict[str, str | list[str]] = {
    "team": "Flagship store",
    "segment": "Business",
    "channel": "Phone",
    "region": "Coast",
}
FEWER: dict[str, str | list[str]] = {
    "department": "Product",
    "segment": "Business",
    "channel": "Phone",
    "region": "Coast",
    "period": "Last month",
}
JOURNEY = "pages/listen/journey.py"


@pytest.mark.parametrize("query", [FEW, FEWER], ids=["few", "fewer"])
@pytest.mark.parametrize(
    ("page", "told"),
    [
        (JOURNEY, "Too few answers to draw the journey"),
        ("pages/listen/trend.py", "Too few answers to draw the trend"),
        ("pages/listen/handovers.py", "Too few customers answered at two touchpoints"),
        ("", "Nobody answered here in this period."),
    ],
)
def test_no_empty_picture_is_drawn_of_too_few_answers(
    visit: Open, page: str, told: str, query: dict[str, str | list[str]]
) -> None:
    app = visit(page, **query)
    assert words(app).count(told) == 1
    assert not app.get("plotly_chart")
    assert "data-cell" not in marks(app)
    assert "correction for no" not in words(app)


def test_a_curve_without_points_leaves_the_map_of_earlier_months(visit: Open) -> None:
    app = visit(JOURNEY, period="Last month", segment="Seniors", channel="Phone")
    assert "Oct 2026, Seniors: no touchpoint has enough answers to be drawn." in words(app)
    assert "data-cell" in marks(app)


def test_a_reason_is_said_once_and_no_panel_is_drawn_of_nothing(visit: Open) -> None:
    few = {key: FEWER[key] for key in ("segment", "channel", "region", "period")}
    said = words(visit("pages/listen/voice.py", **few))
    assert said.count("Comments not shown: ") == 1
    app = visit("pages/listen/trend.py", by="Team", **FEW)
    assert "No team has a period with answers enough for a score to be shown." in words(app)
    assert "nobody answered; nothing to compare with" not in marks(app)


def test_filters_and_not_missing_files_are_why_nobody_was_asked_or_answered(visit: Open) -> None:
    assert "no invitations for what is chosen here" in words(visit("pages/compare/heard.py", **FEW))
    part = visit(department="Support", region="Centre")  # whose invitations name no region
    assert "there are no invitations of what is chosen above" in words(part)
    sight = words(visit("pages/compare/line_of_sight.py", **FEW))
    assert "Touchpoints without answers in these months and by these filters" in sight
    assert "other customers may well have answered there" in sight
    assert "revenue of those who answered is not known" not in words(
        visit("pages/compare/value.py", **FEWER)
    )


def test_a_record_without_a_whole_quarter_is_charted_by_month(visit: Open, tmp_path: Path) -> None:
    root = records.own_root(tmp_path, records.balanced(28))
    said = words(visit("pages/listen/trend.py", root=root))
    assert "By month: there is no whole quarter yet." in said
    assert "No period has enough answers" not in said
