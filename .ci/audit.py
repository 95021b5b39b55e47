"""Is every dependency one that can be audited, and is none known to be vulnerable?

    python .ci/audit.py requirements.txt requirements-dev.txt

Fails where a requirement is not pinned to one version, cannot be had from the configured package
index, has been withdrawn there (yanked), disagrees with what is installed, or needs what is pinned
nowhere; and on a published advisory without a written exception (advisories.toml). Advisories come
from the JSON interface beside the index. Not every index has one: where none answers, that is said
and all else is checked, since the gate of a landing may reach nothing but its index. With
CX_AUDIT=strict that fails too.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html.parser import HTMLParser
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import parse_sdist_filename, parse_wheel_filename
from pip._internal.models.index import PyPI

EXCEPTIONS = Path(__file__).with_name("advisories.toml")
PINNED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([0-9][^\s;*]*)(?:\s*;.*)?")
ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
SECONDS = 20
Pins = dict[str, str]
Advisories = list[dict[str, Any]]


def pins(files: Iterable[Path]) -> tuple[Pins, list[str]]:
    """Name -> version of every requirement, and what is no pin."""
    found: Pins = {}
    faults = []
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            text = line.split("#")[0].strip()
            if not text or text.startswith("-c "):
                continue
            match = PINNED.fullmatch(text)
            if match is None:
                faults.append(f"{file.name}: '{text}' is not pinned to one version (NAME==VERSION)")
            else:
                found[plain(match[1])] = match[2]
    return found, faults


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def unobtainable(wanted: Pins, simple: str) -> list[str]:
    """What the index does not have with a hash, or has withdrawn."""
    with ThreadPoolExecutor(8) as asked:
        return [
            fault for fault in asked.map(lambda one: lacking(*one, simple), wanted.items()) if fault
        ]


def lacking(name: str, version: str, simple: str) -> str:
    """What one version lacks in the index; '' where nothing."""
    label = f"{name}=={version}"
    try:
        held = offered(f"{simple}/{name}/")
    except (OSError, ValueError) as error:
        return f"{label}: the index cannot be asked about it ({type(error).__name__})"
    files = [one for one in held if version_of(one["filename"]) == version]
    if not files:
        return f"{label}: the index does not have it"
    if not any(one["hashes"] for one in files):
        return f"{label}: comes without a hash, so what it is cannot be told"
    if all(one["yanked"] for one in files):
        return f"{label}: was withdrawn by its authors (yanked)"
    return ""


def offered(page: str) -> list[dict[str, Any]]:
    """The files of a package: filename, hashes, yanked; from JSON, or HTML where there is none."""
    request = urllib.request.Request(page, headers={"Accept": ACCEPT})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        text, kind = answer.read().decode("utf-8"), answer.headers.get_content_type()
    if kind.endswith("json"):
        files = json.loads(text)["files"]
        return [{"yanked": False, "hashes": {}, **one} for one in files]
    links = Links()
    links.feed(text)
    return links.files


class Links(HTMLParser):
    """The files that an index' page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a link."""
        named = dict(attrs)
        if tag != "a" or not named.get("href"):
            return
        address, _, digest = str(named["href"]).partition("#")
        name = urllib.parse.unquote(address.rsplit("/", 1)[-1])
        self.files.append({"filename": name, "hashes": digest, "yanked": "data-yanked" in named})


def version_of(file: str) -> str:
    """The version in a file's name; '' where it is no wheel and no source."""
    try:
        read = parse_wheel_filename if file.endswith(".whl") else parse_sdist_filename
        return str(read(file)[1])
    except ValueError:
        return ""


def installed(wanted: Pins) -> list[str]:
    """What runs here in another version than is pinned, or is needed and pinned nowhere."""
    faults = []
    for name, version in wanted.items():
        try:
            here = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            faults.append(f"{name}=={version}: is not installed, so what it needs is not known")
            continue
        if here.version != version:
            faults.append(f"{name}=={version}: {here.version} is installed")
        needed = {plain(one.name) for one in map(Requirement, here.requires or ()) if applies(one)}
        faults += [
            f"{one}: is needed by {name}, and no file pins it"
            for one in sorted(needed - set(wanted))
        ]
    return faults


def applies(needed: Requirement) -> bool:
    """Whether a requirement holds on this machine, without extras."""
    return needed.marker is None or needed.marker.evaluate({"extra": ""})


def advisories(name: str, version: str, base: str) -> Advisories | None:
    """What is published against a version; None where nobody answers."""
    try:
        with urllib.request.urlopen(f"{base}/{name}/{version}/json", timeout=SECONDS) as answer:
            held = json.loads(answer.read())["vulnerabilities"]
    except (OSError, ValueError, KeyError):
        return None
    return [one for one in held if not one.get("withdrawn")]


def known(wanted: Pins, simple: str, today: date) -> tuple[list[str], bool]:
    """Advisories without an exception, and dependencies that nobody knows anything of.

    return  what is wrong; whether the index publishes advisories at all
    """
    base = simple.removesuffix("/simple") + "/pypi"
    with ThreadPoolExecutor(8) as asked:
        held = asked.map(lambda one: advisories(*one, base), wanted.items())
        found = dict(zip(wanted, held, strict=True))
    if all(one is None for one in found.values()):
        return [], False
    excepted = exceptions(today)
    faults = []
    for name, published in found.items():
        label = f"{name}=={wanted[name]}"
        if published is None:
            faults.append(f"{label}: cannot be audited, the index tells nothing of it")
        for one in published or ():
            names = {one["id"], *one.get("aliases", ())}
            if not names & excepted.get(name, set()):
                fixed = ", ".join(one.get("fixed_in") or ()) or "none yet"
                faults.append(f"{label}: {one['id']}, fixed in {fixed}")
    return faults, True


def exceptions(today: date, file: Path = EXCEPTIONS) -> dict[str, set[str]]:
    """Package -> advisories that somebody looked at and wrote down why they may stand, for now.

    raises  SystemExit where an entry lacks its reason or its day
    """
    if not file.exists():
        return {}
    found: dict[str, set[str]] = {}
    for one in tomllib.loads(file.read_text("utf-8")).get("exception", []):
        if not one.get("reason", "").strip() or not isinstance(one.get("until"), date):
            raise SystemExit(f"{file.name}: {one.get('id')} needs a reason and a day 'until'")
        if one["until"] >= today:
            found.setdefault(plain(one["package"]), set()).add(one["id"])
    return found


def index(environment: Mapping[str, str]) -> str:
    """The address of the index that pip is set to; the JSON interface lies beside it."""
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return (environment.get("PIP_INDEX_URL") or said or PyPI.simple_url).rstrip("/")


def main(files: Iterable[str]) -> int:
    """Say what is wrong; 1 where anything is."""
    wanted, faults = pins(Path(file) for file in files)
    simple = index(os.environ)
    faults += unobtainable(wanted, simple) + installed(wanted)
    published, reachable = known(wanted, simple, date.today())
    faults += published
    print(
        f"Audit: {len(wanted)} dependencies; each must be pinned, in the index, and not withdrawn."
    )
    if reachable:
        print("Audit: advisories were read for every one of them.")
    else:
        print(
            "Audit: NO ADVISORIES WERE READ. The package index publishes none here, so whether a "
            "dependency is known to be vulnerable was not checked."
        )
        if os.environ.get("CX_AUDIT") == "strict":
            faults.append("advisories cannot be read, and CX_AUDIT=strict asks for them")
    for fault in faults:
        print(f"Audit failed: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
