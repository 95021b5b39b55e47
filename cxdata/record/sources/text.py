"""Bytes to text: which encoding, and what no encoding explains."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65536
# A valid UTF-8 sequence of several bytes; its presence tells a broken UTF-8 file from cp1252.
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# What cp1252 makes of CP437's letters: a sign that stands between letters was one of those.
_NO_LETTER = re.compile(r"(?<=[^\W\d_])[‚ƒ„…†‡ˆ‰‹˜›¡¢£¤¥¦§¨](?=[^\W\d_])")


@dataclass(frozen=True)
class Text:
    """Text with its encoding; undecodable bytes stand in it as \\xNN and are counted."""

    text: str
    encoding: str
    undecodable: int = 0


def text(raw: bytes) -> Text:
    """Decode a file: byte order mark, UTF-16 without one, UTF-8, cp1252; never fails."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _shown(raw[len(mark) :], encoding)
    wide = _utf16(raw[:_SAMPLE])
    if wide:
        return _shown(raw, wide)
    try:
        return Text(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    # Broken UTF-8 and Latin-1 pasted together: what is UTF-8 stays, the rest is shown.
    return _shown(raw, "utf-8") if _SEQUENCE.search(raw) else _cp1252(raw)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a NUL in every other place."""
    half = len(sample) // 2
    if half == 0:
        return None
    if sample[1::2].count(0) > 0.3 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.3 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _shown(raw: bytes, encoding: str) -> Text:
    """Decode and show what cannot be decoded as \\xNN."""
    shown = 0

    def show(error: UnicodeError) -> tuple[str, int]:
        nonlocal shown
        assert isinstance(error, UnicodeDecodeError)
        lost = error.object[error.start : error.end]
        shown += len(lost)
        return "".join(f"\\x{byte:02x}" for byte in lost), error.end

    # A name of its own: handlers are global, and two threads may decode at once.
    name = f"shown-{id(show)}"
    codecs.register_error(name, show)
    return Text(raw.decode(encoding, name), encoding, shown)


def _cp1252(raw: bytes) -> Text:
    found = _shown(raw, "cp1252")
    extra = 0

    def show(match: re.Match[str]) -> str:
        nonlocal extra
        extra += 1
        return f"\\x{match[0].encode('cp1252')[0]:02x}"

    return Text(_NO_LETTER.sub(show, found.text), "cp1252", found.undecodable + extra)
