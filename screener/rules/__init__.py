"""All rules by name, in the order of the specification."""

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
    method,
    number,
    person,
    presence,
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
)

_FAMILIES = (certificate, copies, dates, instrument, items, method, number, person, raw, scope, signatory)
_SUPPLEMENTARY = (custody, files, journeys, presence, runs, samples, vehicle)
_BY_NAME = {rule.name: rule for family in (*_FAMILIES, *_SUPPLEMENTARY) for rule in family.RULES}

RULES: dict[str, Rule] = {name: _BY_NAME[name] for name in ORDER}
