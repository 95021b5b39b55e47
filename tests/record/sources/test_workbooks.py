"""xlsx by calamine in a child process: any sheet, typed cells as text, bombs refused."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from cxdata.errors import BadInput, Undecided
from cxdata.record.sources import workbook

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    "</Types>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
# Style 1 shows a number as date with time (built-in format 22).
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, tuple):  # a date by its serial number
        return f'<c s="1"><v>{value[0]}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    if str(value).startswith("#"):
        return f'<c t="e"><v>{value}</v></c>'
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def book(**sheets: list[list[object]]) -> bytes:
    """An xlsx file with the sheets given, written by hand."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        named = "".join(
            f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        )
        parts = "".join(
            f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" Target="s{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_RELS}">{parts}<Relationship Id="r99" '
            f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr("xl/styles.xml", _STYLES)
        for i, rows in enumerate(sheets.values(), 1):
            lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
            archive.writestr(
                f"xl/s{i}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
            )
    return packed.getvalue()


ANSWERS: list[list[object]] = [
    ["Date", "NPS", "Why"],
    [(46326.5,), 9.0, "=SUM(1)"],
    [(46325.25,), 10, "ok"],
    [(46324,), "#N/A", None],
    [(46323,), 7.5, "half"],
]


def test_the_sheet_with_answers_is_found_behind_another(read, first, whens) -> None:
    found = read(book(Notes=[["About this file"], ["Made by Kim"]], Data=ANSWERS), "a.xlsx")
    assert found.summary["sheet"] == "Data"
    assert (first(found)["accepted"], first(found)["missing"], first(found)["rejected"]) == (
        2,
        1,
        1,
    )
    assert whens(found)[:2] == ["2026-10-31 12:00:00", "2026-10-30 06:00:00"]


def test_two_sheets_with_answers_are_asked_about(read, first) -> None:
    two = book(North=ANSWERS, South=[["Date", "NPS"], [(46326,), 2]])
    with pytest.raises(Undecided, match="2 sheets hold answers") as asked:
        read(two, "a.xlsx")
    assert [(one["sheet"], one["nps"]) for one in asked.value.candidates] == [
        ("North", 100.0),
        ("South", -100.0),
    ]
    assert first(read(two, "a.xlsx", sheet="south"))["nps"] == -100.0
    with pytest.raises(BadInput, match="No sheet is called 'East'; the filled ones are: 'North'"):
        read(two, "a.xlsx", sheet="East")


def test_a_bomb_is_refused_unopened(read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("xl/s1.xml", b"0" * (101 * 2**20))
    with pytest.raises(BadInput, match="unpacks to 101 MB"):
        read(packed.getvalue(), "bomb.xlsx")


def test_what_unpacks_to_a_hundred_times_its_size_is_refused_though_small(read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("xl/s1.xml", b"0" * (3 * 2**20))
    with pytest.raises(BadInput, match=r"unpacks to 3 MB, \d+ times its size"):
        read(packed.getvalue(), "small.xlsx")


def test_a_workbook_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "slow.xlsx"
    file.write_bytes(book(Data=ANSWERS))
    monkeypatch.setattr(workbook, "SECONDS", 0.001)
    with pytest.raises(BadInput, match=r"slow\.xlsx took longer than .* Save the sheet as CSV"):
        workbook.sheets(file)


def test_a_workbook_that_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    """Repeated strings: every cell names one long text, so that a small file is a large table."""
    file = tmp_path / "wide.xlsx"
    texts = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    row = "<row>" + '<c t="s"><v>0</v></c>' * 30_000 + "</row>"
    file.write_bytes(_with(book(Data=ANSWERS), texts, row))
    with pytest.raises(BadInput, match="more memory than an export"):
        workbook.sheets(file)


def _with(whole: bytes, texts: str, row: str) -> bytes:
    """A workbook whose first sheet has one row more, of shared strings."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            held = old.read(part)
            if part.startswith("xl/") and b"<sheetData>" in held:
                held = held.replace(b"<sheetData>", b"<sheetData>" + row.encode(), 1)
            new.writestr(part, held)
        new.writestr("xl/sharedStrings.xml", texts)
    return made.getvalue()


def test_a_damaged_workbook_gets_a_sentence(read) -> None:
    whole = book(Data=ANSWERS)
    with pytest.raises(BadInput, match=r"cannot be opened as a workbook|zip archive"):
        read(whole[: len(whole) // 2], "half.xlsx")


def test_an_empty_workbook_says_so(read) -> None:
    with pytest.raises(BadInput, match="without a filled sheet: 0 rows"):
        read(book(Sheet1=[]), "empty.xlsx")


def test_ods_is_read_like_any_workbook(read, first, whens) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cells = [
        ['<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'] * 2,
        [
            '<table:table-cell office:value-type="date" office:date-value="2026-10-31T10:00:00"/>',
            '<table:table-cell office:value-type="float" office:value="9"/>',
        ],
    ]
    rows = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{rows.format("Date", "NPS")}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{office}:manifest:1.0"/>')
    found = read(packed.getvalue(), "a.ods")
    assert (found.summary["sheet"], first(found)["nps"]) == ("A", 100.0)
    assert whens(found) == ["2026-10-31 10:00:00"]
