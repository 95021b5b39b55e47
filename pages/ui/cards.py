"""Words and numbers on a page: the question, the big number, the answer, the facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st

from cxdata.charts.svg import Markup, tag
from pages.ui import locales

# A line breaks between words, never between a number and its unit.
UNIT = re.compile(r"(?<=\d) (?=%)|(?<=[€$£¥₹±]) (?=\d)|(?<=\d) (?=±)")
MARKUP = re.compile(
    r"([\\`*_{}\[\]<>#!|~$@]|[:.](?=\w))"
)  # what begins markup, a directive, or an address
Sentence = Iterable[tuple[str, bool]]  # words, and whether they are muted


def literal(name: str) -> str:
    """A name as the label of a button or link shows it: Streamlit reads labels as Markdown."""
    return MARKUP.sub(r"\\\1", name)


def question(words: str) -> None:
    """The question that a page answers, as its title."""
    _write(tag("h1", words, class_="cx-question"))


def hero(asked: str, figure: str, shown: bool) -> None:
    """The question and its one large number; quiet where there is none to show."""
    question(asked)
    # Markdown is part of what the browser loads first: the number need not wait for any other part.
    with st.container(key="number" if shown else "number_none"):
        st.markdown(f"**{locales.said(figure)}**")


def answer(sentence: Sentence) -> None:
    """The answer in a sentence, with what may be chance muted."""
    spans = (tag("span", words, class_="cx-muted" if muted else None) for words, muted in sentence)
    _write(tag("p", *spans, class_="cx-answer"))


def facts(words: str) -> None:
    """One small line: interval, answers, share of those asked."""
    if words:
        _write(tag("p", words, class_="cx-facts"))


def legend(words: str) -> None:
    """How to read a picture, in a long line; on a phone folded, so that the picture comes first."""
    line = tag("p", words, class_="cx-facts")
    folded = tag("details", tag("summary", "How to read this"), line, class_="cx-fold")
    _write(Markup(tag("p", words, class_="cx-facts cx-roomy") + folded))


def where(words: str) -> None:
    """Whose data is shown, in the bar."""
    _write(tag("div", words, class_="cx-where"))


def on_paper(words: str) -> None:
    """What a printed sheet must say of itself, where the bar says it on screen."""
    _write(tag("p", words, class_="cx-facts cx-on-paper"))


def notice(words: str) -> None:
    """Something that happened, or stands in the way.

    What an address says is told here, too: a number in it is nobody's name. Where our own words say
    who did something, `authors.named` puts the name in before.
    """
    _write(tag("div", words, class_="cx-notice", role="status"))


def fact(words: str) -> None:
    """A plain line of what is known; nothing where there is none."""
    if words:
        _write(tag("p", words, class_="cx-fact"))


def figures(pairs: Iterable[tuple[str, str]]) -> None:
    """Small figures side by side, each over its name."""
    tiles = (
        tag("div", tag("b", figure), tag("p", name, class_="cx-facts"), class_="cx-tile")
        for name, figure in pairs
    )
    _write(tag("div", *tiles, class_="cx-tiles"))


def verdict(right: bool, lead: str, words: str) -> None:
    """Whether an answer was right, and why; said aloud to whoever does not see it."""
    look = f"cx-verdict cx-{'right' if right else 'wrong'}"
    _write(tag("div", tag("b", lead), f" {words}", class_=look, role="status"))


def label(words: str) -> None:
    """The name of a picture, above it."""
    _write(tag("h2", words, class_="cx-label"))


def decision(lead: str, words: str) -> None:
    """The one thing that somebody must decide."""
    _write(tag("div", tag("b", lead), f" {words}", class_="cx-decision"))


def tile(value: str, words: str) -> None:
    """A figure and what is to be known about it."""
    facts_ = tag("p", words, class_="cx-facts")
    _write(tag("div", tag("b", value), facts_, class_="cx-tile"))


def notes(sentences: Iterable[str]) -> None:
    """Small sentences that belong under the page."""
    lines = [tag("p", words, class_="cx-facts") for words in sentences if words]
    if lines:
        _write(tag("div", *lines, class_="cx-notes"))


def promise(company: str, words: str) -> None:
    """What the company promises its customers, which the score is to be held against."""
    if words:
        _write(tag("p", tag("b", f"{company} promises: "), words, class_="cx-promise"))


def empty(title: str, words: str) -> None:
    """A page or a picture that has nothing to show, and what to do about it."""
    _write(
        tag(
            "div",
            tag("h2", title, class_="cx-answer"),
            tag("p", words, class_="cx-muted"),
            class_="cx-empty",
        )
    )


def _write(markup: Markup) -> None:
    written = locales.markup(str(markup), locales.reader())
    st.html(UNIT.sub("\u00a0", written))
