"""What NPS is: the company's own figures, sliders, a quiz that remembers, a glossary by address."""

from pathlib import Path

import pytest

from cxdata import explain
from cxdata.scope import ROLES
from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

PAGE = "pages/learn/nps.py"
SLIDERS = ("learn_promoters", "learn_passives", "learn_detractors")


def read(app: object) -> str:
    """Everything that is written on the page, Markdown too."""
    return " ".join([words(app), *(one.value for one in app.markdown)])  # type: ignore[attr-defined, arg-type]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_the_score_as_a_subtraction_that_adds_up(visit: Open, role: str) -> None:
    said = words(visit(PAGE, role=role))
    assert "52 − 21 = +31" in said
    assert "3,390 answers" in said
    assert "14 % had left within a year" in said


def test_sliders_begin_with_the_companys_answers_and_move_the_score(visit: Open) -> None:
    app = visit(PAGE)
    assert [app.slider(key=key).value for key in SLIDERS] == [1764, 916, 710]
    app.slider(key=SLIDERS[2]).set_value(0).run()
    assert "1,764 promoters, 916 passives, 0 detractors make +66" in marks(app)
    app.button(key="learn_few").click().run()
    assert [app.slider(key=key).value for key in SLIDERS] == [52, 27, 21]
    assert "+31 from 100 answers" in words(app)  # the same score, and a wider range
    assert "from +15 to +45" in words(app)
    app.button(key="learn_back").click().run()
    assert app.slider(key=SLIDERS[0]).value == 1764


def test_a_larger_move_needs_fewer_answers(visit: Open) -> None:
    app = visit(PAGE, lesson="How many must answer")
    assert "3,976 customers must answer before it" in words(app)
    app.slider(key="learn_move").set_value(10).run()
    assert "994 customers must answer before it" in words(app)
    assert "enough for it" in words(app)


def test_the_quiz_explains_counts_and_remembers(visit: Open) -> None:
    app = visit(PAGE, lesson="Quiz")
    assert len(app.radio) == 6  # the header's choice of the view is one
    for key, choice in (("sum", "+31"), ("eight", "Nothing at all")):
        app.radio(key=f"quiz_{key}").set_value(choice).run()
    said = words(app)
    assert "1 of 2 right so far, 3 to go." in said
    assert "Not quite: It pulls it towards 0 a little." in said
    app.switch_page("pages/home/scorecard.py").run()
    app.query_params["lesson"] = "Quiz"
    app.switch_page(PAGE).run()
    assert app.radio(key="quiz_sum").value == "+31"
    app.button(key="quiz_again").click().run()
    assert app.radio(key="quiz_sum").value is None


@pytest.mark.parametrize("chosen", ["csat", "ces", "response_rate", "interval", "bridge"])
def test_measures_are_the_very_pages_of_the_popovers(visit: Open, chosen: str) -> None:
    app = visit(PAGE, lesson="Other measures")
    app.button_group(key="lesson_measure").set_value(chosen).run()
    last = explain.page(chosen).body.rsplit("\n", 1)[-1]
    assert last in read(app)
    assert explain.page(chosen).short in words(app)


def test_code_is_folded_away_for_analysts(visit: Open) -> None:
    app = visit(PAGE, lesson="Other measures")
    assert "scores.csat(" not in read(app)
    app.session_state["analysts_page_csat"] = True
    app.run()
    assert "scores.csat([4, 6, 10, 50, 30]) -> 80 (71 … 87)" in read(app)
    app = visit("pages/home/scorecard.py")
    app.session_state["about_bridge"] = True
    app.run()
    assert "bridge.two_factor" not in read(app)
    assert "For analysts" in [fold.label for fold in app.expander]


def test_an_address_with_a_term_opens_the_glossary_at_it(visit: Open) -> None:
    app = visit(PAGE, term="interval")
    assert app.text_input(key="term").value == "interval"
    assert explain.page("interval").short in words(app)
    assert "four times the answers halve it" in read(app)
    app.text_input(key="term").set_value("promoter").run()
    assert "would tell a friend" in words(app)
    app.text_input(key="term").set_value("<b>zzz").run()
    assert "No term holds that." in words(app)
    app.text_input(key="term").input("promotr").run()
    assert "No term holds “promotr”. Did you mean “promoter”?" in words(app)
    assert "would tell a friend to come to us" in words(app)


def test_a_link_opens_its_term_whatever_part_was_read_last(visit: Open) -> None:
    app = visit(PAGE, lesson="Quiz")
    app.switch_page("pages/home/scorecard.py").run()
    app.query_params["term"] = "bridge"
    app.switch_page(PAGE).run()
    assert app.text_input(key="term").value == "bridge"
    assert explain.page("bridge").short in words(app)
    app.text_input(key="term").set_value("coverage").run()
    assert explain.page("coverage").short in words(app)


def test_a_question_mark_leads_to_its_term(visit: Open) -> None:
    app = visit("pages/home/scorecard.py")
    app.session_state["about_bridge"] = True
    app.run()
    links = [one.proto for one in app.get("page_link")]
    assert any(one.page == "nps" and "term=bridge" in one.query_string for one in links)


def test_a_company_with_few_answers_learns_by_an_example(visit: Open, tmp_path: Path) -> None:
    root = records.own_root(tmp_path, records.balanced(4))
    app = visit(PAGE, root=root)
    said = words(app)
    assert "50 − 20 = +30" in said
    assert "An example: of our own, too few to show" in said
    assert [app.slider(key=key).value for key in SLIDERS] == [50, 30, 20]
    assert "Which customers left is not known here" in said
    assert "customers who answered, 50 gave" in " ".join(
        one.label for one in visit(PAGE, root=root, lesson="Quiz").radio
    )


def test_the_leaving_of_a_company_without_customers_is_not_made_up(
    visit: Open, tmp_path: Path
) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    app = visit(PAGE, root=root)
    assert "50 − 50 = 0" in words(app)
    assert "Left within a year" not in words(app)
