"""The comments of a file on their way into the record: masked, and folded for search."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.record.folding import ALIKE, folded
from cxdata.record.ingest import Ingest
from cxdata.record.masking import KINDS, SUSPECT, masked
from cxdata.record.queries import query

_AT_ONCE = 20_000

Rows = NDArray[Any]


def worded(job: Ingest) -> dict[str, int]:
    """Mask the comments of `incoming`; leaves `worded`: those that SQL cannot take as they are.

    return  kind of personal data -> marks, in the comments that are new to the record
    """
    job.run("worded")
    marks = dict.fromkeys(KINDS, 0)
    odd = job.con.execute(query("comments_odd"), {"suspect": SUSPECT, "alike": ALIKE}).fetchnumpy()
    whole = [np.asarray(odd[column]) for column in ("row", "text", "stands")]
    for start in range(0, len(whole[0]), _AT_ONCE):
        rows, texts, stands = (column[start : start + _AT_ONCE] for column in whole)
        kept = [masked(text) for text in texts]
        for (_, kinds), counts in zip(kept, stands.tolist(), strict=True):
            for kind in kinds if counts else ():
                marks[kind] += 1
        _add(job, rows, [shown for shown, _ in kept], [folded(shown) for shown, _ in kept])
    return {kind: n for kind, n in marks.items() if n}


def _add(job: Ingest, rows: Rows, texts: list[str], folds: list[str]) -> None:
    """Write into `worded`: as arrays, since lists of parameters take eight times as long."""
    columns: dict[str, Rows] = {"row": rows.astype(np.int64)}
    columns |= {"text": np.array(texts, dtype=object), "folded": np.array(folds, dtype=object)}
    job.con.register("worded_part", columns)
    job.run("worded_more")
    job.con.unregister("worded_part")
