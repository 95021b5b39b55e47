"""Is every dependency one that can be audited, and is none known to be vulnerable?

    python .ci/audit.py requirements.txt requirements-dev.txt

Fails where a requirement is not pinned to one version, cannot be had from the configured package
index, has been withdrawn there (yanked), disagrees with what is installed, or needs what is pinned
nowhere; on a published advisory, and on a version that nobody can read advisories of, without a
written exception (advisories.toml, each with a day on which it is over).

Advisories come from the JSON interface beside the index. Some indexes serve it for every version,
some for a package's newest one only: then an older pin may wait, and is named, as long as it
was overtaken a short time ago (GRACE_DAYS). Whether there is a source at all is asked
with a package that is known to be vulnerable (CONTROL): where that one is not told of, silence
means nothing. Then the audit fails, unless CX_AUDIT=lenient says that all else is to do.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import parse_sdist_filename, parse_wheel_filename
from packaging.version import InvalidVersion, Version
from pip._internal.models.index import PyPI

EXCEPTIONS = Path(__file__).with_name("advisories.toml")
PINNED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([0-9][^\s;*]*)(?:\s*;.*)?")
ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
SECONDS = 20
TRIES = 3  # a stumble of the network is no verdict
# Given up by its authors with holes that are published: its newest version stays vulnerable.
CONTROL = ("pycrypto", "2.6.1")
GRACE_DAYS = 90  # in which an overtaken pin may wait for the next `make lock`
NOTHING_READ = """
  ######################################################################################
  #  AUDIT: NO ADVISORIES WERE READ. Whether any dependency is known to be vulnerable  #
  #  WAS NOT CHECKED. CX_AUDIT=lenient lets this pass: set it nowhere that people rely #
  #  on (docs/deploy.md).                                                              #
  ######################################################################################
"""
Pins = dict[str, str]


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
    for attempt in range(TRIES):
        try:
            held = offered(f"{simple}/{name}/")
            break
        except (OSError, ValueError) as error:
            refused = type(error).__name__
            time.sleep(attempt)
    else:
        return f"{label}: the index cannot be asked about it ({refused})"
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


@dataclass(frozen=True)
class Told:
    """What an index tells of a version.

    advisories  published against it, and not taken back; None where they cannot be read
    why         why they cannot be
    waits       it was overtaken a short time ago: nothing is wrong yet
    """

    advisories: list[dict[str, Any]] | None
    why: str = ""
    waits: bool = False


@dataclass
class Read:
    """What was read: what is wrong, which pins wait, whether advisories are published at all."""

    faults: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    source: bool = False


def told(name: str, version: str, base: str, today: date) -> Told:
    """What is told of a version: by its own page, else by its package's, which is the newest's."""
    held = fetched(f"{base}/{name}/{version}/json")
    if held is not None and "vulnerabilities" in held:
        return Told(standing(held))
    held = fetched(f"{base}/{name}/json")
    if held is None or "vulnerabilities" not in held:
        return Told(None, "the index tells nothing of it")
    newest = held["info"]["version"]
    if newest == version:
        return Told(standing(held))
    if version not in held.get("releases", {}):
        return Told(None, "the index has no record of this version")
    days = (today - overtaken(version, held["releases"], today)).days
    why = f"the index tells of {newest} alone, and {version} was overtaken {days} days ago"
    return Told(None, why, days <= GRACE_DAYS)


def fetched(page: str) -> dict[str, Any] | None:
    """An index' page as JSON; None where it has none."""
    for attempt in range(TRIES):
        try:
            with urllib.request.urlopen(page, timeout=SECONDS) as answer:
                held = json.loads(answer.read())
                return held if isinstance(held, dict) else None
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return None
        except (OSError, ValueError):
            pass
        time.sleep(attempt)
    return None


def standing(held: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The advisories of a page that were not taken back."""
    return [one for one in held["vulnerabilities"] if not one.get("withdrawn")]


def overtaken(version: str, releases: Mapping[str, Any], today: date) -> date:
    """The day on which the first later release came out; long ago where that cannot be told."""
    days = []
    for other, files in releases.items():
        try:
            later = Version(other) > Version(version) and not Version(other).is_prerelease
        except InvalidVersion:
            continue
        stamps = [one.get("upload_time_iso_8601", "") for one in files if not one.get("yanked")]
        if later and any(stamps):
            first = datetime.fromisoformat(min(filter(None, stamps)).replace("Z", "+00:00"))
            days.append(first.astimezone(UTC).date())
    return min(days, default=date.min)


def known(wanted: Pins, simple: str, today: date) -> Read:
    """Advisories without an exception, and dependencies that nobody knows anything of."""
    base = simple.removesuffix("/simple") + "/pypi"
    if not told(*CONTROL, base, today).advisories:
        return Read()
    with ThreadPoolExecutor(8) as asked:
        held = asked.map(lambda one: told(*one, base, today), wanted.items())
        found = dict(zip(wanted, held, strict=True))
    excepted, read = exceptions(today), Read(source=True)
    for name, said in found.items():
        label, fine = f"{name}=={wanted[name]}", excepted.get(name, set())
        if said.advisories is None and f"unread {wanted[name]}" not in fine:
            place = read.waiting if said.waits else read.faults
            place.append(f"{label}: cannot be audited, {said.why}")
        for one in said.advisories or ():
            if not {one["id"], *(one.get("aliases") or ())} & fine:
                fixed = ", ".join(one.get("fixed_in") or ()) or "none yet"
                read.faults.append(f"{label}: {one['id']}, fixed in {fixed}")
    return read


def exceptions(today: date, file: Path = EXCEPTIONS) -> dict[str, set[str]]:
    """Package -> what somebody looked at and wrote down why it may stand, for now: ids of
    advisories, or 'unread VERSION' of a version that no advisories can be read of.

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
    read = known(wanted, simple, date.today())
    faults += read.faults
    print(
        f"Audit: {len(wanted)} dependencies; each must be pinned, in the index, and not withdrawn."
    )
    for one in read.waiting:
        print(f"Audit: {one}; it fails {GRACE_DAYS} days after. Run: make lock")
    if read.source:
        seen = len(wanted) - len(read.waiting)
        print(f"Audit: advisories were read of {seen}, or somebody wrote down why they cannot be.")
    elif os.environ.get("CX_AUDIT") == "lenient":
        print(NOTHING_READ)
    else:
        faults.append(
            f"no advisories can be read: the index does not even tell of {'=='.join(CONTROL)}, "
            "which is known to be vulnerable. CX_AUDIT=lenient lets that pass"
        )
    for fault in faults:
        print(f"Audit failed: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
