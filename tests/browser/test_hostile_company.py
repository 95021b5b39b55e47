"""Every page of a company whose every name is meant to do harm, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from cxdata.scope import STEWARD
from pages.ui import table
from tests import hostile
from tests.browser.conftest import ANYBODY, Seen

Look = Callable[..., Seen]
ASKED = {"search": hostile.NAMES[7], "theme": hostile.NAMES[8], "by": hostile.NAMES[0]}


def test_no_name_reaches_out_runs_or_breaks_a_page(
    serve: Callable[..., str], look: Look, tmp_path: Path
) -> None:
    server = serve(hostile.root(tmp_path))
    seen = look(f"{server}/?{urlencode(ASKED)}")
    seen.page.add_init_script(ANYBODY)
    for page in table.PAGES:
        seen.page.goto(f"{server}/{page.url}?{urlencode(ASKED)}")
        seen.settled()
        if STEWARD in page.roles and page.chapter == "Steward":
            become = seen.page.get_by_role("button", name="View as a steward")
            if become.count():
                become.click()
                become.wait_for(state="detached")
                seen.settled()
        said = seen.page.inner_text("body")
        assert "Something went wrong" not in said, page.url
        assert "taken" not in seen.page.title(), page.url
        assert seen.page.locator("img[src*='198.51'], a[href*='198.51']").count() == 0, page.url
    hosts = {url.split("/")[2].split(":")[0] for url in seen.asked if "://" in url}
    assert hosts == {"127.0.0.1"}
    # Nothing to run or to load was even tried: the policy had nothing to refuse.
    assert not seen.complaints()
