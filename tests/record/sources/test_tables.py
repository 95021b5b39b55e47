"""Delimiters, headers, and what is no table of answers at all."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.errors import BadInput, CxError, Undecided
from cxdata.record.sources.choice import Desk
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.recognition import recognise

ROWS = [("Date", "NPS", "Why"), ("2026-10-31", "9", "fast, cheap"), ("2026-10-30", "3", 'so "so"')]


def quoted(delimiter: str) -> str:
    cells = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in ROWS]
    return "\r\n".join(delimiter.join(row) for row in cells) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(read, staged, delimiter: str) -> None:
    found = read(quoted(delimiter))
    assert found.summary["delimiter"] == delimiter
    assert [row["Why"] for row in staged(found)] == ["fast, cheap", 'so "so"']


def test_semicolons_win_over_decimal_commas(read, first) -> None:
    found = read("Datum;NPS;Preis\n31.10.2026;9,0;12,50\n30.10.2026;8;3,99\n29.10.2026;7,5;1,00\n")
    assert found.summary["delimiter"] == ";"
    assert (first(found)["accepted"], first(found)["rejected"]) == (2, 1)


def test_excels_sep_line_is_obeyed(read, first) -> None:
    assert first(read("sep=;\nNPS;Why\n9;a,b,c\n1;d,e,f\n"))["accepted"] == 2


def test_old_mac_line_ends_are_read(read, first) -> None:
    assert first(read("Date,NPS\r2026-10-31,9\r2026-10-30,8\r"))["accepted"] == 2


def test_newlines_in_headers_and_comments_stay_in_their_cell(read, staged) -> None:
    found = read(
        '"How likely are you\nto recommend us?","Why,\r\nplease?"\n9,"two\nlines"\n4,one\n'
    )
    assert found.summary["score_column"] == "How likely are you\nto recommend us?"
    assert [row["row"] for row in staged(found)] == ["1", "2"]
    assert staged(found)[0]["Why,\r\nplease?"] == "two\nlines"


def test_blank_and_repeated_headers_are_told_apart_by_number(read) -> None:
    with pytest.raises(Undecided) as asked:
        read(",NPS,NPS,\na,9,1,x\nb,8,2,y\n")
    assert [one["number"] for one in asked.value.candidates] == [2, 3]
    assert [one["nps"] for one in asked.value.candidates] == [50.0, -100.0]
    assert read(",NPS,NPS,\na,9,1,x\nb,8,2,y\n", score="#3").summary["candidates"][0]["nps"] == -100


def test_a_repeated_header_asked_for_by_name_is_asked_about(read) -> None:
    with pytest.raises(Undecided, match=r"2 columns are called 'Other': #1, #3"):
        read("Other,NPS,Other\n1,9,2\n", score="Other")


def test_empty_tails_are_no_rows(read, first, staged) -> None:
    found = read("Date,NPS,,\n2026-10-31,9,,\n,,,\n2026-10-30,,,\n,,,\n\n ,,,\n")
    assert (first(found)["accepted"], first(found)["missing"]) == (1, 1)
    assert [row["row"] for row in staged(found)] == ["1", "3"]
    assert found.summary["blank_rows"] == 4


def test_titles_above_the_header_are_passed_over(read, first) -> None:
    found = read("Customer survey 2026\n\nDate,NPS,Why,Store\n2026-10-31,9,ok,A\n2026-10-30,2,,B\n")
    assert first(found)["accepted"] == 2
    assert any("above the header" in said for said in found.summary["warnings"])


def test_a_file_without_header_is_read_by_column_number(read, first) -> None:
    text = "2026-10-31,9,good\n2026-10-30,2,bad\n2026-10-29,10,fine\n"
    with pytest.raises(BadInput):
        read(text)
    found = read(text, score="column 2", metric="nps")
    assert first(found)["accepted"] == 3


def test_rows_wider_than_the_header_keep_their_score_and_warn(read, first) -> None:
    found = read("NPS,Why\n9,good, but dear\n3,bad\n")
    assert first(found)["accepted"] == 2
    assert any("more cells than the header" in said for said in found.summary["warnings"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty: 0 rows"),
        (b" \r\n \n", "is empty: 0 rows"),
        (b"\xef\xbb\xbf\n\n", "holds no rows"),
        (b"Date,NPS\n", "header row and no answers below it: 0 rows"),
        (b"Date,NPS\n,\n,\n", "header row and no answers below it: 0 rows"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3 obj", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", r"is an image \(PNG\)"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", r"is an image \(JPEG\)"),
        (bytes(range(256)) * 20, "binary data"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b'{"responses": [{"score": 9}]}', "is JSON"),
        (b"\x1f\x8b\x08\x00abc", "gzip archive"),
    ],
)
def test_what_is_no_table_of_answers_gets_a_sentence(read, content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read(content)


def test_a_zip_of_exports_says_unpack_it(read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("answers.csv", "NPS\n9\n")
    with pytest.raises(BadInput, match="zip archive; unpack it"):
        read(packed.getvalue(), "export.zip")


@pytest.mark.parametrize(
    "report",
    [
        "How likely are you to recommend us?\nAnswer Choices,Responses\nDetractors (0-6),10.00%,5\n"
        "Passives (7-8),20%,10\nPromoters (9-10),70%,35\nAnswered,50\nSkipped,3\n",
        "Survey 2020 H2,,,,\n,,,,\nQ1. Name,,,,\nAnswered,97,,,\nSkipped,0,,,\n,,,,\n"
        "Q15. Would you recommend us?,,,,\nAnswer Choices,1,2,Total,Weighted Average\n"
        "star,1,0,97,8.8\n,,,Answered,97\n",
        "Survey 2019,,,,\n,,,,\nQ4. Useful?,,,,\nAnswer Choices,1,2,3,Total\n1,0,0,0,4\n"
        ",,,Answered,4\n,,,Skipped,0\n",
        "Month,Promoters,Passives,Detractors,NPS\n2026-09,50,30,20,30\n2026-10,40,30,30,10\n",
        "Group,Count\nPromoters,40\nPassives,20\nDetractors,10\n",
    ],
)
def test_a_summary_report_is_refused_as_one(read, report: str) -> None:
    with pytest.raises(BadInput, match="summary report"):
        read(report)


def test_answers_that_say_answered_and_skipped_are_no_report(read, first) -> None:
    text = "Status,Date,NPS\nAnswered,2026-10-31,9\nSkipped,2026-10-31,\nAnswered,2026-10-30,3\n"
    assert first(read(text))["n"] == 2


def test_a_header_that_begins_like_a_bitmap_is_a_table(read, first) -> None:
    assert first(read("BMI,NPS\n22,9\n25,8\n"))["accepted"] == 2


def test_a_quote_that_is_never_closed_is_refused_with_its_row(read) -> None:
    with pytest.raises(BadInput, match="opened in row 2 is never closed, so 2 more lines"):
        read('Date,NPS\n2026-10-31,"9\n2026-10-30,8\n')


@pytest.mark.parametrize("last", ["2,2026-10-31,relational,8", '2,2026-10-31,relational,8,"a'])
def test_a_broken_row_of_the_interchange_format_is_named(read, last: str) -> None:
    text = f"response_id,answered_at,kind,nps,comment\n1,2026-10-31,relational,9,ok\n{last}\n"
    with pytest.raises(BadInput, match=r"export\.csv, line 3"):
        read(text)


@given(
    st.lists(
        st.one_of(
            st.sampled_from([b'"', b",", b";", b"\n", b"\r", b"\t", b"\x00", b"\xff\xfe", b"NPS"]),
            st.sampled_from([b"9", b"2026-10-31", b"1/2/21", b"recommend", b"Timestamp", b" - 4"]),
            st.sampled_from(
                [b"Respondent ID", b"End Date", b"V1,V2,V3", b'{"ImportId":"x"}', b"#"]
            ),
            st.binary(max_size=4),
        ),
        max_size=60,
    )
)
def test_no_bytes_crash_the_reader(tmp_path_factory, parts: list[bytes]) -> None:
    """Whatever is dropped, a person gets a reading or a sentence, never a traceback."""
    folder = tmp_path_factory.mktemp("anything")
    path = folder / "anything.csv"
    path.write_bytes(b"".join(parts))
    with contextlib.suppress(CxError):
        recognise(path, Declared(), Desk(folder))


def test_a_line_break_within_a_line_quoted_as_a_whole_gets_a_sentence(read) -> None:
    with pytest.raises(CxError, match=r"score|NPS|column"):
        read('""9\n"9\n,"\n')


@pytest.mark.parametrize("header", ["Date,NPS,Why", '"Date,NPS,Why"'])
def test_lines_that_stand_in_quotes_as_a_whole_are_unwrapped(read, first, header: str) -> None:
    lines = ['"2026-10-31,9,""good, really"""', '"2026-10-30,2,bad"', '"2026-10-29,10,"']
    found = read("\n".join([header, *lines]) + "\n")
    assert first(found)["accepted"] == 3
    assert found.reading.labels[2] == "Why"


def test_one_column_of_sentences_is_not_split_at_their_commas(read) -> None:
    with pytest.raises(BadInput, match="No NPS question"):
        read('Why\n"good, really"\n"bad, slow, dear"\n')
