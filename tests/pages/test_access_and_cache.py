"""Who gets in, and that nobody is served what was made for somebody else."""

import importlib
import inspect
import subprocess
import sys
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cxdata import record
from cxdata.errors import Refused
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import scorecard as scorecards
from cxdata.reports import trend as trends
from cxdata.reports import ways
from cxdata.scope import Scope, View
from pages.ui import access, data, data_keys, table
from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import words


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.0.1"])
def test_this_machine_alone_is_served_without_a_login(address: str) -> None:
    access.refuse_strangers(address)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "10.0.0.4", "example.org", "127.0"])
def test_a_network_is_refused_with_what_to_do(address: str | None) -> None:
    with pytest.raises(Refused, match=r"--server\.address 127\.0\.0\.1"):
        access.refuse_strangers(address)


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "[::1]:8501", "LOCALHOST:1", ""])
def test_a_visit_of_this_machine_is_served_without_a_login(host: str) -> None:
    access.refuse_forwarded({"Host": host})


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "cx.larkfield.test"},
        {"Host": "127.0.0.1.evil.test:8501"},
        {"Host": "localhost:8501", "X-Forwarded-For": "10.0.0.4"},
        {"Host": "127.0.0.1", "Forwarded": "for=10.0.0.4"},
        {"Host": "127.0.0.1", "X-Real-Ip": "127.0.0.1"},
    ],
    ids=str,
)
def test_a_visit_through_a_proxy_is_refused_without_a_login(headers: dict[str, str]) -> None:
    with pytest.raises(Refused, match="no login is set up"):
        access.refuse_forwarded(headers)


@pytest.mark.parametrize("page", ["", *(page.file for page in table.PAGES)])
def test_every_page_refuses_a_network_on_every_run(
    visit: Open, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access.st, "get_option", lambda name: "0.0.0.0")
    app = visit(page, role="steward")
    assert app.title[0].value == "Not open to the network"
    assert 'class="cx-' not in " ".join(e.proto.body for e in app.get("html"))
    assert not app.get("bidi_component")


@pytest.mark.parametrize("page", [page.file for page in table.PAGES])
def test_a_page_run_past_the_gate_refuses_too(
    sample_root: Path,
    page: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("CX_DATA", str(sample_root))
    monkeypatch.setattr(access.st, "get_option", lambda name: "0.0.0.0")
    app = AppTest.from_file(str(records.ROOT / page), default_timeout=60).run()
    assert len(app.exception) == 1
    assert [r.exc_info[0] for r in caplog.records if r.exc_info] == [Refused]
    assert not app.get("html")
    assert not app.get("bidi_component")


def test_the_server_ends_with_a_sentence_rather_than_listen_to_a_network() -> None:
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.address", "0.0.0.0"]
    ended = subprocess.run(
        [*command, "--server.port", "0"],
        cwd=records.ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "no login is set up" in ended.stdout + ended.stderr
    assert ended.returncode != 0


def test_an_unknown_role_is_nobody_special(visit: Open) -> None:
    app = visit("pages/steward/imports.py", role="root")
    assert "Open to stewards" in words(app)


def test_a_lead_has_the_departments_that_were_chosen_and_nobody_else_has_any(visit: Open) -> None:
    app = visit(role="lead")
    app.multiselect(key="view_as_departments").set_value(["logistics"]).run()
    assert app.session_state["view_as_departments"] == ["logistics"]
    app.radio(key="view_as").set_value("executive").run()
    assert words(app)


def test_scope_view_and_snapshot_each_make_a_cached_figure_ones_own(
    sample_root: Path, tmp_path: Path
) -> None:
    since, until = date(2026, 8, 1), date(2026, 11, 1)
    asked = [
        (scope, View(since, until, regions=regions), record.open_snapshot(home))
        for scope in (Scope("executive"), Scope("lead", ("a",)), Scope("lead", ("a",), "x"))
        for regions in ((), ("North",))
        for home in (sample_root / "demo", records.own_root(tmp_path, records.balanced(60)) / "own")
    ]
    first = [data._scorecard(*one) for one in asked]
    again = [data._scorecard(*one) for one in asked]
    assert len({id(card) for card in first}) == len(asked) == 12
    assert all(a is b for a, b in zip(first, again, strict=True))


def test_any_report_is_kept_by_its_name_by_who_asks_and_by_what_is_asked(
    sample_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(sample_root))
    view = View(date(2026, 8, 1), date(2026, 11, 1))
    asked = []
    for scope in (Scope("executive"), Scope("lead", ("stores",)), Scope("lead", ("sales",))):
        monkeypatch.setattr(access, "scope", lambda scope=scope: scope)
        asked += [data.of(trends.trend, view), data.of(trends.trend, view, by="channel")]
        asked += [data.of(scorecards.scorecard, view)]
        assert data.of(trends.trend, view, by="channel") is asked[-2]
        assert data.of(scorecards.scorecard, view) is asked[-1]
    assert len({id(found) for found in asked}) == 9


_MADE: list[str] = []


def everybodys_pay(held: Snapshot, company: Organisation, name: str) -> dict[str, str]:
    """A ground: what every team gets, whoever asks."""
    _MADE.append(name)
    return {team.id: f"{name} {team.name}" for team in company.teams}


def own_pay(scope: Scope, whole: dict[str, str], prefix: str) -> tuple[str, ...]:
    """A report that narrows it."""
    return tuple(prefix + whole[team] for team in scope.teams)


def test_what_is_worked_out_once_for_everybody_reaches_each_by_the_own_scope_alone(
    sample_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(sample_root))
    _MADE.clear()
    found = {}
    for team in ("cedar", "harbour", ""):
        scope = Scope("employee", teams=(team,) if team else ())
        monkeypatch.setattr(access, "scope", lambda scope=scope: scope)
        for prefix in ("a ", "b "):
            found[team, prefix] = data.narrowed(own_pay, everybodys_pay, ("Q4",), prefix)
            assert data.narrowed(own_pay, everybodys_pay, ("Q4",), prefix) is found[team, prefix]
    assert found["cedar", "a "] == ("a Q4 Support Cedar",)
    assert found["harbour", "b "] == ("b Q4 Harbour store",)
    assert found["", "a "] == ()
    assert _MADE == ["Q4"]
    data.narrowed(own_pay, everybodys_pay, ("Q3",), "a ")
    assert _MADE == ["Q4", "Q3"]


def test_nothing_but_the_narrowing_reads_what_is_kept_without_a_scope() -> None:
    inside = inspect.getsource(data._narrowed) + inspect.getsource(data.readied)
    named = [
        (path, line)
        for path in (records.ROOT / "pages").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "_everybodys(" in line
    ]
    assert len(named) == 3  # the function itself, and its two callers
    assert all(line in inside or line.startswith("def _everybodys(") for _, line in named)
    assert {path.name for path, _ in named} == {"data.py"}
    # What readies it gives nothing back.
    assert "return" not in inspect.getsource(data.readied)
    cached = [f for f in vars(data).values() if hasattr(f, "clear") and callable(f)]
    without = {f.__name__ for f in cached if "scope" not in inspect.signature(f).parameters}
    assert without == {"_everybodys", "_organisation", "_members"}


def test_no_cached_function_hides_an_argument_from_its_key() -> None:
    cached = [f for f in vars(data).values() if hasattr(f, "clear") and callable(f)]
    assert len(cached) >= 6
    for function in cached:
        names = function.__wrapped__.__code__.co_varnames[
            : function.__wrapped__.__code__.co_argcount
        ]
        assert not [name for name in names if name.startswith("_")]


def test_what_a_key_tells_by_its_name_is_there_and_says_all_that_it_holds() -> None:
    """A kind that a key names as text, so as not to be imported, would go unseen once renamed."""
    for kind in data_keys._ASKED:
        module, _, name = kind.rpartition(".") if isinstance(kind, str) else ("", "", "")
        found = getattr(importlib.import_module(module), name) if module else kind
        assert is_dataclass(found)
        assert all(field.repr for field in fields(found))


def test_people_of_one_role_share_a_report_and_their_ways_never(
    sample_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(sample_root))
    view = View(date(2026, 8, 1), date(2026, 11, 1))
    behind = ways.Behind("stage", 30, "nps", "receive", "get_help", "bad")
    shared, own = [], []
    for who in ("person-a", "person-b"):
        scope = Scope("executive", identity=who)
        monkeypatch.setattr(access, "scope", lambda scope=scope: scope)
        shared.append(data.of(trends.trend, view))
        own.append({one.token for one in data.of(ways.ways, view, behind).listed})
    assert shared[0] is shared[1]
    assert own[0]
    assert own[1]
    assert not own[0] & own[1]


def test_a_report_that_asks_who_exactly_is_kept_for_that_one_alone() -> None:
    """Others are given a scope without identity: what they would make of it holds for everybody."""
    asking = [
        path.stem
        for room in ("reports", "record")
        for path in (records.ROOT / "cxdata" / room).rglob("*.py")
        if "scope.identity" in path.read_text("utf-8")
    ]
    assert asking == ["ways"], "add the report that is asked for to pages.ui.data.OF_ONE, then here"
    assert (ways.__name__,) == data.OF_ONE
