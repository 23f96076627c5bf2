"""The tables of the report ledger, by name, in the order of the format; those added to it stand at the end."""

from __future__ import annotations

from screener.ledger.columns import Table
from screener.ledger.tables import (
    authorisations,
    calibrations,
    certificates,
    environment_log,
    institutions,
    instruments,
    methods,
    people,
    prescribed_methods,
    procedures,
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
        procedures,
        prescribed_methods,
        environment_log,
    )
}
