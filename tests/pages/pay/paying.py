"""What the tests of the reward pages share: addresses, and what is read and pressed there."""

import re

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from cxdata.scope import EXECUTIVE, Scope
from pages.ui import pay_save
from tests.pages.reading import marks, words

PAGE, IF = "pages/reward/incentives.py", "pages/reward/what_if.py"
BOSS = Scope(EXECUTIVE)
MONEY = re.compile(r"€\s?(\d[\d,.]*\d)")


def everything(app: AppTest) -> str:
    """All that a page sends: words, marks, choices, tables."""
    told = [words(app), marks(app)]
    told += [str(box.options) + str(box.value) for box in app.selectbox]
    told += [frame.value.to_csv() for frame in app.dataframe]
    told += [element.value for element in app.markdown]
    return " ".join(told)


def opened(app: AppTest, key: str) -> None:
    """Open a picture's table; some are worked out beside the page and come a run later."""
    app.session_state[f"about_{key}"] = True
    for _ in range(20):
        app.run()
        if app.dataframe:
            return


def amounts(app: AppTest) -> set[str]:
    """Every amount of money that a page names, without its symbol."""
    return set(MONEY.findall(everything(app)))


def paid(app: AppTest) -> dict[str, set[str]]:
    """What an executive reads of each team's money: its row of the table, by team."""
    rows = re.split(r'data-team="', marks(app))[1:]
    found = {row.partition('"')[0]: set(MONEY.findall(row)) for row in rows}
    assert len(found) == 20
    assert all(found.values())
    return found


def settled(app: AppTest) -> AppTest:
    """A page once what is worked out beside it is there."""
    for _ in range(30):
        if not app.get("progress") and not any("seconds so far" in c.value for c in app.caption):
            break
        app.run()
    return app


def draft(app: AppTest) -> TextArea:
    """The draft as text."""
    if app.session_state[pay_save.MODE] != pay_save.AS_TEXT:
        app.segmented_control(key=pay_save.MODE).set_value(pay_save.AS_TEXT).run()
    return next(area for area in app.text_area if area.key.startswith("plan_"))
