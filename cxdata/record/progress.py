"""How far the builder is: step by step, and between steps how far DuckDB is with its query."""

from __future__ import annotations

import threading
from bisect import bisect_right

import duckdb

from cxdata.record.ingest import Step

# Where the steps of one file begin, as shares of its time on large files.
STARTS = (0.0, 0.6, 0.65, 0.75, 0.9, 1.0)
_EVERY_SECONDS = 0.5


class Progress:
    """Tells `say` how far it is; never less than before. For use in a `with` block."""

    def __init__(self, con: duckdb.DuckDBPyConnection, say: Step) -> None:
        self._con = con
        self._say = say
        self._at = (0.0, 0.0, "")  # share where the step begins, where it ends, what is done
        self._told = 0.0
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._pulse = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Progress:
        self._pulse.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._pulse.join()

    def part(self, number: int, files: int, name: str) -> Step:
        """The steps of one file of several; 5 % stay for closing the record."""

        def step(share: float, words: str) -> None:
            end = STARTS[min(bisect_right(STARTS, share), len(STARTS) - 1)]
            begin, end = (0.95 * (number + at) / files for at in (share, end))
            self._at = (begin, end, f"{name}: {words}")
            self.tell(begin, self._at[2])

        return step

    def tell(self, share: float, words: str) -> None:
        """Say how far it is."""
        with self._lock:
            self._told = max(self._told, share)
            self._say(self._told, words)

    def _beat(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            begin, end, words = self._at
            done = self._con.query_progress()
            if done > 0 and words:
                self.tell(begin + (end - begin) * min(done, 100) / 100, words)
