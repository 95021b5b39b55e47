"""The answer of the page of comments goes with its themes and its words."""

from cxdata.record.themes import Theme
from cxdata.reports import voice_story
from cxdata.reports.figures import Change, Figure
from cxdata.reports.themes import Row
from cxdata.reports.voice import Contrasted, Term

LATE = Theme("Late", ("late", "drove past", "third time"))
TIME = Theme("As said", ("on time", "on the minute"))


def row(theme: Theme, comments: int, text: str, unhappy: int, happy: int) -> Row:
    figure = Figure(float(text.replace("−", "-")), None, None, comments, "points", text)
    return Row(
        theme.name,
        theme.words,
        comments,
        0.1,
        figure,
        Change(None, None, None, None, "", ""),
        unhappy,
        happy,
    )


def contrasted(unhappy: str, happy: str) -> Contrasted:
    low, high = (tuple(Term(w, 9, 9, 3.0) for w in held.split()) for held in (unhappy, happy))
    return Contrasted(low, high, 50, 50, "", "")


ROWS = (row(LATE, 157, "−66", 120, 10), row(TIME, 125, "+83", 2, 100))


def test_themes_come_first_and_then_only_words_that_belong_to_none() -> None:
    told = contrasted("time drove wrong phone late", "minute evening")
    said = "".join(words for words, _ in voice_story.sentence(ROWS, told, (LATE, TIME)))
    assert said == (
        "The unhappy write most about “Late” (NPS −66), the happy about “As said” "
        "(NPS +83). Outside the themes the unhappy say “wrong”, “phone” more. "
        "The happy say “evening” more."
    )


def test_a_word_is_put_beside_the_one_theme_that_holds_it() -> None:
    told = contrasted("time drove wrong late", "minute")
    homes = voice_story.homes(told, (LATE, TIME))
    assert homes == {"drove": "Late", "late": "Late", "minute": "As said"}


def test_without_themes_the_words_are_the_answer() -> None:
    said = voice_story.sentence((), contrasted("late wrong", ""), ())
    assert said == (("The unhappy say “late”, “wrong” more.", False),)
    assert voice_story.sentence((), contrasted("", ""), ())[0][1]


def test_one_theme_of_both_sides_is_said_once() -> None:
    words = voice_story.sentence((row(LATE, 157, "+1", 50, 60),), contrasted("", ""), (LATE,))
    assert words[0][0] == "Happy and unhappy alike write most about “Late” (NPS +1)."
