"""Who reads whose comments: a team those of the touchpoints that it owns or supports."""

import pytest

from cxdata import organisation
from cxdata.reports.readers import readable
from cxdata.scope import Scope

COMPANY = organisation.parse(
    """
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
id = "bill"
name = "Bill"
stage = "buy"
[[department]]
id = "shop"
name = "Shop"
[[department]]
id = "office"
name = "Office"
[[team]]
id = "front"
name = "Front"
department = "shop"
[[team]]
id = "books"
name = "Books"
department = "office"
[[line]]
team = "front"
touchpoint = "till"
[[line]]
team = "books"
touchpoint = "bill"
[[line]]
team = "books"
touchpoint = "till"
part = "supports"
"""
)


@pytest.mark.parametrize(
    ("scope", "touchpoints"),
    [
        (Scope("executive"), None),
        (Scope("steward"), None),
        (Scope("lead", ("shop",)), ("till",)),
        (Scope("lead", ("office",)), ("till", "bill")),
        (Scope("employee", ("shop",)), ("till",)),
        (Scope("employee"), ()),
        (Scope("employee", teams=("front",)), ("till",)),
        (Scope("employee", ("shop",), teams=("books", "no such team")), ("till", "bill")),
        (Scope("payroll", teams=("front",)), ()),
        (Scope("lead"), ()),
        (Scope("lead", ("no such department", "")), ()),
        (Scope("payroll", ("shop",)), ()),
    ],
)
def test_comments_are_read_by_those_who_can_act_on_them(
    scope: Scope, touchpoints: tuple[str, ...] | None
) -> None:
    assert readable(scope, COMPANY) == touchpoints
