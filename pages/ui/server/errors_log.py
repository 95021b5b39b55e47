"""What a log says of an error: its kind and where it arose, never the values it speaks of.

"Could not convert string 'jan@example.org …'": the words of an exception may be a customer's, and a
log lives longer and is read by more people than the record. Streamlit, the server and we write
through `logging`, so that the one place that makes its records cuts the words out for all of them.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[3]
DEEP = 40  # frames an error, the innermost ones


def quiet() -> None:
    """From now on errors are logged without their words; a line a request is written too."""
    logging.setLogRecordFactory(_record)
    log = logging.getLogger("cx")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


def told(error: BaseException | None) -> str:
    """An error and its causes, innermost first: kinds, files, lines, functions."""
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kind = type(error)
        lines.append(f"{kind.__module__}.{kind.__qualname__} (its words are left out)")
        lines += _frames(error.__traceback__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(lines)


def _frames(trace: TracebackType | None) -> list[str]:
    # walk_tb reads no source line: a line of ours could hold a literal, but never a value.
    found = [
        f"  {_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(trace)
    ]
    return found[-DEEP:]


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else "/".join(path.parts[-3:])


class _Record(logging.LogRecord):
    """A line of the log; Formatter prints `exc_text` where it stands already."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        if self.exc_info and self.exc_info[1] is not None:
            self.exc_text = told(self.exc_info[1])
        if isinstance(self.args, tuple):
            self.args = tuple(_quiet(one) for one in self.args)


def _quiet(value: object) -> object:
    return type(value).__qualname__ if isinstance(value, BaseException) else value


_record = _Record
