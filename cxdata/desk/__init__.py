"""What we do about what customers said: plans, decisions, and the event of every change."""

from cxdata.desk import decisions, events, plans
from cxdata.desk.differences import Change, changes
from cxdata.desk.entries import Plan
from cxdata.desk.events import head
from cxdata.desk.faults import Mistakes
from cxdata.desk.merging import Clash, Merge, merged, remarks
from cxdata.desk.reading import parse, read
from cxdata.desk.store import FILE, Desk, fitting, open_desk
from cxdata.desk.writing import lines, literal, written

__all__ = [
    "FILE",
    "Change",
    "Clash",
    "Desk",
    "Merge",
    "Mistakes",
    "Plan",
    "changes",
    "decisions",
    "events",
    "fitting",
    "head",
    "lines",
    "literal",
    "merged",
    "open_desk",
    "parse",
    "plans",
    "read",
    "remarks",
    "written",
]
