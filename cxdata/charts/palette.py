"""The colours, defined once: tokens of the light and the dark theme, and how CSS names them.

`.streamlit/config.toml` repeats those that Streamlit paints itself; a test holds them equal.
The diverging steps run from detractor orange over warm grey to promoter teal: no red and green,
so they can be told apart with any colour vision and on a projector.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One theme's colours, as #RRGGBB.

    background, card, shade  surfaces: the page, what lies on it, what is set back
    ink, muted, line         text, quiet text, hairlines
    accent      the one colour of what can be pressed
    neutral     a bar or a dot that says nothing either way
    diverging   seven steps from detractors to promoters; the middle one is grey
    """

    name: str
    background: str
    card: str
    shade: str
    ink: str
    muted: str
    line: str
    accent: str
    neutral: str
    diverging: tuple[str, ...]

    def tint(self, step: int) -> str:
        """The diverging colour of a step -3 (detractors) … +3 (promoters); beyond is clamped."""
        return self.diverging[max(-3, min(3, step)) + 3]


LIGHT = Palette(
    name="light",
    background="#FBFAF7",
    card="#FFFFFF",
    shade="#F1EFEA",
    ink="#1D2733",
    muted="#5F6B78",
    line="#E4E1DA",
    accent="#2F4B9B",
    neutral="#C6CACE",
    diverging=("#B4532A", "#D98A5F", "#F0C9AE", "#ECEAE4", "#B5D8D3", "#5FA8A1", "#17706B"),
)
DARK = Palette(
    name="dark",
    background="#12161B",
    card="#1A2027",
    shade="#222932",
    ink="#EDF1F5",
    muted="#9AA7B4",
    line="#2B343E",
    accent="#8FA8FF",
    neutral="#434B54",
    diverging=("#E58A5C", "#C06C46", "#6F4634", "#343B43", "#2F5A58", "#3F8E88", "#6FD0C7"),
)

_TOKENS = ("background", "card", "shade", "ink", "muted", "line", "accent", "neutral")


def of(theme: str | None) -> Palette:
    """The palette of a theme's name: 'dark', else light."""
    return DARK if theme == "dark" else LIGHT


def variables() -> str:
    """CSS declarations of every token, for whichever colour scheme the element has.

    --cx-ink … and --cx-m3 --cx-m2 --cx-m1 --cx-0 --cx-p1 --cx-p2 --cx-p3 for the diverging steps.
    """
    pairs = [(name, getattr(LIGHT, name), getattr(DARK, name)) for name in _TOKENS]
    pairs += [(step(i), LIGHT.tint(i), DARK.tint(i)) for i in range(-3, 4)]
    return "".join(f"--cx-{name}:light-dark({light},{dark});" for name, light, dark in pairs)


def step(tint: int) -> str:
    """The CSS name of a diverging step: m3 … m1, 0, p1 … p3."""
    bounded = max(-3, min(3, tint))
    return "0" if bounded == 0 else f"{'m' if bounded < 0 else 'p'}{abs(bounded)}"
