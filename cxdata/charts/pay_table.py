"""All teams of a plan, and the company's money against its budget."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts.reward_shapes import Budget, TeamPay
from cxdata.charts.scale import Scale
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import scored

HEIGHT, MIDDLE = 26, 13
HEAD = ("Team", "Score that counts", "In % of target; the line is 100 %")
BETWEEN, MIGHT = "Between", "Might have been"  # what luck can make of it still, and could have


def mark(teams: Sequence[TeamPay], ended: bool = False) -> Mark:
    """A row a team in the order given; its name can be pressed (data-team holds its id).

    ended   the period is over: what it came to, and what other luck might have made of it
    """
    might = MIGHT if ended else BETWEEN
    top = max([150.0, *(_share(t, t.high) for t in teams)])
    scale = Scale(0.0, top, top)
    head = tag(
        "div",
        *(tag("div", name) for name in HEAD),
        tag("div", "Came to" if ended else "On course for", class_="cx-pay-sum"),
        tag("div", might, class_="cx-pay-range"),
        tag("div", ""),
        class_="cx-pay cx-pay-head",
        aria_hidden="true",
    )
    rows = (_row(team, scale, might.lower()) for team in teams)
    words = " ".join(f"{_sentence(team, might.lower())}." for team in teams)
    return Mark(tag("div", head, *rows, class_="cx-pays", role="list"), words)


def _sentence(team: TeamPay, might: str) -> str:
    state = f", {team.standing}" if team.standing else ""
    ends = " ".join(_range(team, might)).strip()
    return f"{team.name}: {team.expected}, {ends}, {team.percent:.0f} % of target{state}"


def _range(team: TeamPay, might: str) -> tuple[str, str]:
    """What luck can make of it, after its word; of a payment that is withheld, what is earned."""
    if team.expected != team.text:
        return "", f"{team.text} earned"
    if team.low == team.high:
        return "", team.range_text
    between = might == BETWEEN.lower()
    return might, team.range_text.replace(" to ", " and ") if between else team.range_text


def _share(team: TeamPay, amount: object) -> float:
    return 100.0 * float(str(amount)) / float(team.target) if team.target else 0.0


def _row(team: TeamPay, scale: Scale, might: str) -> Markup:
    on = team.ramp
    score = scored(on.value, on.unit) if on.value is not None else "–"
    name = tag("button", team.name, type="button", data_team=team.id, class_="cx-l-team")
    word, ends = _range(team, might)
    bar = drawing(_sentence(team, might), *_bar(team, scale), height=HEIGHT, class_="cx-drawing")
    kind = "cx-held" if team.held else "cx-state"
    return tag(
        "div",
        tag("div", name, class_="cx-pay-name"),
        tag("div", score, class_="cx-pay-score"),
        tag("div", bar, class_="cx-pay-bar"),
        tag("div", team.expected, class_="cx-pay-sum"),
        tag("small", *_word(word), ends, class_="cx-pay-range"),
        tag("div", team.standing, class_=f"cx-pay-state {kind}"),
        class_="cx-pay",
        role="listitem",
    )


def _word(word: str) -> list[Markup]:
    """A range's word where there is no head above it, as on a phone (reward.css)."""
    return [tag("span", f"{word} ", class_="cx-pay-word")] if word else []


def _bar(team: TeamPay, scale: Scale) -> list[Markup]:
    full, here = scale.x(100.0), scale.x(_share(team, team.amount))
    left, right = scale.x(_share(team, team.low)), scale.x(_share(team, team.high))
    colour = "var(--cx-muted)" if team.held else "var(--cx-p3)"
    return [
        tag("line", x1=percent(full), x2=percent(full), y1=0, y2="100%",
            stroke="var(--cx-line)"),
        tag("rect", x=percent(left), width=percent(max(right - left, 0.5)), y=MIDDLE - 2.5,
            height=5, rx=2.5, fill=colour, opacity=0.45),
        tag("circle", cx=percent(here), cy=MIDDLE, r=6, fill=colour),
    ]  # fmt: skip


def budget(found: Budget) -> Mark:
    """The forecast with its range on a line of money, budget and targets as ticks."""
    ends = [found.high, found.most, *(amount for _, amount, _ in found.ticks)]
    scale = Scale(0.0, float(max(ends)) * 1.06 or 1.0, 1.0)
    left, right = scale.x(float(found.low)), scale.x(float(found.high))
    drawn = [
        tag("rect", x="0", width="100%", y=25, height=6, rx=3, fill="var(--cx-line)"),
        tag("rect", x=percent(left), width=percent(max(right - left, 0.5)), y=23, height=10,
            rx=5, fill="var(--cx-p2)"),
        tag("circle", cx=percent(scale.x(float(found.forecast))), cy=28, r=8,
            fill="var(--cx-p3)", stroke="var(--cx-card)", stroke_width=2),
    ]  # fmt: skip
    ticks = sorted(found.ticks, key=lambda tick: tick[1])
    for place, (name, amount, text) in enumerate(ticks):
        side = "end" if place == 0 and len(ticks) > 1 else "start"
        drawn += _tick(scale.x(float(amount)), f"{name} {text}", side)
    return Mark(drawing(found.words, *drawn, height=62, class_="cx-drawing"), found.words)


def _tick(x: float, words: str, side: str) -> list[Markup]:
    side = "end" if x > 82 else "start" if x < 18 else side
    y = 56
    return [
        tag("line", x1=percent(x), x2=percent(x), y1=14, y2=y, stroke="var(--cx-ink)",
            stroke_width=1.5),
        tag("text", words, x=percent(x), dx=-6 if side == "end" else 6, y=y, text_anchor=side,
            class_="cx-tick"),
    ]  # fmt: skip
