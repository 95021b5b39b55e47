"""What one customer wrote, for whoever takes it out of where it was repeated."""

from __future__ import annotations

from cxdata.record.snapshot import Snapshot
from cxdata.scope import STEWARD, Scope


def of(scope: Scope, snapshot: Snapshot, customer: int) -> tuple[str, ...]:
    """Every comment of a customer, masked as the record keeps it; stewards only.

    customer  the record's keyed hash
    """
    scope.must_be(STEWARD)
    return tuple(text for (text,) in snapshot.rows("said_by_customer", customer=customer))
