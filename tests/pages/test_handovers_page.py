"""The handovers page finds what is planted, keeps its choices in the URL and its ways closed."""

import re

from tests.pages.conftest import Open
from tests.pages.reading import marks, words

PAGE = "pages/listen/handovers.py"
CELL = re.compile(r'<button [^>]*class="([^"]*)" data-cell="([^"|]*)\|([^"]*)"')
TO_HELP = {"going_from": "Receive", "going_to": "Get help"}


def test_a_bad_delivery_spoils_what_comes_next_and_nothing_else_is_outlined(visit: Open) -> None:
    app = visit(PAGE)
    said = words(app)
    assert "Most between Receive (Logistics) and Use (Product and Finance)" in said
    assert "that it is the cause is not proven" in said
    cells = CELL.findall(marks(app))
    assert len(cells) == 30
    outlined = {(one, two) for kinds, one, two in cells if "cx-out" in kinds.split()}
    assert outlined == {("receive", "use"), ("receive", "get_help")}
    assert "All 16,168 touchpoint answers carry" in said


def test_teams_days_and_measure_are_chosen_in_the_url(visit: Open) -> None:
    assert "Delivery" in words(visit(PAGE, between="Teams"))
    assert "within 7 days" in words(visit(PAGE, within="7 days")).lower()
    own = visit(PAGE, scored="Each stage's own")
    assert own.selectbox(key="scored").value == "own"
    assert "%" in marks(visit(PAGE, scored="Each stage's own"))
    wrong = visit(PAGE, between="Weather", within="8 days", going_from="<b>", way="Customer x")
    assert wrong.selectbox(key="between").value == "stage"
    assert "Where between our teams" in words(wrong)


def test_a_way_is_told_to_an_executive_and_its_words_stay_plain(visit: Open) -> None:
    app = visit(PAGE, **TO_HELP)
    ways = app.selectbox(key="way").options
    assert len(ways) == 51
    app.selectbox(key="way").select_index(3).run()
    said = words(app)
    assert "way through " in said
    assert "cx-way" in marks(app)
    assert not re.search(r"\d{4}-\d\d-\d\d", marks(app)), "a way names no day"
    # The address holds the number: it opens the same way again, and another role's does not.
    number = ways[3]
    again = visit(PAGE, **TO_HELP, way=number)
    assert "way through " in words(again)
    steward = visit(PAGE, role="steward", **TO_HELP, way=number)
    assert "way through " not in words(steward)


def test_an_employee_sees_the_matrix_and_why_there_are_no_ways(visit: Open) -> None:
    app = visit(PAGE, role="employee", **TO_HELP)
    assert "Customers' ways are open to executives" in words(app).replace("&#x27;", "'")
    assert len(CELL.findall(marks(app))) == 30
    assert "cx-ways" not in marks(app)


def test_look_closer_opens_the_worst_handover(visit: Open) -> None:
    app = visit(PAGE)
    app.button(key="closer_0").click().run()
    assert app.selectbox(key="going_from").value == "receive"
    assert app.selectbox(key="going_to").value == "use"
    assert "Receive → Use (Logistics → Product and Finance)" in words(app)


def test_the_table_behind_the_matrix_can_be_downloaded(visit: Open) -> None:
    app = visit(PAGE)
    app.session_state["about_handovers"] = True
    app.run()
    assert len(app.dataframe[0].value) == 30
    assert "When not to trust it" in " ".join(text.value for text in app.markdown)
