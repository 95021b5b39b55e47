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
        ("Am 3. März kam nichts.", "3. März"),
        ("am 3. Maerz und spaeter", "3. Maerz"),
        ("bis 5. Okt. nichts", "5. Okt"),
        ("le 3 mai", "3 mai"),
        ("le 12 mars, rien", "12 mars"),
        ("le 1er août", "1er août"),
        ("le 1er aout", "1er aout"),
        ("el 3 de mayo y el 4 de enero", "4 de enero"),
        ("12 d'octubre", "12 d'octubre"),
        ("il 3 aprile", "3 aprile"),
        ("op 3 maart", "3 maart"),
        ("den 3:e mars", "3:e mars"),
        ("3 sierpnia nic", "3 sierpnia"),
        ("Március 15-én", "Március 15"),
        ("Στις 3 Μαρτίου", "3 Μαρτίου"),
        ("3 августа", "3 августа"),
        ("le 3 fe\u0301vrier", "3 f\u00e9vrier"),
        ("Montag, den 14. ging", "Montag, den 14"),
        ("lundi 14", "lundi 14"),
        ("in week 33 it broke", "week 33"),
        ("in KW33", "KW33"),
        ("in der 33. Woche", "33. Woche"),
        ("semaine 33", "semaine 33"),
        ("the 33rd week", "33rd week"),
        ("2026-W33", "2026-W33"),
        ("8月14日", "8月14日"),
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
        "You may march to Mars: mars, mai, août, März, Montag, enero.",
        "2 out of 10 had it, 3 set out again, 4 led on, 5 sat down, 12 weeks later, 33 weeks.",
        "In week one, every week 2.5 hours; 12 marsh birds, 3 juniors, 40 mailings.",
        "Am Montag 14:30 Uhr; W3 and KWs, 8 mg, 3 gens, 10 ago.",
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
        ("3 mayo, in week 3, W33", ("3 mayo", "week 3", "W33")),
    ],
)
def test_what_may_tell_when_or_whose_is_asked(text: str, asked: tuple[str, ...]) -> None:
    assert dated.asked(text) == asked
