"""Any bytes: UTF-8, UTF-16, cp1252, broken; what no encoding explains is shown and counted."""

import pytest

from cxdata.record.sources.text import text

TABLE = (
    "Date;How likely are you to recommend us?;Why\n2026-10-31;9;Größe — “gut”\n2026-10-30;3;né\n"
)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("cp1252", b""),
    ],
)
def test_every_encoding_reads_alike(read, first, staged, encoding: str, mark: bytes) -> None:
    found = read(mark + TABLE.encode(encoding))
    assert found.summary["encoding"] == encoding
    assert first(found)["accepted"] == 2
    assert [row["Why"] for row in staged(found)] == ["Größe — “gut”", "né"]
    assert found.reading.undecodable == 0


def test_broken_utf8_shows_and_counts_the_bytes_that_do_not_fit() -> None:
    found = text("Größe ".encode() + b"caf\xe9 \xff\xfe ok")
    assert found.text == "Größe caf\\xe9 \\xff\\xfe ok"
    assert found.undecodable == 3


def test_cp437_and_latin1_in_one_file_are_shown_not_guessed() -> None:
    """0x82 is é in CP437 and a low quotation mark in cp1252: between letters it was no quote."""
    found = text(b"nps,why\n9,caf\xe9\n8,caf\x82s\n7,\x81ber\n")
    assert found.text == "nps,why\n9,café\n8,caf\\x82s\n7,\\x81ber\n"
    assert found.undecodable == 2


def test_undecodable_bytes_never_hide_a_score(read, first) -> None:
    found = read(b"nps,why\n9,\xc3\xa9\xe9\xff\n2,ok\n")
    assert first(found)["nps"] == 0.0
    assert found.reading.undecodable == 2


def test_lone_surrogates_of_utf16_do_not_crash() -> None:
    found = text(b"\xff\xfe" + "nps\n".encode("utf-16-le") + b"\x00\xd8" + "9".encode("utf-16-le"))
    assert found.undecodable > 0
    assert found.text.startswith("nps\n")


def test_no_bytes_at_all_can_make_decoding_fail() -> None:
    for start in range(256):
        assert isinstance(text(bytes((start + i * 7) % 256 for i in range(999))).text, str)
