"""A comment's language is told by its stop words, and they are left out of what is counted."""

import pytest

from cxdata.record.voices import DETRACTOR, PROMOTER
from cxdata.reports import voice_stops

SAID = {
    "en": "The driver never rang and nobody could tell me when he would come.",
    "de": "Der Fahrer hat nicht angerufen und niemand konnte mir sagen, wann er kommt.",
    "nl": "De bezorger belde niet en niemand kon me zeggen wanneer hij zou komen.",
    "fr": "Le livreur n'a pas appelé et personne ne savait quand il viendrait.",
    "es": "El repartidor no llamó y nadie me supo decir cuándo vendría.",
    "it": "Il corriere non ha chiamato e nessuno sapeva dirmi quando sarebbe arrivato.",
    "pt": "O entregador não ligou e ninguém soube dizer quando ele viria.",
    "sv": "Chauffören ringde inte och ingen kunde säga när han skulle komma.",
    "da": "Chaufføren ringede ikke, og ingen kunne sige hvornår han ville komme.",
    "pl": "Kierowca nie zadzwonił i nikt nie wiedział, kiedy przyjedzie.",
    "fi": "Kuljettaja ei soittanut eikä kukaan osannut sanoa milloin hän tulee.",
    "tr": "Şoför aramadı ve kimse ne zaman geleceğini söyleyemedi.",
    "ru": "Водитель не позвонил, и никто не мог сказать, когда он приедет.",
    "ar": "لم يتصل السائق ولم يستطع أحد أن يخبرني متى سيأتي.",
    "hi": "ड्राइवर ने फोन नहीं किया और कोई नहीं बता सका कि वह कब आएगा।",
    "ja": "運転手から電話がなく、誰もいつ来るか教えてくれませんでした。",
    "zh": "司机没有打电话，没有人能告诉我他什么时候来。",
    "ko": "기사가 전화하지 않았고 아무도 언제 올지 말해주지 못했습니다.",
}


@pytest.mark.parametrize("language", SAID)
def test_a_sentence_is_known_by_its_stop_words(language: str) -> None:
    assert voice_stops.languages([SAID[language]]) == (language,)


def test_a_comment_without_any_stop_word_is_taken_for_the_usual_language() -> None:
    dutch = [SAID["nl"]] * 3
    assert voice_stops.languages([*dutch, SAID["de"], "Supersnel!", "", "👍"])[-3:] == ("nl",) * 3
    assert voice_stops.languages(["👍", ""]) == ("", "")


def test_each_comment_loses_the_stop_words_of_its_own_language() -> None:
    said = [
        ("Die Lieferung war die beste", PROMOTER),
        ("They let all of the plants die in the box", DETRACTOR),
    ]
    tables, sizes = voice_stops.tallies(said)
    assert "die" not in tables[PROMOTER]
    assert tables[PROMOTER]["lieferung"] == 1
    assert tables[DETRACTOR]["die"] == 1
    assert "the" not in tables[DETRACTOR]
    assert sizes == {DETRACTOR: 1, "passive": 0, PROMOTER: 1}


def test_a_word_that_a_theme_names_is_no_stop_word() -> None:
    said = [("nobody can explain the bill to me", DETRACTOR)]
    assert "bill" not in voice_stops.tallies(said)[0][DETRACTOR]
    kept = voice_stops.tallies(said, ("Bill", "explain the"))[0][DETRACTOR]
    assert kept["bill"] == 1
    assert "the" not in kept
