"""What customers said, in DuckDB: immutable snapshots that the app only reads."""

from cxdata.record.cells import Cells
from cxdata.record.findings import Batch, Completeness, Slice, Standing
from cxdata.record.private import keep_private
from cxdata.record.reading import Field, Question, Reading
from cxdata.record.report import Asked, Headline, Rejected, Report, Unknown
from cxdata.record.snapshot import Snapshot, open_snapshot
from cxdata.record.store import locate
from cxdata.record.writer import erase, import_readings, retain, rollback, verify

__all__ = [
    "Asked",
    "Batch",
    "Cells",
    "Completeness",
    "Field",
    "Headline",
    "Question",
    "Reading",
    "Rejected",
    "Report",
    "Slice",
    "Snapshot",
    "Standing",
    "Unknown",
    "erase",
    "import_readings",
    "keep_private",
    "locate",
    "open_snapshot",
    "retain",
    "rollback",
    "verify",
]
