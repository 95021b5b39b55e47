"""Files of a session: for the browser that the gate let in, as long as it does."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pages.ui.server import uploads
from tests import records
from tests.browser.conftest import Seen, answers, free_port

Look = Callable[..., Seen]

# The layers and the visits of the app, around a page of two widgets and a gate with a switch.
ASGI = """
import streamlit as st
from pages.ui import server
app = st.App("page.py", routes=server.routes(), middleware=server.middleware())
"""
PAGE = """
from pathlib import Path
import streamlit as st
from pages.ui import download
from pages.ui.server import visits

def gate():
    if Path("closed").exists():
        st.title("Not you")
        st.stop()
    return True

visits.through(gate)
download.button("Take", lambda: b"private", "private", download.CSV, "take")
st.download_button("Loose", b"not by download.button", on_click="ignore")
file = st.file_uploader("Bring")
st.write("It holds", file.getvalue().decode() if file else "nothing")
st.button("Again")
"""


@pytest.fixture
def gated(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "asgi.py").write_text(ASGI, "utf-8")
    (tmp_path / "page.py").write_text(PAGE, "utf-8")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command += ["--browser.gatherUsageStats", "false"]
    child = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(records.ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    answers(f"http://127.0.0.1:{port}")
    yield f"http://127.0.0.1:{port}"
    child.send_signal(signal.SIGTERM)
    child.wait(timeout=20)


def test_files_are_for_the_browser_that_the_gate_let_in_and_as_long_as_it_does(
    gated: str, look: Look, tmp_path: Path
) -> None:
    seen, other = look(gated), look(gated)
    seen.settled()
    other.settled()
    with seen.page.expect_download() as taken:
        seen.page.get_by_text("Take").click()
    assert Path(taken.value.path()).read_bytes() == b"private"
    with seen.page.expect_request("**/upload_file/**") as sent:
        seen.page.set_input_files('input[type="file"]', [_file("a.txt", b"mine")])
    seen.until("text=mine")

    media, upload = taken.value.url, sent.value.url
    token = {c["name"]: c["value"] for c in seen.page.context.cookies()}["_streamlit_xsrf"]
    xsrf = {"X-Xsrftoken": token, "Cookie": f"_streamlit_xsrf={token}"}
    assert _status(media) == 404
    assert _status(upload, "PUT", xsrf) == 404
    assert _status(upload, "DELETE", xsrf) == 404
    # Another browser that the gate let in brings nothing into this one's session.
    assert other.page.request.put(upload, headers={"X-Xsrftoken": token}).status == 404
    # Nor does it take this one's files away, and nobody takes one that no session offers.
    assert other.page.request.get(media).status == 404
    with seen.page.expect_download() as loose:
        seen.page.get_by_text("Loose").click()
    assert seen.page.request.get(loose.value.url).status == 404
    assert seen.page.request.get(media).status == 200

    brought = [_bring(seen, upload, token, f"n{i}") for i in range(uploads.MOST_FILES + 1)]
    assert brought == [*[204] * (uploads.MOST_FILES - 1), 413, 413]
    assert seen.page.request.delete(upload, headers={"X-Xsrftoken": token}).status == 204
    assert _bring(seen, upload, token, "more") == 204

    (tmp_path / "closed").touch()
    seen.page.get_by_role("button", name="Again").click()
    seen.until("text=Not you")
    assert seen.page.request.get(media).status == 404
    closed = "Client Error: Download Button source error - 404"  # the loose one
    assert [told for told in seen.complaints() if told != closed] == []


def _bring(seen: Seen, upload: str, token: str, name: str) -> int:
    """Send a file into the session under another number; the status."""
    address = f"{upload.rpartition('/')[0]}/{name}"
    file = {"name": name, "mimeType": "text/plain", "buffer": b"x"}
    return int(
        seen.page.request.put(
            address, headers={"X-Xsrftoken": token}, multipart={"file": file}
        ).status
    )


def _file(name: str, held: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "text/plain", "buffer": held}


def _status(url: str, method: str = "GET", headers: dict[str, str] | None = None) -> int:
    asked = urllib.request.Request(url, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
