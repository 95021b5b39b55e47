"""What may not land: a dependency that cannot be audited, an advisory nobody answered, a secret."""

import importlib.util
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Index:
    """A package index on this machine: path -> what it answers."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                held = pages.get(self.path)
                self.send_response(200 if held is not None else 404)
                json = held is not None and held.startswith(b"{")
                self.send_header("Content-Type", "application/json" if json else "text/html")
                self.end_headers()
                self.wfile.write(held or b"")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def offers(self, name: str, *, hashed: bool = True, yanked: bool = False) -> None:
        """Offer NAME==1.0."""
        file, mark = f"{name}-1.0-py3-none-any.whl", ' data-yanked="broken"' if yanked else ""
        link = f'<a href="/files/{file}{"#sha256=00" if hashed else ""}"{mark}>{file}</a>'
        self.pages[f"/simple/{name}/"] = f"<!DOCTYPE html><html><body>{link}</body></html>".encode()

    def tells(self, name: str, *advisories: dict[str, object]) -> None:
        """Publish advisories against NAME==1.0."""
        text = json.dumps({"vulnerabilities": advisories})
        self.pages[f"/pypi/{name}/1.0/json"] = text.encode()


@pytest.fixture
def index() -> Iterator[Index]:
    made = Index()
    yield made
    made.server.shutdown()


def test_every_requirement_of_ours_is_pinned_and_needs_nothing_that_is_not(
    audit: ModuleType,
) -> None:
    wanted, faults = audit.pins([ROOT / "requirements.txt", ROOT / "requirements-dev.txt"])
    assert faults == []
    assert len(wanted) > 50
    assert [fault for fault in audit.installed(wanted) if "no file pins it" in fault] == []


@pytest.mark.parametrize(
    "line", ["a", "a>=1", "a~=1.0", "a==1.*", "git+https://x/y", "-e .", "a @ file:///x", "./a.whl"]
)
def test_what_is_not_one_version_of_the_index_cannot_be_audited(
    audit: ModuleType, tmp_path: Path, line: str
) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text(f"# comment\nb[x]==1.0 ; python_version > '3'  # via\n{line}\n", "utf-8")
    wanted, faults = audit.pins([file])
    assert wanted == {"b": "1.0"}
    assert len(faults) == 1


def test_a_package_without_a_hash_withdrawn_or_missing_fails(
    audit: ModuleType, index: Index
) -> None:
    index.offers("good")
    index.offers("bare", hashed=False)
    index.offers("gone", yanked=True)
    index.offers("good")
    simple = f"{index.address}/simple"
    assert audit.unobtainable({"good": "1.0"}, simple) == []
    wanted = {"bare": "1.0", "gone": "1.0", "good": "2.0", "nowhere": "1.0"}
    assert audit.unobtainable(wanted, simple) == [
        "bare==1.0: comes without a hash, so what it is cannot be told",
        "gone==1.0: was withdrawn by its authors (yanked)",
        "good==2.0: the index does not have it",
        "nowhere==1.0: the index cannot be asked about it (HTTPError)",
    ]
    modern = {"filename": "new-1.0.tar.gz", "hashes": {"sha256": "00"}, "yanked": False}
    index.pages["/simple/new/"] = json.dumps({"files": [modern]}).encode()
    assert audit.unobtainable({"new": "1.0"}, simple) == []


def test_an_advisory_fails_unless_somebody_wrote_down_why_it_may_stand(
    audit: ModuleType, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = audit.index({"PIP_INDEX_URL": f"{index.address}/simple/"})
    wanted = {"good": "1.0", "weak": "1.0"}
    assert audit.known(wanted, base, TODAY) == ([], False)
    index.tells("good", {"id": "PYSEC-0", "withdrawn": "2026-01-01"})
    assert audit.known(wanted, base, TODAY) == (
        ["weak==1.0: cannot be audited, the index tells nothing of it"],
        True,
    )
    index.tells("weak", {"id": "PYSEC-1", "aliases": ["CVE-1"], "fixed_in": ["1.1"]})
    told = (["weak==1.0: PYSEC-1, fixed in 1.1"], True)
    assert audit.known(wanted, base, TODAY) == told

    written = tmp_path / "advisories.toml"
    real = audit.exceptions
    monkeypatch.setattr(audit, "exceptions", lambda today: real(today, written))
    entry = '[[exception]]\npackage = "Weak"\nid = "CVE-1"\n'
    written.write_text(f'{entry}reason = "not called"\nuntil = 2026-12-31\n', "utf-8")
    assert audit.known(wanted, base, TODAY) == ([], True)
    assert audit.known(wanted, base, date(2027, 1, 1)) == told
    written.write_text(f'{entry}reason = " "\nuntil = 2026-12-31\n', "utf-8")
    with pytest.raises(SystemExit, match="needs a reason"):
        audit.known(wanted, base, TODAY)


def test_the_scan_stops_a_secret_and_lets_the_rest_pass(tmp_path: Path) -> None:
    key = "-----BEGIN " + "RSA PRIVATE KEY-----"
    held = tmp_path / "held.py"
    plain = tmp_path / "plain.py"
    plain.write_text('name = "Larkfield"\n', "utf-8")
    held.write_text(f'key = """{key}"""\n', "utf-8")
    hook = [str(Path(sys.executable).with_name("detect-secrets-hook")), "--no-verify"]
    assert subprocess.run([*hook, plain], cwd=tmp_path, capture_output=True).returncode == 0
    assert subprocess.run([*hook, held], cwd=tmp_path, capture_output=True).returncode == 1


def test_the_gate_runs_both() -> None:
    assert "make audit" in (ROOT / ".ci" / "run").read_text("utf-8")
