"""What a session may bring in: a number of files, so many bytes, and who may bring any."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from cxdata.errors import CxError, Refused
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.scope import LEAD, ROLES, STEWARD, Scope
from pages.ui import table
from pages.ui.server import uploads, visits

MEGABYTE = 1024 * 1024


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """Streamlit's storage, as if one of its servers ran here."""
    held = MemoryUploadedFileManager("/_stcore/upload_file")
    server = SimpleNamespace(uploaded_file_mgr=held, is_active_session=lambda _: True)
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: server)
    return held


def brought(manager: MemoryUploadedFileManager, session: str, size: int) -> bool:
    with uploads.room(session, str(size)) as fits:
        if fits:
            name = f"f{len(manager.file_storage[session])}"
            manager.add_file(session, UploadedFileRec(name, name, "text/csv", b"x" * size))
    return fits


def test_a_session_holds_so_many_files_and_another_has_its_own_room(
    manager: MemoryUploadedFileManager,
) -> None:
    assert all(brought(manager, "one", 1) for _ in range(uploads.MOST_FILES))
    assert not brought(manager, "one", 1)
    assert brought(manager, "two", 1)
    manager.remove_file("one", "f0")
    assert brought(manager, "one", 1)


def test_a_session_holds_so_many_bytes(manager: MemoryUploadedFileManager) -> None:
    assert all(brought(manager, "one", 20 * MEGABYTE) for _ in range(5))
    assert not brought(manager, "one", 1)


def test_files_that_come_at_once_and_those_of_unknown_size_are_reckoned_with(
    manager: MemoryUploadedFileManager,
) -> None:
    with uploads.room("one", str(70 * MEGABYTE)) as first, uploads.room("one", "") as second:
        assert (first, second) == (True, True)
        with uploads.room("one", "nonsense") as third:
            assert not third
    assert uploads._coming == {}
    with pytest.raises(OSError), uploads.room("one", "5"):  # noqa: PT011
        raise OSError
    assert uploads._coming == {}


@pytest.mark.parametrize("role", ROLES)
def test_files_are_brought_by_stewards_and_presenters_into_their_own_session(
    manager: MemoryUploadedFileManager, role: str
) -> None:
    visit, other = visits.fresh(), visits.fresh()
    who = Scope(role, ("a",) if role == LEAD else ())
    visits._admit("mine", visit, lambda: who)
    assert visits.may_bring(visit, "mine") == any(role in one.files for one in table.PAGES)
    assert visits.is_admitted(visit)
    assert not visits.may_bring(visit, "another")
    assert not visits.may_bring(other, "mine")
    visits._dismiss("mine")
    assert not visits.may_bring(visit, "mine")


@pytest.mark.parametrize("role", ROLES)
def test_the_page_table_and_the_import_itself_agree_on_who_brings_feedback(
    tmp_path: Path, role: str
) -> None:
    try:
        imports.dry_run(Scope(role), tmp_path, Batch(()), datetime(2026, 11, 1, tzinfo=UTC))
    except Refused:
        let_in = False
    except CxError:
        let_in = True
    else:
        let_in = True
    assert let_in == (role in table.at(table.IMPORTS).files)


def test_files_are_brought_only_where_the_page_opens() -> None:
    assert all(set(page.files) <= set(page.roles) for page in table.PAGES)
    assert table.bringers() == {"steward", "executive"}


def test_a_role_that_was_taken_back_brings_nothing_any_more(
    manager: MemoryUploadedFileManager,
) -> None:
    visit, now = visits.fresh(), [Scope(STEWARD)]

    def standing() -> Scope:
        if not now:
            raise CxError("revoked")
        return now[0]

    visits._admit("mine", visit, standing)
    assert visits.may_bring(visit, "mine")
    now[0] = Scope("employee")
    assert not visits.may_bring(visit, "mine")
    now.clear()
    assert not visits.is_admitted(visit)
    visits._dismiss("mine")
