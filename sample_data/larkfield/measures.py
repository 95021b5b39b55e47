"""Weekly operational measures; the error rate of the invoices, which truth (e) hangs on."""

from datetime import date, timedelta

import numpy as np

from .company import FILE, FIRST, LAST, MONTHS, PEERS, day, month_of
from .draws import Array, stream

# measure: usual value, spread of a week's value where it is no share, cases a week
USUAL: dict[str, tuple[float, float, int]] = {
    "adverts_checked": (92.0, 0.0, 40), "page_seconds": (2.1, 0.15, 4000),
    "demo_working": (95.0, 0.0, 60), "advisers_trained": (81.0, 0.0, 110),
    "labels_right": (97.0, 0.0, 150), "stock_right": (94.0, 0.0, 120),
    "queue_minutes": (4.2, 0.5, 380), "checkout_errors": (2.4, 0.0, 2600),
    "payment_failures": (1.8, 0.0, 2400), "confirmation_minutes": (1.4, 0.12, 2300),
    "slots_kept": (91.0, 0.0, 140), "on_time": (94.0, 0.0, 160), "couriers_paid": (97.0, 0.0, 90),
    "first_visit": (89.0, 0.0, 420), "old_machine_taken": (93.0, 0.0, 380),
    "first_week_calls": (6.5, 0.5, 900), "app_crashes": (1.1, 0.0, 9000),
    "manual_calls": (3.1, 0.3, 900), "defects": (14.0, 1.1, 5200),
    "wait_minutes": (5.8, 0.7, 450), "solved_first": (74.0, 0.0, 210),
    "repair_days": (6.1, 0.6, 260), "refund_days": (4.4, 0.4, 190), "systems_up": (99.3, 0.0, 840),
}  # fmt: skip
PLACE: dict[str, str] = {
    "adverts_checked": "advert", "page_seconds": "website", "demo_working": "showroom",
    "advisers_trained": "advice", "labels_right": "price", "stock_right": "availability",
    "queue_minutes": "store_till", "checkout_errors": "checkout", "payment_failures": "payment",
    "confirmation_minutes": "order_confirmation", "slots_kept": "delivery_slot",
    "on_time": "delivery_on_time", "couriers_paid": "delivery_on_time",
    "first_visit": "installation", "old_machine_taken": "packaging",
    "first_week_calls": "first_use", "app_crashes": "app", "manual_calls": "manual",
    "defects": "reliability", "invoice_errors": "understand_bill", "wait_minutes": "reach_us",
    "solved_first": "solve_it", "repair_days": "repair", "refund_days": "return",
    "systems_up": "",
}  # fmt: skip
TEAMS_OF: dict[str, list[str]] = {
    **dict.fromkeys(
        ("demo_working", "advisers_trained", "labels_right", "stock_right", "queue_minutes"),
        PEERS["stores"],
    ),
    **dict.fromkeys(
        ("slots_kept", "on_time", "first_visit", "old_machine_taken"), PEERS["last_mile"]
    ),
    **dict.fromkeys(
        ("wait_minutes", "solved_first", "repair_days", "refund_days"), PEERS["support"]
    ),
}
ONE_TEAM: dict[str, str] = {
    "adverts_checked": "brand", "page_seconds": "brand", "checkout_errors": "platform",
    "payment_failures": "platform", "confirmation_minutes": "platform", "systems_up": "platform",
    "couriers_paid": "accounts", "invoice_errors": "accounts", "first_week_calls": "appliances",
    "app_crashes": "appliances", "manual_calls": "appliances", "defects": "appliances",
}  # fmt: skip
INVOICES = 900  # a week
ERRORS = (2.0, 8.0)  # per cent of the invoices, in the best and in the worst month
LATE_SHARES = {"on_time": 71.0, "slots_kept": 64.0}  # of the North, in truth (a)


def invoice_errors(seed: int) -> Array:
    """Invoices with an error in per cent, a value a month: spread evenly, in random order."""
    rng = stream(seed, 6)
    return np.linspace(*ERRORS, MONTHS)[np.argsort(rng.random(MONTHS))]


def weeks() -> Array:
    """Day numbers of the Mondays of whole weeks."""
    first = FIRST + timedelta(days=(7 - FIRST.weekday()) % 7)
    return np.arange((first - FIRST).days, (LAST - FIRST).days - 4, 7)


def expected(measure: str, team: str, mondays: Array, seed: int) -> Array:
    """What a week's value is drawn around."""
    if measure == "invoice_errors":
        return invoice_errors(seed)[month_of(mondays + 3)]
    late = (mondays >= day("2026-03-02")) & (mondays <= day("2026-06-21")) & (team == "vans_north")
    return np.where(late, LATE_SHARES.get(measure, USUAL[measure][0]), USUAL[measure][0])


def measures(seed: int) -> list[tuple[date, str, str, str, str, int]]:
    """Rows of measures.csv: day, touchpoint, team, measure, value as text, n."""
    rng = stream(seed, 7)
    mondays, rows = weeks(), []
    for measure in (m["id"] for m in FILE["measure"]):
        _, spread, cases = USUAL.get(measure, (0.0, 0.0, INVOICES))
        for team in TEAMS_OF.get(measure, [ONE_TEAM.get(measure, "")]):
            centre = expected(measure, team, mondays, seed)
            n = np.round(cases * (0.85 + 0.3 * rng.random(len(mondays)))).astype(np.int64)
            if spread:
                value = centre + spread * rng.standard_normal(len(mondays))
            else:
                value = 100 * rng.binomial(n, centre / 100) / n
            for monday, v, count in zip(mondays, value, n, strict=True):
                when = FIRST + timedelta(days=int(monday))
                if team != "island" or when >= date(2026, 8, 1):
                    rows.append((when, PLACE[measure], team, measure, f"{v:.2f}", int(count)))
    return sorted(rows)
