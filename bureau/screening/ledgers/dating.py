"""The day of the conduct that a hit suggests, and which time of the ledger says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

# Receipt is no conduct of the institution's: where a rule compares nothing later, no day is proposed.
TIMES = ("started_at", "issued_at")


def conduct_day(evidence: Mapping[str, Any]) -> tuple[dt.date, str] | None:
    """The day on which a result was begun or a report issued, whichever the rule looked at; and the column."""
    row = evidence.get("row") or {}
    looked_at = next((name for name in TIMES if row.get(name)), "")
    day = _day(evidence.get("on") or row.get(looked_at))
    if day is None:
        return None
    return day, looked_at or ("started_at" if row.get("result_id") else "issued_at")


def _day(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
