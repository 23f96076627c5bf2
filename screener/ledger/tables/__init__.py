"""The tables of the report ledger, by name, in the order of the format: twelve, then the supplementary ones."""

from __future__ import annotations

from screener.ledger.columns import Table
from screener.ledger.tables import (
    attendance,
    authorisations,
    calibrations,
    certificates,
    environment_log,
    institutions,
    instrument_log,
    instruments,
    invoices,
    methods,
    people,
    prescribed_methods,
    procedures,
    product_requirements,
    raw_files,
    reports,
    results,
    sample_chain,
    samples,
    samplings,
    scope,
    sites,
    vehicle_tests,
)

TABLES: dict[str, Table] = {
    module.TABLE.name: module.TABLE
    for module in (
        institutions,
        sites,
        certificates,
        scope,
        instruments,
        calibrations,
        people,
        authorisations,
        methods,
        product_requirements,
        reports,
        results,
        samples,
        sample_chain,
        attendance,
        instrument_log,
        raw_files,
        vehicle_tests,
        samplings,
        procedures,
        prescribed_methods,
        environment_log,
        invoices,
    )
}
