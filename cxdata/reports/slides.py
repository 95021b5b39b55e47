"""A presentation for the whole company, made of what the other reports show.

Its audience is everybody: whoever puts it together, it is read as an employee without a
department, who sees every score and no comment. One customer's way comes apart from this, from the
desk, once a person approved it (slides_way.py). What we did about what customers said has no slide
before there is anything to show, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cxdata.errors import Refused
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import objectives, periods, slides_goal, slides_journey, slides_score
from cxdata.reports.page import Page
from cxdata.reports.presentation import Presentation, Slide
from cxdata.reports.scorecard import scorecard
from cxdata.reports.trend import trend
from cxdata.scope import EMPLOYEE, Scope, View

AUDIENCE = Scope(EMPLOYEE)  # no department, no team: nobody's words
TITLE = "How our customers see us"
DONE = "You said, we did"
NOTHING_DONE = "There are no improvements to show yet: what was changed, and why, is kept nowhere."
Found = tuple[Slide | None, str]  # a slide, or why there is none


def presentation(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    notes: tuple[tuple[str, str], ...] = (),
) -> Presentation:
    """Every slide that a period has something to show on, in the order of the story.

    view    its months; filters are left aside: an all-hands is about the whole company
    notes   speaker notes by slide key
    raises  NoRecord where there is no answer at all; Refused without knowing who asks
    """
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    whole = View(view.since, view.until)
    card = scorecard(AUDIENCE, snapshot, organisation, whole)
    page = Page.open(AUDIENCE, snapshot, organisation, (whole, periods.before(whole)), whole.since)
    aims = objectives.report(AUDIENCE, snapshot, organisation, whole)
    line = slides_score.line(organisation, trend(AUDIENCE, snapshot, organisation, whole), whole)
    made: dict[str, Found] = {
        "What is NPS, in our numbers?": slides_score.nps(page, card),
        card.question: slides_score.score(card, line),
        "What moved it?": slides_score.moved(card),
        slides_journey.TITLE: slides_journey.journey(page, card),
        DONE: (None, NOTHING_DONE),
        slides_goal.GOAL: slides_goal.goal(organisation, aims, card),
        slides_goal.PART: slides_goal.part(organisation, card),
    }
    told = dict(notes)
    return Presentation(
        title=f"{TITLE}, {card.period}",
        company=card.company,
        period=card.period,
        as_of="" if card.as_of is None else card.as_of.isoformat(),
        snapshot=snapshot.number,
        demo=snapshot.demo,
        slides=tuple(
            replace(slide, notes=told.get(slide.key, "")) for slide, _ in made.values() if slide
        ),
        left_out=tuple((title, why) for title, (slide, why) in made.items() if not slide),
    )


def arranged(
    found: Presentation, order: Iterable[str], said: Iterable[tuple[str, str]] = (), title: str = ""
) -> Presentation:
    """The slides that were chosen, in their order, with the sentences that were written for them.

    order   keys of slides; one that is not there is left out
    said    (key, sentence); what is only spaces leaves the sentence as it was
    """
    held = {slide.key: slide for slide in found.slides}
    words = {key: " ".join(text.split()) for key, text in said}
    kept = [held[key] for key in dict.fromkeys(order) if key in held]
    told = tuple(replace(one, sentence=words.get(one.key) or one.sentence) for one in kept)
    return replace(found, slides=told, title=" ".join(title.split()) or found.title)


def with_slide(found: Presentation, slide: Slide, after: str = "journey") -> Presentation:
    """The same with one more slide, behind the one with a key, or at the end."""
    rest = [one for one in found.slides if one.key != slide.key]
    at = next((i for i, one in enumerate(rest, 1) if one.key == after), len(rest))
    return replace(found, slides=(*rest[:at], slide, *rest[at:]))
