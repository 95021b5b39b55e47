"""The very first start: nothing is there yet, and the page says what is being done about it."""

from datetime import UTC, datetime
from pathlib import Path

from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.scope import STEWARD, Scope
from pages.ui import waiting
from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_the_sample_is_made_ready_by_a_child_and_a_failure_is_said(
    visit: Open, tmp_path: Path
) -> None:
    root = tmp_path / "nothing"
    root.mkdir()
    app = visit(root=root)
    child = waiting._build(str(root.resolve()))
    try:
        assert "Getting the sample company ready" in words(app)
        assert "No feedback yet" in words(app)
    finally:
        child.kill()
        child.wait()
    ended = app.run()
    assert "There is no feedback yet" in words(ended)
    assert ended.button[0].label == "Try again"


def test_a_steward_can_bring_feedback_in_before_there_is_any(visit: Open, tmp_path: Path) -> None:
    app = visit("pages/steward/imports.py", role="steward", root=tmp_path)
    assert "How does feedback come in?" in words(app)
    assert "Nothing of your own is in the record yet." in words(app)


def test_a_company_that_has_mapped_nothing_yet_is_told_how(visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    rows = [f"{i},2026-10-{i % 28 + 1:02d},{(9, 3)[i % 2]}" for i in range(60)]
    file.write_text("\n".join(["id,answered_at,nps", *rows]) + "\n", "utf-8")
    imports.commit(Scope(STEWARD), tmp_path / "own", Batch((file,)), NOW)
    app = visit(root=tmp_path)
    assert "appear once organisation.toml says" in words(app)
    assert "No decision can be told." in words(app)
    assert "cx-journey" not in marks(app)
    assert "cx-forest" not in marks(app)


def test_a_record_that_was_rolled_back_whole_says_so(visit: Open, tmp_path: Path) -> None:
    root = records.own_root(tmp_path, records.balanced(20))
    scope = Scope(STEWARD)
    for batch in imports.batches(scope, root / "own"):
        imports.rollback(scope, root / "own", batch["id"], NOW)
    said = words(visit(root=root))
    assert "Your record holds no answers" in said
    assert "sample company could not" not in said
