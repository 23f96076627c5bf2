"""All rules over results and reports by name, in the order of the specification."""

from __future__ import annotations

from screener.rule import Rule
from screener.rules import (
    certificate,
    copies,
    dates,
    instrument,
    items,
    ledger,
    method,
    number,
    person,
    procedure,
    raw,
    scope,
    signatory,
)

ORDER = (
    "scope.uncovered",
    "certificate.not_in_force",
    "method.superseded",
    "instrument.uncalibrated",
    "instrument.double_booked",
    "instrument.elsewhere",
    "person.two_places",
    "person.not_employed",
    "signatory.unauthorised",
    "test.too_short",
    "sample.age",
    "dates.order",
    "items.missing",
    "raw.missing",
    "raw.reused",
    "results.copied",
    "number.duplicate",
    "number.backfilled",
    "ledger.changed",
    "replicates.missing",
    "method.not_prescribed",
    "conditions.outside",
)

_FAMILIES = (
    *(certificate, copies, dates, instrument, items, method, number, person, raw, scope, signatory),
    *(ledger, procedure),
)
_BY_NAME = {rule.name: rule for family in _FAMILIES for rule in family.RULES}

RULES: dict[str, Rule] = {name: _BY_NAME[name] for name in ORDER}
