"""The very first start: nothing is there yet, and the page says what is being done about it."""

from pathlib import Path

from pages.ui import waiting
from tests.pages.conftest import Open
from tests.pages.reading import words


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
    assert "Nothing of your own is in the record yet" in words(app)
