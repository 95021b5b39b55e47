"""Drafts of presentations: kept a change at a time, one's own, and without words that must go."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxdata import desk
from cxdata.desk import Desk, drafts, events
from cxdata.desk.drafts import STORY, Draft, Moved, Said, Turned, Used
from cxdata.errors import BadInput, CxError, Refused
from cxdata.scope import EMPLOYEE, EXECUTIVE, STEWARD, Scope

NOW = datetime(2026, 11, 2, tzinfo=UTC)
ANN, BOB = Scope(EXECUTIVE, identity="ann"), Scope(EXECUTIVE, identity="bob")
SAM = Scope(STEWARD, identity="sam")
AUTUMN = "2026-08 2026-10"
COMMENT = "The driver never rang, and nobody could tell me when"


@pytest.fixture
def there(tmp_path: Path) -> Desk:
    return desk.open_desk(tmp_path)


def change(there: Desk, edit: drafts.Edit, scope: Scope = ANN) -> tuple[Draft, Draft]:
    return drafts.change(scope, there, AUTUMN, edit, NOW)


def test_a_draft_outlives_whoever_writes_it_and_is_nobody_elses(there: Desk) -> None:
    change(there, Turned("moved", False))
    change(there, Moved("goal", "nps"))
    change(there, Said("score", "We did it.", 7))
    _, made = change(there, Used("w"))
    again = drafts.newest(ANN, desk.open_desk(there.path.parent), AUTUMN)
    assert again == made
    assert again.order == ("goal", "nps", "score", "moved", "journey", "way", "part")
    assert (again.off, again.way, again.number) == (("moved",), "w", 4)
    assert vars(again.said["score"]) == {"text": "We did it.", "number": 3, "snapshot": 7}
    assert drafts.newest(BOB, there, AUTUMN) == Draft()
    assert drafts.newest(ANN, there, "2026-05 2026-07") == Draft()
    with pytest.raises(Refused):
        drafts.newest("ann", there, AUTUMN)  # type: ignore[arg-type]


def test_two_windows_at_once_take_nothing_from_each_other(there: Desk) -> None:
    def written(key: str) -> None:
        for i in range(5):
            change(there, Said(key, f"{key} {i}", 1))

    windows = [threading.Thread(target=written, args=(key,)) for key in STORY]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    held = drafts.newest(ANN, there, AUTUMN)
    assert {key: one.text for key, one in held.said.items()} == {key: f"{key} 4" for key in STORY}
    assert held.number == 5 * len(STORY)
    kept = drafts.versions(ANN, there, AUTUMN)
    assert [one.number for one in kept] == list(range(held.number, held.number - drafts.KEPT, -1))


def test_a_change_says_what_was_there_so_that_it_can_be_taken_back(there: Desk) -> None:
    change(there, Said("score", "from the other window", 1))
    before, after = change(there, Said("score", "from this one", 1))
    assert before.said["score"].text == "from the other window"
    assert after.said["score"].text == "from this one"
    same, again = change(there, Said("score", "from this one", 2))
    assert same == again == after
    _, gone = change(there, Said("score", "  ", 1))
    assert not gone.said


def test_what_can_be_no_sentence_is_refused_and_changes_nothing(there: Desk) -> None:
    change(there, Said("score", "x" * drafts.LONGEST, 1))
    with pytest.raises(BadInput, match="5,001 characters"):
        change(there, Said("score", "x" * (drafts.LONGEST + 1), 1))
    assert drafts.newest(ANN, there, AUTUMN).number == 1


def test_events_tell_what_was_changed_and_none_of_the_words(there: Desk) -> None:
    change(there, Said("score", "Nobody else writes this", 1))
    change(there, Turned("way", False))
    logged = events.history(SAM, there, f"draft {AUTUMN}")
    assert [one.what for one in logged] == ["draft changed"] * 2
    assert [one.after for one in logged] == [
        {"number": 2, "what": "way left out"},
        {"number": 1, "what": "sentence of score"},
    ]
    assert logged[0].who == "ann"


@pytest.mark.parametrize("long", [1, 60])
def test_words_of_a_forgotten_customer_leave_every_version_to_the_last_byte(
    there: Desk, long: int
) -> None:
    quoted = (
        f"A customer said: “the DRIVER never rang – and nobody could tell me when!” {'x' * long}"
    )
    change(there, Said("score", quoted, 1))
    change(there, Said("score", "We know now when.", 1))
    change(there, Said("journey", quoted, 1), BOB)
    change(there, Said("nps", "The driver never knows.", 1), BOB)
    backup = there.path.with_name("desk.before-0005.sqlite")
    backup.write_bytes(there.path.read_bytes())
    assert b"could tell me when" in there.path.read_bytes()
    with pytest.raises(Refused):
        drafts.forget(ANN, there, [COMMENT], NOW)
    assert drafts.forget(SAM, there, [COMMENT], NOW) == 2
    for path in (there.path, backup):
        assert b"never rang" not in path.read_bytes()
        assert b"could tell me when" not in path.read_bytes()
        assert b"We know now when." in path.read_bytes()
    assert drafts.newest(ANN, there, AUTUMN).said["score"].text == "We know now when."
    assert set(drafts.newest(BOB, there, AUTUMN).said) == {"nps"}
    assert drafts.forget(SAM, there, [COMMENT], NOW) == 0
    backup.write_bytes(b"no desk at all, and too short to be one" * 9)
    with pytest.raises(CxError, match="Delete that backup"):
        drafts.forget(SAM, there, [COMMENT], NOW)


def test_a_comment_of_three_words_goes_whole_and_a_shorter_one_is_anybodys(there: Desk) -> None:
    change(there, Said("score", "“Never again, folks” said one. Very good.", 1))
    assert drafts.forget(SAM, there, ["very good", "Never again"], NOW) == 0
    assert drafts.forget(SAM, there, ["never again folks"], NOW) == 1


def test_without_a_login_a_draft_is_a_roles(there: Desk) -> None:
    change(there, Turned("nps", False), Scope(EMPLOYEE))
    assert drafts.newest(Scope(EMPLOYEE), there, AUTUMN).off == ("nps",)
    assert drafts.newest(Scope(EXECUTIVE), there, AUTUMN).off == ()
