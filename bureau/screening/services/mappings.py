"""Columns of somebody's own files are explained once, and every later file of the same shape is read by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.registry.identity import is_identity_number
from bureau.screening.lifecycle import MAPPING
from bureau.screening.models import ColumnMapping, HandIn, kept_one
from screener.ledger.filled.mappings import Chosen, Columns, Parameter
from screener.ledger.filled.naming import shape_of
from screener.ledger.filled.placing import Shape

HIDDEN = "••••"


def mapping_for(handin: HandIn) -> Chosen:
    """The mappings of the institution whose ledger it is; of one that holds several, those of the unit."""
    rows = ColumnMapping.objects.used().filter(**_whose(handin))
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


def asked_about(shapes: Sequence[Shape]) -> list[dict[str, Any]]:
    """Files about whose columns somebody is asked: the institution, or the unit that hands in for several."""
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


def remember(handin: HandIn, asked: dict[str, Any], columns: Columns, by: Actor) -> ColumnMapping:
    """Keep what the columns of one shape are; what was said of it before gives way. Within a move of the hand-in."""
    found = ColumnMapping.objects.filter(**_whose(handin), shape=asked["shape"]).first()
    if found is not None:
        return replace_mapping(mapping=found, asked=asked, columns=columns, by=by)
    row = ColumnMapping(**_whose(handin), shape=asked["shape"], name=str(asked["name"])[:80])
    return keep_mapping(mapping=row, asked=asked, columns=columns, by=by)


def _whose(handin: HandIn) -> dict[str, Any]:
    if handin.institution is not None:
        return {"institution": kept_one(handin.institution)}
    return {"unit": handin.unit}


def keep_mapping(
    *, mapping: ColumnMapping, asked: dict[str, Any], columns: Columns, by: Actor
) -> ColumnMapping:
    """Keep the columns of a shape of which nobody said anything yet."""
    with MAPPING.creating("keep_mapping", mapping, by=by) as made:
        _say(made, asked, columns, by)
    return made


def replace_mapping(
    *, mapping: ColumnMapping, asked: dict[str, Any], columns: Columns, by: Actor
) -> ColumnMapping:
    """What is said of a shape now takes the place of what was said; one that was dropped is used again."""
    with MAPPING.moving("replace_mapping", mapping, by=by) as held:
        _say(held, asked, columns, by)
    return held


def _say(row: ColumnMapping, asked: dict[str, Any], columns: Columns, by: Actor) -> None:
    row.table, row.headers, row.columns = columns.table, asked["headers"], dict(columns.columns)
    row.parameters = {word: asdict(one) for word, one in columns.parameters.items()}
    row.constants = dict(columns.constants)
    row.saved_at, row.saved_by = clock.now(), getattr(by, "full_name", by.trail_name)


def rename_mapping(*, mapping: ColumnMapping, name: str, by: Actor, base: int | None = None) -> ColumnMapping:
    """Call it otherwise; it is recognised by its header, whatever it is called."""
    with MAPPING.moving("rename_mapping", mapping, by=by, base=base) as held:
        held.name = name.strip()[:80]
    return held


def drop_mapping(
    *, mapping: ColumnMapping, by: Actor, reason: str = "", base: int | None = None
) -> ColumnMapping:
    """Files of this header are asked about again; ledgers that were read by it stay as they are."""
    with MAPPING.moving("drop_mapping", mapping, by=by, reason=reason, base=base) as held:
        pass
    return held
