"""Columns of an institution's own files are explained once, and every later file of the same shape is read by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.registry.identity import is_identity_number
from bureau.registry.models import Institution
from bureau.screening.models import ColumnMapping, HandIn, kept_one
from screener.ledger.filled.mappings import Chosen, Columns, Parameter
from screener.ledger.filled.naming import shape_of
from screener.ledger.filled.placing import Shape

HIDDEN = "••••"


def mapping_for(handin: HandIn) -> Chosen:
    """The mappings of the institution whose ledger it is."""
    if handin.institution is None:
        return lambda _name, _header: None
    rows = ColumnMapping.objects.filter(institution=kept_one(handin.institution))
    found = {row.shape: _columns(row) for row in rows}

    def chosen(_name: str, header: Sequence[str]) -> Columns | None:
        words = list(header)
        while words and not words[-1]:
            words.pop()
        return found.get(shape_of(words)) if found else None

    return chosen


def _columns(row: ColumnMapping) -> Columns:
    parameters = {word: Parameter(**one) for word, one in row.parameters.items()}
    return Columns(row.table, row.columns, parameters, row.constants)


def asked_about(handin: HandIn, shapes: Sequence[Shape]) -> list[dict[str, Any]]:
    """Files about whose columns the institution is asked; where it is of several institutions nobody is."""
    if handin.institution is None:
        return []
    return [
        {
            "name": one.name,
            "table": one.table,
            "shape": shape_of(one.headers),
            "headers": list(one.headers),
            "samples": [[_shown(cell) for cell in row] for row in one.samples],
        }
        for one in shapes
    ]


def _shown(cell: str) -> str:
    """A sample; the number of an identity card is nobody's sample."""
    return HIDDEN if is_identity_number(cell.strip().upper()) else cell


def remember(institution: Institution, asked: dict[str, Any], columns: Columns, by: Actor) -> ColumnMapping:
    """Keep what the columns of one shape are; what was said of it before gives way. Within a move of the hand-in."""
    body = kept_one(institution)
    found = ColumnMapping.objects.filter(institution=body, shape=asked["shape"]).first()
    row: ColumnMapping = found or ColumnMapping(institution=body, shape=asked["shape"])
    row.table, row.headers, row.columns = columns.table, asked["headers"], dict(columns.columns)
    row.parameters = {word: asdict(one) for word, one in columns.parameters.items()}
    row.constants = dict(columns.constants)
    row.saved_at, row.saved_by = clock.now(), getattr(by, "full_name", by.trail_name)
    row.save()
    return row
