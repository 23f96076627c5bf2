"""Recomputes the hits of rules over registers and hand-ins from their evidence, which must say what the rows say."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

from tests.screener.ledgers import SCHEMA
from tests.screener.naive.book import REFERENCE_KEYS, Book
from tests.screener.naive.wholes import names_one, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screener.naive import Row
    from tests.screener.naive.wholes import Given
    from tests.screener.screening import Screened

Evidence = dict[str, Any]
SHOWN = 20
CONDUCT = {
    "reference.disagrees": "DECLARE",
    "ledger.changed": "F2",
    "person.two_employers": "TWOJOBS",
    "instrument.two_owners": "CONDITIONS",
    "invoice.no_report": "F1",
}
IDENTITY = ("rule", "uscc", "report_id", "result_id", "parameter", "instrument_id", "person_id")
ABOUT = {"scope": "parameter", "authorisations": "person_id", "calibrations": "instrument_id"}


def _share_a_day(one: Row, other: Row, first: str, last: str) -> bool:
    begin = max(one[first], other[first])
    return bool(begin <= min(one[last] or "9999", other[last] or "9999"))


def two_employers(evidence: Evidence) -> bool:
    """Every row shown is the same person's at another institution, on a day of these."""
    row = evidence["row"]
    assert "identity" not in json.dumps(evidence).replace("same_identity", "")
    return bool(evidence["others"]) and all(
        other["same_identity"] is True
        and other["uscc"] != row["uscc"]
        and _share_a_day(row, other, "employed_from", "employed_to")
        for other in evidence["others"]
    )


def two_owners(evidence: Evidence) -> bool:
    """Every instrument shown has the name and number, another owner, and was in use on a day of these."""
    row = evidence["row"]
    return bool(evidence["others"] and names_one(row["serial_no"])) and all(
        (other["name"], other["serial_no"]) == (row["name"], row["serial_no"])
        and other["uscc"] != row["uscc"]
        and _share_a_day(row, other, "used_from", "used_to")
        for other in evidence["others"]
    )


def no_report(evidence: Evidence) -> bool:
    """Every line shown names another number than the first and the last report, and the first's lies between."""
    named = [parts(one["report_no"]) for one in (evidence["row"], *evidence["others"])]
    first, last = (parts(evidence[f"{end}_report_no"]) for end in ("first", "last"))
    assert None not in {first, last, *named}
    assert evidence["lines"] == evidence["others_total"] + 1
    assert evidence["numbers"] >= len(set(named))
    assert evidence["reports"] >= 10
    return first[0] == last[0] == named[0][0] and first[1] < named[0][1] < last[1]  # type: ignore[index]


def disagrees(evidence: Evidence) -> bool:
    """Every row of the ledger is followed by the reference's in its place, and equals none of them."""
    row, others = evidence["row"], evidence["others"]
    assert others[0]["said_by"] == "ledger"
    assert evidence["differences"] >= sum(one["said_by"] == "ledger" for one in others)
    own: Row = {}
    for one in others:
        columns = [name for name in SCHEMA[one["table"]] if name in one]
        if one["said_by"] == "ledger":
            own = one
            about = ABOUT.get(one["table"])
            if about is not None and one[about] != row[about]:
                return False
        elif one["table"] != own["table"] or all(one[name] == own[name] for name in columns):
            return False
    return True


def ledger_changed(evidence: Evidence) -> bool:
    """Some column is not what it was, or a result is new or gone."""
    changes = list(evidence["row"]["columns"])
    assert len(changes) == evidence["columns_total"]
    for other in evidence["others"]:
        assert other["report_id"] == evidence["row"]["report_id"]
        assert (other["change"] == "altered") is ("columns" in other)
        changes += other.get("columns", [])
    assert all(change["before"] != change["after"] for change in changes)
    return bool(changes) or any(other["change"] != "altered" for other in evidence["others"])


PROVES: dict[str, Callable[[Evidence], bool]] = {
    "reference.disagrees": disagrees,
    "ledger.changed": ledger_changed,
    "person.two_employers": two_employers,
    "instrument.two_owners": two_owners,
    "invoice.no_report": no_report,
}


def _spelt(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return value.isoformat() if isinstance(value, dt.date) else value


def _stands(shown: Row, rows: list[Row]) -> bool:
    """The row shown is one of these, as far as it is shown."""
    columns = [name for name in SCHEMA[shown["table"]] if name in shown]
    return any(all(_spelt(row[name]) == shown[name] for name in columns) for row in rows)


def _rows_stand(rule: str, evidence: Evidence, given: Given) -> None:
    """Every row shown is a row of what was given."""
    for one in evidence["others"]:
        if rule == "reference.disagrees":
            side = given.tables if one["said_by"] == "ledger" else given.reference or {}
            assert _stands(one, side[one["table"]] or []), one
            assert one["table"] in REFERENCE_KEYS
        elif rule == "ledger.changed":
            books = [given.tables] if one["change"] != "gone" else given.earlier
            assert any(one["result_id"] in {row["result_id"] for row in Book(b).results} for b in books)
        else:
            assert _stands(one, given.rows(one["table"]))


def check(found: Screened, given: Given) -> int:
    """Prove every hit; the number of them."""
    for hit in found.hits:
        rule, evidence = hit["rule"], json.loads(hit["evidence"])
        assert (hit["grade"], hit["conduct"]) == ("contradiction", CONDUCT[rule])
        identity = "|".join(hit[column] or "" for column in IDENTITY)
        assert hit["hit_id"] == hashlib.sha256(identity.encode()).hexdigest()[:20]
        assert evidence["row"]["uscc"] == hit["uscc"]
        assert hit["result_id"] is None
        for name in ("report_id", "parameter", "instrument_id", "person_id"):
            assert hit[name] is None or evidence["row"][name] == hit[name]
        assert len(evidence["others"]) == min(SHOWN, evidence["others_total"])
        _rows_stand(rule, evidence, given)
        assert PROVES[rule](evidence), f"{rule} does not follow from {evidence}"
    return len(found.hits)
