"""What a header says: words of survey questions and of export tools, in the languages we met."""

from __future__ import annotations

import re
import unicodedata

# Asks the recommendation question, or is named after it.
RECOMMEND = re.compile(
    r"recommend(?!ations|ed\b)|recommand|recomend|recomien|(?<![a-z])nps|nps(?![a-z])"
    r"|net.?promoter|promoter.?score"
    r"|empfehl|aanbeve|aanrad|raccomand|consigli|anbefal|rekommend|suositt|poleca|poleci"
    r"|doporuc|rekomend|ajanl|tavsiye|рекоменд|おすすめ|勧め|推荐|推薦|추천"
    r"|(tell|refer|suggest)\w*\b.{0,60}\b(friend|colleague)"
)
# Could be it, and could be anything: asked about, never taken.
PERHAPS = re.compile(
    r"\blikely\b|likelihood|wahrscheinlich|(?<![a-z])(score|rating)(?![a-z])"
    r"|(?<!\d)0[ _]?(-|–|to|bis|a|_)[ _]?10(?!\d)"
)
# The words behind a score, or a group made from it, are not the score.
FOLLOW_UP = re.compile(
    r"\b(why|warum|pourquoi|waarom|perche)\b|reason|comment|verbatim|open.?ended|nps.?group"
    r"|grund fur|categor|segment|\bgroup\b|\btype\b"
)
# Holds promoter, passive or detractor, as words or as codes 1 to 3: made from the score.
GROUP = re.compile(
    r"(nps|promoter)[\W_]*(group|categor|segment|type|class|bucket)"
    r"|recommend.*[-_:] ?(group|categor\w*)$"
)
SATISFIED = re.compile(
    r"satisf|csat|zufrieden|tevreden|soddisf|how (happy|pleased)|experience rating|star.?rating"
)
EASE = re.compile(r"\beas[ey]|effort|\bces\b|\beasily|difficult|einfach|aufwand|\bfacil")
COMMENT = re.compile(
    r"\bcomments?\b|\bfeedback\b|verbatim|\bwhy\b|\breasons?\b|\bremarks?\b|kommentar|warum"
    r"|grund fur|begrundung|anmerkung|commentaire|pourquoi|comentario|opmerking|waarom"
)
# Looser: enough for the column that follows the score.
WORDS_AFTER = re.compile(
    r"open.?ended|tell us|explain|describe|elaborate|improve|better"
    r"|what (could|can|would|did|do|is|was|made)"
)
# Dates, best first: when the answer was given beats when it was begun or exported.
DATES = tuple(
    re.compile(words)
    for words in (
        r"\banswered\b|\bsurveyed\b|answered.?at|submit|complet|respon(se|ded).{0,3}(date|at|time|on)|rated.?at|end.?date"
        r"|recorded|date.?time|(date|time).{0,4}of.(response|completion|submission)|abgesendet"
        r"|enddatum|erfassungsdatum|abgeschlossen",
        r"time.?stamp|zeitstempel|horodat|marca temporal|created|erstellt|last.?seen"
        r"|\bdate.?(and|&).?time|survey.?date",
        r"\bdate\b|\bdatum\b|\bfecha\b|\bdata\b|\bday\b|\btime\b|\bmonth\b|\bwhen\b|\bquarter\b",
        r"start|begin|begun|anfang|sent|invited|updated|last.?action|stage.?date|opened",
    )
)
NOT_A_DATE = re.compile(
    r"time.?zone|duration|seconds|time.?(spent|taken|to)|how (long|often)|dauer|birth|geburt"
)
ID = re.compile(
    r"^(response|respondent|submission|survey response|answer|antwort|record)?[ _-]?"
    r"(id|uuid|guid|token|key)$|^(responseid|respondentid|responseuuid|antwort-id)$"
)
CUSTOMER = re.compile(
    r"^(customer|client|user|account|person|contact|kunden?)[ _-]?(id|key|number|nr|no)?$"
)
UTC = re.compile(r"\b(utc|gmt)\b(?! ?[+-])", re.IGNORECASE)


def plain(header: str) -> str:
    """A header in small letters without accents, white space folded: what is compared."""
    letters = unicodedata.normalize("NFKD", header)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", bare).strip().lower()


def says(words: re.Pattern[str], header: str) -> bool:
    """Whether words stand in a header."""
    return bool(words.search(plain(header)))


def date_rank(header: str) -> int | None:
    """0 when the answer was given … 3 when it was begun; None where no date is named."""
    said = plain(header).replace("_", " ")
    if NOT_A_DATE.search(said):
        return None
    begun = DATES[3].search(said)
    for rank, words in enumerate(DATES):
        if words.search(said) and (rank == 3 or not begun):
            return rank
    return 3 if begun else None
