"""Dates in figures are refused, what may be one is asked for, and plain sentences pass."""

from __future__ import annotations

import pytest

from cxdata.flows import dated


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("On 14.08.2026 it broke.", "14.08.2026"),
        ("On 14. 8. 2026 it broke.", "14. 8. 2026"),
        ("(2026-08-14)", "2026-08-14"),
        ("since 2026/8/14", "2026/8/14"),
        ("by 14-08-26,", "14-08-26"),
        ("on 8/14/2026.", "8/14/2026"),
        ("on 8/14 it broke", "8/14"),
        ("on 31/8.", "31/8"),
        ("On 14 Aug it broke", "14 Aug"),
        ("on 14th of august", "14th of august"),
        ("on aug. 14th", "aug. 14th"),
        ("on 14Aug", "14Aug"),
        ("On 3 May it broke", "3 May"),
        ("on the 14th we called", "14th"),
        ("on the 22nd.", "22nd"),
        ("last Monday 14 we", "Monday 14"),
        ("on friday, the 3rd", "friday, the 3"),
        ("on 14 Tuesday", "14 Tuesday"),
    ],
)
def test_a_date_in_figures_is_found(text: str, date: str) -> None:
    assert any(date in one for one in dated.told(text)), dated.told(text)


@pytest.mark.parametrize(
    "text",
    [
        "3 of 10 had the same.",
        "12 days later somebody called, and 2.5 hours after that the parcel came.",
        "It cost 14.08 and took 3 calls; 40 % more than in version 1.2.3.",
        "Open 24/7, we sat 3 hours; of ten, 3 may leave and 2 decided.",
        "The fourth call. 5 sunny days. 3 marks. 20 octopuses.",
    ],
)
def test_a_plain_sentence_passes(text: str) -> None:
    assert dated.told(text) == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("It was 14.08. when it came", ("14.08.",)),
        ("It got 9/10, open 24/7.", ("9/10",)),
        ("on the 2nd we, 3 may", ("3 may", "2nd")),
        ("order 482211 in 2026, 482 211, 12 days, 150 times", ("482211", "2026", "482 211")),
        ("write to ann@x.org or @ann_k.", ("ann@x.org", "@ann_k")),
        ("3 of 10, 12 days later", ()),
    ],
)
def test_what_may_tell_when_or_whose_is_asked(text: str, asked: tuple[str, ...]) -> None:
    assert dated.asked(text) == asked
