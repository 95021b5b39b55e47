"""Comments on a page: the list, the words that stand out, the themes; and what narrows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType

import streamlit as st

from cxdata import record
from cxdata.charts import comments as listed
from cxdata.charts import word_rows
from cxdata.errors import CxError
from cxdata.record import themes as files
from cxdata.record.themes import Theme
from cxdata.reports import themes as report
from cxdata.reports import voice, voice_story
from cxdata.reports.themes import Table
from cxdata.reports.voice import Contrasted, Search, Term, Voices
from cxdata.scope import View
from pages.ui import about, cards, choice, data, link, linked, locales

STANDINGS = {"": "Everybody", "detractor": "Unhappy", "passive": "In between", "promoter": "Happy"}
KINDS = {"": "All surveys", "relational": "About the whole", "touchpoint": "About a touchpoint"}
AT, SURVEY, SAID_BY, THEME, TEXT, NUMBER = "at", "survey", "said_by", "theme", "search", "comments"
NARROWING = (AT, SURVEY, SAID_BY, THEME, TEXT)
PAGE = "pages/listen/voice.py"
LONGEST = 200  # characters of a search

# A press travels as a value of the row's own data-pick; a long comment opens where it stands.
_SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".cx-host");
  if (host.dataset.shown !== data.html) {
    // Drawn anew, the table keeps the focus where somebody walks it by keyboard.
    const held = host.getRootNode().activeElement?.dataset.pick;
    host.innerHTML = data.html;
    host.dataset.shown = data.html;
    const same = [...host.querySelectorAll("button[data-pick]")];
    if (held) same.find((one) => one.dataset.pick === held)?.focus({ preventScroll: true });
  }
  host.onclick = (event) => {
    const pick = event.target.closest("button[data-pick]");
    if (pick) {
      setTriggerValue("pick", pick.dataset.pick);
      // On a narrow screen the comments stand under what was pressed: they come into sight.
      const comments = document.querySelector(".st-key-comments_page");
      if (comments && comments.getBoundingClientRect().top > window.innerHeight) {
        comments.style.scrollMarginTop = "4.5rem";
        setTimeout(() => comments.scrollIntoView({ block: "start" }), 700);
      }
    }
    const more = event.target.closest("button[data-more]");
    if (!more) return;
    const open = more.ariaExpanded !== "true";
    more.ariaExpanded = String(open);
    more.dataset.all ??= more.textContent;
    more.textContent = open ? "Show less" : more.dataset.all;
    more.parentElement.querySelector("p").classList.toggle("cx-said-long", !open);
  };
}
"""
_mounted = st.components.v2.component(
    "cx_voice",
    html='<div class="cx-host">\n</div>',
    css=Path(__file__).with_name("voice.css").read_text("utf-8"),
    js=_SCRIPT,
)


def rows(comments: Sequence[listed.Said], terms: Iterable[str] = (), key: str = "said") -> None:
    """A list of comments, newest first as given; terms are marked in them."""
    mark = listed.mark(comments, terms, locales.said)
    _mounted(data={"html": str(mark.html)}, key=f"voice_{key}", height="content")


def search() -> Search:
    """Draw what narrows the comments, and return it."""
    company, known = data.organisation(), themes()
    _forget_unknown({theme.name for theme in known})
    names = {t.id: t.name for t in company.touchpoints}
    with st.container(
        key="filters_voice", horizontal=True, gap="small", vertical_alignment="bottom"
    ):
        text = st.text_input(
            "Search",
            key=TEXT,
            bind="query-params",
            placeholder='Words, or "an exact phrase"',
            max_chars=LONGEST,
            width=280,
            on_change=_first_page,
        )
        touchpoint = choice.one_of(
            "Touchpoint", {"": "All touchpoints"} | names, AT, 180, _first_page
        )
        standing = choice.one_of("Said by", STANDINGS, SAID_BY, 180, _first_page)
        kind = choice.one_of("Survey", KINDS, SURVEY, 180, _first_page)
        named = {theme.name: theme for theme in known}
        theme = ""
        if named:
            theme = choice.one_of(
                "Theme", {"": "All themes"} | {n: n for n in named}, THEME, 180, _first_page
            )
        st.button("Clear", key="clear_voice", on_click=_clear, type="tertiary")
    words = named[theme].words if theme else ()
    return Search(touchpoint, kind, standing, (text or "")[:LONGEST], words)


def themes() -> tuple[Theme, ...]:
    """The organisation's themes; none, and a word about it, where their file cannot be read."""
    try:
        return files.parse(files.text_of(home())).themes
    except CxError as error:
        cards.notice(f"{error} The page goes on without themes until a steward mends the file.")
        return ()


def home() -> Path:
    """The home whose themes are read."""
    return record.locate(data.root())


def found(view: View, asked: Search, number: int = 1) -> Voices:
    """A page of the comments that are asked for, the first one being number 1."""
    return data.of(voice.heard, view, asked, (number - 1) * voice.PAGE)


def terms(view: View, asked: Search) -> Contrasted:
    """What the unhappy say more than the happy."""
    kept = tuple(word for theme in themes() for word in theme.words)
    return data.of(voice.contrasted, view, Search(asked.touchpoint, asked.kind), kept)


def spoken(view: View, asked: Search) -> Table:
    """The themes' figures."""
    return data.of(report.table, view, themes(), Search(asked.touchpoint, asked.kind))


def answer(heard: Voices, told: Contrasted, table: Table, asked: Search) -> list[tuple[str, bool]]:
    """The page's answer in a sentence."""
    tally = heard.tally
    if heard.why:
        return [(heard.why, False)]
    if not tally.n:
        return [("No comment here holds that. ", False), ("Take a word or a filter out.", True)]
    n = f"{tally.n:,} comment{'' if tally.n == 1 else 's'}"
    if asked.text or asked.theme or asked.standing:
        found = f"{n} found"
        if not asked.standing:
            found += f": {tally.detractors:,} unhappy, {tally.promoters:,} happy"
        return [(f"{found}.", False)]
    said = [(f"{n}: {tally.detractors:,} unhappy, {tally.promoters:,} happy. ", False)]
    return [*said, *voice_story.sentence(table.rows, told, themes())]


def withheld(heard: Voices) -> None:
    """What is left out because too few answered, where the page's answer has not said so."""
    if heard.withheld != heard.why:
        cards.notes([heard.withheld])


def page(view: View, asked: Search, heard: Voices) -> None:
    """The comments, and the way to the next ones.

    heard  the first page: how many there are decides which pages there are to choose from
    """
    place = st.container(key="comments_page")
    pages = -(-heard.tally.n // heard.limit)
    choice.page_said(NUMBER, pages, "comments")
    if pages > 1:
        number = st.pagination(pages, key=NUMBER, bind="query-params", max_visible_pages=7)
        heard = found(view, asked, number)
        first, last = heard.offset + 1, heard.offset + len(heard.rows)
        cards.facts(f"{first:,}–{last:,} of {heard.tally.n:,} comments, newest first")
    with place:
        about.heading("Comments, newest first", "said", "voice", comments_table(view, asked, heard))
        rows(heard.rows, heard.terms)
        if not heard.rows:
            cards.facts("No comment to show.")


def words(told: Contrasted) -> None:
    """What either side says more; a press shows the comments."""
    widest = max((abs(one.z) for one in (*told.unhappy, *told.happy)), default=1.0)
    homes = voice_story.homes(told, themes())
    for side, held in (("unhappy", told.unhappy), ("happy", told.happy)):
        cards.label(f"Said more by {side} customers")
        _pressable(
            word_rows.terms(held, side, widest, homes), f"terms_{side}", "Nothing stands out."
        )
    cards.facts(told.words)


def theme_rows(table: Table) -> None:
    """The themes; a press shows their comments."""
    chosen = str(st.session_state.get(THEME) or "")
    none = "No themes yet: a steward can make them from the words that stand out."
    _pressable(word_rows.themes(table.rows, chosen), "themes", none)
    cards.facts(table.words if table.rows else "")


def suggestions(told: Contrasted, known: Iterable[Theme]) -> list[str]:
    """Words that stand out and belong to no theme yet, the unhappy's first."""
    held = {word.casefold() for theme in known for word in theme.words}
    both: list[Term] = [*told.unhappy, *told.happy]
    return list(dict.fromkeys(one.words for one in both if one.words.casefold() not in held))


def comments_table(view: View, asked: Search, heard: Voices) -> Callable[[], about.Table]:
    """The file of the list that this page of it is in, the page on the screen."""

    def made() -> about.Table:
        every = data.of(voice.filed, view, asked, heard.offset // voice.TAKEN)
        first = heard.offset - every.offset
        shown = slice(first, first + heard.limit)
        header = voice.taken(every)
        return about.Table("comments", _tables().comments(every), header, shown)

    return made


def terms_table(told: Contrasted) -> Callable[[], about.Table]:
    """A row a word or phrase."""
    return lambda: about.Table("words", _tables().terms(told), told.header)


def themes_table(table: Table) -> Callable[[], about.Table]:
    """A row a theme."""
    return lambda: about.Table("themes", _tables().themes(table), table.header)


def _tables() -> ModuleType:
    from cxdata.reports import voice_tables

    return voice_tables


def _pressable(mark: listed.Mark | None, key: str, none: str) -> None:
    if mark is None:
        cards.facts(none)
        return
    key = f"voice_{key}"
    _mounted(
        data={"html": locales.html(mark)},
        key=key,
        height="content",
        on_pick_change=lambda: _picked(key),
    )


def _picked(key: str) -> None:
    """A word becomes the search, a theme the choice; a theme that is pressed again is let go."""
    picked = word_rows.picked(str(st.session_state[key].get("pick") or ""))
    if picked is None:
        return
    kind, said = picked
    if kind == word_rows.TERM:
        st.session_state[TEXT] = f'"{said}"'[:LONGEST]
        st.session_state[THEME] = ""
    elif any(theme.name == said for theme in themes()):
        st.session_state[THEME] = "" if st.session_state.get(THEME) == said else said
        st.session_state[TEXT] = ""
    _first_page()


def only(touchpoint: str) -> dict[str, str | int]:
    """What this page's choices are set to for all comments of a touchpoint's own surveys."""
    return dict.fromkeys(NARROWING, "") | {AT: touchpoint, SURVEY: "touchpoint", NUMBER: 1}


def address(touchpoint: str) -> dict[str, str | list[str]]:
    """The same in this page's address; the touchpoint by its name."""
    return {AT: touchpoint, SURVEY: KINDS["touchpoint"]}


def arrive() -> None:
    """Take over what a link to comments was of; other pages say `touchpoint` for the place."""
    linked.renamed(PAGE, {"touchpoint": AT})
    link.arrive(AT, SURVEY)


def _first_page() -> None:
    st.session_state[NUMBER] = 1


def _clear() -> None:
    for key in NARROWING:
        st.session_state[key] = ""
    _first_page()


def _forget_unknown(names: set[str]) -> None:
    """A theme that was renamed or taken out is no choice any more."""
    if st.session_state.get(THEME) not in (None, "", *names):
        del st.session_state[THEME]
