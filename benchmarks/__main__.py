"""python -m benchmarks [--answers 1000000 10000000] [--rounds 3] [--only import slice]."""

import argparse

from benchmarks import company, importing, reading

PARTS = (
    "import",
    "slice",
    "journey",
    "page",
    "teams",
    "pay",
    "deck",
    "slides",
    "cold",
    "comments",
    "handovers",
)

SAMPLE = {"comments", "pay", "deck", "slides"}  # need no company of so many answers


def main() -> None:
    """Measure and print; generated data stay under build/, records are built anew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--answers", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    asked = parser.parse_args()
    roots = {n: company.BUILD / f"data_{n}" for n in asked.answers}
    if "comments" in asked.only:
        from benchmarks import comments

        comments.measured()
    if "pay" in asked.only:
        from benchmarks import incentives

        incentives.measured()
    if "deck" in asked.only:
        from benchmarks import deck

        deck.measured()
    if "slides" in asked.only:
        from benchmarks import slides

        slides.measured(asked.rounds)
    if set(asked.only) <= SAMPLE:
        return
    for n, root in roots.items():
        if "import" in asked.only or not (root / "own" / "record" / "current").exists():
            importing.measured(n, asked.rounds if n <= 1_000_000 else 1)
    if "slice" in asked.only:
        reading.measured(roots)
    if "journey" in asked.only:
        from benchmarks import journey

        journey.measured(roots)
    if "handovers" in asked.only:
        from benchmarks import handovers

        handovers.measured(roots)
    if "page" in asked.only:
        from benchmarks import page

        page.measured(roots)
    if "teams" in asked.only:
        from benchmarks import teams

        teams.measured(roots)
    if "cold" in asked.only:
        from benchmarks import landing

        landing.measured(roots[max(roots)], max(asked.rounds, 7))


if __name__ == "__main__":
    main()
