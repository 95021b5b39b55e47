"""Searching comments, tally and filters included, against pandas on the same texts in memory."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks import company, importing
from cxdata.errors import CxError
from cxdata.record import Snapshot, open_snapshot, voices
from cxdata.record.themes import parse
from cxdata.record.voices import Heard
from cxdata.scope import STEWARD, Scope, View

SCOPE = Scope(STEWARD)
ALL = View(date(2023, 11, 1), date(2026, 12, 1))
NORTH = View(date(2023, 11, 1), date(2026, 12, 1), regions=("Region 1", "Region 2"))
SEARCHES = {
    "no word": (ALL, Heard()),
    "one word": (ALL, Heard(words=("refund",))),
    "accents": (ALL, Heard(words=("GEIRRITEERD",))),
    "three words": (ALL, Heard(words=("late", "refund", "phone"))),
    "a phrase nobody says": (ALL, Heard(words=("refund driver invoice weeks",))),
    "two regions, detractors": (NORTH, Heard(words=("late",), standing="detractor")),
    "a theme of three": (ALL, Heard(any_words=("refund", "invoice", "never answer"))),
    "a theme of eleven": (
        ALL,
        Heard(
            any_words=(
                *("late", "drove past", "nobody", "waited", "third time", "new date", "te laat"),
                *("zu spät", "en retard", "weeks", "second day off"),
            )
        ),
    ),
}


def home(n: int) -> Path:
    """A record of so many comments, built anew where it is missing or of another layout."""
    root = company.BUILD / f"comments_{n}"
    path = company.comments(n)
    try:
        open_snapshot(root)
    except (CxError, OSError):
        importing.ours(path, root)
    return root


def timed(asked: Callable[[], object], rounds: int, warm: int = 1) -> tuple[list[float], float]:
    """Milliseconds of each round after the first `warm`, and the processor's of the quickest."""
    times, busy = [], []
    for _ in range(rounds + warm):
        cpu, start = time.process_time(), time.perf_counter()
        asked()
        times.append(1000 * (time.perf_counter() - start))
        busy.append(1000 * (time.process_time() - cpu))
    return times[warm:], min(busy)


def searched(snapshot: Snapshot, name: str, n: int, rounds: int) -> list[float]:
    """Milliseconds of a page of 50 with its tally, by turns in each order; prints them.

    The first search counts, too: it looks for a theme's words, the later ones know them.
    """
    view, heard = SEARCHES[name]
    orders = [(voices.NEWEST, voices.BEST, voices.WORST)[i % 3] for i in range(rounds + 1)]
    left = iter(orders)
    search = lambda: voices.page(snapshot, SCOPE, view, heard, order=next(left))  # noqa: E731
    times, busy = timed(search, rounds, warm=0)
    print(
        f"search {n:>11,} comments: {statistics.median(times):7.1f} ms, p95 {_p95(times):.1f} ms,"
        f" first {times[0]:.1f} ms, processor {busy:.0f} ms ({name})"
    )
    return times


def beside(snapshot: Snapshot, n: int, rounds: int) -> None:
    """Print one word's search, and pandas' bare str.contains of it: no accents, filters, page."""
    texts = pd.read_csv(company.comments(n), usecols=["comment"])["comment"]
    view, heard = SEARCHES["one word"]
    (word,) = heard.words
    # Folded on both sides: lower case once for pandas, before the clock starts.
    lower = texts.str.lower()
    found = int(lower.str.contains(word, regex=False).sum())
    assert voices.tallied(snapshot, SCOPE, view, heard).n == found
    ours, _ = timed(lambda: voices.page(snapshot, SCOPE, view, heard), rounds)
    for how, peer in (
        ("of lower case kept in memory", lambda: lower.str.contains(word, regex=False)),
        ("whatever the case", lambda: texts.str.contains(word, case=False, regex=False)),
    ):
        theirs, _ = timed(peer, 3)
        ratio = statistics.median(theirs) / statistics.median(ours)
        print(
            f"search {n:>11,} comments: {statistics.median(ours):7.1f} ms, pandas str.contains"
            f" {how} {statistics.median(theirs):,.0f} ms, ratio {ratio:.1f} ({found:,} found)"
        )


def themes(home_: Path, n: int) -> None:
    """Print the sample's eight themes counted by month: on a snapshot just opened, and later."""
    text = (Path(__file__).parents[1] / "sample_data" / "themes.toml").read_text("utf-8")
    asked = [theme.words for theme in parse(text).themes]
    snapshot = Snapshot(home_, open_snapshot(home_).path)
    voices.tallied(snapshot, SCOPE, ALL, Heard())  # the file is read, the themes are not known
    times, _ = timed(
        lambda: voices.monthly_by_theme(snapshot, SCOPE, ALL, Heard(), asked), 4, warm=0
    )
    print(
        f"themes {n:>11,} comments: {times[0]:7.1f} ms the first time,"
        f" {statistics.median(times[1:]):.1f} ms later ({len(asked)} themes)"
    )


def measured(n: int = 1_000_000, rounds: int = 9) -> None:
    """Print every search's median, p95 and processor time, the themes, and pandas beside a word."""
    snapshot = open_snapshot(home(n))
    whole = [t for name in SEARCHES for t in searched(snapshot, name, n, rounds)]
    print(f"search {n:>11,} comments: p95 of all {_p95(whole):.1f} ms")
    themes(home(n), n)
    beside(snapshot, n, rounds)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]
