"""A steward erases a customer on screen: counted first, the id typed twice."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cxdata.flows import erase, imports
from cxdata.flows.imports import Batch
from cxdata.record import erased
from cxdata.scope import STEWARD
from tests import records
from tests.flows.test_erase import ANSWERS, NOW, SCOPE, of, rows, traces, written
from tests.pages.conftest import Open
from tests.pages.reading import words

IMPORTS = "pages/steward/imports.py"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = records.own_root(tmp_path, records.balanced(60)) / "own"
    imports.commit(SCOPE, home, Batch((written(tmp_path / "more.csv", [ANSWERS, *rows()]),)), NOW)
    return home


def opened(visit: Open, home: Path) -> AppTest:
    app = visit(IMPORTS, role=STEWARD, root=home.parent)
    app.session_state["forget"] = True
    return app.run()


def test_a_customer_is_counted_confirmed_and_gone(visit: Open, home: Path) -> None:
    app = opened(visit, home)
    app.text_input(key="forget_customer").set_value("C7").run()
    app.button(key="forget_count").click().run()
    assert "3 answers · 3 comments" in words(app)
    assert traces(home.parent, home, "C7")
    assert app.button(key="forget_erase").disabled
    app.text_input(key="forget_again").set_value("C8").run()
    assert app.button(key="forget_erase").disabled
    app.text_input(key="forget_again").set_value("C7").run()
    app.button(key="forget_erase").click().run()
    assert "Erased: 3 answers · 3 comments" in words(app)
    assert erased.listed(home) == (of(home, "C7"),)
    assert traces(home.parent, home, "C7") == []
    assert app.text_input(key="forget_customer").value == ""


def test_an_unknown_id_is_told_and_nothing_can_be_pressed(visit: Open, home: Path) -> None:
    app = opened(visit, home)
    app.text_input(key="forget_customer").set_value("nobody").run()
    app.button(key="forget_count").click().run()
    assert "holds nothing of this customer" in words(app)
    assert "forget_erase" not in {button.key for button in app.button}
    app.button(key="forget_old_count").click().run()
    assert "there is nothing to remove" in words(app)


def test_old_comments_are_counted_and_removed(visit: Open, home: Path, tmp_path: Path) -> None:
    text = records.ORGANISATION + "\n[retention]\ncomments_months = 1\n"
    organisation = written(tmp_path / "shorter.toml", [text])
    imports.commit(SCOPE, home, Batch((organisation,)), NOW)
    app = opened(visit, home)
    app.button(key="forget_old_count").click().run()
    assert "their scores stay" in words(app)
    app.button(key="forget_old_remove").click().run()
    assert "old comments. Their scores still count." in words(app)
    assert erase.would_retain(SCOPE, home, NOW).months == {}
