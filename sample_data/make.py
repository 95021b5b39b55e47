"""Write Larkfield's CSV files: python sample_data/make.py [FOLDER]. The same bytes every time."""

import sys
from pathlib import Path

HOME = Path(__file__).parent
sys.path.insert(0, str(HOME))

from larkfield import comments, customers, files, gaming, measures, ratings, relational  # noqa: E402

SEED = 2026


def make(folder: Path, seed: int = SEED) -> None:
    """Write relational, touchpoints, invitations, measures, customers and contacts."""
    general = relational.answers(seed)
    moment, asked = gaming.answered(seed)
    linked = customers.linked(seed, general, moment)
    rated = ratings.ratings(seed, general["nps"])
    files.write_relational(
        folder, general, linked.relational, rated, comments.relational(seed, general)
    )
    files.write_touchpoints(folder, moment, linked.touchpoint, comments.touchpoint(seed, moment))
    files.write_invitations(folder, relational.invitations(seed), asked)
    files.write_measures(folder, measures.measures(seed))
    files.write_customers(folder, linked, seed)
    files.write_contacts(folder, linked, moment)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME)
