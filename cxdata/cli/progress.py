"""A bar on stderr while an import runs."""

from __future__ import annotations

import sys
import time
from typing import Any

from tqdm import tqdm

_QUIET_SECONDS = 2  # an import that takes longer shows its progress even where nobody watches


class Progress:
    """A bar on stderr: at once on a terminal, after two seconds elsewhere."""

    def __init__(self) -> None:
        self.bar: tqdm[Any] | None = None
        self.since = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def __call__(self, share: float, words: str) -> None:
        """Show how far it is, and what is being done."""
        waited = time.monotonic() - self.since > _QUIET_SECONDS
        if self.bar is None and (sys.stderr.isatty() or waited):
            self.bar = tqdm(total=100, unit="%", bar_format="{percentage:3.0f}% {bar} {desc}")
        if self.bar is not None:
            self.bar.set_description_str(words, refresh=False)
            self.bar.update(round(100 * share) - self.bar.n)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()
