"""Writers that die: forked from a process of their own, killed, and what they left looked at.

python -m tests.desk.writers killed PATH TIMES       prints how many changes were acknowledged
python -m tests.desk.writers born_dead FOLDER TIMES  killed during the very first start
python -m tests.desk.writers cramped PATH            may not let the file grow
python -m tests.desk.writers crowd PATH TIMES        four at once
"""

import json
import os
import random
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cxdata.desk import Desk, decisions, events, plans
from cxdata.desk.decisions import Hold
from cxdata.errors import Conflict, NoSpace
from cxdata.scope import EXECUTIVE, Scope
from tests.desk.short import PLAN

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ANN = Scope(EXECUTIVE, identity="ann")
PAGE = 4096


def amounting(amount: int) -> str:
    """The text of a plan, told from others by its amount."""
    return PLAN.replace("amount = 100", f"amount = {amount}")


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """A child process that works and writes what it acknowledges into a pipe: (process, pipe)."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        code = 1
        try:
            work(into)
            code = 0
        finally:
            os._exit(code)
    os.close(into)
    return child, out


def acknowledged(first: bytes, pipe: int) -> list[dict[str, object]]:
    """What was acknowledged, whole lines alone."""
    with os.fdopen(pipe, "rb") as rest:
        lines = (first + rest.read()).splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def one_more(there: Desk) -> tuple[plans.Version, decisions.Decision]:
    """Save a version and decide on a hold of it."""
    base = max((one.number for one in plans.versions(ANN, there)), default=0)
    version = plans.save(ANN, there, amounting(base + 1), base, NOW)
    hold = Hold("a", version.number, "2026-01", "cedar", "tens", "")
    reason = f"Looked at, number {version.number}"
    return version, decisions.decide(ANN, there, hold, "pay", reason, NOW)


def writer(path: Path) -> Callable[[int], None]:
    """Saves versions and decides on holds for as long as it lives."""

    def work(pipe: int) -> None:
        there = Desk(path)
        while True:
            version, decision = one_more(there)
            told(pipe, {"version": version.number})
            told(pipe, {"decision": decision.number})

    return work


def told(pipe: int, what: dict[str, object]) -> None:
    os.write(pipe, (json.dumps(what) + "\n").encode())


def killed(path: Path, times: int) -> int:
    """Kill writers at any moment; how many changes were acknowledged in all."""
    rng, total = random.Random(7), 0
    one_more(Desk(path.with_name("warm.sqlite")))  # compiles what is compiled once
    for _ in range(times):
        child, pipe = forked(writer(path))
        first = os.read(pipe, 4096)
        time.sleep(rng.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acks = acknowledged(first, pipe)
        total += len(acks)
        whole(Desk(path), acks)
    return total


def whole(there: Desk, acks: list[dict[str, object]]) -> None:
    """Everything acknowledged is there, and every change has its event."""
    versions = {one.number for one in plans.versions(ANN, there)}
    decided = {one.number for one in decisions.every(ANN, there, "a", "2026-01")}
    assert {ack["version"] for ack in acks if "version" in ack} <= versions
    assert {ack["decision"] for ack in acks if "decision" in ack} <= decided
    assert versions == set(range(1, len(versions) + 1))
    seen = events.history(ANN, there)
    assert len(seen) == len(versions) + len(decided)
    saved = [one.after["number"] for one in seen if one.thing == "plan a"]  # type: ignore[index]
    assert sorted(saved) == sorted(versions)
    with sqlite3.connect(there.path) as con:
        assert con.execute("pragma integrity_check").fetchone() == ("ok",)
        assert con.execute("pragma foreign_key_check").fetchall() == []


def born_dead(folder: Path, times: int) -> int:
    """Kill writers while they make the desk; it starts all the same."""
    rng = random.Random(3)
    for i in range(times):
        path = folder / f"{i}" / "desk.sqlite"
        child, pipe = forked(lambda _, path=path: Desk(path) and None)  # type: ignore[misc]
        time.sleep(rng.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(pipe)
        assert plans.save(ANN, Desk(path), amounting(1), 0, NOW).number == 1
    return times


def cramped(path: Path) -> int:
    """Save where the system refuses to write on, in the journal or in the file (RLIMIT_FSIZE)."""
    there = Desk(path)
    plans.save(ANN, there, amounting(1), 0, NOW)
    size, long = path.stat().st_size, amounting(2) + "# " + "x" * (16 * PAGE) + "\n"
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    refused = 0
    for limit in (PAGE, size - PAGE, size, size + PAGE):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            plans.save(ANN, there, long, 1, NOW)
        except NoSpace as error:
            refused += "nothing is half done" in str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    assert len(plans.versions(ANN, there)) == 1
    for _ in range(2):
        whole(there, [{"version": plans.save(ANN, there, long, 1, NOW).number}])
    assert len(plans.versions(ANN, there)) == 2
    return refused


def crowd(path: Path, times: int) -> int:
    """Four processes make one desk and save one plan at once; how many versions there are."""
    children = [forked(saver(path, times, name)) for name in "abcd"]
    acks = [ack["version"] for _, pipe in children for ack in acknowledged(b"", pipe)]
    codes = [os.waitpid(child, 0)[1] for child, _ in children]
    assert codes == [0] * 4
    found = plans.versions(ANN, Desk(path))
    assert sorted(acks, key=str) == sorted((one.number for one in found), key=str)
    assert len({one.author for one in found}) > 1
    return len(found)


def saver(path: Path, times: int, name: str) -> Callable[[int], None]:
    """Saves so many versions of its own, each on top of whatever is there by then."""

    def work(pipe: int) -> None:
        there, scope = Desk(path), Scope(EXECUTIVE, identity=name)
        for i in range(times):
            text, base = amounting(i) + f"# {name}\n", 0
            while True:
                try:
                    told(pipe, {"version": plans.save(scope, there, text, base, NOW).number})
                    break
                except Conflict as conflict:
                    base = conflict.newest.number  # type: ignore[attr-defined]

    return work


if __name__ == "__main__":
    what, place, *times = sys.argv[1:]
    work: dict[str, Callable[..., int]] = {"killed": killed, "born_dead": born_dead}
    work |= {"cramped": cramped, "crowd": crowd}
    print(work[what](Path(place), *map(int, times)))
