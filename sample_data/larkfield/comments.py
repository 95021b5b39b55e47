"""Comments that read like people and belong to their score and touchpoint."""

import tomllib
from pathlib import Path

import numpy as np

from .company import STAGE_OF, STAGES, TOUCHPOINTS, day
from .draws import Array, kind, stream
from .touchpoints import late

PHRASES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))
MOODS = ("low", "mid", "high")
STAGE = {name: STAGES[s] for name, s in zip(TOUCHPOINTS, STAGE_OF.tolist(), strict=True)}
STAGE["late"] = "receive"
# How many say something: the unhappy more often.
SAID = {"relational": np.array([0.41, 0.20, 0.26]), "touchpoint": np.array([0.48, 0.24, 0.32])}
ODD, DUTCH, GERMAN = 0.008, 0.05, 0.02
OPENING, SECOND, ASIDE, CLOSING = 0.22, 0.24, 0.26, 0.22
# What the general survey's comments are about, besides Larkfield as a whole.
ABOUT = [
    "advice", "price", "availability", "delivery_on_time", "delivery_on_time", "app",
    "reliability", "solve_it", "reach_us", "understand_bill", "repair", "checkout",
]  # fmt: skip
SLIPS = [
    ("the ", "teh "), ("receive", "recieve"), ("n't", "nt"), ("their", "there"), ("ing ", "in "),
    ("ee", "e"), ("ll", "l"), (", ", " "), ("because", "becuase"), ("'", ""),
]  # fmt: skip


class Pen:
    """Writes one comment at a time from a stream of uniform numbers."""

    def __init__(self, seed: int, part: int, size: int) -> None:
        # Drawn at once: one call for each choice would take longer than all the rest.
        self.numbers = iter(stream(seed, part).random(size).tolist())

    def chance(self, share: float) -> bool:
        return next(self.numbers) < share

    def pick(self, options: list[str]) -> str:
        return options[int(next(self.numbers) * len(options))]

    def clause(self, phrases: list[str]) -> str:
        return self.filled(self.pick(phrases))

    def filled(self, text: str) -> str:
        while "{" in text:
            name = text[text.index("{") + 1 : text.index("}")]
            text = text.replace(f"{{{name}}}", self.pick(PHRASES["fill"][name]), 1)
        return text.replace(" a oven", " an oven")

    def comment(self, topic: str, mood: str) -> str:
        """A comment about a topic in a mood: in another language, odd, or composed."""
        u = next(self.numbers)
        if u < ODD:
            return self.clause(PHRASES["odd"][mood])
        if u < ODD + DUTCH + GERMAN:
            language = PHRASES["dutch" if u < ODD + DUTCH else "german"]
            return self.ended(capital(self.clause(language[STAGE.get(topic, topic)][mood])), mood)
        return self.styled(self.composed(topic, mood), mood)

    def composed(self, topic: str, mood: str) -> str:
        """An opening perhaps, a clause, perhaps a second and an aside, perhaps a closing."""
        first, second = self.pick(PHRASES[topic][mood]), self.pick(PHRASES[topic][mood])
        text = self.filled(first)
        if self.chance(OPENING):
            opening = self.pick(PHRASES["openings"][mood])
            text = f"{opening} {capital(text) if opening[-1] in '.!?' else text}"
        if self.chance(SECOND) and second != first:
            text += self.pick([". ", ", and ", " and ", "; ", ". Also, "]) + self.filled(second)
        if self.chance(ASIDE):
            aside = self.clause(PHRASES["asides"][mood])
            text += self.pick([f", {aside}", f" ({aside})", f" - {aside}"])
        text = ". ".join(capital(part) for part in text.split(". "))
        if self.chance(CLOSING):
            text += self.pick([". ", "! ", ". "]) + self.pick(PHRASES["closings"][mood])
        return text

    def styled(self, text: str, mood: str) -> str:
        """As people type: in a hurry, with slips, loudly, or properly."""
        if self.chance(0.12):
            text = text[:1].lower() + text[1:]
        if self.chance(0.06):
            wrong, slip = SLIPS[int(next(self.numbers) * len(SLIPS))]
            text = text.replace(wrong, slip, 1)
        if mood == "low" and self.chance(0.012):
            text = text.upper()
        return self.ended(text, mood)

    def ended(self, text: str, mood: str) -> str:
        if text[-1] in "?!":
            return text
        loud = ["!", "!!", " :)", " 👍"] if mood == "high" else ["!", "...", "!!", " :("]
        u = next(self.numbers)
        return text + ("" if u < 0.42 else "." if u < 0.88 or mood == "mid" else self.pick(loud))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def written(
    seed: int, part: int, rows: dict[str, Array], topics: list[str], survey: str
) -> list[str]:
    """A comment a row, '' where nothing was said."""
    mood = kind(rows["nps"])
    said = stream(seed, part).random(len(mood)) < SAID[survey][mood]
    pen = Pen(seed, part + 1, 40 * int(said.sum()) + 100)
    spoken = zip(said.tolist(), topics, mood.tolist(), strict=True)
    return [pen.comment(topic, MOODS[m]) if words else "" for words, topic, m in spoken]


def relational(seed: int, rows: dict[str, Array]) -> list[str]:
    """Comments of the relational survey: half about Larkfield, half about a moment."""
    u = stream(seed, 30).random(len(rows["nps"]))
    choice = (u * 2 * len(ABOUT)).astype(int).tolist()
    topics = [ABOUT[c] if c < len(ABOUT) else "general" for c in choice]
    return written(seed, 31, rows, topics, "relational")


def touchpoint(seed: int, rows: dict[str, Array]) -> list[str]:
    """Comments of the touchpoint surveys; those of truth (a) say what went wrong."""
    bad = late(rows) & (rows["day"] >= day("2026-03-05"))
    pairs = zip(rows["touchpoint"].tolist(), bad.tolist(), strict=True)
    topics = ["late" if broken else TOUCHPOINTS[t] for t, broken in pairs]
    return written(seed, 33, rows, topics, "touchpoint")
