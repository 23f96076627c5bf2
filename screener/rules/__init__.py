"""All rules over results and reports by name, in the order of the specification."""

from __future__ import annotations

from screener.rule import Rule
from screener.rules import (
    certificate,
    copies,
    custody,
    dates,
    files,
    instrument,
    items,
    journeys,
    ledger,
    method,
    number,
    person,
    presence,
    procedure,
    raw,
    runs,
    samples,
    scope,
    signatory,
    vehicle,
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
    *("sample.after_disposal", "sample.other_product", "sample.unregistered", "sample.chain_broken"),
    *("person.absent", "signatory.absent", "instrument.no_run", "raw.same_file", "raw.after_issue"),
    *("vehicle.shared_identity", "vehicle.changed_identity", "vehicle.power_differs"),
    "person.impossible_travel",
    *("ledger.changed", "replicates.missing", "method.not_prescribed", "conditions.outside"),
)

_FAMILIES = (
    *(certificate, copies, dates, instrument, items, method, number, person, raw, scope, signatory),
    *(custody, files, journeys, presence, runs, samples, vehicle),
    *(ledger, procedure),
)
_BY_NAME = {rule.name: rule for family in _FAMILIES for rule in family.RULES}

RULES: dict[str, Rule] = {name: _BY_NAME[name] for name in ORDER}
