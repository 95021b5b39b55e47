"""Which column is the score: by header and content, never by a guess."""

import pytest

from cxdata.errors import BadInput, Undecided


def table(header: str, *scores: object) -> str:
    return f'when,"{header}"\n' + "".join(f'2026-10-31,"{score}"\n' for score in scores)


@pytest.mark.parametrize(
    "header",
    [
        "How likely are you to recommend us to a friend or colleague?",
        "NPS",
        "nps_score",
        "Net Promoter Score",
        "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
        "Recommanderiez-vous notre service ?",
        "¿Recomendaría nuestro servicio?",
        "Hoe waarschijnlijk is het dat u ons aanbeveelt?",
        "Quanto consiglierebbe questo negozio?",
        "Would you recommend us, and why? 10 - agree, 1 - disagree",
    ],
)
def test_the_recommendation_question_is_known_in_many_words(read, first, header: str) -> None:
    assert first(read(table(header, 9, 10, 3, 8)))["nps"] == 25.0


def test_counting_rule_on_one_column(read, first) -> None:
    cells = ["9", "9.0", "9,0", " 10 ", "", "NA", "N/A", "#N/A", "#NAME?", "null", "-"]
    cells += ["11", "-1", "4.105263158", "nine", "4 - Very impressive", "=9"]
    one = first(read(table("NPS", *cells)))
    assert (one["accepted"], one["missing"], one["rejected"]) == (4, 7, 6)


def test_code_eleven_is_rejected_not_clamped(read, first) -> None:
    one = first(read(table("NPS", 10, 11, 0)))
    assert (one["accepted"], one["rejected"], one["nps"]) == (2, 1, 0.0)


def test_several_nps_questions_are_asked_about_with_their_yield(read, first) -> None:
    text = "when,Would you recommend A?,Would you recommend B?\n2026-10-31,10,2\n2026-10-31,9,\n"
    with pytest.raises(Undecided, match="2 columns could be the NPS question") as asked:
        read(text)
    assert [(c["n"], c["nps"], c["missing"]) for c in asked.value.candidates] == [
        (2, 100.0, 0),
        (1, -100.0, 1),
    ]
    assert first(read(text, score="Would you recommend B?"))["nps"] == -100.0


def test_a_wide_column_a_year_is_asked_about(read) -> None:
    with pytest.raises(Undecided) as asked:
        read("store,NPS 2024,NPS 2025\nA,9,10\nB,3,9\n")
    assert len(asked.value.candidates) == 2


def test_without_nps_question_none_is_computed(read) -> None:
    with pytest.raises(BadInput, match="No NPS question was found") as refused:
        read("when,Age,Comfort\n2026-10-31,31,4\n2026-10-31,44,6\n")
    assert not isinstance(refused.value, Undecided)


def test_whole_numbers_to_ten_under_a_vague_header_are_asked_about(read, first) -> None:
    text = table("Score", 9, 10, 2)
    with pytest.raises(Undecided, match="No header says"):
        read(text)
    assert first(read(text, score="score"))["nps"] == pytest.approx(33.3333, abs=1e-4)


def test_a_recommendation_asked_on_one_to_five_is_not_taken_for_nps(read) -> None:
    with pytest.raises(Undecided, match="another scale"):
        read(table("How likely are you to recommend us?", *[5, 4, 5, 3, 5, 4, 5, 5, 2]))


def test_recommendations_for_you_is_no_nps_question(read) -> None:
    header = "Do you like the recommendations for you?"
    with pytest.raises(BadInput, match="No NPS question"):
        read(table(header, 0, 4, 6, 2))


def test_satisfaction_alone_is_offered_as_csat_never_as_nps(read, first) -> None:
    text = table("How satisfied are you?", 5, 4, 2, 3)
    with pytest.raises(Undecided, match="No NPS question") as asked:
        read(text)
    (one,) = asked.value.candidates
    assert (one["metric"], one["nps"], one["value"]) == ("csat", None, 50.0)
    assert first(read(text, metric="csat"))["value"] == 50.0
    assert first(read(text, scale="1-5"))["metric"] == "csat"


def test_a_named_column_of_small_numbers_is_asked_for_its_metric(read) -> None:
    with pytest.raises(Undecided, match="Declare --metric") as asked:
        read(table("Q7", 0, 3, 6, 1), score="Q7")
    assert [one["metric"] for one in asked.value.candidates] == ["nps", "csat", "ces"]


def test_ease_is_asked_on_one_to_seven(read, first) -> None:
    one = first(read(table("The company made it easy", 7, 5, 4, 1), metric="ces"))
    assert (one["scale"], one["value"], one["mean"]) == ("1-7", 50.0, 4.25)


def test_end_points_as_words_warn_with_their_effect(read, first) -> None:
    cells = [9, 8, 7, *["Strongly agree"] * 5, "Strongly disagree"]
    found = read(table("Would you recommend us?", *cells))
    assert (first(found)["accepted"], first(found)["rejected"]) == (3, 6)
    (said,) = [w for w in found.summary["warnings"] if "stand as words" in w]
    assert "NPS +33.3 from 3" in said
    assert "NPS +55.6 from 9" in said
    assert '--labels "Strongly agree=10"' in said
    labels = {"strongly AGREE": 10, "Strongly disagree": 1}
    mapped = first(read(table("Would you recommend us?", *cells), labels=labels))
    assert (mapped["accepted"], round(mapped["nps"], 1)) == (9, 55.6)


def test_numbers_with_words_are_taken_where_all_have_that_form(read, first) -> None:
    found = read(
        table("How satisfied are you?", "4 - Good", "5 - Great", "1 - Poor"), metric="csat"
    )
    assert (first(found)["accepted"], first(found)["value"]) == (
        3,
        pytest.approx(66.6667, abs=1e-4),
    )
    assert any("4 - words" in said for said in found.summary["warnings"])


def test_numbers_with_words_among_plain_ones_are_rejected(read, first) -> None:
    found = read(table("How satisfied are you?", "4 - Very impressive", 5, 3), metric="csat")
    assert (first(found)["accepted"], first(found)["rejected"]) == (2, 1)


def test_groups_without_scores_give_no_score_and_say_why(read, first) -> None:
    text = table("NPS", "Promoter", "Passive", "Detractor", "Promoter")
    found = read(text)
    assert first(found)["accepted"] == 0
    assert first(found)["nps"] is None
    assert any("All 4 answers" in said for said in found.summary["warnings"])
    labels = {"Promoter": 10, "Passive": 8, "Detractor": 0}
    assert first(read(text, labels=labels))["nps"] == 25.0


def test_a_slider_keeps_its_bands(read, first) -> None:
    found = read(table("NPS", 100, 90, 89, 70, 69, 0, 101), score="NPS", scale="0-100")
    one = first(found)
    assert (one["accepted"], one["rejected"], one["nps"]) == (6, 1, 0.0)
    assert found.reading.questions[0].divide == 10
    assert any("slider" in said for said in found.summary["warnings"])


def test_one_to_ten_is_told_by_its_header_and_marked(read, first) -> None:
    header = "Would you recommend us? 10 - strongly agree, 1 - strongly disagree."
    found = read(table(header, 10, 1, 8))
    assert first(found)["scale"] == "1-10"
    (said,) = (said for said in found.summary["warnings"] if "scaled 1-10" in said)
    assert "'Would you recommend us? 10 - strongly agree, 1 - strongly…' is scaled" in said
    assert "6 of its 10 numbers count as unhappy" in said
    assert first(read(table(header, 10, 0, 8)))["scale"] == "0-10"


def test_a_scale_that_the_metric_is_not_asked_on_is_refused(read) -> None:
    with pytest.raises(BadInput, match="NPS is not asked on 1-5"):
        read(table("NPS", 3), metric="nps", scale="1-5")


def test_columns_are_named_without_case_by_beginning_or_by_number(read, first) -> None:
    text = "when,Would you recommend us?,Age\n2026-10-31,9,8\n"
    for name in ("WOULD YOU RECOMMEND US?", "would you rec", "#2"):
        assert read(text, score=name).summary["score_column"] == "Would you recommend us?"
    with pytest.raises(BadInput, match="Did you mean 'Would you recommend us"):
        read(text, score="Would you recomend us")


def test_a_value_or_a_column_each(read) -> None:
    text = "when,NPS,Store,Plan\n2026-10-31,9,Delft,Gold\n"
    roles = read(text, fields={"team": "store", "segment": "Business"}).summary["roles"]
    assert roles["team"] == {"column": "Store", "number": 3}
    assert roles["segment"] == {"value": "Business"}
    forced = read(text, fields={"team": "value:Store"}).summary["roles"]
    assert forced["team"] == {"value": "Store"}
    with pytest.raises(BadInput, match="No column for team is called 'Shop'"):
        read(text, fields={"team": "column:Shop"})


def test_a_touchpoint_makes_it_a_touchpoint_survey(read) -> None:
    text = "when,NPS\n2026-10-31,9\n"
    assert read(text).reading.survey.value == "relational"
    assert read(text, fields={"touchpoint": "delivery"}).reading.survey.value == "touchpoint"


def test_an_id_that_repeats_is_not_taken_as_the_responses_id(read) -> None:
    assert "id" in read("id,NPS\n1,9\n2,9\n").reading.fields
    twice = read("id,NPS\n1,9\n1,9\n")
    assert "id" not in twice.reading.fields
    assert any("does not tell every row apart" in said for said in twice.summary["warnings"])


def test_the_words_behind_the_score_are_found(read) -> None:
    text = "when,NPS,Why this score?,City\n2026-10-31,9,quick and kind,The Hague\n"
    assert read(text).summary["roles"]["comment"]["column"] == "Why this score?"


def test_a_word_at_the_end_that_no_list_knows_warns_with_its_effect(read, first) -> None:
    cells = [*[9] * 3, *[8] * 4, 6, 7, *["Absolutely"] * 6]
    found = read(table("Would you recommend us, and why?", *cells))
    (said,) = [w for w in found.summary["warnings"] if "stand as words" in w]
    assert first(found)["rejected"] == 6
    assert '--labels "Absolutely=10"' in said
    assert "NPS +22.2 from 9 without them, NPS +53.3 from 15 answers with them" in said


def test_words_whose_number_nobody_can_tell_warn_without_one(read) -> None:
    found = read(table("Would you recommend us?", *[9, 10, 8, 3], *["Nette Leute"] * 4))
    assert any("'Nette Leute' (4)" in w and "=N" in w for w in found.summary["warnings"])


def test_no_answer_in_words_is_offered_as_no_end_of_the_scale(read) -> None:
    found = read(table("Würden Sie uns empfehlen?", *[9, 9, 8, 3], *["Keine Angabe"] * 4))
    assert not any("--labels" in w for w in found.summary["warnings"])


@pytest.mark.parametrize("header", ["Q1_NPS_GROUP", "nps category", "NPS segment", "Promoter type"])
def test_codes_of_groups_are_never_taken_for_scores(read, first, header: str) -> None:
    with_score = f"when,{header},NPS\n" + "".join(
        f"2026-10-31,{code},{score}\n" for code, score in [(3, 10), (2, 8), (1, 0), (3, 9)]
    )
    assert first(read(with_score))["nps"] == 25.0
    with pytest.raises(BadInput, match="No NPS question"):
        read(table(header, 3, 2, 1, 3))


@pytest.mark.parametrize(
    "words",
    [
        ["Promoter", "Passive", "Detractor"],
        ["Promotores", "Pasivos", "Detractores"],
        ["Promotor", "Neutro", "Detrator"],
        ["Promoteur", "Passif", "Détracteur"],
    ],
)
def test_groups_in_words_say_how_they_could_be_counted(read, first, words: list[str]) -> None:
    text = table("nps_group", *words, words[0])
    with pytest.raises(BadInput, match="holds groups made from a score") as refused:
        read(text)
    assert f'--labels "{words[2]}=0"' in str(refused.value)
    labels = dict(zip(words, [10, 8, 0], strict=True))
    assert first(read(text, score="nps_group", metric="nps", labels=labels))["nps"] == 25.0


def test_score_in_a_camel_case_header_beats_the_groups_beside_it(read, first) -> None:
    text = "when,ValorNPS,NPS\n2026-10-31,9,Promotor\n2026-10-31,3,Detractor\n2026-10-31,10,\n"
    one = first(read(text))
    assert (one["column"], one["accepted"]) == ("ValorNPS", 3)


def test_a_slider_to_hundred_is_asked_about_not_read_as_its_few_low_answers(read, first) -> None:
    text = table("How likely are you to recommend us?", 100, 90, 89, 70, 69, 0, 50, 95)
    for said in ({}, {"score": "How likely"}):
        with pytest.raises(Undecided, match="a slider from 0 to 100") as asked:
            read(text, **said)
        assert [(c["scale"], c["accepted"]) for c in asked.value.candidates] == [
            ("0-10", 1),
            ("0-100", 8),
        ]
    assert first(read(text, scale="0-100"))["accepted"] == 8
    declared = read(text, score="How likely", metric="nps")
    assert any("7 numbers lie outside 0-10" in w for w in declared.summary["warnings"])


def test_stray_codes_do_not_make_a_slider(read, first) -> None:
    one = first(read(table("NPS", *[10, 9, 8, 3] * 5, 11, 98, 99, -2147483648)))
    assert (one["accepted"], one["rejected"]) == (20, 4)


def test_one_stray_number_does_not_hide_a_vague_column(read) -> None:
    with pytest.raises(Undecided) as asked:
        read(table("Score", *[10, 9, 8, 3] * 5, 11))
    assert [c["column"] for c in asked.value.candidates] == ["Score"]


def test_finished_scores_are_called_that(read) -> None:
    found = read("Mes,NPS\n2024-01-01,65\n2024-02-01,70\n2024-03-01,68.5\n")
    assert any("Finished scores or averages" in said for said in found.summary["warnings"])


def test_a_recommendation_on_another_scale_is_offered_on_the_scales_that_fit(read) -> None:
    with pytest.raises(Undecided) as asked:
        read(table("Would you recommend us?", *[5, 5, 4, 3, 5, 1, 2, 5, 4, 5]))
    assert [(c["metric"], c["scale"], c["value"]) for c in asked.value.candidates] == [
        ("nps", "0-10", -100.0),
        ("csat", "1-5", 70.0),
        ("ces", "1-7", 50.0),
    ]


def test_underscores_do_not_hide_a_vague_header(read) -> None:
    with pytest.raises(Undecided) as asked:
        read(table("score_0_10", *[9, 10, 2]))
    assert [c["column"] for c in asked.value.candidates] == ["score_0_10"]


def test_a_company_that_is_called_group_is_still_recommended(read, first) -> None:
    header = "How likely are you to recommend the Larkfield Group"
    assert first(read(table(header, 9, 10, 3, 8)))["nps"] == 25.0
    with pytest.raises(BadInput, match="No NPS question"):
        read(table("How likely are you to recommend us? - Group", 3, 2, 1, 3))
