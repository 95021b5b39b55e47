"""All teams of a plan, and the company's money against its budget."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts.reward_shapes import Budget, TeamPay
from cxdata.charts.scale import Scale
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import scored

HEIGHT, MIDDLE = 26, 13
HEAD = ("Team", "Score that counts", "In % of target; the line is 100 %")


def mark(teams: Sequence[TeamPay], ended: bool = False) -> Mark:
    """A row a team in the order given; its name can be pressed (data-team holds its id).

    ended   the period is over: what it came to, and what luck could have made of it
    """
    top = max([150.0, *(_share(t, t.high) for t in teams)])
    scale = Scale(0.0, top, top)
    head = tag(
        "div",
        *(
            tag("div", name)
            for name in ("Team", "Score that counts", "In % of target; the line is 100 %")
        ),
        tag("div", "Came to" if ended else "On course for", class_="cx-pay-sum"),
        tag("div", "By luck between" if ended else "Between", class_="cx-pay-range"),
        tag("div", ""),
        class_="cx-pay cx-pay-head",
        aria_hidden="true",
    )
    rows = (_row(team, scale) for team in teams)
    return Mark(tag("div", head, *rows, class_="cx-pays", role="list"), in_words(teams))


def in_words(teams: Sequence[TeamPay]) -> str:
    """A sentence a team."""
    return " ".join(f"{_sentence(team)}." for team in teams)


def _sentence(team: TeamPay) -> str:
    state = f", {team.standing}" if team.standing else ""
    return f"{team.name}: {team.expected}, {_range(team)}, {team.percent:.0f} % of target{state}"


def _range(team: TeamPay) -> str:
    """Between what; of a payment that is withheld, what is earned."""
    return team.range_text if team.expected == team.text else f"{team.text} earned"


def _share(team: TeamPay, amount: object) -> float:
    return 100.0 * float(str(amount)) / float(team.target) if team.target else 0.0


def _row(team: TeamPay, scale: Scale) -> Markup:
    on = team.ramp
    score = scored(on.value, on.unit) if on.value is not None else "–"
    name = tag("button", team.name, type="button", data_team=team.id, class_="cx-l-team")
    bar = drawing(_sentence(team), *_bar(team, scale), height=HEIGHT, class_="cx-drawing")
    kind = "cx-held" if team.held else "cx-state"
    return tag(
        "div",
        tag("div", name, class_="cx-pay-name"),
        tag("div", score, class_="cx-pay-score"),
        tag("div", bar, class_="cx-pay-bar"),
        tag("div", team.expected, class_="cx-pay-sum"),
        tag("small", _range(team), class_="cx-pay-range"),
        tag("div", team.standing, class_=f"cx-pay-state {kind}"),
        class_="cx-pay",
        role="listitem",
    )


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
