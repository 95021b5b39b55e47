"""Tables over a text that people wrote: their comments and their order stay."""

from pathlib import Path

import pytest

from cxdata import organisation
from cxdata.errors import BadInput
from cxdata.flows import organisation_text as texts
from cxdata.flows import toml_blocks
from cxdata.flows.organisation_merge import MINE, THEIRS, merged
from cxdata.flows.organisation_text import Row

NOTED = """# Our shop. Ask Kim before you change this.
[company]
name = "Shop"   # as in the register

# ---- the way of a customer

[[stage]]
id = "look"
name = "Look"

# agreed in May
[[stage]]
id = "buy"
name = "Buy"
target = 20     # was 18

# ---- what they meet

[[touchpoint]]
id = "till"
name = "Till"
stage = "buy"
# the end
"""


def change(section: str, row: int, text: str = NOTED, **values: object) -> str:
    rows = list(texts.rows(text, section))
    rows[row] = Row(row, {**rows[row].values, **values})
    return texts.rewritten(text, section, rows)


@pytest.mark.parametrize("section", texts.ORDER)
def test_a_table_that_nobody_touched_leaves_every_character(root: Path, section: str) -> None:
    for text in (NOTED, (root / "sample_data" / "organisation.toml").read_text("utf-8")):
        assert toml_blocks.joined(texts.blocks(text)) == text
        assert texts.rewritten(text, section, texts.rows(text, section)) == text


def test_one_value_changes_one_line() -> None:
    assert change("stage", 1, target=25) == NOTED.replace("target = 20 ", "target = 25 ")
    assert change("company", 0, name="High Street") == NOTED.replace('"Shop"', '"High Street"')


def test_a_moved_entry_takes_its_note_along_and_leaves_the_headings() -> None:
    rows = texts.rows(NOTED, "stage")
    text = texts.rewritten(NOTED, "stage", [rows[1], rows[0]])
    heading, note = text.index("# ---- the way"), text.index("# agreed in May")
    assert heading < note < text.index('"buy"') < text.index('"look"') < text.index("# ---- what")
    assert [stage.id for stage in organisation.parse(text).stages] == ["buy", "look"]


def test_an_entry_that_goes_takes_its_note_and_no_heading() -> None:
    text = texts.rewritten(NOTED, "stage", [texts.rows(NOTED, "stage")[1]])
    assert "# ---- the way of a customer" in text
    assert '"look"' not in text
    assert "# agreed in May" in text
    gone = texts.rewritten(NOTED, "touchpoint", [])
    assert "# ---- what they meet" in gone
    assert not organisation.parse(gone).touchpoints


def test_new_entries_stand_where_they_were_put_and_hostile_names_are_only_text() -> None:
    rows = texts.rows(NOTED, "stage")
    name = 'x"]\n[[team]]\nid="<img src=x>" =1+1'
    new = Row(None, {"id": "new", "name": name.replace("\n", " "), "metric": "csat", "target": 80})
    text = texts.rewritten(NOTED, "stage", [rows[0], new, rows[1]])
    whole = organisation.parse(text)
    assert [stage.id for stage in whole.stages] == ["look", "new", "buy"]
    assert whole.stages[1].name == name.replace("\n", " ")
    assert not whole.teams
    first = texts.rewritten(NOTED, "event", [Row(None, {"name": "Move", "kind": "break"})])
    assert '[[event]]\nname = "Move"\nkind = "break"' in first
    with pytest.raises(BadInput, match="event 'Move' lacks: on"):
        organisation.parse(first)


def test_a_new_id_is_followed_wherever_the_old_one_was_named(root: Path) -> None:
    text = (root / "sample_data" / "organisation.toml").read_text("utf-8")
    at = [row.values["id"] for row in texts.rows(text, "team")].index("accounts")
    whole = organisation.parse(change("team", at, text, id="finance_desk"))
    was = organisation.parse(text)
    renamed = {"accounts": "finance_desk"}
    assert [(line.team, line.serves) for line in whole.lines] == [
        (renamed.get(line.team, line.team), renamed.get(line.serves, line.serves))
        for line in was.lines
    ]
    assert any(line.serves == "finance_desk" for line in whole.lines)


def test_an_inline_file_is_for_the_text_editor() -> None:
    text = 'stage = [{id = "a", name = "A"}]\n[company]\nname = "X"\n'
    assert organisation.parse(text).stages
    with pytest.raises(BadInput, match="Edit it as text"):
        texts.rows(text, "stage")
    sneaky = NOTED.replace('name = "Look"', 'name = """\n[[stage]]\n"""')
    with pytest.raises(BadInput):
        texts.blocks(sneaky)


def test_what_two_people_changed_in_different_entries_is_kept_whole() -> None:
    theirs, mine = change("stage", 1, target=25), change("touchpoint", 0, name="Desk")
    found = merged(NOTED, theirs, mine)
    assert not found.clashes
    assert found.text == change("touchpoint", 0, change("stage", 1, target=25), name="Desk")


def test_both_may_add_an_entry_at_the_same_place() -> None:
    rows = texts.rows(NOTED, "stage")
    theirs, mine = (
        texts.rewritten(NOTED, "stage", [*rows, Row(None, {"id": id_, "name": id_})])
        for id_ in ("pay", "use")
    )
    found = merged(NOTED, theirs, mine)
    assert not found.clashes
    ids = [stage.id for stage in organisation.parse(found.text).stages]
    assert ids[:2] == ["look", "buy"]
    assert set(ids[2:]) == {"pay", "use"}


def test_one_moves_and_the_other_edits() -> None:
    rows = texts.rows(NOTED, "stage")
    mine = texts.rewritten(NOTED, "stage", [rows[1], rows[0]])
    found = merged(NOTED, change("stage", 1, target=25), mine)
    assert not found.clashes
    stages = organisation.parse(found.text).stages
    assert [(stage.id, stage.target) for stage in stages] == [("buy", 25), ("look", None)]


@pytest.mark.parametrize(("prefer", "kept"), [(MINE, 30), (THEIRS, 25)])
def test_the_same_entry_changed_by_both_is_a_question(prefer: str, kept: int) -> None:
    found = merged(NOTED, change("stage", 1, target=25), change("stage", 1, target=30), prefer)
    assert [clash.entry for clash in found.clashes] == ["stage Buy"]
    assert "target = 25" in found.clashes[0].theirs
    assert "target = 30" in found.clashes[0].mine
    assert organisation.parse(found.text).stages[1].target == kept


def test_taken_out_by_one_and_changed_by_the_other_is_a_question() -> None:
    gone = texts.rewritten(NOTED, "stage", [texts.rows(NOTED, "stage")[1]])
    found = merged(NOTED, change("stage", 0, name="Look around"), gone)
    assert [(c.entry, c.mine) for c in found.clashes] == [("stage Look around", "")]


def test_a_comment_that_either_wrote_between_entries_is_kept() -> None:
    mine = NOTED.replace("# ---- what they meet\n", "# ---- what they meet\n# (and hear)\n")
    theirs = change("stage", 1, target=25).replace("# ---- the way of a customer", "# ---- the way")
    text = merged(NOTED, theirs, mine).text
    for words in ("# (and hear)", "# ---- the way\n", "target = 25", "# Our shop.", "# the end"):
        assert words in text
