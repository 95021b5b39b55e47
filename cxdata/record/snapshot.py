"""A snapshot as the app sees it: one immutable file, read by as many threads as like."""

from __future__ import annotations

import json
import threading
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from cxdata.catalog import METRICS, RELATIONAL
from cxdata.errors import CxError, NoRecord, Refused
from cxdata.record import schema, store
from cxdata.record.cells import Cells
from cxdata.record.findings import Batch, Completeness, Slice, Standing
from cxdata.record.queries import query
from cxdata.record.report import from_json
from cxdata.scope import STEWARD, Scope, View, months_between

MEMORY = "2GB"  # what serving a snapshot may hold
_EPOCH = date(1970, 1, 1)
_CORE = ("kind", "touchpoint", "team", "metric")
_MIX = ("segment", "channel", "region")
_SCORES = tuple(f"c{score}" for score in range(11))


class Snapshot:
    """An open snapshot. Thread-safe: every query has its own cursor."""

    def __init__(self, home: Path, path: Path) -> None:
        self.home = home
        self.path = path
        self.number = store.number(path)
        self.inode = path.stat().st_ino
        self._con = _serving(path)

    def slice(self, scope: Scope, view: View, by_mix: bool = True) -> Slice:
        """The counts of a view's months after its segment, channel and region filters.

        by_mix  False does not tell the mix of an unfiltered view apart: it spares a scan
        """
        _asked_by(scope)
        filters = self.filters(view)
        if any(codes is not None for codes in filters.values()):
            found = self.arrays("slice_monthly", {**_months(view), **filters})
            main = found["part"] == 0
            return Slice(self._cells(found, _CORE, main), self._cells(found, _MIX, ~main))
        core = self._cells(self.arrays("slice_core", _months(view)), _CORE)
        if not by_mix:
            return Slice(core, self._untold(core))
        return Slice(core, self._cells(self.arrays("slice_mix", _months(view)), _MIX))

    def span(self, scope: Scope) -> tuple[date, date]:
        """First and last day of relational answers; of all answers where there are none.

        Raises NoRecord where there is no answer at all.
        """
        _asked_by(scope)
        first, last, _ = self._ends
        if first is None or last is None:
            raise NoRecord("The record holds no answers yet; import some first.")
        return first, last

    def newest(self, scope: Scope) -> date | None:
        """The day of the newest answer of all kinds; None where there is no answer."""
        _asked_by(scope)
        return self._ends[2]

    def invitations(self, scope: Scope, view: View, kind: str = "") -> dict[str, Any]:
        """Invitations of the view's months after its segment, channel and region filters.

        kind    'relational' or 'touchpoint'; '' for both
        return  'month' (since 1970-01), 'eligible', 'invited', 'answered': int64 arrays;
                'kind', 'touchpoint', 'team', 'segment', 'channel', 'region': lists of names
        """
        _asked_by(scope)
        kinds = self.codes("kind", (kind,)) if kind else None
        params = {**_months(view), **self.filters(view), "kinds": kinds}
        found = self.arrays("invitations", params)
        return self.named(found, ("month", "eligible", "invited", "answered"))

    def measures(self, scope: Scope, view: View) -> dict[str, Any]:
        """Operational figures of the view's months.

        return  'month' (since 1970-01), 'n' (cases): int64 arrays; 'value': the mean weighted by
                cases; 'touchpoint', 'team', 'measure': lists of names
        """
        _asked_by(scope)
        found = self.arrays("measures", _months(view))
        cases = found["n"].astype(np.int64)
        mean = found.pop("total") / np.maximum(cases, 1)
        found["value"] = np.where(cases > 0, mean, found.pop("plain"))
        return self.named(found, ("month", "n", "value"))

    def customers_at_risk(self, scope: Scope, view: View) -> tuple[Standing, ...]:
        """Customers by how they last answered the relational survey in the view's months.

        A filter keeps the customers whose latest answer it keeps.
        """
        _asked_by(scope)
        since, until = (months_between(_EPOCH, end) for end in (view.since, view.until))
        params = {"since": since, "until": until, **self.filters(view)}
        return tuple(Standing(*row) for row in self.rows("customers_at_risk", **params))

    def batches(self, scope: Scope) -> tuple[Batch, ...]:
        """Every import, newest first. Refused to all but stewards."""
        _asked_by(scope)
        scope.must_be(STEWARD)
        found = []
        for number, name, tool, kind, at, author, report, gone_at, gone_by in self.rows("batches"):
            told = from_json(json.loads(report))
            found.append(Batch(number, name, tool, kind, at, author, told, gone_at, gone_by))
        return tuple(found)

    def odd_scales(self, scope: Scope, metric: str) -> dict[tuple[int, int], int]:
        """Scales that a metric's questions were asked on, other than its own, with answers."""
        _asked_by(scope)
        own = (METRICS[metric].low, METRICS[metric].high)
        found: dict[tuple[int, int], int] = {}
        for (report,) in self.rows("reports"):
            for asked in from_json(json.loads(report)).questions:
                if asked.metric == metric and asked.scale != own and asked.accepted:
                    found[asked.scale] = found.get(asked.scale, 0) + asked.accepted
        return found

    def quality(self, scope: Scope) -> tuple[Completeness, ...]:
        """How complete the answers are, by kind and metric. Refused to all but stewards."""
        _asked_by(scope)
        scope.must_be(STEWARD)
        return tuple(
            Completeness(self.names["kind"][kind], self.names["metric"][metric], *rest)
            for kind, metric, *rest in self.rows("quality")
        )

    def members(self, dimension: str) -> tuple[str, ...]:
        """The names in use in a dimension of the cube, sorted; '' where some answers have none."""
        if dimension not in (*_CORE, *_MIX):
            raise Refused(f"'{dimension}' is no dimension of the record.")
        names = self.names[dimension]
        return tuple(sorted(names[code] for d, code in self._in_use if d == dimension))

    def organisation(self) -> str:
        """The newest version's text; '' where there is none."""
        rows = self.rows("organisation")
        return str(rows[0][0]) if rows else ""

    @cached_property
    def demo(self) -> bool:
        """Whether this is the sample company."""
        return ("demo", "true") in self.rows("meta")

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Dimension -> names by code."""
        found: dict[str, list[str]] = {}
        for dimension, name, _code in self.rows("names"):
            found.setdefault(dimension, []).append(name)
        return {dimension: tuple(names) for dimension, names in found.items()}

    @cached_property
    def _in_use(self) -> list[tuple[Any, ...]]:
        return self.rows("members")

    @cached_property
    def _ends(self) -> tuple[date | None, date | None, date | None]:
        first, last, newest = self.rows("span")[0]
        return first, last, newest

    def _cells(
        self,
        found: dict[str, np.ndarray[Any, Any]],
        dimensions: tuple[str, ...],
        rows: Any = ...,
    ) -> Cells:
        keys = {d: found[d][rows].astype(np.int64) for d in ("month", *dimensions)}
        counts = np.stack([found[score][rows] for score in _SCORES], axis=1)
        return Cells(keys, {d: self.names[d] for d in dimensions}, counts)

    def _untold(self, core: Cells) -> Cells:
        """The mix as if no answer named its segment, channel and region."""
        found = core.where(kind=RELATIONAL, metric="nps").by("month")
        keys = {d: np.zeros(len(found.counts), dtype=np.int64) for d in _MIX}
        return Cells({**found.keys, **keys}, {d: self.names[d] for d in _MIX}, found.counts)

    def filters(self, view: View) -> dict[str, object]:
        """The codes that a view's filters keep; None where a filter keeps all."""
        kept = zip(_MIX, (view.segments, view.channels, view.regions), strict=True)
        return {f"{d}s": self.codes(d, names) if names else None for d, names in kept}

    def codes(self, dimension: str, names: tuple[str, ...]) -> list[int]:
        """The codes of names; names that the record does not know have none."""
        return [code for code, name in enumerate(self.names[dimension]) if name in names]

    def named(self, found: dict[str, Any], figures: tuple[str, ...]) -> dict[str, Any]:
        """Figures as arrays, dimensions as names."""
        whole: dict[str, Any] = {}
        for column, values in found.items():
            if column in figures:
                whole[column] = values if values.dtype.kind == "f" else values.astype(np.int64)
            else:
                whole[column] = np.array(self.names[column], dtype=object)[values].tolist()
        return whole

    def arrays(
        self, name: str, params: dict[str, object] | None = None
    ) -> dict[str, np.ndarray[Any, Any]]:
        """A query's columns as arrays. For the modules of this room: others ask them."""
        found = self._con.cursor().execute(query(name), params).fetchnumpy()
        return {column: np.asarray(values) for column, values in found.items()}

    def rows(self, name: str, **params: object) -> list[tuple[Any, ...]]:
        """A query's rows. For the modules of this room: others ask them."""
        return self._con.cursor().execute(query(name), params or None).fetchall()


def open_snapshot(home: Path) -> Snapshot:
    """The snapshot that serves now; the open one as long as the pointer has not moved.

    An older snapshot that somebody still holds goes on answering, even after it was swept.

    Raises NoRecord where a home has none.
    """
    home = Path(home)
    for _ in range(10):
        path = store.current(home)
        with _lock:
            held = _open.get(home)
            try:
                # A home that was deleted and made anew starts over at number 1.
                if held is not None and (held.path, held.inode) == (path, path.stat().st_ino):
                    return held
                _open[home] = Snapshot(home, path)
            except (duckdb.Error, FileNotFoundError) as error:
                # Three imports since the pointer was read: the file is swept; follow it again.
                if store.held(home) == path and path.exists():
                    raise CxError(_unreadable(path, error)) from error
                continue
            return _open[home]
    raise CxError("The record moves faster than it can be opened; try again.")


def _unreadable(path: Path, error: Exception) -> str:
    told = str(error).strip().splitlines()[0]
    return (
        f"The snapshot {path.name} cannot be read ({told}). The one before it still may: write "
        f"its name into {path.with_name('current')}, then run: python -m cxdata verify."
    )


_open: dict[Path, Snapshot] = {}
_lock = threading.Lock()


def _serving(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that can read this one file and nothing else, whatever is asked of it."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": "",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
    }
    con = duckdb.connect(":memory:", config=settings)
    con.execute("set TimeZone = 'UTC'")
    con.execute("attach $path as record (read_only)", {"path": str(path)})
    schema.readable(con)
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


def _months(view: View) -> dict[str, object]:
    return {"since": view.since, "until": view.until}


def _asked_by(scope: Scope) -> None:
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
