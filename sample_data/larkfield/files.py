"""The files of the interchange format (docs/format.md), written from arrays."""

import csv
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from .company import (
    CHANNELS,
    FIRST,
    MONTH_STARTS,
    REGIONS,
    SEGMENTS,
    STAGES,
    TEAMS,
    TOUCHPOINTS,
    when,
)
from .customers import Linked
from .draws import Array, stream

DAYS = [(FIRST + timedelta(days=i)).isoformat() for i in range(1500)]


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV with line feeds, so that its bytes are the same everywhere."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def moments(rows: dict[str, Array]) -> list[str]:
    """Day and minute of each answer, in the organisation's time zone."""
    return [
        f"{DAYS[d]} {m // 60:02d}:{m % 60:02d}"
        for d, m in zip(rows["day"].tolist(), rows["minute"].tolist(), strict=True)
    ]


def named(names: list[str], codes: Array) -> list[str]:
    return [names[c] for c in codes.tolist()]


def blank(values: Array) -> list[object]:
    """Numbers, with nothing where a question was not asked (0)."""
    return [v or "" for v in values.tolist()]


def customer_ids(codes: Array) -> list[str]:
    return [f"C{c + 10001}" for c in codes.tolist()]


def write_relational(
    home: Path, rows: dict[str, Array], owner: Array, ratings: list[list[object]], words: list[str]
) -> None:
    order = np.lexsort((rows["minute"], rows["day"]))
    sorted_rows = {name: column[order] for name, column in rows.items()}
    header = ["response_id", "answered_at", "kind", "segment", "channel", "region", "customer",
              "nps", *(f"rating_{s}" for s in STAGES), "comment"]  # fmt: skip
    columns = zip(
        moments(sorted_rows),
        named(SEGMENTS, sorted_rows["segment"]),
        named(CHANNELS, sorted_rows["channel"]),
        named(REGIONS, sorted_rows["region"]),
        customer_ids(owner[order]),
        sorted_rows["nps"].tolist(),
        [ratings[i] for i in order.tolist()],
        [words[i] for i in order.tolist()],
        strict=True,
    )
    write(home / "relational.csv", header, (
        [f"R{i}", at, "relational", segment, channel, region, customer, nps, *rated, text]
        for i, (at, segment, channel, region, customer, nps, rated, text)
        in enumerate(columns, start=10001)
    ))  # fmt: skip


def write_touchpoints(home: Path, rows: dict[str, Array], owner: Array, words: list[str]) -> None:
    header = ["response_id", "answered_at", "kind", "touchpoint", "team", "segment", "channel",
              "region", "customer", "origin", "nps", "csat", "ces", "comment"]  # fmt: skip
    columns = zip(
        moments(rows),
        named(TOUCHPOINTS, rows["touchpoint"]),
        named(TEAMS, rows["team"]),
        named(SEGMENTS, rows["segment"]),
        named(CHANNELS, rows["channel"]),
        named(REGIONS, rows["region"]),
        customer_ids(owner),
        [f"d{o}" if o else "" for o in rows["origin"].tolist()],
        rows["nps"].tolist(),
        blank(rows["csat"]),
        blank(rows["ces"]),
        words,
        strict=True,
    )
    write(home / "touchpoints.csv", header, (
        [f"T{i}", row[0], "touchpoint", *row[1:]] for i, row in enumerate(columns, start=10001)
    ))  # fmt: skip


def write_invitations(home: Path, general: dict[str, Array], moment: dict[str, Array]) -> None:
    header = ["month", "kind", "touchpoint", "team", "segment", "channel", "region", "eligible",
              "invited", "answered"]  # fmt: skip
    months = [d.isoformat() for d in MONTH_STARTS]
    rows: list[list[object]] = [
        [months[m], "relational", "", "", SEGMENTS[s], CHANNELS[c], REGIONS[r], e, i, a]
        for m, s, c, r, e, i, a in zip(*(general[n].tolist() for n in general), strict=True)
        if e
    ]
    rows += [
        [months[m], "touchpoint", TOUCHPOINTS[t], TEAMS[w], SEGMENTS[s], "", "", e, i, a]
        for m, t, w, s, e, i, a in zip(*(moment[n].tolist() for n in moment), strict=True)
        if e
    ]
    write(home / "invitations.csv", header, rows)


def write_customers(home: Path, linked: Linked, seed: int) -> None:
    """Revenue is log-normal; a business customer is worth ten of the others."""
    rng, crowd = stream(seed, 20), linked.crowd
    n = len(crowd.mood)
    business = crowd.segment == SEGMENTS.index("Business")
    revenue = np.exp(rng.standard_normal(n) * 0.6 + np.where(business, 8.2, 5.9)).round()
    lifetime = (revenue * (2.5 + 6 * rng.random(n))).round()
    # Referred by an earlier customer, mostly a happy one.
    wanted = (crowd.since > 0) & (rng.random(n) < 0.22)
    happy = np.flatnonzero((crowd.since < 0) & (crowd.mood > 0.2))
    by = happy[(rng.random(n) * len(happy)).astype(np.int64)]
    header = ["customer", "segment", "region", "since", "revenue", "lifetime_value",
              "churned_on", "referred_by"]  # fmt: skip
    columns = zip(
        customer_ids(np.arange(n)), named(SEGMENTS, crowd.segment), named(REGIONS, crowd.region),
        [when(d).isoformat() for d in crowd.since], revenue.astype(int).tolist(),
        lifetime.astype(int).tolist(), [DAYS[d] if d >= 0 else "" for d in linked.left.tolist()],
        [name if w else "" for name, w in zip(customer_ids(by), wanted.tolist(), strict=True)],
        strict=True,
    )  # fmt: skip
    write(home / "customers.csv", header, columns)


def write_contacts(home: Path, linked: Linked, rows: dict[str, Array]) -> None:
    called = linked.contacts
    order = np.lexsort((called["row"], called["day"]))
    row = called["row"][order]
    columns = zip(
        customer_ids(called["customer"][order]), [DAYS[d] for d in called["day"][order].tolist()],
        named(TOUCHPOINTS, rows["touchpoint"][row]), named(TEAMS, rows["team"][row]),
        ["true" if t else "false" for t in called["told"][order].tolist()],
        strict=True,
    )  # fmt: skip
    write(home / "contacts.csv", ["customer", "day", "touchpoint", "team", "told"], columns)


def write_measures(home: Path, rows: Iterable[tuple[object, ...]]) -> None:
    header = ["day", "touchpoint", "team", "measure", "value", "n"]
    write(home / "measures.csv", header, rows)
