"""Bringing feedback in: the file that was dropped, what it is taken for, and what corrects that."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from cxdata.errors import BadInput, Undecided
from cxdata.flows import imports
from cxdata.record.sources import declared
from cxdata.record.sources.declared import Declared
from cxdata.scope import STEWARD
from pages.ui import access, authors, cards, data, moments, rows, table

KINDS = {"": "As recognised", **{kind: kind.capitalize() for kind in declared.KINDS[:-1]}}
SURVEYS = {"": "As recognised", "relational": "How is it between us", "touchpoint": "One moment"}
METRICS = {"": "As recognised", "nps": "Recommend (NPS)", "csat": "Satisfied", "ces": "Easy"}
SCALES = {"": "As recognised", **{s: s for s in (*declared.SCALES, declared.LABELS_ONLY)}}
ORDERS = {"": "As recognised", "DMY": "Day first", "MDY": "Month first", "YMD": "Year first"}
UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
LONGEST = 120  # bytes of a dropped file's name
ROLES = {
    "id": "Response id",
    "comment": "Comment",
    "customer": "Customer",
    "team": "Team",
    "touchpoint": "Touchpoint",
    "segment": "Segment",
    "channel": "Channel",
    "region": "Region",
}


@dataclass
class Dropped:
    """A file that was dropped, kept for as long as the session works on it.

    taken   what was chosen where the reader asked; known what the file was last taken for
    """

    id: str
    path: Path
    folder: tempfile.TemporaryDirectory[str]
    taken: Declared = field(default_factory=Declared)
    known: tuple[Declared, dict[str, Any]] | None = None
    overlap: str | None = None
    counted: Any = None


def is_open() -> bool:
    """Whether the page is open to whoever looks; else it says who may."""
    if access.brings(table.IMPORTS):
        return True
    asked = f" Ask {access.asked()}." if access.is_set_up() else ""
    cards.empty(
        "Open to stewards", f"Stewards of the data bring feedback in and take it out.{asked}"
    )
    access.offer(STEWARD)
    return False


def home() -> Path:
    """Where an import goes: the company's own record, never the sample's."""
    return data.root() / "own"


def dropped() -> Dropped | None:
    """The file that lies in the drop field."""
    file = st.file_uploader(
        "Drop an export of your survey tool, or choose it",
        key="import_file",
        help="SurveyMonkey, Qualtrics, Typeform, Google Forms, LimeSurvey, Survicate, and any "
        "table as CSV, TSV, xlsx, xls or ods.",
    )
    if file is None:
        st.session_state.pop("dropped", None)
        return None
    held = st.session_state.get("dropped")
    if held is None or held.id != file.file_id:
        folder = tempfile.TemporaryDirectory(prefix="cx-import-")
        path = Path(folder.name) / called(file.name)
        path.write_bytes(file.getbuffer())
        held = st.session_state["dropped"] = Dropped(file.file_id, path, folder)
    return held


def called(name: str) -> str:
    """A dropped file's name as any folder takes it: no path, nothing unseen, not too long."""
    bare = UNSEEN.sub("", re.split(r"[/\\]", name)[-1]).strip(". ")
    kept = bare.encode()[-LONGEST:].decode(errors="ignore")
    return kept or "file"


def recognised(file: Dropped) -> dict[str, Any] | None:
    """What the file is taken for; None while a question is open, which is then asked."""
    try:
        said = declaration(file)
        if file.known is None or file.known[0] != said:
            file.counted = None
            file.known = said, imports.recognise(access.scope(), home(), file.path, said)
        return file.known[1]
    except Undecided as undecided:
        ask(file, undecided)
    except BadInput as refused:
        cards.notice(plainly(str(refused)))
    return None


def last(file: Dropped) -> dict[str, Any] | None:
    """What the file was taken for before the last correction, if it was."""
    return file.known[1] if file.known else None


def ask(file: Dropped, undecided: Undecided) -> None:
    """Several readings fit: show what each would yield, and let a person choose."""
    cards.notice(plainly(str(undecided)))
    header = rows.told("What each choice would yield", "Readings of the file that fit it")
    rows.listed(undecided.candidates, "candidates", "readings", header)
    names = [_named(one) for one in undecided.candidates]
    chosen = st.selectbox("Which one?", range(len(names)), format_func=names.__getitem__)
    if st.button("Take this one", type="primary"):
        take(file, undecided.candidates[chosen])
        st.rerun()


def take(file: Dropped, candidate: dict[str, Any]) -> None:
    """Declare what a candidate stands for."""
    if "overlap" in candidate:
        file.overlap = str(candidate["overlap"])
        return
    said: dict[str, Any] = {}
    if "sheet" in candidate:
        said["sheet"] = candidate["sheet"]
    if "date_order" in candidate:
        said["date_order"] = candidate["date_order"]
    elif "dates" in candidate:
        said["date"] = f"#{candidate['number']}"
    elif "metric" in candidate:
        said["score"], said["metric"] = f"#{candidate['number']}", candidate["metric"]
        said["scale"] = candidate["scale"]
    file.taken = declared.declared(said).over(file.taken)


def declaration(file: Dropped) -> Declared:
    """What was said of the file in the form, over what was chosen where the reader asked."""
    said: dict[str, Any] = {
        name: value
        for name in ("kind", "sheet", "survey", "metric", "scale", "date_order", "timezone")
        if (value := _said(file, name))
    }
    named = _said(file, "score_named")
    said["score"] = [_number(c) for c in _said(file, "score") or ([named] if named else ())]
    date = _said(file, "day") or _said(file, "date_named") or _number(_said(file, "date") or "")
    if date:
        said["date"] = date
    if words := _said(file, "labels"):
        said["labels"] = declared.labels([w for w in re.split(r"[,\n]", words) if w.strip()])
    chosen = {role: _number(_said(file, role) or "") for role in ROLES}
    said["fields"] = {role: f"column:{column}" for role, column in chosen.items() if column}
    return declared.declared(said).over(file.taken)


def plainly(message: str) -> str:
    """A message of the import without what only the command line can do, with names and times."""
    sentences = re.split(r"(?<=\.) (?=[A-Z])", message)
    kept = [s for s in sentences if " --" not in s] or sentences
    spoken = moments.said(" ".join(kept))
    return authors.named(re.sub(r" \(?--[a-z-]+\)?", "", spoken))


def _said(file: Dropped, name: str) -> Any:
    return st.session_state.get(f"{name}_{file.id}")


def _number(column: str) -> str:
    """'#3 How likely …' -> '#3'; a name as it is."""
    return column.partition(" ")[0] if column.startswith("#") else column


def _named(candidate: dict[str, Any]) -> str:
    parts = ("sheet", "label", "column", "date_order", "metric", "overlap")
    return " · ".join(dict.fromkeys(str(candidate[p]) for p in parts if candidate.get(p)))
