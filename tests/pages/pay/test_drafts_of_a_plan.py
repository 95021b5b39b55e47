"""A draft becomes a version: two who write at once lose nothing."""

import re
from datetime import UTC, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Expander

from cxdata import desk
from cxdata.desk import plans
from pages.ui import pay_save, what_if, what_if_sliders
from tests.pages.conftest import Open
from tests.pages.pay.paying import BOSS, IF, draft
from tests.pages.reading import words


def _panel(app: AppTest) -> Expander:
    return next(
        one for one in app.expander if one.label == "Change the plan, and save it as a new version"
    )


def _typed(app: AppTest, entry: str, line: str) -> AppTest:
    """The first line that begins like that is typed over."""
    area = draft(app)
    return area.set_value(re.sub(f"(?m)^{entry}.*$", line, area.value, count=1)).run()


def test_a_draft_becomes_a_version_and_a_second_writer_is_told_what_the_first_changed(
    visit: Open, own: Path
) -> None:
    first, second = visit(IF, root=own), visit(IF, root=own)
    second.slider(key="if_company").set_value(2).run()
    area = draft(second)
    area.set_value(area.value.replace("amount = 400", "amount = 410")).run()
    first.slider(key="if_shift").set_value(-1).run()
    next(b for b in first.button if b.label == "Save").click().run()
    assert "Saved and logged: version 2" in words(first)
    next(b for b in second.button if b.label == "Save").click().run()
    told = words(second)
    assert "saved version 2 of this plan while you were writing" in told
    assert "ramp: target from 37 to 36" in told
    kept = draft(second)
    assert "amount = 410" in kept.value
    assert "Only executive changed, so it is kept" in told
    assert "Only you changed, so it goes on top" in told
    assert "plan: amount from 400 to 410" in told
    assert "Both together would pay" in told
    mine, both = (
        re.search(rf"{lead} would pay €\s([\d,]+)", told)
        for lead in ("Your draft alone", "Both together")
    )
    assert mine
    assert both
    assert mine[1] != both[1]  # theirs lowers every target
    next(b for b in second.button if b.label == "Save both together").click().run()
    words(second)
    newest = plans.versions(BOSS, desk.open_desk(own / "demo"))[0]
    assert (newest.number, newest.plan.about.amount) == (3, 410)
    assert newest.plan.company.target == 40
    assert newest.plan.ramp.target == 36


def test_the_panel_of_the_draft_stays_open_and_a_save_is_told_until_something_changes(
    visit: Open, own: Path
) -> None:
    app = visit(IF, root=own)
    app.session_state[pay_save.PANEL] = True  # as a press on it does
    for number, amount in ((2, 410), (3, 420)):
        _typed(app, "amount = ", f"amount = {amount}")
        assert "Saved and logged" not in words(app)
        assert _panel(app).proto.expanded
        next(b for b in app.button if b.label == "Save").click().run()
        # The page runs again by itself when what is worked out beside it has ended.
        assert f"Saved and logged: version {number}" in words(app.run())
        assert _panel(app).proto.expanded


def test_what_is_typed_is_what_the_page_shows_before_it_can_be_saved(
    visit: Open, own: Path
) -> None:
    app = visit(IF, root=own)
    whole = words(app)
    assert "Move a slider, or choose another plan" in whole
    assert pay_save.SAME in whole  # saving that would say it had saved what was there
    next(b for b in app.button if b.label == "Save").click().run()
    assert "Saved and logged" not in words(app)
    _typed(app, "amount = ", "amount = 100")
    said = words(app)
    assert pay_save.SAME not in said
    assert "Move a slider, or choose another plan" not in said
    assert re.search(r"This draft would pay €\s35,957 .*? less than the plan in force", said)
    _typed(app, "amount = ", "amount = -1")  # the page keeps what it could read last
    assert "amount = -1" in words(app)
    assert "This draft would pay" not in words(app)
    assert app.slider(key="if_shift").disabled
    assert next(b for b in app.button if b.label == "Save").disabled
    next(b for b in app.button if b.label == "Leave what was typed").click().run()
    assert "amount = 400" in draft(app).value
    assert "Move a slider, or choose another plan" in words(app)
    assert not app.slider(key="if_shift").disabled
    # Typed, and Save pressed in one go: nobody has seen what it would pay.
    area = draft(app)
    area.set_value(area.value.replace("amount = 400", "amount = 100"))
    next(b for b in app.button if b.label == "Save").click().run()
    assert "press Save again" in words(app)
    assert len(plans.versions(BOSS, desk.open_desk(own / "demo"))) == 1
    next(b for b in app.button if b.label == "Save").click().run()
    assert "Saved and logged: version 2" in words(app)


def test_sliders_and_presets_move_what_was_typed_and_keep_it(visit: Open, own: Path) -> None:
    app = visit(IF, root=own)
    app.slider(key="if_shift").set_value(-5).run()
    _typed(app, "amount = ", "amount = 100 # for a quarter")
    assert app.slider(key="if_shift").value == 0  # the text holds what it moved
    text = draft(app).value
    assert "target = 32" in text
    assert "# for a quarter" in text
    app.selectbox(key=what_if_sliders.PRESET).set_value("Targets 3 points higher").run()
    text = draft(app).value
    assert "amount = 100" in text
    assert "# for a quarter" in text
    assert "target = 35" in text
    app.selectbox(key=what_if_sliders.PRESET).set_value("As it is").run()
    assert "amount = 100 # for a quarter" in draft(app).value
    other = app.selectbox(key=what_if.FIRST)
    assert "What you typed is not in the address" in words(other.set_value(other.value).run())


def test_what_two_writers_changed_differently_is_chosen_before_anything_is_saved(
    visit: Open, own: Path
) -> None:
    first, second = visit(IF, root=own), visit(IF, root=own)
    first.slider(key="if_company").set_value(-1).run()
    next(b for b in first.button if b.label == "Save").click().run()
    second.slider(key="if_company").set_value(3).run()
    next(b for b in second.button if b.label == "Save").click().run()
    told = words(second)
    assert "Still to choose: 1 of 1" in told
    assert "company: threshold, target, stretch" in told
    both = next(b for b in second.button if b.label == "Save both together")
    assert both.disabled
    there = desk.open_desk(own / "demo")
    assert len(plans.versions(BOSS, there)) == 2
    choice = next(r for r in second.radio if r.key.startswith("choice_"))
    assert choice.value is None
    choice.set_value("Yours").run()
    next(b for b in second.button if b.label == "Save both together").click().run()
    assert "Saved and logged: version 3" in words(second)
    kept, theirs, before = (one.plan.company.target for one in plans.versions(BOSS, there))
    assert (kept - before, theirs - before) == (3, -1)


def test_a_third_save_is_told_and_leaves_what_was_chosen(visit: Open, own: Path) -> None:
    app, there = visit(IF, root=own), desk.open_desk(own / "demo")
    (began,) = plans.versions(BOSS, there)
    cap, amount = "cap = 150000", "amount = 400"
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    theirs = began.text.replace(amount, "amount = 390")
    plans.save(BOSS, there, theirs, 1, now)
    _typed(app, "amount = ", "amount = 420")
    next(b for b in app.button if b.label == "Save").click().run()
    assert "executive saved version 2" in words(app)
    next(r for r in app.radio if r.key.startswith("choice_")).set_value("Yours").run()
    both = next(b for b in app.button if b.label == "Save both together")
    plans.save(BOSS, there, theirs.replace(cap, "cap = 140000"), 2, now)
    both.click().run()  # on top of what was seen, which is not the newest any more
    told = words(app)
    assert plans.versions(BOSS, there)[0].number == 3
    assert "executive saved version 3" in told
    assert "executive saved version 2" not in told
    assert next(r for r in app.radio if r.key.startswith("choice_")).value == "Yours"
    next(b for b in app.button if b.label == "Save both together").click().run()
    newest = plans.versions(BOSS, there)[0]
    assert (newest.number, newest.plan.about.amount, newest.plan.budget.cap) == (4, 420, 140_000)
    assert "Saved and logged: version 4" in words(app)


def test_a_text_that_is_no_plan_is_refused_by_its_entry(visit: Open, own: Path) -> None:
    app = visit(IF, root=own)
    area = draft(app)
    area.set_value(area.value.replace("window = 12", "window = 99")).run()
    if "window = 99" not in draft(app).value:
        area.set_value(area.value.replace("[plan]", "[plan]\nwindow = 99")).run()
    assert "window = 99 should be 3 to 36 months" in words(app)
    assert next(b for b in app.button if b.label == "Save").disabled
    assert pay_save.CLASH not in app.session_state
