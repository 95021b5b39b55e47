"""The lesson's pictures, and the code on the wall, read back from their own markup."""

import re
from types import SimpleNamespace

import pytest
import segno

from cxdata.charts import qr, score_maker, telling
from cxdata.reports import learning_trials
from tests.charts.shown import HOSTILE

RECT = re.compile(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="1" fill="#000000"></rect>')


def read_back(markup: str) -> list[list[bool]]:
    """The modules that the picture paints dark, without the quiet zone."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', markup)[1]) - 2 * qr.QUIET
    grid = [[False] * side for _ in range(side)]
    for x, y, width in (map(int, found) for found in RECT.findall(markup)):
        for i in range(width):
            grid[y - qr.QUIET][x - qr.QUIET + i] = True
    return grid


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8501/my_part?team=vans_north",
        f"https://cx.example/my_part?team={'x' * 90}",
    ],
)
def test_the_code_on_the_wall_is_the_address(address: str) -> None:
    wanted = [[bool(cell) for cell in row] for row in segno.make(address, error="m").matrix]
    assert read_back(str(qr.mark(address, "QR code").html)) == wanted


def test_another_address_is_another_code() -> None:
    one, other = (qr.modules(f"http://host/my_part?team={name}") for name in ("amber", "birch"))
    assert one != other


def test_what_a_code_is_called_is_escaped() -> None:
    assert "<img" not in str(qr.mark("http://host/", HOSTILE).html)


def test_the_bar_shares_the_width_among_the_three() -> None:
    counts = (50, 30, 20)
    mark = score_maker.mark(counts, learning_trials.tried(counts))
    widths = re.findall(r'width="([\d.]+)%" height="44"', str(mark.html))
    assert [float(width) for width in widths] == [20, 30, 50]
    assert "+30, 95 % between +14 and +44" in mark.words


def test_a_bar_of_nobody_says_that_nobody_answered() -> None:
    mark = score_maker.mark((0, 0, 0), learning_trials.tried((0, 0, 0)))
    assert "nobody answered" in mark.words


def test_sizes_that_tell_the_move_are_teal_and_the_others_grey() -> None:
    rows = [SimpleNamespace(n=100, points=31.5, own=False, enough=False),
            SimpleNamespace(n=4000, points=4.9, own=True, enough=True)]  # fmt: skip
    html = str(telling.mark(rows, 5).html)
    assert html.count('fill="var(--cx-p2)"') == html.count('fill="var(--cx-neutral)"') == 1
    assert "4,000 answers (ours): 5 points" in telling.in_words(rows, 5)
