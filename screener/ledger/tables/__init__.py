"""The twelve tables of the report ledger, by name, in the order of the format."""

from __future__ import annotations

from screener.ledger.columns import Table
from screener.ledger.tables import (
    authorisations,
    calibrations,
    certificates,
    institutions,
    instruments,
    methods,
    people,
    product_requirements,
    reports,
    results,
    scope,
    sites,
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
    )
}
