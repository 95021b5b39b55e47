"""A frozen presentation through import, rollback and restart; a way from approval to erasure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxdata import desk, record
from cxdata.errors import BadInput, Refused
from cxdata.flows import imports, naming
from cxdata.flows import presentations as flow
from cxdata.flows.imports import Batch
from cxdata.record import erased
from cxdata.record import ways as recorded
from cxdata.reports import presentation_text, slides, slides_frozen, slides_way, ways
from cxdata.reports.presentation import Presentation, Way
from cxdata.scope import EMPLOYEE, LEAD, STEWARD, Scope, View
from tests import halls, records
from tests.halls import ANN, NOW, QUARTER

EVERYONE, SAM = Scope(EMPLOYEE), Scope(STEWARD, identity="sam")
OCTOBER = View(*(d for d in (QUARTER.until.replace(month=10), QUARTER.until)))


def made(root: Path, view: View, held: str = "") -> Presentation:
    found = slides.presentation(ANN, *halls.serving(root), view)
    return slides.with_slide(found, slides_way.placeholder(held)) if held else found


def freeze(home: Path, found: Presentation) -> str:
    body = presentation_text.written(slides_frozen.without_ways(found))
    return flow.freeze(ANN, home, found.title, body, NOW).id


def test_a_link_shows_the_same_figures_after_an_import_a_rollback_and_a_restart(
    tmp_path: Path,
) -> None:
    root = records.own_root(tmp_path, records.balanced(40))
    home = record.locate(root)
    id_ = freeze(home, made(root, OCTOBER))
    first = slides_frozen.opened(EVERYONE, desk.open_desk(home), id_)
    file = tmp_path / "more.csv"
    header = "response_id,answered_at,kind,touchpoint,team,segment,channel,region,nps"
    rows = [f"m{i},2026-10-20,relational,,front,Home,Shop,North,10" for i in range(30)]
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    imports.commit(SAM, home, Batch((file,)), NOW)
    live = made(root, OCTOBER)
    assert live.slides[1].pictures[0].figure.n == 70
    assert slides_frozen.opened(EVERYONE, desk.open_desk(home), id_) == first
    batch = max(int(one["id"]) for one in imports.batches(SAM, home))
    imports.rollback(SAM, home, batch, NOW)
    assert slides_frozen.opened(EVERYONE, desk.open_desk(home), id_) == first
    assert first.slides[1].pictures[0].figure.n == 40
    assert first.snapshot < live.snapshot
    told = (
        "from pathlib import Path\nfrom cxdata import desk\n"
        "from cxdata.reports import presentation_text, slides_frozen\n"
        "from cxdata.scope import Scope\nimport sys\n"
        "found = slides_frozen.opened(Scope('employee'), desk.open_desk(Path(sys.argv[1])), "
        "sys.argv[2])\nprint(presentation_text.written(found))"
    )
    env = {**os.environ, "PYTHONPATH": str(records.ROOT), "PYTHONIOENCODING": "utf-8"}
    again = subprocess.run([sys.executable, "-c", told, str(home), id_], env=env, check=True,
                           capture_output=True)  # fmt: skip
    assert presentation_text.presentation(again.stdout.decode("utf-8")) == first


def test_a_way_is_shown_once_approved_and_goes_when_the_customer_asks(tmp_path: Path) -> None:
    root = halls.hall(tmp_path)
    shown, story = halls.approved(root)
    home = record.locate(root)
    held = desk.open_desk(home)
    id_ = freeze(home, made(root, QUARTER, shown.id))
    words = [step.text for step in story.steps if step.text]
    told = slides_frozen.opened(EVERYONE, held, id_)
    slide = next(one for one in told.slides if one.key == "way")
    assert isinstance(slide.pictures[0], Way)
    assert slide.pictures[0].approved_by == "ann"
    assert words[0] in presentation_text.written(told)
    snapshot, company = halls.serving(root)
    asked, token, _ = halls.told_way(snapshot, company)
    sought = ways.sought_of(ANN, snapshot, company, QUARTER, asked)
    customer = recorded.customer(snapshot, ANN, sought, token)
    assert words[0].encode() in held.path.read_bytes()
    assert flow.forget(SAM, home, customer, NOW) == 1
    bytes_ = held.path.read_bytes()
    assert not [w for w in words if w.encode() in bytes_]
    assert str(customer).encode() not in bytes_
    after = slides_frozen.opened(EVERYONE, held, id_)
    gone = next(one for one in after.slides if one.key == "way")
    assert (gone.sentence, gone.pictures) == ("Removed at the customer's request.", ())
    rest = [one for one in told.slides if one.key != "way"]
    assert [one for one in after.slides if one.key != "way"] == rest


def test_who_may_not_read_every_way_approves_none_and_a_token_of_another_opens_none(
    tmp_path: Path,
) -> None:
    root = halls.hall(tmp_path)
    snapshot, company = halls.serving(root)
    asked, token, _ = halls.told_way(snapshot, company)
    sought = ways.sought_of(ANN, snapshot, company, QUARTER, asked)
    for scope in (EVERYONE, Scope(LEAD, ("logistics",))):
        with pytest.raises(Refused):
            flow.approve_way(scope, snapshot, sought, token, "{}", halls.WHY, NOW)
        with pytest.raises(Refused):
            flow.freeze(scope, record.locate(root), "x", '{"slides": [1]}', NOW)
    with pytest.raises(BadInput, match="not there any more"):
        flow.approve_way(SAM, snapshot, sought, token, "{}", halls.WHY, NOW)
    assert recorded.customer(snapshot, ANN, sought, "x" * 24) == 0


def test_a_way_of_somebody_who_is_being_erased_is_not_approved_any_more(tmp_path: Path) -> None:
    root = halls.hall(tmp_path)
    snapshot, company = halls.serving(root)
    asked, token, story = halls.told_way(snapshot, company)
    sought = ways.sought_of(ANN, snapshot, company, QUARTER, asked)
    customer = recorded.customer(snapshot, ANN, sought, token)
    erased.noted(snapshot.home, (customer,), NOW.date())  # and the record still holds the words
    kept = slides_way.proposed(story)
    body = presentation_text.written(slides_way.slide(story, kept, kept))
    with pytest.raises(BadInput, match="asked to be forgotten"):
        flow.approve_way(ANN, snapshot, sought, token, body, halls.WHY, NOW)
    assert str(customer).encode() not in desk.open_desk(snapshot.home).path.read_bytes()


def test_a_sentence_with_personal_data_is_not_approved_for_everyone(tmp_path: Path) -> None:
    root = halls.hall(tmp_path)
    snapshot, company = halls.serving(root)
    asked, token, story = halls.told_way(snapshot, company)
    sought = ways.sought_of(ANN, snapshot, company, QUARTER, asked)
    kept = slides_way.proposed(story)
    slide = slides_way.slide(story, kept, kept, "Write to jan@example.org about it.")
    with pytest.raises(BadInput, match="personal \\(e-mail\\)"):
        flow.approve_way(
            ANN, snapshot, sought, token, presentation_text.written(slide), halls.WHY, NOW
        )


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "Anna met Support Elm and delivery west in April.",
            "“Delivery West”, “Support Elm”|“delivery west”, “Support Elm”, “April”",
        ),
        ("It began late in may, and in May it ended.", "names “May”"),
        ("The team of Platform helped.", "names “Platform”"),
        ("It happened on 14.08.2026 at the North depot.", "names “14.08.2026”"),
    ],
)
def test_a_sentence_that_names_a_team_or_a_month_is_not_approved(
    tmp_path: Path, sentence: str, named: str
) -> None:
    root = halls.hall(tmp_path)
    snapshot, company = halls.serving(root)
    asked, token, story = halls.told_way(snapshot, company)
    sought = ways.sought_of(ANN, snapshot, company, QUARTER, asked)
    body = presentation_text.written(slides_way.slide(story, slides_way.proposed(story), (),
                                                      sentence))  # fmt: skip
    with pytest.raises(BadInput, match=named):
        flow.approve_way(ANN, snapshot, sought, token, body, halls.WHY, NOW)


def test_capitalised_words_are_asked_for_and_those_of_the_company_are_not() -> None:
    _, company = halls.serving(records.sample_root())
    said = "The driver Anna Miller came. Then Julia’s van met Logistics, and I'd say OK."
    assert naming.asked((said, "A call from Logistics."), company) == ("Anna", "Miller", "Julia’s")
    assert naming.traced(("Order 482211, call 0171-555 02.", "Ask ann@x.org.")) == (
        "482211", "0171-555 02", "ann@x.org",
    )  # fmt: skip
    assert naming.told("On the platform it may march on. Marching in.", company) == ()
    assert naming.told("Marked in SUPPORT  ELM, in december", company) == (
        "SUPPORT  ELM", "december",
    )  # fmt: skip
