"""What only paper shows: the page's name, whose figures these are, and what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from cxdata.charts.svg import tag
from cxdata.errors import CxError
from pages.ui import data, locales

KEY, SAID, NAMED, PLACE = "printed", "printed_said", "printed_named", "printed_place"
# Pictures drawn for the screen's width are shown whole on paper's: Plotly gives its drawings a
# size but no coordinates to scale them by. Dark ones are turned light, hues kept.
_SCRIPT = """
export default function () {
  if (window.cxPaper) return;
  window.cxPaper = true;
  const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");
  // A picture keeps to one sheet; a list that is longer than one begins where it stands.
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("[data-testid^=stBidi]"))
      one.style.breakInside = one.offsetHeight > 860 ? "auto" : "avoid";
  });
  addEventListener("beforeprint", () => drawings().forEach((svg) => {
    const [width, height] = [svg.getAttribute("width"), svg.getAttribute("height")];
    if (!width || !height) return;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
    const box = svg.closest(".svg-container").style;
    box.setProperty("--cx-ratio", `${width} / ${height}`);
    box.setProperty("--cx-width", `${width}px`);
  }));
  addEventListener("afterprint", () => drawings().forEach((svg) => svg.removeAttribute("viewBox")));
}
"""
_LIGHT = (
    "<style>@media print{.stPlotlyChart,[data-testid=stDataFrame]"
    "{filter:invert(1) hue-rotate(180deg)}}</style>"
)
_mounted = st.components.v2.component("cx_printed", html="<span></span>", js=_SCRIPT)


def begin(title: str) -> None:
    """A page begins: it keeps the place of the sheet's head, and nothing is chosen on it yet."""
    st.session_state[SAID] = []
    st.session_state[PLACE] = (title, st.container(key=KEY))
    st.session_state.pop(NAMED, None)
    _called(title)


def named(title: str, whose: str) -> None:
    """What is printed has a name and a day of its own, as a frozen presentation has."""
    st.session_state[NAMED] = (title, whose)
    _called(title)


def _called(title: str) -> None:
    """The document's own title: what a tab, a bookmark and a file printed from it are called."""
    st.set_page_config(f"{title} · CX Commons")


def say(label: str, words: str) -> None:
    """Something was chosen that the paper must tell: what chose it is not printed."""
    if words:
        st.session_state.setdefault(SAID, []).append((label, words))


def choice(label: str, options: Mapping[str, str], chosen: str) -> None:
    """One of several, told where it is not the usual one: the first."""
    if chosen in options and chosen != next(iter(options)):
        say(label, options[chosen])


def finish() -> None:
    """A page ends, or stops early: its sheet has a head all the same. Once a run."""
    title, place = st.session_state.pop(PLACE, ("", None))
    if place is not None:
        with place:
            head(title)
        script()


def head(title: str) -> None:
    """The head of the sheet, and what stands on top of every further one; unseen on screen."""
    title, whose = st.session_state.get(NAMED) or (title, _whose())
    chosen = " · ".join(f"{label}: {words}" for label, words in _once(st.session_state[SAID]))
    parts = [tag("b", title), tag("span", whose) if whose else ""]
    if chosen:
        parts.append(tag("p", chosen))
    mark = tag("div", *parts, class_="cx-printed")
    st.html(locales.markup(str(mark), locales.reader()))
    st.html(_running(locales.said(" · ".join(part for part in (title, whose) if part))))
    if st.context.theme.type == "dark":
        st.html(_LIGHT)


def script() -> None:
    """What readies the pictures for paper; after the page, so that nothing waits for it."""
    with st.container(key=f"{KEY}_script"):
        _mounted(data={"paper": True}, key="paper", height=1)


def _whose() -> str:
    try:
        return data.whose()
    except CxError:
        return ""  # a record that cannot be read: the page says so


def _once(said: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was said last under each label."""
    return list(dict(said).items())


def _running(words: str) -> str:
    """The line on top of every sheet but the first, as CSS that no name can end.

    Slides have it on the first sheet too: they have no other head.
    """
    letters = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in words)
    line = f'@top-left{{content:"{letters}";font:8pt sans-serif;color:#5F6B78}}'
    return (
        f"<style>@page{{{line}}}@page:first{{@top-left{{content:none}}}}"
        f"@page slides{{size:landscape;{line}}}@page slides:first{{{line}}}</style>"
    )
