"""A customer who is erased is gone to the last byte, and stays away; old comments go alike."""

import json
import shutil
import struct
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cxdata import record
from cxdata.cli import main
from cxdata.desk import drafts, open_desk, shown_ways
from cxdata.errors import BadInput, CxError, Refused
from cxdata.flows import erase, imports
from cxdata.flows.imports import Batch
from cxdata.record import erased, store
from cxdata.scope import STEWARD, Scope

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
SCOPE = Scope(STEWARD, identity="ada")
WORDS = "Zwiebelturm quokka verdigris"
ANSWERS = "response_id,revision,answered_at,kind,touchpoint,segment,region,customer,nps,comment"
CONTACTS = "customer,day,touchpoint,team,told"
PEOPLE = "customer,segment,region,since,revenue,lifetime_value,churned_on,referred_by"
ORGANISATION = """
[company]
name = "Corner Shop"

[[stage]]
id = "buy"
name = "Buy"

[[touchpoint]]
id = "till"
name = "Till"
stage = "buy"

[[touchpoint]]
id = "van"
name = "Van"
stage = "buy"
"""


def rows(count: int = 60) -> list[str]:
    """Answers of many, three of each customer; C7's with words that nobody else uses."""
    made = []
    for i in range(count):
        customer, day = f"C{i % 20}", f"2026-{8 + i % 3:02d}-{i % 27 + 1:02d}"
        said = f"{WORDS} {i}" if customer == "C7" else f"fine as ever {i}"
        kind = ("relational,", "touchpoint,till", "touchpoint,van")[i // 20 % 3]
        made.append(f"r{i},0,{day},{kind},Home,North,{customer},{i % 11},{said}")
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of four snapshots, three of which are kept."""
    folder = tmp_path_factory.mktemp("built")
    home = folder / "own"
    organisation = written(folder / "organisation.toml", [ORGANISATION])
    brought(home, organisation, written(folder / "answers.csv", [ANSWERS, *rows()]))
    # A revision, so that an earlier wording of C7's lies in shadow and comments.
    again = [f"r7,1,2026-08-08,relational,,Home,North,C7,2,{WORDS} again"]
    brought(home, written(folder / "answers-2.csv", [ANSWERS, *again]))
    people = [f"C{i},Home,North,2024-01-0{i % 9 + 1},{100 + i},900,,C7" for i in range(8, 12)]
    people += ["C7,Home,North,2023-05-05,77123,99123,,C3"]
    brought(home, written(folder / "customers.csv", [PEOPLE, *people]))
    told = [CONTACTS, "C7,2026-09-02,till,,true", "C8,2026-09-02,till,,false"]
    brought(home, written(folder / "contacts.csv", told))
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "data" / "own"))


def written(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def brought(home: Path, *files: Path) -> imports.Outcome:
    return imports.commit(SCOPE, home, Batch(files), NOW)[-1]


def of(home: Path, customer: str) -> int:
    return erased.hashed(store.key(home, make=False), customer)


def traces(root: Path, home: Path, customer: str) -> list[str]:
    """Files under a data root that hold a customer's words, or the hash as the record writes it."""
    held = of(home, customer)
    needles = [part.encode() for part in WORDS.split()]
    needles += [struct.pack("<Q", held), f"{held:016x}".encode(), str(held).encode()]
    return [
        f"{path.relative_to(root)}: {needle!r}"
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != erased.FILE
        for needle in needles
        if needle in path.read_bytes()
    ]


def counted(home: Path, customer: str) -> dict[str, int]:
    """What any snapshot holds of a customer, asked of the tables themselves."""
    found = {}
    for path in store.numbered(home):
        with duckdb.connect(str(path), read_only=True) as con:
            for table in ("answer", "shadow", "customer", "contact", "handover"):
                ((n,),) = con.execute(
                    f"select count(*) from {table} where customer = ?", [of(home, customer)]
                ).fetchall()
                found[f"{path.name} {table}"] = n
    return found


def test_the_hash_is_the_one_that_the_record_computes(home: Path) -> None:
    assert sum(counted(home, " C7 ").values()) > 0
    assert sum(counted(home, "c7").values()) == 0


def test_an_erased_customer_is_gone_to_the_last_byte(home: Path) -> None:
    root = home.parent
    before = traces(root, home, "C7")
    assert any("quokka" in trace for trace in before)
    assert len({trace.split(":")[0] for trace in before}) >= 2  # more than one snapshot
    before_files = len(store.numbered(home))
    would = erase.would_erase(SCOPE, home, "C7", NOW)
    assert traces(root, home, "C7") == before
    assert not (home / erased.FILE).exists()
    assert would.counts == {
        "answers": 3,
        "earlier revisions": 1,
        "comments": 4,
        "rows of the customer list": 1,
        "recommendations": 4,
        "contacts": 1,
    }
    done = erase.erase(SCOPE, home, "C7", NOW)
    assert done.counts == would.counts
    assert done.snapshots == would.snapshots == before_files - 1 == 2
    assert traces(root, home, "C7") == []
    assert not any(counted(home, "C7").values())
    assert len(store.numbered(home)) == 1
    assert sorted(p.name for p in store.folder(home).iterdir()) == [
        store.numbered(home)[0].name,
        "current",
        "lock",
    ]


def test_all_others_stay_and_the_cubes_are_exact(home: Path) -> None:
    others = {c: counted(home, c) for c in ("C3", "C8", "C19")}
    newest = store.current(home).name
    view = record.open_snapshot(home).span(SCOPE)
    erase.erase(SCOPE, home, "C7", NOW)
    assert record.verify(home, now=NOW) == ()
    assert record.open_snapshot(home).span(SCOPE) == view
    for customer, was in others.items():
        now = counted(home, customer)
        kept = [n for place, n in was.items() if place.startswith(newest)]
        assert list(now.values()) == kept
        assert sum(now.values())
    with duckdb.connect(str(store.current(home)), read_only=True) as con:
        ((answers, referred),) = con.execute(
            "select (select count(*) from answer), (select sum(customers) from base where referred)"
        ).fetchall()
    assert answers == 57
    assert referred == 4  # they came by a recommendation still, but nobody's


def test_a_batch_can_still_be_rolled_back_and_brings_nothing_back(home: Path) -> None:
    erase.erase(SCOPE, home, "C7", NOW)
    imports.rollback(SCOPE, home, 2, NOW)
    assert record.verify(home, now=NOW) == ()
    assert traces(home.parent, home, "C7") == []


def test_a_file_that_holds_an_erased_customer_comes_in_without(home: Path, tmp_path: Path) -> None:
    erase.erase(SCOPE, home, "C7", NOW)
    again = written(tmp_path / "answers-again.csv", [ANSWERS, *rows(80)])
    outcome = brought(home, again).as_json()
    assert outcome["left_out_reasons"] == {"of customers who were erased": 4}
    assert outcome["left_out"] == 4
    people = ["C7,Home,North,2023-05-05,77124,1,,", "C4,Home,North,2024-02-02,5,5,,C7"]
    outcome = brought(home, written(tmp_path / "crm.csv", [PEOPLE, *people])).as_json()
    assert (outcome["left_out"], outcome["accepted"]) == (1, 1)
    told = [CONTACTS, "C7,2026-09-03,till,,true", "C9,2026-09-03,till,,true"]
    outcome = brought(home, written(tmp_path / "told.csv", told)).as_json()
    assert (outcome["left_out"], outcome["accepted"]) == (1, 1)
    assert traces(home.parent, home, "C7") == []
    assert record.verify(home, now=NOW) == ()


def test_a_backup_that_is_put_back_is_brought_to_the_list(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home / "record", tmp_path / "backup")
    erase.erase(SCOPE, home, "C7", NOW)
    shutil.rmtree(home / "record")
    shutil.copytree(tmp_path / "backup", home / "record")
    assert traces(home.parent, home, "C7")
    done = erase.replay(SCOPE, home, NOW)
    assert done.counts["answers"] == 3
    assert traces(home.parent, home, "C7") == []
    assert record.verify(home, now=NOW) == ()
    assert erase.replay(SCOPE, home, NOW).counts == {}


def test_a_way_that_was_approved_for_all_to_see_goes_too(home: Path) -> None:
    with duckdb.connect(str(record.open_snapshot(home).path), read_only=True) as held:
        kept = {row[0] for row in held.execute("select distinct customer from answer").fetchall()}
    assert of(home, "C7") in kept  # the hash by which presentations keep a way
    desk = open_desk(home)
    way = shown_ways.approve(SCOPE, desk, of(home, "C7"), f'"{WORDS}"', "shows the handover", NOW)
    assert erase.would_erase(SCOPE, home, "C7", NOW).elsewhere == {"ways in presentations": 1}
    assert erase.would_erase(SCOPE, home, "C8", NOW).elsewhere == {}
    done = erase.erase(SCOPE, home, "C7", NOW)
    assert done.elsewhere == {"ways in presentations": 1, "sentences in drafts": 0}
    assert traces(home.parent, home, "C7") == []
    gone = shown_ways.shown(SCOPE, desk, way.id)
    assert gone is not None
    assert not gone.body


def test_what_is_kept_elsewhere_while_the_record_is_written_anew_goes_too(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, forgets = open_desk(home), record.erase

    def meanwhile(*given: Any, **named: Any) -> dict[str, int]:
        if not named.get("dry_run"):
            hash_ = of(home, "C7")
            shown_ways.approve(SCOPE, desk, hash_, f'"{WORDS}"', "shows the handover", NOW)
        return forgets(*given, **named)

    monkeypatch.setattr(record, "erase", meanwhile)
    done = erase.erase(SCOPE, home, "C7", NOW)
    assert done.elsewhere["ways in presentations"] == 1
    assert traces(home.parent, home, "C7") == []


def test_what_breaks_off_is_finished_by_a_replay(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is written first: whatever happens then, nobody is forgotten to be forgotten."""

    def broken(scope: Scope, home: Path, customer: int, now: datetime) -> int:
        raise CxError("the disk is full")

    monkeypatch.setitem(erase.ELSEWHERE, "album", broken)
    with pytest.raises(CxError, match="full"):
        erase.erase(SCOPE, home, "C7", NOW)
    asked: list[int] = []
    monkeypatch.setitem(
        erase.ELSEWHERE, "album", lambda scope, home, one, now: asked.append(one) or 2
    )
    assert erase.replay(SCOPE, home, NOW).elsewhere["album"] == 4
    assert asked == [of(home, "C7")] * 2  # before the record is written anew, and after
    assert traces(home.parent, home, "C7") == []


def test_an_unknown_customer_is_not_noted_by_mistake_but_can_be_on_purpose(home: Path) -> None:
    with pytest.raises(BadInput, match="nothing of this customer"):
        erase.erase(SCOPE, home, "C7 ?", NOW)
    assert erased.listed(home) == ()
    erase.erase(SCOPE, home, "C99", NOW, unknown=True)
    erase.erase(SCOPE, home, "C99", NOW, unknown=True)
    assert erased.listed(home) == (of(home, "C99"),)
    assert (home / erased.FILE).stat().st_mode & 0o777 == 0o600


def test_a_damaged_list_stops_imports_rather_than_let_somebody_come_back(
    home: Path, tmp_path: Path
) -> None:
    (home / erased.FILE).write_text("C7 2026-11-10\n", "utf-8")
    with pytest.raises(CxError, match=r"erased\.list, line 1"):
        brought(home, written(tmp_path / "x.csv", [ANSWERS, *rows(80)]))


def test_without_the_key_nobody_is_taken_for_somebody_else(home: Path) -> None:
    (home / "key").rename(home / "key.away")
    with pytest.raises(BadInput, match="no key"):
        erase.erase(SCOPE, home, "C7", NOW)


@pytest.mark.parametrize("role", ["executive", "lead", "employee", "payroll"])
def test_only_a_steward_erases(home: Path, role: str) -> None:
    for what in (
        lambda scope: erase.would_erase(scope, home, "C7", NOW),
        lambda scope: erase.erase(scope, home, "C7", NOW),
        lambda scope: erase.replay(scope, home, NOW),
        lambda scope: erase.would_retain(scope, home, NOW),
        lambda scope: erase.retain(scope, home, NOW),
    ):
        with pytest.raises(Refused):
            what(Scope(role))


def test_the_command_counts_first_and_says_what_it_removed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(home.parent)]
    assert main(["erase", "C7", "--dry-run", "--json", *data]) == 0
    dry = json.loads(capsys.readouterr().out)
    assert dry["removed"]["comments"] == 4
    assert dry["snapshots_dropped"] == 2
    assert main(["erase", "C7", "--dry-run", *data]) == 0
    said = capsys.readouterr().out
    assert "nothing was changed" in said
    assert "and 2 older snapshots, where they lie as well, deleted whole" in said
    assert main(["erase", "nobody", "--dry-run", *data]) == 0
    assert "nothing would go" in capsys.readouterr().out
    assert counted(home, "C7")
    assert main(["erase", "C7", *data]) == 0
    said = capsys.readouterr().out
    assert "3  answers" in said
    assert "2 older snapshots deleted" in said
    assert main(["erase", *data]) == 1
    assert main(["erase", "C7", *data]) == 1
    assert "nothing of this customer" in capsys.readouterr().err
    assert main(["erase", "--replay", *data]) == 0
    assert main(["verify", *data]) == 0


def test_comments_older_than_they_are_kept_go_and_their_scores_stay(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect(str(store.current(home)), read_only=True) as con:
        months = "select strftime(day, '%Y-%m'), count(*) from comment group by 1"
        by_month = dict(con.execute(months).fetchall())
        ((answers,),) = con.execute("select count(*) from answer").fetchall()
    # Nothing is older than 24 months; the company now keeps words for one month.
    assert erase.would_retain(SCOPE, home, NOW).months == {}
    text = ORGANISATION + "\n[retention]\ncomments_months = 1\n"
    imports.commit(SCOPE, home, Batch((written(tmp_path / "organisation.toml", [text]),)), NOW)
    old = {month: n for month, n in by_month.items() if month < "2026-10"}
    would = erase.would_retain(SCOPE, home, NOW)
    assert would.since == date(2026, 10, 1)
    assert would.months == old
    assert main(["retain", "--dry-run", "--data", str(home.parent), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["dry_run"] is True
    assert erase.retain(SCOPE, home, NOW).months == old
    with duckdb.connect(str(store.current(home)), read_only=True) as con:
        ((n, first, kept),) = con.execute(
            "select count(*), min(day), (select count(*) from answer) from comment"
        ).fetchall()
    assert n == by_month["2026-10"]
    assert first >= date(2026, 10, 1)
    assert kept == answers
    assert len(store.numbered(home)) == 1
    assert b"verdigris 7" not in store.current(home).read_bytes()
    assert record.verify(home, now=NOW) == ()


def test_a_clock_that_is_years_ahead_takes_no_comment_away(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    later, said = datetime(2106, 2, 7, tzinfo=UTC), r"today is 2106-02-07.*from 2026-10-\d\d"
    with pytest.raises(BadInput, match=said):
        erase.retain(SCOPE, home, later)
    assert sum(erase.would_retain(SCOPE, home, later).months.values()) > 50
    monkeypatch.setattr("cxdata.cli.commands._now", lambda: later)
    data = ["--data", str(home.parent)]
    assert main(["retain", *data]) == 1
    assert "--even-so" in capsys.readouterr().err
    assert main(["retain", "--even-so", *data]) == 0
    assert erase.would_retain(SCOPE, home, later).months == {}


def test_an_import_keeps_no_comment_that_is_too_old_already(home: Path, tmp_path: Path) -> None:
    old = "0,2024-0{}-05,relational,,Home,North,,9,ancient basalt"
    lines = [f"o{i},{old.format(i)} {i}" for i in range(1, 9)]
    lines += ["n1,0,2026-10-05,relational,,Home,North,,9,recent granite"]
    outcome = brought(home, written(tmp_path / "old.csv", [ANSWERS, *lines])).as_json()
    assert outcome["added"] == 9
    assert "8 comments are from before 2024-11-01" in " ".join(outcome["warnings"])
    held = store.current(home).read_bytes()
    assert b"recent granite" in held
    assert b"basalt" not in held
    assert record.verify(home, now=NOW) == ()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("comments_months = 0", "comments_months = 0 should be 1 to"),
        ("comments_months = 1201", "comments_months = 1201 should be 1 to"),
        ('comments_months = "two"', "should be a whole number"),
        ("comments_month = 3", "did you mean 'comments_months'"),
    ],
)
def test_a_retention_that_cannot_be_is_named(entry: str, said: str) -> None:
    from cxdata import organisation

    with pytest.raises(BadInput, match=said):
        organisation.parse(f"{ORGANISATION}\n[retention]\n{entry}\n")
    with pytest.raises(BadInput, match="stands once"):
        organisation.parse(f"{ORGANISATION}\n[[retention]]\ncomments_months = 3\n")
    assert organisation.parse(ORGANISATION).retention.comments_months == 24


def test_a_sentence_that_repeats_a_customers_words_leaves_the_drafts(home: Path) -> None:
    desk = open_desk(home)
    said = drafts.Said("score", f"One wrote: “{WORDS} 7”, and we listened.", 1)
    drafts.change(SCOPE, desk, "2026-08 2026-10", said, NOW)
    drafts.change(SCOPE, desk, "2026-08 2026-10", drafts.Said("nps", "We listened.", 1), NOW)
    would = erase.would_erase(SCOPE, home, "C7", NOW)
    assert would.elsewhere == {"sentences in drafts": 1}
    assert "score" in drafts.newest(SCOPE, desk, "2026-08 2026-10").said
    done = erase.erase(SCOPE, home, "C7", NOW)
    assert done.elsewhere["sentences in drafts"] == 1
    assert traces(home.parent, home, "C7") == []
    assert set(drafts.newest(SCOPE, desk, "2026-08 2026-10").said) == {"nps"}
