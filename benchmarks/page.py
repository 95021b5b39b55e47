"""A whole script run of the landing page: CPU time, all threads, as the server would spend it."""

import os
import statistics
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[1] / "app.py"


def run_ms(root: Path, rounds: int = 30) -> tuple[float, float]:
    """Milliseconds of CPU and of wall clock, median of reruns after two first ones."""
    os.environ["CX_DATA"] = str(root)
    page = AppTest.from_file(str(APP), default_timeout=60)
    for _ in range(2):
        page.run()
    assert not page.exception, page.exception
    cpu, wall = [], []
    for _ in range(rounds):
        started = time.perf_counter(), time.process_time()
        page.run()
        wall.append(time.perf_counter() - started[0])
        cpu.append(time.process_time() - started[1])
    assert not page.exception, page.exception
    return 1000 * statistics.median(cpu), 1000 * statistics.median(wall)


def measured(roots: dict[int, Path]) -> None:
    """Print the largest record's page."""
    n = max(roots)
    cpu, wall = run_ms(roots[n])
    print(f"page   {n:>11,} answers: scorecard's script run {cpu:.1f} ms CPU, {wall:.1f} ms wall")
