"""What became of a file: the builder's counts beside what was recognised, as one JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxdata.catalog import METRICS
from cxdata.metrics import scores
from cxdata.record.report import Headline, Report
from cxdata.record.sources.declared import Declared


@dataclass(frozen=True)
class Outcome:
    """A file's report with its recognition.

    about   JSON-ready: Recognition.summary
    header, said   header row, and the declaration in force
    kept    the mapping file in which the declaration was kept, if it was
    """

    report: Report
    about: dict[str, Any] = field(default_factory=dict)
    kept: str | None = None
    header: tuple[str, ...] = ()
    said: Declared = field(default_factory=Declared)

    def as_json(self) -> dict[str, Any]:
        """The object that --json prints; the promised keys, then what explains them."""
        report, about = self.report, self.about
        whole = {
            "source": report.source,
            "rows": report.rows,
            "accepted": report.accepted,
            "missing": report.missing,
            "left_out": sum(report.left_out.values()),
            "rejected": report.rejected,
            "rejected_reasons": report.rejected_reasons,
            "duplicates": report.duplicates,
            "score_column": about.get("score_column"),
            "date_column": about.get("date_column"),
            "timezone": report.timezone or about.get("timezone"),
            "scale": about.get("scale"),
            **self.score(),
            "first": report.first or None,
            "last": report.last or None,
            "batch": report.batch,
        }
        return {**whole, **self._more()}

    def score(self) -> dict[str, Any]:
        """Counts and value of the file's first question; NPS is null for every other metric."""
        asked = self.report.questions[0] if self.report.questions else None
        if asked is None:
            empty = ("promoters", "passives", "detractors", "nps", "metric", "value", "mean")
            return {"n": 0, **dict.fromkeys(empty), "histogram": {}}
        metric = METRICS[asked.metric]
        high = sum(n for score, n in asked.histogram.items() if score >= metric.top)
        low = sum(n for score, n in asked.histogram.items() if score <= metric.bottom)
        is_nps = asked.metric == "nps"
        value = _value(asked.metric, high, asked.accepted - high - low, low)
        total = sum(score * n for score, n in asked.histogram.items())
        return {
            "n": asked.accepted,
            "promoters": high if is_nps else None,
            "passives": asked.accepted - high - low if is_nps else None,
            "detractors": low if is_nps else None,
            "nps": value if is_nps else None,
            "histogram": {
                str(s): asked.histogram.get(s, 0) for s in range(metric.low, metric.high + 1)
            },
            "metric": asked.metric,
            "value": value,
            "mean": round(total / asked.accepted, 6) if asked.accepted else None,
        }

    def _more(self) -> dict[str, Any]:
        report, about = self.report, self.about
        return {
            "kind": report.kind,
            "tool": report.tool,
            "encoding": about.get("encoding"),
            "sheet": about.get("sheet"),
            "header_rows": about.get("header_rows"),
            "mapping": about.get("mapping"),
            "mapping_kept": self.kept,
            "survey": about.get("survey"),
            "roles": about.get("roles"),
            "questions": [_question(asked) for asked in report.as_json()["questions"]],
            "left_out_reasons": report.left_out,
            "rejected_values": report.rejected_values,
            "rejected_rows": report.as_json()["rejected_rows"],
            "rejected_total": report.rejected_total,
            "undated": sum(report.undated.values()),
            "replaced": report.replaced,
            "overlap": report.overlap,
            "added": report.added,
            "known_batch": report.known_batch,
            "masked": report.masked,
            "unknown": report.as_json()["unknown"],
            "before": _headline(report.before),
            "after": _headline(report.after),
            "undecodable": report.undecodable,
            "warnings": self.warnings(),
        }

    def warnings(self) -> list[str]:
        """What a person should know, in sentences."""
        report = self.report
        said = list(report.warnings)
        if report.undecodable:
            said.append(f"{report.undecodable} bytes fit no encoding; they are shown as \\xNN.")
        if undated := sum(report.undated.values()):
            said.append(
                f"{undated} answers have no date that can be read: they count here, but without a "
                "day they are not kept. To keep all, declare a day for all rows: --date 2026-10-31."
            )
        if report.kind == "answers" and not report.accepted:
            said.append(f"No answer of {report.source} counts, so there is no score.")
        if report.known_batch is not None:
            said.append(
                f"This very file came in as batch {report.known_batch}; nothing changes again."
            )
        return said


_MASKED = {
    "e-mail": ("e-mail address", "e-mail addresses"),
    "phone": ("phone number", "phone numbers"),
    "card": ("card number", "card numbers"),
    "number": ("order or customer number", "order and customer numbers"),
    "account": ("bank account", "bank accounts"),
}


def masks(counts: Mapping[str, int]) -> str:
    """What was masked in comments, in words."""
    said = [f"{n:,} {_MASKED[kind][n != 1]}" for kind, n in counts.items() if n]
    return f"masked in comments: {', '.join(said) or 'nothing'}"


def _value(metric: str, high: int, middle: int, low: int) -> float | None:
    if not high + middle + low:
        return None
    if metric in ("nps", "rating"):
        return round(float(scores.nps(high, middle, low).value), 4)
    return round(100 * high / (high + middle + low), 4)


def _question(asked: dict[str, Any]) -> dict[str, Any]:
    return {**asked, "scale": f"{asked['scale'][0]}-{asked['scale'][1]}"}


def _headline(counts: Headline | None) -> dict[str, Any] | None:
    """The record's relational NPS, over all time and over its last three months."""
    if counts is None:
        return None
    recent = (counts.recent_promoters, counts.recent_passives, counts.recent_detractors)
    return {
        "nps": _value("nps", counts.promoters, counts.passives, counts.detractors),
        "n": counts.promoters + counts.passives + counts.detractors,
        "recent_nps": _value("nps", *recent),
        "recent_n": sum(recent),
        "recent_since": counts.recent_since,
    }
