"""Each survey tool's export: header rows, marks, zones, as FORMATS of real files show them."""

import pytest

from cxdata.errors import BadInput, Undecided

Q = "How likely are you to recommend us?"


# SurveyMonkey

META = "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address"
AT = "10/30/2026 09:00:00 AM,10/31/2026 9:05:00 PM"


def test_surveymonkey_has_two_header_rows(read, first, whens) -> None:
    text = (
        f"{META},{Q},,Region?\r\n,,,,,,Response,Other (please specify),Response\r\n"
        f"1,7,{AT},,,9,quick and good,North\r\n2,7,{AT},,,3,,South\r\n"
    )
    found = read(text)
    assert (found.summary["tool"], found.summary["header_rows"]) == ("SurveyMonkey", 2)
    assert found.summary["score_column"] == Q
    assert first(found)["nps"] == 0.0
    assert whens(found)[0] == "2026-10-31 21:05:00"
    assert found.summary["roles"]["id"]["column"] == "Respondent ID"


def test_surveymonkey_may_lack_its_second_header_row(read, first) -> None:
    found = read(f"{META},{Q}\n1,7,{AT},,,9\n2,7,{AT},,,10\n")
    assert (found.summary["header_rows"], first(found)["n"]) == (1, 2)


def test_surveymonkey_may_lack_all_metadata(read, first) -> None:
    text = f"Employer?,{Q},\nResponse,Response,Open-Ended Response\nA,9,well done\nB,2,\n"
    found = read(text)
    assert (found.summary["tool"], found.summary["header_rows"]) == ("SurveyMonkey", 2)
    assert first(found)["n"] == 2


def test_surveymonkey_writes_the_month_first_with_am_and_pm(read, whens) -> None:
    found = read(f"{META},{Q}\n1,7,9/1/2026 1:00:00 AM,9/2/2026 1:00:00 AM,,,9\n")
    assert whens(found) == ["2026-09-02 01:00:00"]


def test_surveymonkeys_expanded_mode_is_collapsed(read, first) -> None:
    choices = ",".join(f"{Q} - {n}" for n in range(11))
    rows = [
        "1,7," + AT + ",,," + ",".join("1" if n == k else "" for n in range(11)) for k in (9, 0)
    ]
    rows.append("3,7," + AT + ",,," + "," * 10)
    rows.append("4,7," + AT + ",,," + ",".join("1" if n in (2, 9) else "" for n in range(11)))
    one = first(read("\n".join([f"{META},{choices}", *rows]) + "\n"))
    assert (one["accepted"], one["missing"], one["rejected"], one["nps"]) == (2, 1, 1, 0.0)


def test_surveymonkeys_expanded_mode_with_the_choices_in_row_two(read, first) -> None:
    below = ",".join(str(n) for n in range(11))
    row = f"1,7,{AT},,," + ",".join("10" if n == 10 else "" for n in range(11))
    text = f"{META},{Q}{',' * 10}\n,,,,,,{below}\n{row}\n"
    assert first(read(text))["nps"] == 100.0


def test_surveymonkeys_expanded_mode_with_dashes_below_the_question(read, first) -> None:
    """As its exports of 2019 are: ' - 1' … ' - 5' in row 2, the number itself in the cell."""
    below = ",".join(f" - {n}" for n in range(1, 6))
    rows = [",".join(str(n) if n == k else "" for n in range(1, 6)) for k in (5, 4, 2)]
    text = f"{META},How happy are you?{',' * 5}\n,,,,,,{below},Other (please specify)\n"
    text += "".join(f"{i},7,{AT},,,{row},\n" for i, row in enumerate(rows))
    found = read(text, score="How happy are you?", metric="csat")
    assert (first(found)["n"], first(found)["value"]) == (3, pytest.approx(66.6667, abs=1e-4))
    assert found.summary["score_column"] == "How happy are you?"


def test_flags_of_zero_everywhere_choose_nothing(read, first) -> None:
    choices = ",".join(f"{Q} - {n}" for n in range(11))
    flags = [",".join("1" if n == k else "0" for n in range(11)) for k in (10, 0, None)]
    lone = "0" + "," * 10
    rows = [f"{i},7,{AT},,,{row}" for i, row in enumerate([*flags, lone])]
    one = first(read("\n".join([f"{META},{choices}", *rows]) + "\n"))
    assert (one["accepted"], one["missing"], one["nps"]) == (
        3,
        1,
        pytest.approx(-33.3333, abs=1e-4),
    )


# Qualtrics

IDS = "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,Q1_NPS_GROUP,Q1,Q1_TEXT"
TEXTS = f'Start,End,Typ,Beendet,Erfasst,Antwort-ID,{Q} - Group,"{Q}\nplease",Warum?'
NAMES = ("startDate", "endDate", "status", "finished", "recordedDate", "_recordId")


def imports(zone: str = "America/Denver", quote: str = '""') -> str:
    zoned = f",{quote}timeZone{quote}:{quote}{zone}{quote}" if zone else ""
    cells = [f"{{{quote}ImportId{quote}:{quote}{name}{quote}{zoned}}}" for name in NAMES]
    cells += [f"{{{quote}ImportId{quote}:{quote}QID1{i}{quote}}}" for i in ("_G", "", "_T")]
    return ",".join(f'"{cell}"' for cell in cells)


def answer(status: str, finished: str, score: str, number: int = 1) -> str:
    day = "2026-10-31 08:00:00"
    return f"{day},{day},{status},{finished},{day},R_{number},Promoter,{score},fine and well"


def qualtrics(header: str, *rows: str) -> str:
    return "\n".join([IDS, TEXTS, header, *rows]) + "\n"


@pytest.mark.parametrize("quote", ['""', "'"])
def test_qualtrics_names_its_zone_in_the_third_row(read, first, quote: str) -> None:
    found = read(qualtrics(imports(quote=quote), answer("0", "1", "9")))
    assert (found.summary["tool"], found.summary["header_rows"]) == ("Qualtrics", 3)
    assert found.reading.timezone == "America/Denver"
    assert found.summary["score_column"] == "Q1"
    assert found.summary["date_column"] == "RecordedDate"
    assert first(found)["n"] == 1


def test_qualtrics_without_zone_takes_the_companys(read) -> None:
    found = read(qualtrics(imports(zone=""), answer("0", "1", "9")), zone="Europe/Berlin")
    assert found.reading.timezone == "Europe/Berlin"
    assert any("Europe/Berlin is assumed" in said for said in found.summary["warnings"])


def test_qualtrics_previews_tests_and_partials_are_left_out_and_named(read, first, marks) -> None:
    kinds = [("0", "1"), ("IP Address", "True"), ("1", "1"), ("2", "1"), ("Survey Test", "True")]
    kinds += [("Survey Preview", "1"), ("0", "0"), ("0", "False"), ("8", "1")]
    rows = [answer(status, done, "9", i) for i, (status, done) in enumerate(kinds)]
    found = read(qualtrics(imports(), *rows))
    assert marks(found) == [
        "",
        "",
        "preview",
        "test",
        "test",
        "preview",
        "partial",
        "partial",
        "spam",
    ]
    assert first(found)["n"] == 2


def test_qualtrics_legacy_has_two_rows_a_mark_and_an_empty_last_column(read, first) -> None:
    text = (
        f"V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,\nResponseID,ResponseSet,Name,ExternalDataReference,"
        f"EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,{Q},\n"
        "R_1,Set,Anon,,,192.0.2.1,0,2026-10-31 08:00:00,2026-10-31 08:05:00,1,9,\n"
        "R_2,Set,Anon,,,192.0.2.1,2,2026-10-31 08:00:00,2026-10-31 08:06:00,1,1,\n"
    )
    found = read(b"\xef\xbb\xbf" + text.encode())
    assert found.summary["header_rows"] == 2
    assert found.summary["date_column"] == "V9"
    assert (first(found)["n"], first(found)["nps"]) == (1, 100.0)


# Typeform

TYPEFORM = f'#,"{Q}\n(0-10)",Other,Other,Start Date (UTC),Submit Date (UTC),Network ID\n'


def test_typeform_dates_are_utc(read, first) -> None:
    found = read(TYPEFORM + "aa,9,,,2026-10-31 09:00:00,2026-10-31 09:05:00,1f\n")
    assert (found.summary["tool"], found.reading.timezone) == ("Typeform", "UTC")
    assert found.summary["date_column"] == "Submit Date (UTC)"
    assert first(found)["n"] == 1


def test_typeforms_newer_export_marks_partial_answers(read, first, marks) -> None:
    text = (
        f"#,{Q},Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags\n"
        "aa,9,completed,2026-10-31 09:00:00,,2026-10-31 09:05:00,1f,\n"
        "bb,2,partial,2026-10-31 09:00:00,2026-10-31 09:01:00,,2f,\n"
    )
    found = read(text)
    assert marks(found) == ["", "partial"]
    assert first(found)["nps"] == 100.0


# Google Forms

FORM = f"Timestamp,{Q},Why?\n"


def test_google_forms_zone_stands_in_each_cell(read, whens) -> None:
    found = read(FORM + "2017/11/24 12:39:58 PM GMT+4,9,\n2017/11/24 12:05:00 AM GMT+4,3,\n")
    assert found.summary["tool"] == "Google Forms"
    assert whens(found) == ["2017-11-24 12:39:58", "2017-11-24 00:05:00"]
    assert found.reading.timezone == "Etc/GMT-4"


def test_google_forms_totals_below_the_answers_do_not_count(read, first, marks) -> None:
    text = FORM + "6/21/2018 23:29:42,9,\n6/22/2018 0:06:36,8,\n,,\n,17,\nAverage,8.5,\nTotal,17,\n"
    found = read(text)
    assert marks(found) == ["", "", "total row", "total row", "total row"]
    assert (first(found)["n"], first(found)["rejected"]) == (2, 0)


def test_google_forms_average_without_a_name_is_rejected_by_value(read, first) -> None:
    one = first(read(FORM + "6/21/2018 23:29:42,9,\n,4.105263158,\n"))
    assert (one["n"], one["rejected"]) == (1, 1)


def test_google_forms_average_below_a_csat_column_as_seen(read, first) -> None:
    header = "Timestamp,,Satisfaction: where 5 is best,Why?\n"
    text = header + "9/18/2017 18:00:16,,4,CI\n9/19/2017 2:30:55,,5,Events\n,,4.105263158,\n"
    one = first(read(text, metric="csat"))
    assert (one["n"], one["rejected"], one["value"]) == (2, 1, 100.0)


def test_google_forms_through_sheets_may_put_either_first(read, whens) -> None:
    assert whens(read(FORM + "21/6/2018 23:29:42,9,\n"))[0] == "2018-06-21 23:29:42"
    with pytest.raises(Undecided, match="day/month"):
        read(FORM + "2/6/2018 23:29:42,9,\n")


# LimeSurvey

LIME = '"id","submitdate","lastpage","startlanguage","seed","startdate","datestamp","G1Q1"\n'
FULL = (
    '"Response ID","Date submitted","Last page","Start language","Seed","Date started",'
    f'"Date last action","{Q}"\n'
)
JOINED = (
    '"id. Response ID","submitdate. Date submitted","lastpage. Last page","startlanguage. Start '
    f'language","seed. Seed","startdate. Date started","datestamp. Date last action","G1Q1. {Q}"\n'
)
ROWS = (
    '"1","2026-10-31 10:00:00","3","en","5","2026-10-31 09:00:00","2026-10-31 10:00:00","9"\n'
    '"2","","1","en","6","2026-10-31 09:00:00","2026-10-31 09:10:00","2"\n'
)


@pytest.mark.parametrize(("header", "score"), [(LIME, "G1Q1"), (FULL, None), (JOINED, None)])
def test_limesurvey_without_submit_date_is_partial(read, first, marks, header, score) -> None:
    declared = {"score": score, "metric": "nps"} if score else {}
    found = read(b"\xef\xbb\xbf" + (header + ROWS).encode(), **declared)
    assert found.summary["tool"] == "LimeSurvey"
    assert marks(found) == ["", "partial"]
    assert first(found)["nps"] == 100.0
    assert found.summary["roles"]["id"]["number"] == 1


# Survicate


def test_survicate_puts_score_and_label_under_a_question(read, first) -> None:
    text = (
        f"Date & Time (UTC),Response uuid,Email,Q#1: {Q},,Q#2: Why?\n"
        ",,,Score,Label,Answer\n2026-10-31 10:00:00,u1,,9,Very likely,good and fast\n"
        "2026-10-31 11:00:00,u2,,2,,\n"
    )
    found = read(text)
    assert (found.summary["tool"], found.summary["header_rows"]) == ("Survicate", 2)
    assert (first(found)["n"], first(found)["nps"]) == (2, 0.0)
    assert found.reading.timezone == "UTC"


# Mapping files


def test_delighted_counts_unix_seconds_and_leaves_other_surveys_out(read, first, marks) -> None:
    text = (
        "id,score,comment,created_at,survey_type,permalink\n1,9,well done,1761912000,nps,x\n"
        "2,3,,1761912060,nps,x\n3,1,,1761912060,csat,x\n"
    )
    found = read(text)
    assert (found.summary["tool"], found.summary["mapping"]) == ("Delighted", "delighted")
    assert marks(found) == ["", "", "another metric"]
    assert first(found)["nps"] == 0.0
    csat = read(text.replace(",nps,", ",csat,"))
    assert (first(csat)["metric"], csat.summary["mapping"]) == ("csat", "delighted_csat")


def test_wootric_leaves_out_what_the_tool_leaves_out(read, first, marks) -> None:
    text = (
        "id,score,text,created_at,excluded_from_calculations\n"
        "1,9,a b,2026-10-31 10:00:00 UTC,false\n2,0,,2026-10-31 10:00:00 UTC,true\n"
    )
    found = read(text)
    assert found.summary["tool"] == "Wootric"
    assert marks(found) == ["", "excluded"]
    assert found.reading.timezone == "UTC"


def test_formbricks_quotes_before_formulas_come_off(read, staged) -> None:
    text = (
        f"No.,Response ID,Timestamp,Finished,Survey ID,1. {Q},2. Why?\n"
        "1,r1,2026-10-31 10:00:00,true,s,9,'=cmd is no formula\n"
        "2,r2,2026-10-31 10:00:00,false,s,2,'@home and away\n"
    )
    found = read(text)
    assert found.summary["tool"] == "Formbricks"
    assert [row["2. Why?"] for row in staged(found)] == ["=cmd is no formula", "@home and away"]
    assert [row["left_out"] for row in staged(found)] == ["", "partial"]


def test_zendesk_dates_carry_their_offset(read, first, whens) -> None:
    at = "2026-10-31T1{}:00:00+02:00"
    text = f"id,rating,comment,rated_at\n1,9,ok,{at.format(0)}\n2,2,,{at.format(1)}\n"
    found = read(text)
    assert (found.summary["tool"], first(found)["nps"]) == ("Zendesk", 0.0)
    assert whens(found)[0] == "2026-10-31 10:00:00"
    assert found.reading.timezone == "Etc/GMT-2"


def test_intercom_ratings_are_csat_of_a_touchpoint(read, first) -> None:
    found = read(
        "conversation_id,rating,remark,created_at\n1,5,great work,1761912000\n2,2,,1761912000\n"
    )
    assert (found.summary["tool"], first(found)["metric"]) == ("Intercom", "csat")
    assert (first(found)["value"], found.reading.survey.value) == (50.0, "touchpoint")


@pytest.mark.parametrize(
    ("kind", "values", "value"),
    [("NPS", (10, 3, 8), 0.0), ("CSAT", (2, 2, 0), 66.6667), ("CES", (7, 5, 4), 66.6667)],
)
def test_hubspot_has_a_scale_for_each_survey(read, first, kind, values, value) -> None:
    rows = "".join(f"{i},{kind},{v},2026-10-31T10:00:00Z,\n" for i, v in enumerate(values))
    text = "hs_object_id,hs_survey_type,hs_value,hs_submission_timestamp,hs_content\n" + rows
    found = read(text)
    assert (found.summary["tool"], first(found)["metric"]) == ("HubSpot", kind.lower())
    assert first(found)["value"] == pytest.approx(value, abs=1e-4)


def test_chatwoots_last_line_is_a_trailer(read, first, marks) -> None:
    text = (
        "Agent Name,Rating,Feedback Comment,Contact Name,Link to the conversation,Recorded date\n"
        "Kim,5,great help,Jo,http://x,2026-10-31 10:00:00\nKim,1,,Al,http://y,2026-10-31 11:00:00\n"
        "Reporting period 2026-10-01 to 2026-10-31\n"
    )
    found = read(text)
    assert found.summary["tool"] == "Chatwoot"
    assert marks(found) == ["", "", "trailer"]
    assert (first(found)["n"], first(found)["missing"]) == (2, 0)


def test_google_play_is_utf16_with_milliseconds(read, first, whens) -> None:
    text = (
        "Package Name,Review Submit Date and Time,Review Submit Millis Since Epoch,Star Rating,"
        "Review Text,Review Link\ncom.x,2025-10-31T12:00:00Z,1761912000000,5,Größe passt,l1\n"
        "com.x,2025-10-31T12:01:00Z,1761912060000,2,,\n"
    )
    found = read(b"\xff\xfe" + text.encode("utf-16-le"))
    assert (found.summary["tool"], found.summary["encoding"]) == ("Google Play", "utf-16-le")
    assert (first(found)["metric"], first(found)["value"]) == ("csat", 50.0)
    assert whens(found)[0] == "2025-10-31 12:00:00"


A11 = "external_id,question_1,positive_effectiveness,negative_effectiveness,question_4\n"


def test_touchpoints_thumbs_and_likert_are_told_by_their_values(read, first) -> None:
    thumbs = read(A11 + "1,1,1,0,fine by me\n2,0,0,1,\n")
    assert (first(thumbs)["value"], first(thumbs)["mean"]) == (50.0, 3.0)
    likert = read(A11 + "1,4,1,0,\n2,1,null,1,\n")
    assert (first(likert)["value"], first(likert)["mean"]) == (50.0, 2.5)


def test_touchpoints_of_nothing_but_ones_asks(read) -> None:
    with pytest.raises(Undecided, match="Choose with --mapping") as asked:
        read(A11 + "1,1,1,0,\n2,1,1,0,\n")
    assert [(c["mapping"], c["value"]) for c in asked.value.candidates] == [
        ("touchpoints_a11_thumbs", 100.0),
        ("touchpoints_a11_likert", 0.0),
    ]


# The interchange format


def test_the_interchange_format_is_taken_as_it_lies(read) -> None:
    found = read(
        "response_id,answered_at,kind,touchpoint,nps,rating_buy,comment\n"
        "1,2026-10-31T14:05:00Z,relational,,9,8,good\n2,2026-10-31,touchpoint,delivery,3,,\n"
    )
    made = found.reading
    assert (made.direct, made.tool, made.dates) == (True, "interchange", ("iso",))
    assert [(q.metric, q.place) for q in made.questions] == [("nps", None), ("rating", "buy")]
    assert made.survey.column == 2


def test_the_interchange_format_with_semicolons_keeps_all_its_questions(read, first) -> None:
    found = read(
        "response_id;answered_at;kind;touchpoint;nps;csat;rating_buy;comment\n"
        "1;2026-10-31T14:05:00Z;relational;;9;;8;good\n"
        "2;2026-10-31T15:00:00+02:00;touchpoint;delivery;3;5;;\n"
    )
    made = found.reading
    assert not made.direct
    assert [(q.metric, q.place) for q in made.questions] == [
        ("nps", None),
        ("csat", None),
        ("rating", "buy"),
    ]
    assert (made.survey.column, made.fields["id"].column, first(found)["n"]) == (2, 0, 2)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("month,kind,eligible,invited,answered", "invitations"),
        ("day,touchpoint,measure,value,n", "measures"),
        ("customer,segment,since,revenue", "customers"),
        ("customer,day,touchpoint,told", "contacts"),
    ],
)
def test_other_kinds_are_known_by_their_headers(read, header: str, kind: str) -> None:
    row = ",".join(
        "2026-10-01" if c in ("month", "day", "since") else "1" for c in header.split(",")
    )
    assert read(f"{header}\n{row}\n").reading.kind == kind
    semicolons = read(f"{header}\n{row}\n".replace(",", ";"))
    assert (semicolons.reading.kind, semicolons.reading.direct) == (kind, False)


def test_customers_without_a_single_date_are_read(read) -> None:
    made = read("customer;segment;since\nc1;Home;\nc2;Business;\n").reading
    assert (made.kind, made.fields["customer"].column) == ("customers", 0)


def test_a_kind_without_its_needed_columns_names_them(read) -> None:
    with pytest.raises(BadInput, match=r"needs the column\(s\) measure, value"):
        read("day,count\n2026-10-01,3\n", kind="measures")


def test_touchpoints_without_any_answer_are_refused_not_asked_about(read) -> None:
    header = "external_id,question_1,positive_effectiveness,negative_effectiveness,question_4\n"
    with pytest.raises(BadInput, match="No NPS question") as refused:
        read(header + "1,Data 1-1,Data 1-2,Data 1-3,x\n2,Data 2-1,Data 2-2,Data 2-3,x\n")
    assert not isinstance(refused.value, Undecided)


def test_surveymonkey_expanded_choices_are_one_question_though_its_ends_carry_words(
    read, first
) -> None:
    below = ["Not at all likely - 0", *map(str, range(1, 10)), "Extremely likely - 10"]
    header = "Respondent ID,Collector ID,End Date,Would you recommend us?" + "," * 10
    lines = [header, f",,,{','.join(below)}"]
    for place, score in enumerate([10, 9, 0, 7, 6]):
        chosen = ",".join(str(i) if i == score else "" for i in range(11))
        lines.append(f"{place},1,2021-05-0{place + 1} 10:00:00,{chosen}")
    one = first(read("\n".join(lines) + "\n"))
    assert (one["column"], one["accepted"], one["nps"]) == ("Would you recommend us?", 5, 0.0)


def test_surveymonkey_rows_of_a_grid_stay_questions_of_their_own(read) -> None:
    below = [f"{row} - {n}" for row in ("Price", "Service") for n in (1, 2, 3)]
    header = "Respondent ID,Collector ID,End Date,How satisfied are you?" + "," * 5
    text = f"{header}\n,,,{','.join(below)}\n1,1,2021-05-01 10:00:00,,2,,,,3\n"
    with pytest.raises(Undecided) as asked:
        read(text)
    assert [c["column"] for c in asked.value.candidates] == [
        "How satisfied are you? - Price",
        "How satisfied are you? - Service",
    ]
