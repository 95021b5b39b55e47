"""The trend page: the chart and its words, its choices, the bridge between two periods."""

import json

import pytest

from tests.pages.conftest import Open
from tests.pages.reading import marks, words

TREND = "pages/listen/trend.py"


def chart(app: object) -> dict[str, object]:
    return json.loads(app.get("plotly_chart")[0].proto.spec)  # type: ignore[attr-defined]


def test_the_chart_has_alternative_text_with_its_last_figure(visit: Open) -> None:
    app = visit(TREND)
    assert "more than noise?" in words(app)
    alt = app.get("plotly_chart")[0].proto.alt
    assert alt.startswith("36 periods from Nov 2023 to Oct 2026.")
    assert "answers" in alt


def test_the_change_of_wording_is_on_the_chart_and_explained(visit: Open) -> None:
    app = visit(TREND)
    assert "cannot be compared" in words(app)
    shapes = chart(app)["layout"]["shapes"]  # type: ignore[index]
    assert "2024-07-01" in {shape["x0"] for shape in shapes if shape["line"]["dash"] == "solid"}


@pytest.mark.parametrize("part", ["Stage", "Department", "Channel"])
def test_it_is_taken_apart_into_panels_on_one_scale(visit: Open, part: str) -> None:
    app = visit(TREND, by=part)
    assert "All on one scale" in words(app)
    assert marks(app).count("cx-panel-head") >= 4


def test_quarters_make_fewer_periods(visit: Open) -> None:
    app = visit(TREND, grain="Quarter")
    assert app.get("plotly_chart")[0].proto.alt.startswith("12 periods")


def test_the_bridge_names_what_it_compares(visit: Open) -> None:
    app = visit(TREND, against="The same months a year before")
    assert "Aug – Oct 2025" in marks(app)
    assert "Aug – Oct 2026" in marks(app)
    assert "cx-move" in marks(app)


def test_across_the_change_of_wording_there_is_no_bridge_and_the_page_says_why(visit: Open) -> None:
    app = visit(TREND, against="Other months", then_since="Jan 2024", then_until="Mar 2024")
    assert "cx-move" not in marks(app)
    assert "Wording" in words(app)


def test_a_bad_choice_in_the_url_falls_back(visit: Open) -> None:
    app = visit(TREND, by="everything", grain="second", mix="<b>", against="never")
    assert words(app)
    assert app.selectbox(key="by").value == ""
    assert app.selectbox(key="grain").value == "auto"
