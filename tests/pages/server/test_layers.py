"""What every answer carries, who is turned away, and what is written down of it."""

import base64
import hashlib
import logging
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from pages.ui import download, table
from pages.ui.server import headers, login, sayings, visits
from tests import records
from tests.pages.conftest import Open
from tests.pages.server.conftest import Answer

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    "path", ["/", "/trend?department=shop", "/readyz", "/static/js/x.js", "/fails"]
)
def test_every_answer_forbids_other_hosts_frames_and_guessing(ask: Ask, path: str) -> None:
    found = ask(path).headers
    rules = dict(rule.split(" ", 1) for rule in found["content-security-policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "'self' data: blob:"
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["object-src"] == "'none'"
    assert not re.search(r"https?:|//|\*|unsafe-eval", found["content-security-policy"])
    assert "unsafe-inline" not in rules["script-src"]
    assert found["x-content-type-options"] == "nosniff"
    assert found["x-frame-options"] == "DENY"
    assert found["referrer-policy"] == "same-origin"


def test_streamlits_own_inline_script_is_let_in_by_its_hash_and_no_other_one() -> None:
    index = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    inline = re.findall(r"<script(?![^>]*src=)[^>]*>(.*?)</script>", index, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in inline]
    assert len(hashes) == 1
    assert re.findall(r"'sha256-(.*?)'", headers.policy(index)) == hashes


def test_nothing_is_kept_by_a_browser_or_proxy_but_streamlits_own_files(ask: Ask) -> None:
    for path in ("/", "/voice", "/readyz", "/_stcore/health", "/media/x.csv", "/nowhere"):
        assert ask(path).headers["cache-control"] == "no-store"
    assert "cache-control" not in ask("/static/js/index.js").headers


@pytest.mark.parametrize(
    ("given", "saved"),
    [
        ('attachment; filename="{}.csv"', 'attachment; filename="teams-stores.csv"'),
        ("attachment; filename*=utf-8''{}.xlsx", "attachment; filename*=utf-8''teams-stores.xlsx"),
    ],
)
def test_a_file_is_saved_under_a_name_that_a_person_can_read(
    ask: Ask, given: str, saved: str
) -> None:
    name = download.file_name("teams-stores", download.CSV).removesuffix(".csv")
    assert name != "teams-stores"
    asked = quote(given.format(name))
    assert ask(f"/file?named={asked}").headers["content-disposition"] == saved
    assert "content-disposition" not in ask("/").headers


def test_a_browser_gets_a_name_once_that_no_script_reads(ask: Ask) -> None:
    given = ask("/").headers["set-cookie"]
    name = given.split("=", 1)[1].split(";")[0]
    assert visits.NAME.fullmatch(name)
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    assert "Secure" not in given
    assert name not in ask("/").headers["set-cookie"]
    for other in ("a=b", 'a={"x": [1]}', "a=2|1:0|é", 'a="', "a", "=;;"):
        assert "set-cookie" not in ask("/", cookie=f"{other}; {visits.COOKIE}={name}").headers
    for wrong in ("", "short", "é" * 43, 'x"; Path=/', "a" * 5000):
        assert "set-cookie" in ask("/", cookie=f"{visits.COOKIE}={wrong}").headers
    assert "set-cookie" not in ask("/static/js/index.js").headers


@pytest.mark.usefixtures("login")
def test_over_https_the_name_is_sent_over_https_only(ask: Ask) -> None:
    for https in ({"scheme": "https"}, {"x_forwarded_proto": "https"}):
        assert "; Secure" in ask("/", host="cx.example.org", **https).headers["set-cookie"]


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
        "/_stcore/script-health-check",
    ],
)
def test_what_streamlit_tells_anybody_is_closed(ask: Ask, path: str) -> None:
    for method in ("GET", "POST"):
        found = ask(path, method)
        assert (found.status, found.text) == (404, "Not found.\n")


def test_media_and_uploads_are_closed_to_a_browser_that_no_gate_let_in(ask: Ask) -> None:
    for cookie in ("", f"{visits.COOKIE}={visits.fresh()}"):
        for method, path in (
            ("GET", "/media/0a1b.csv"),
            ("PUT", "/_stcore/upload_file/session/file"),
            ("DELETE", "/_stcore/upload_file/session/file"),
        ):
            assert ask(path, method, cookie=cookie).status == 404


def test_without_a_login_another_name_or_a_proxy_is_told_that_there_is_none(ask: Ask) -> None:
    assert not login.configured()
    for host in ("127.0.0.1:8501", "localhost", "[::1]:8501"):
        assert ask("/", host=host).status == 200
        assert ask("/_stcore/stream", scheme="ws", host=host).status == 101
    for host in ("cx.example.org", "10.0.0.4:8501", "127.0.0.1.example.org", "", "["):
        assert ask("/", host=host).status == 403, host
        assert ask("/_stcore/stream", scheme="ws", host=host).status == 403
    for host in ("localhost", "127.0.0.1:8501"):  # a name that anybody can call us by
        assert ask("/", host=host, client="10.0.0.9").status == 403
        assert ask("/_stcore/stream", scheme="ws", host=host, client="10.0.0.9").status == 403
    proxied = ask("/", x_forwarded_for="10.0.0.9", x_forwarded_proto="https")
    assert proxied.status == 403
    assert "No login is set up" in proxied.text


@pytest.mark.usefixtures("login")
def test_with_a_login_a_network_is_served_over_https_alone(ask: Ask) -> None:
    assert login.configured()
    plain = ask("/", host="cx.example.org")
    assert (plain.status, plain.text) == (403, "This app is served over HTTPS only.\n")
    behind = {"x_forwarded_for": "10.0.0.9", "x_forwarded_proto": "https"}
    assert ask("/", host="cx.example.org", **behind).status == 200
    assert ask("/_stcore/stream", scheme="wss", host="cx.example.org").status == 101


@pytest.mark.usefixtures("login")
def test_a_page_of_another_site_opens_no_websocket_and_sends_nothing(ask: Ask) -> None:
    host, own, other = "cx.example.org", "https://cx.example.org", "https://evil.example"
    for origin, lets in ((own, True), (other, False), ("null", False), ("http://localhost", False)):
        ws = ask("/_stcore/stream", scheme="wss", host=host, origin=origin)
        assert (ws.status == 101) is lets
        assert ask("/auth", "POST", "https", host, origin=origin).status == (200 if lets else 403)


@pytest.mark.usefixtures("login")
def test_a_probe_comes_by_address_and_is_told_no_more_than_whether_all_is_well(ask: Ask) -> None:
    assert ask("/_stcore/health", host="10.0.0.4:8501").status == 200
    assert ask("/readyz", host="10.0.0.4:8501").text in ("ready\n", "not ready: the record\n")
    assert ask("/readyz", "POST", host="10.0.0.4:8501").status == 403


def test_the_log_holds_what_was_asked_and_nothing_of_who_or_about_whom(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "cx.requests")
    private = "jan@example.org"
    named = {"cookie": f"a={private}", "x_forwarded_for": "10.1.2.3", "user_agent": private}
    for path in (f"/voice?search={private}", f"/{private}", f"/media/{private}.csv", "/fails?x=1"):
        ask(path, **named)
    ask(f"/_stcore/upload_file/{private}/1", "PUT")
    ask("/\r\nforged 200", "GET")
    lines = [re.sub(r" \d+ ms", "", record.getMessage()) for record in caplog.records]
    # A name that a proxy passes on is refused here, but written in the same way.
    assert lines == [
        "GET /voice 403",
        "GET /… 403",
        "GET /media/… 403",
        "GET /… 403",
        "PUT /_stcore/upload_file/… 404",
        "GET /… 404",
    ]


def test_every_page_has_its_name_in_the_log(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "cx.requests")
    for page in table.PAGES:
        ask(f"/{page.url}")
    ask("/static/js/index.js")
    said = [record.getMessage().split()[1] for record in caplog.records]
    assert said == [f"/{page.url}" for page in table.PAGES]


def test_nothing_in_the_configuration_takes_streamlits_own_guards_away() -> None:
    held = tomllib.loads((records.ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert held["server"]["address"] == "127.0.0.1"
    assert held["server"]["maxUploadSize"] == 20
    assert held["client"]["showErrorDetails"] == "none"
    assert held["browser"]["gatherUsageStats"] is False
    for guard in ("enableXsrfProtection", "enableCORS"):
        assert held["server"].get(guard, True) is True
    for hole in ("enableStaticServing", "enableAgentApi", "trustedUserHeaders"):
        assert not held["server"].get(hole)


@pytest.mark.usefixtures("login")
def test_started_without_the_layers_a_network_is_refused_even_with_a_login(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "STANDING", [])
    monkeypatch.setattr(visits.st, "get_option", lambda name: "0.0.0.0")
    app = visit()
    assert app.title[0].value == "Not open to the network"
    assert "make serve" in app.markdown[0].value
    assert not app.get("bidi_component")


def test_nobody_reaches_beyond_the_own_session_by_a_message(ask: Ask) -> None:
    rerun = BackMsg(rerun_script=ClientState(query_string=""))
    for said, unheard in (
        (BackMsg(clear_cache=True), True),
        (BackMsg(set_run_on_save=True), True),
        (BackMsg(load_git_info=True), True),
        (BackMsg(debug_shutdown_runtime=True), True),
        (BackMsg(app_heartbeat=True), False),
        (rerun, False),
    ):
        message = {"type": "websocket.receive", "bytes": said.SerializeToString()}
        assert sayings.is_unheard(message) is unheard
    assert not sayings.is_unheard({"type": "websocket.receive", "bytes": b"\xff\xff"})
    assert not sayings.is_unheard({"type": "websocket.connect"})


def test_the_way_out_is_open_to_whoever_pressed_log_out(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = visits.fresh()
    asked = {"cookie": f"{visits.COOKIE}={visit}"}
    strayed = ask("/auth/logout", **asked)
    assert (strayed.status, strayed.headers["location"]) == (303, "/")
    monkeypatch.setattr(visits, "_visit", lambda: visit)
    visits.leaving()
    assert ask("/auth/logout", **asked).status == 200
    assert ask("/auth/logout", cookie=f"{visits.COOKIE}={visits.fresh()}").status == 303
