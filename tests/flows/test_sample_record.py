"""The sample company's record: built where it is missing, marked as a demo, else left alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxdata.errors import BadInput
from cxdata.flows.sample import sample
from cxdata.record import locate, open_snapshot
from cxdata.scope import EMPLOYEE, Scope

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
WHO = Scope(EMPLOYEE)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "sample_data"
    folder.mkdir()
    (folder / "organisation.toml").write_text(
        '[company]\nname = "Larkfield"\ntimezone = "Europe/Amsterdam"\n', "utf-8"
    )
    (folder / "relational.csv").write_text(
        "response_id,answered_at,kind,nps\n1,2026-10-31 23:30,relational,9\n", "utf-8"
    )
    (folder / "invitations.csv").write_text(
        "month,kind,eligible,invited,answered\n2026-10-01,relational,9,5,1\n", "utf-8"
    )
    return folder


def test_the_sample_is_built_once_and_marked_as_a_demo(tmp_path: Path, files: Path) -> None:
    root = tmp_path / "data"
    reports = sample(WHO, root, NOW, files=files)
    assert {report.kind for report in reports} == {"answers", "invitations"}
    assert locate(root) == root / "demo"
    snapshot = open_snapshot(root / "demo")
    assert snapshot.demo
    assert "Larkfield" in snapshot.organisation()
    first, last = snapshot.span(WHO)
    assert (first.isoformat(), last.isoformat()) == ("2026-10-31", "2026-10-31")
    assert sample(WHO, root, NOW, files=files, if_missing=True) == ()


def test_missing_files_of_the_sample_say_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="make sample"):
        sample(WHO, tmp_path / "data", NOW, files=tmp_path)
