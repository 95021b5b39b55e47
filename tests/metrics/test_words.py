"""What detractors say more than promoters: by hand, by chance, and in other scripts."""

from math import log

import numpy as np
import pytest

from cxdata.metrics import words


def test_weighted_log_odds_by_hand() -> None:
    """'late' in 30 of 50 terms against 5 of 50; usual 35 of 100, so 3.5 of 10 imagined terms.

    log(33.5 / 26.5) − log(8.5 / 51.5) = 0.234401 + 1.801516; variance 1/33.5 + 1/8.5.
    """
    detractors = {"late": 30, "box": 10, "kind": 10}
    promoters = {"late": 5, "box": 10, "kind": 35}
    usual = {"late": 35, "box": 20, "kind": 45}
    found = words.contrast(detractors, promoters, usual, prior=10)
    assert found.terms == ("late", "box", "kind")
    assert found.log_odds[0] == pytest.approx(2.035917, abs=1e-6)
    assert found.z[0] == pytest.approx(2.035917 / 0.147498**0.5, abs=1e-4)
    assert found.log_odds[1] == pytest.approx(0)
    assert found.log_odds[2] == pytest.approx(log(14.5 / 45.5) - log(39.5 / 20.5))
    assert (found.a[0], found.b[0]) == (30, 5)
    assert found.most("a") == ("late",)
    assert found.most("b") == ("kind",)


def test_words_and_phrases_are_held_against_their_own_kind() -> None:
    side, other = {"late": 20, "very late": 20}, {"late": 20, "very late": 5, "so nice": 15}
    found = words.contrast(side, other, {"late": 40, "very late": 25, "so nice": 15}, prior=8)
    alpha = 8 * 25 / 40
    at = found.terms.index("very late")
    expected = log((20 + alpha) / (20 + 8 - 20 - alpha)) - log((5 + alpha) / (20 + 8 - 5 - alpha))
    assert found.log_odds[at] == pytest.approx(expected)


def test_the_prior_keeps_rare_words_from_the_top() -> None:
    """6 against 0 has larger odds than 300 against 150, and says less."""
    a, b = {"rare": 6, "late": 300, "x1": 700}, {"late": 150, "x1": 850}
    found = words.contrast(a, b, {"rare": 6, "late": 450, "x1": 1550})
    assert found.terms[0] == "late"
    assert found.z[0] > found.z[found.terms.index("rare")] > 0


def test_rare_terms_are_left_out_and_nothing_is_nothing() -> None:
    found = words.contrast({"late": 4}, {"late": 1, "odd": 4}, {"late": 5, "odd": 4})
    assert found.terms == ("late",)
    assert not found.stands.any()
    nothing = words.contrast({}, {}, {})
    assert nothing.terms == ()
    assert nothing.most("a") == ()
    assert np.isfinite(words.contrast({"late": 9}, {}, {}).z).all()


def test_sides_turn_round() -> None:
    a, b, usual = {"late": 30, "box": 12}, {"late": 8, "box": 20}, {"late": 38, "box": 32}
    one, other = words.contrast(a, b, usual), words.contrast(b, a, usual)
    assert one.terms == other.terms[::-1]
    assert one.z == pytest.approx(-other.z[::-1])
    with pytest.raises(ValueError, match="strength"):
        words.contrast(a, b, usual, prior=0)
    with pytest.raises(ValueError, match="'a' or 'b'"):
        one.most("detractors")


VOCABULARY = [f"w{i:03d}" for i in range(250)]
USUAL = 1 / (np.arange(250) + 5)


def comments(rng: np.random.Generator, count: int, late: float = 0) -> list[str]:
    """Comments of 4 to 14 words as rare as words are, `late` of them with one word more."""
    sizes = rng.integers(4, 15, count)
    told = rng.choice(VOCABULARY, sizes.sum(), p=USUAL / USUAL.sum())
    drawn = [part.tolist() for part in np.split(told, np.cumsum(sizes)[:-1])]
    return [" ".join([*said, "late"] if rng.random() < late else said) for said in drawn]


def test_two_sides_who_speak_alike_hardly_ever_differ() -> None:
    """Nothing is there to find: a list that is not empty in at most one of ten pairs."""
    rng = np.random.default_rng(20261121)
    found = []
    for _ in range(50):
        a, b = words.tally(comments(rng, 150)), words.tally(comments(rng, 350))
        found.append(words.contrast(a, b, a + b).stands.any())
    assert np.mean(found) <= 0.10


def test_a_word_that_detractors_say_more_is_found() -> None:
    rng = np.random.default_rng(4)
    a, b = words.tally(comments(rng, 200, late=0.25)), words.tally(comments(rng, 400, late=0.05))
    found = words.contrast(a, b, a + b)
    assert found.most("a")[0] == "late"


def test_a_comment_counts_once_however_often_it_says_a_word() -> None:
    counted = words.tally(["late late late LATE", "Late again", "on time"], stop_words={"On"})
    assert counted == {"late": 2, "late late": 1, "again": 1, "late again": 1, "time": 1}


def test_phrases_stop_at_stop_words_and_at_full_stops() -> None:
    told = list(words.terms("Very late driver. Rude to the end, café", {"to", "the"}))
    assert told == ["very", "late", "very late", "driver", "late driver", "rude", "end", "café"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("STRASSE Straße", ["strasse", "straße", "strasse straße"]),
        ("L’eau don't", ["l'eau", "don't", "l'eau don't"]),
        ("driver-less van", ["driver-less", "van", "driver-less van"]),
        ("cafe\u0301", ["café"]),
        ("İYİ", ["iyi"]),
        ("डिलीवरी देर", ["डिलीवरी", "देर", "डिलीवरी देर"]),
        ("رسالة متأخرة", ["رسالة", "متأخرة", "رسالة متأخرة"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("배송 늦음", ["배송", "늦음", "배송 늦음"]),
        ("配送が遅い。残念", ["配送", "送が", "が遅", "遅い", "残念"]),
        ("ＬＡＴＥ", ["late"]),
    ],
)  # fmt: skip
def test_words_of_any_language_stay_whole(text: str, told: list[str]) -> None:
    assert list(words.terms(text)) == told


@pytest.mark.parametrize(
    "text", ["", "😀👩‍👩‍👧", "12345 7", "!!! ---", "a", "\u202e\u202d", "_ __"]
)
def test_what_says_nothing_is_no_word(text: str) -> None:
    assert list(words.terms(text)) == []


def test_hostile_comments_are_only_words() -> None:
    assert list(words.terms("<img src=x onerror=alert(1)>"))[:3] == ["img", "src", "img src"]
    assert words.tally(["=cmd|' /C calc'!A0"]) == {"cmd": 1, "calc": 1, "a0": 1}
    assert len(list(words.terms("x" * 10_000))) == 1
    assert words.tally(["late " * 2_000]) == {"late": 1, "late late": 1}
