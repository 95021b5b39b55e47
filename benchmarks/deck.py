"""An all-hands as PowerPoint: the deck of the sample company's last quarter."""

from datetime import date

from benchmarks.incentives import cpu_ms, larkfield
from cxdata import organisation as organisations
from cxdata.export import pptx
from cxdata.record import open_snapshot
from cxdata.reports import slides
from cxdata.scope import View

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))


def measured() -> None:
    """Print what it takes to work the slides out, and to make the file of them."""
    held = open_snapshot(larkfield() / "demo")
    of = slides.AUDIENCE, held, organisations.parse(held.organisation()), QUARTER
    found = slides.presentation(*of)
    worked = cpu_ms(lambda: slides.presentation(*of), rounds=9)
    made = cpu_ms(lambda: pptx.deck(found), rounds=9)
    print(
        f"deck   {len(found.slides)} slides, CPU: worked out in {worked:.0f} ms,"
        f" made a file in {made:.0f} ms"
    )
