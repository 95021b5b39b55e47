"""What pages note without waiting: who came, and who looked at what. Written beside them."""

from __future__ import annotations

import atexit
import logging
import threading
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

from cxdata import desk
from cxdata.desk import looks, people
from cxdata.desk.looks import Look
from cxdata.desk.people import Arrival
from cxdata.errors import CxError

GATHERED_SECONDS = 0.3  # in which notes gather into one write
AGAIN_SECONDS = 5.0  # after a write that failed
MOST = 100_000  # notes that wait while the desk cannot be written
_LOG = logging.getLogger(__name__)

Note = tuple[Path, Arrival | tuple[Look, datetime]]  # home, and what is to be kept there


class Notes:
    """Notes on their way to the desk. Taking one costs microseconds and never waits for a disk.

    A note is lost only where the process is killed in the third of a second before it is written.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wake, self._idle = threading.Event(), threading.Event()
        self._idle.set()
        self._waiting: list[Note] = []
        self._noted: set[tuple[Path, Look]] = set()
        self._lost = False
        self._day: date | None = None
        self._thread: threading.Thread | None = None

    def looked(self, home: Path, look: Look, now: datetime) -> None:
        """Note a look; one that was noted today already is nothing new."""
        with self._lock:
            if look.day != self._day:
                self._day, self._noted = look.day, set()
            if (home, look) in self._noted:
                return
            self._noted.add((home, look))
            self._take(home, (look, now))

    def came(self, home: Path, arrival: Arrival) -> None:
        """Note that somebody came."""
        with self._lock:
            self._take(home, arrival)

    def written(self, patience_seconds: float = 10.0) -> bool:
        """Wait until all that was noted is on the desk; whether it is, all since the last call."""
        self._wake.set()
        if not self._idle.wait(patience_seconds):
            return False
        with self._lock:
            lost, self._lost = self._lost, False
        return not lost

    def _take(self, home: Path, note: Arrival | tuple[Look, datetime]) -> None:
        if len(self._waiting) >= MOST:
            _LOG.error("The log of looks is full and the desk cannot be written: a note is lost.")
            return
        self._waiting.append((home, note))
        self._idle.clear()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="cx-notes", daemon=True)
            self._thread.start()
            atexit.register(self.written)
        self._wake.set()

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            self._wake.wait()
            pause.wait(GATHERED_SECONDS)
            with self._lock:
                self._wake.clear()
                taken, self._waiting = self._waiting, []
            left, lost = _kept(taken)
            with self._lock:
                # What is shown again is noted again: it may be written then.
                self._noted -= {(home, one[0]) for home, one in lost if isinstance(one, tuple)}
                self._lost = self._lost or bool(lost)
                self._waiting = left + self._waiting
                if not self._waiting:
                    self._idle.set()
            if left:
                pause.wait(AGAIN_SECONDS)
                self._wake.set()


def _kept(taken: list[Note]) -> tuple[list[Note], list[Note]]:
    """Write notes. Return those that wait for the desk, and those that can never be written."""
    homes = defaultdict(list)
    for one in taken:
        homes[one[0]].append(one)
    left: list[Note] = []
    lost: list[Note] = []
    for found in homes.values():
        try:
            _write(found)
        except CxError as error:
            _LOG.warning("The log of looks waits for the desk: %s", error)
            left += found
        except Exception:
            # One of them may be wrong: it takes none of the others with it.
            _one_by_one(found, left, lost)
    return left, lost


def _one_by_one(found: list[Note], left: list[Note], lost: list[Note]) -> None:
    for one in found:
        try:
            _write([one])
        except CxError:
            left.append(one)
        except Exception:
            # Whatever it was, the next notes must still be written.
            _LOG.exception("A part of the log of looks could not be written.")
            lost.append(one)


def _write(found: list[Note]) -> None:
    held = desk.open_desk(found[0][0])
    people.came(held, [one for _, one in found if isinstance(one, Arrival)])
    looks.looked(held, [one for _, one in found if not isinstance(one, Arrival)])


notes = Notes()
