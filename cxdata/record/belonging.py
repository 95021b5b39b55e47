"""Which comments belong to a theme: looked for once a snapshot, and kept for whoever asks next.

A snapshot never changes, and whether a comment holds a theme's words depends on neither view nor
scope: who may read which of them is decided where they are asked for. A bit a comment is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from cxdata.record.snapshot import Snapshot
from cxdata.record.sought import alternatives, whole

AT_ONCE = 8  # themes that one scan tells apart (sql/belonging.sql)
KEPT = 128  # themes of a snapshot whose comments are kept: 128 kB each for a million comments

Bits = NDArray[np.uint8]


class _Held:
    """A snapshot's themes whose comments are known, the least asked for first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.bits: OrderedDict[tuple[str, ...], Bits] = OrderedDict()


def among(
    snapshot: Snapshot, themes: Iterable[Iterable[str]], numbers: NDArray[Any]
) -> tuple[NDArray[np.bool_], ...]:
    """Which of these comments hold one of the words of each theme, as a whole word or phrase.

    themes   words and phrases of each, as typed; blanks alone look for nothing
    numbers  of comments that stand, shape (comments,)
    return   a mask a theme, each of that shape; all of them where a theme looks for nothing
    """
    wanted = [alternatives(words) for words in themes]
    known = _known(snapshot, {words: None for words in wanted if words})
    return tuple(
        _marked(known[words], numbers) if words else np.ones(len(numbers), dtype=bool)
        for words in wanted
    )


def _known(snapshot: Snapshot, wanted: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], Bits]:
    """The bits of each theme; those not known yet are looked for, several in one scan."""
    with _lock:
        held = _snapshots.setdefault(snapshot, _Held())
    # Who asks for the same meanwhile waits for it instead of looking, too.
    with held.lock:
        missing = [words for words in wanted if words not in held.bits]
        found = {words: held.bits[words] for words in wanted if words in held.bits}
        for first in range(0, len(missing), AT_ONCE):
            found |= _scanned(snapshot, missing[first : first + AT_ONCE])
        for words, bits in found.items():
            held.bits[words] = bits
            held.bits.move_to_end(words)
        while len(held.bits) > KEPT:
            held.bits.popitem(last=False)
    return found


def _scanned(snapshot: Snapshot, themes: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], Bits]:
    patterns: list[str | None] = [whole(words) for words in themes] if len(themes) > 1 else []
    patterns += [None] * (AT_ONCE - len(patterns))
    params: dict[str, object] = {f"whole_{i}": one for i, one in enumerate(patterns, 1)}
    params["any"] = whole(sorted({word for words in themes for word in words}))
    rows = snapshot.arrays("belonging", params)
    numbers, marks = rows["number"], rows["themes"]
    if len(themes) == 1:
        return {themes[0]: _bits(numbers)}
    return {words: _bits(numbers[marks >> i & 1 == 1]) for i, words in enumerate(themes)}


def _bits(numbers: NDArray[Any]) -> Bits:
    """A bit a comment, by its number; none is kept beyond the last one that is set."""
    said = np.zeros(int(numbers.max()) + 1 if len(numbers) else 0, dtype=bool)
    said[numbers] = True
    return np.packbits(said, bitorder="little")


def _marked(bits: Bits, numbers: NDArray[Any]) -> NDArray[np.bool_]:
    said = np.unpackbits(bits, bitorder="little")
    most = int(numbers.max()) + 1 if len(numbers) else 0
    whole_ = np.zeros(max(most, len(said)), dtype=bool)
    whole_[: len(said)] = said
    return np.asarray(whole_[numbers])


_lock = threading.Lock()
_snapshots: WeakKeyDictionary[Snapshot, _Held] = WeakKeyDictionary()
