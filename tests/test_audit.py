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
    sys.modules[spec.name] = module  # where dataclasses look for it
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

    def newest(
        self, name: str, version: str, *advisories: dict[str, object], releases: object = None
    ) -> None:
        """Tell of a package by its newest version alone. releases: version -> day it came out."""
        days = releases if isinstance(releases, dict) else {version: "2026-01-01"}
        held = {v: [{"upload_time_iso_8601": f"{day}T08:00:00Z"}] for v, day in days.items()}
        told = {"info": {"version": version}, "releases": held, "vulnerabilities": advisories}
        self.pages[f"/pypi/{name}/json"] = json.dumps(told).encode()


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


WANTED = {"good": "1.0", "weak": "1.0"}


@pytest.fixture
def base(audit: ModuleType, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The index' address, as pip has it; it tells of what is known to be vulnerable."""
    name, version = audit.CONTROL
    index.newest(name, version, {"id": "PYSEC-2017-94"})
    real = audit.exceptions
    written = tmp_path / "advisories.toml"
    monkeypatch.setattr(audit, "exceptions", lambda today: real(today, written))
    return str(audit.index({"PIP_INDEX_URL": f"{index.address}/simple/"}))


def excepted(tmp_path: Path, id_: str, reason: str = "not called") -> None:
    (tmp_path / "advisories.toml").write_text(
        f'[[exception]]\npackage = "Weak"\nid = "{id_}"\nreason = "{reason}"\nuntil = 2026-12-31\n',
        "utf-8",
    )


def test_an_advisory_fails_unless_somebody_wrote_down_why_it_may_stand(
    audit: ModuleType, index: Index, tmp_path: Path, base: str
) -> None:
    index.tells("good", {"id": "PYSEC-0", "withdrawn": "2026-01-01"})
    index.tells("weak", {"id": "PYSEC-1", "aliases": ["CVE-1"], "fixed_in": ["1.1"]})
    told = ["weak==1.0: PYSEC-1, fixed in 1.1"]
    assert audit.known(WANTED, base, TODAY).faults == told
    excepted(tmp_path, "CVE-1")
    assert audit.known(WANTED, base, TODAY).faults == []
    assert audit.known(WANTED, base, date(2027, 1, 1)).faults == told
    excepted(tmp_path, "CVE-1", reason=" ")
    with pytest.raises(SystemExit, match="needs a reason"):
        audit.known(WANTED, base, TODAY)


def test_a_dependency_that_nobody_tells_of_fails_unless_written_down(
    audit: ModuleType, index: Index, tmp_path: Path, base: str
) -> None:
    index.tells("good")
    why = "weak==1.0: cannot be audited, the index "
    assert audit.known(WANTED, base, TODAY).faults == [f"{why}tells nothing of it"]
    index.newest("weak", "2.0")
    assert audit.known(WANTED, base, TODAY).faults == [f"{why}has no record of this version"]
    excepted(tmp_path, "unread 0.9")
    assert audit.known(WANTED, base, TODAY).faults
    excepted(tmp_path, "unread 1.0")
    assert audit.known(WANTED, base, TODAY).faults == []
    assert audit.known(WANTED, base, date(2027, 1, 1)).faults


def test_an_index_that_tells_of_the_newest_alone_is_read_and_an_overtaken_pin_waits_for_a_while(
    audit: ModuleType, index: Index, base: str
) -> None:
    index.newest("good", "1.0")
    index.newest("weak", "1.0", {"id": "PYSEC-1"})
    assert audit.known(WANTED, base, TODAY).faults == ["weak==1.0: PYSEC-1, fixed in none yet"]
    out = {"1.0": "2026-01-01", "1.1rc1": "2026-02-01", "1.1": "2026-11-01", "2.0": "2026-11-20"}
    index.newest("weak", "2.0", releases=out)
    read = audit.known(WANTED, base, TODAY)
    waits = "weak==1.0: cannot be audited, the index tells of 2.0 alone, and 1.0 was overtaken"
    assert (read.faults, read.waiting) == ([], [f"{waits} 27 days ago"])
    read = audit.known(WANTED, base, date(2027, 1, 31))
    assert (read.faults, read.waiting) == ([f"{waits} 91 days ago"], [])


@pytest.mark.parametrize(
    ("control", "mode", "code"), [(False, "", 1), (False, "lenient", 0), (True, "", 0)]
)
def test_an_index_without_advisories_is_no_clean_bill(
    audit: ModuleType,
    index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    control: bool,
    mode: str,
    code: int,
) -> None:
    """An index that serves the pages and lists nothing on them says nothing, of no version."""
    name, version = audit.CONTROL
    index.newest(name, version, *([{"id": "PYSEC-2017-94"}] if control else []))
    file = tmp_path / "requirements.txt"
    file.write_text("pip==1.0\n", "utf-8")
    index.offers("pip")
    index.newest("pip", "1.0")
    monkeypatch.setenv("PIP_INDEX_URL", f"{index.address}/simple")
    monkeypatch.setenv("CX_AUDIT", mode)
    monkeypatch.setattr(audit, "installed", lambda _: [])
    assert audit.main([str(file)]) == code
    said = capsys.readouterr()
    assert ("NO ADVISORIES WERE READ" in said.out) == (mode == "lenient")
    assert ("no advisories can be read" in said.err) == bool(code)


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
