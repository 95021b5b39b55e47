"""What is written is true: worked examples are recomputed, headings are there, links lead on."""

import ast
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cxdata import explain
from cxdata.metrics import (
    association,
    bridge,
    case_mix,
    compare,
    control,
    course,
    detectors,
    disclosure,
    drivers,
    funnel,
    gain,
    plan_simulation,
    ramp,
    rows,
    scores,
    shrink,
    sight,
    threshold,
    value,
    weights,
    words,
)

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "cxdata" / "explain").glob("*.md"))
MAY = {
    f"{room.__name__.rsplit('.', 1)[1]}.{name}": getattr(room, name)
    for room, names in (
        (scores, ("nps", "csat", "ces", "mean", "favourable", "variance")),
        (compare, ("difference", "share_difference", "against_target", "verdict", "detectable")),
        (compare, ("answers_needed", "benjamini_hochberg")),
        (control, ("chart", "period_for")),
        (bridge, ("two_factor", "three_factor", "three_factor_counts")),
        (weights, ("rake", "weighted_nps", "largest_bias", "shift")),
        (value, ("value_weighted", "revenue_at_risk", "earned_growth", "tilt")),
        (course, ("path", "level", "parts")),
        (disclosure, ("suppress", "blocks")),
        (shrink, ("shrink", "shrink_counts", "answers_added", "ranks")),
        (rows, ("standing",)),
        (case_mix, ("case_mix",)),
        (funnel, ("funnel", "limits", "bands", "more_answers")),
        (drivers, ("shares",)),
        (words, ("contrast",)),
        (association, ("association",)),
        (sight, ("reach", "score")),
        (threshold, ("threshold",)),
        (gain, ("gain", "rating_points")),
        (ramp, ("Ramp",)),
        (detectors, ("coverage", "tens")),
        (plan_simulation, ("simulate", "alike")),
    )
    for name in names
}
NUMBER = r"[+−]?[\d.]+"
ESTIMATE = re.compile(rf"({NUMBER}) \(({NUMBER}) … ({NUMBER})\)")


def examples(path: Path) -> list[str]:
    fences = re.findall(r"```example\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    return [line for fence in fences for line in fence.splitlines() if line.strip()]


def computed(node: ast.expr) -> Any:
    """A call of an allowed metric, of calls and plain values; nothing else is run."""
    if isinstance(node, ast.Call):
        assert not node.keywords
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
            made = computed(node.func.value)  # a method of what an allowed call made
            return getattr(made, node.func.attr)(*(computed(part) for part in node.args))
        return MAY[ast.unparse(node.func)](*(computed(part) for part in node.args))
    if isinstance(node, ast.Attribute):
        return getattr(computed(node.value), node.attr)
    return ast.literal_eval(node)


def agrees(found: Any, written: str) -> bool:
    """Is the figure that which is written, to the decimals written?"""
    if isinstance(found, (str, bool, np.bool_, np.str_)) or not re.fullmatch(NUMBER, written):
        return str(found) == written
    decimals = len(written.partition(".")[2])
    return abs(float(found) - float(written.replace("−", "-"))) <= 0.5 * 10**-decimals + 1e-9


def holds(line: str) -> bool:
    call, _, answer = line.partition(" -> ")
    found = computed(ast.parse(call, mode="eval").body)
    if estimate := ESTIMATE.fullmatch(answer):
        ends = (found.value, found.low, found.high)
        return all(agrees(*pair) for pair in zip(ends, estimate.groups(), strict=True))
    if isinstance(found, np.ndarray):
        words = answer.split()
        return len(words) == found.size and all(map(agrees, found.ravel().tolist(), words))
    if hasattr(found, "__dataclass_fields__"):
        pairs = [part.split(" ") for part in answer.split(", ")]
        return all(agrees(getattr(found, name), written) for name, written in pairs)
    return agrees(found, answer)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_worked_example_is_what_the_metrics_say(path: Path) -> None:
    lines = examples(path)
    assert lines, f"{path.name} has no example to recompute"
    for line in lines:
        assert holds(line), line


def test_a_wrong_example_would_be_noticed() -> None:
    for wrong in (
        "scores.nps(50, 30, 20) -> +31 (+14 … +44)",
        "scores.nps(50, 30, 20) -> +30 (+14 … +45)",
        "weights.rake([400, 100], [[500, 500]]) -> n_eff 321",
        "compare.verdict(compare.difference((1, 0, 0), (0, 0, 1))) -> up",
        "disclosure.suppress([3, 40, 12, 0]) -> True False True True",
    ):
        assert not holds(wrong), wrong
    with pytest.raises(KeyError):
        holds("scores.open(1) -> 1")


@pytest.mark.parametrize("name", explain.names())
def test_every_page_has_all_its_headings_and_one_short_sentence(name: str) -> None:
    page = explain.page(name)
    whole = (ROOT / "cxdata" / "explain" / f"{name}.md").read_text("utf-8")
    assert tuple(re.findall(r"^## (.+)$", whole, re.MULTILINE)) == explain.HEADINGS
    assert tuple(re.findall(r"^## (.+)$", page.body, re.MULTILINE)) == explain.HEADINGS[:-1]
    assert "example" not in page.analysts
    assert page.analysts.endswith("```")
    assert page.title
    assert page.short.count(". ") == 0
    assert page.short.endswith(".")
    assert len(page.short.split()) <= 30


CODE = re.compile(
    r"```|\w\.\w+\(|\[\d|->|[√Σστμθλα₀₁ᵢ²]|Benjamini|log-odds|Shapley|raking", re.IGNORECASE
)


@pytest.mark.parametrize("name", explain.names())
def test_what_everybody_reads_holds_neither_code_nor_signs_of_statistics(name: str) -> None:
    assert CODE.findall(explain.page(name).body) == []
    assert CODE.search(explain.page(name).analysts)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_the_example_in_words_says_what_is_recomputed(path: Path) -> None:
    told = explain.page(path.stem).body.partition("## Worked example\n")[2].partition("\n## ")[0]
    said = {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", told)}
    answers = " ".join(line.partition(" -> ")[2] for line in examples(path))
    found = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", answers)} - {0, 1, 2}
    shares = {round(100 * n, 6) for n in found}
    # Where every answer is a verdict (True, 'above'), the words carry it.
    assert not found or (found | shares) & said, (found, told)


def test_an_unknown_page_says_which_there_are() -> None:
    with pytest.raises(KeyError, match=r"no page explains 'npz'.*control_chart.*nps"):
        explain.page("npz")


def asked_pages() -> list[tuple[str, str]]:
    """Names of explain pages that the windows ask for, where written out (several at once too)."""
    found = []
    for path in (ROOT / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS:
                place = CALLS[ast.unparse(node.func)]
                name = node.args[place] if len(node.args) > place else None
                if isinstance(name, ast.Constant):
                    found += [(path.name, part) for part in str(name.value).split()]
    return found


CALLS = {"about.popover": 1, "about.heading": 2, "explain.page": 0}


def test_every_explanation_that_a_page_asks_for_exists() -> None:
    asked = asked_pages()
    assert asked, "the windows ask for explanations in another way now: follow it here"
    missing = [(file, name) for file, name in asked if name not in explain.names()]
    assert not missing


def written() -> list[Path]:
    papers = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("sample_data/*.md")]
    return [*papers, *PAGES]


@pytest.mark.parametrize("path", written(), ids=lambda p: str(p.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text)
    for target in (one or other for one, other in links):
        if not re.match(r"[a-z]+:|#", target):
            assert (path.parent / target.partition("#")[0]).exists(), target
