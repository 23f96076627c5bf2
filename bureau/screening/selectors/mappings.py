"""Saved columns: the list, and one with what every word of its header is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.registry.models import Institution
from bureau.screening.ledgers.spoken import columns_spoken, tables_spoken
from bureau.screening.models import ColumnMapping, with_merged


@dataclass(frozen=True)
class Said:
    """One word of a header and what it is; `method` and `unit` where its values stand below it."""

    word: str
    column: str
    method: str = ""
    unit: str = ""


@dataclass(frozen=True)
class MappingPage:
    """One saved header."""

    mapping: ColumnMapping
    table: str
    words: Sequence[Said]
    constants: Sequence[tuple[str, str]]

    @property
    def measures(self) -> bool:
        """Whether values of a parameter stand below one of its words."""
        return any(one.method for one in self.words)


def mappings_seen(by: Account, unit: Unit | None) -> QuerySet[ColumnMapping]:
    """Saved columns that somebody sees, of the unit that lists are about, the newest first."""
    rows = ColumnMapping.objects.visible_to(by)
    if unit is not None and by.kind != AccountKind.INSTITUTION:
        bodies = Institution.objects.within(unit)
        rows = rows.filter(with_merged(bodies)) | rows.filter(unit__in=Unit.objects.within(unit))
    found: QuerySet[ColumnMapping] = rows.select_related("institution", "unit")
    return found


def table_name(table: str) -> str:
    """A table in the reader's language."""
    return dict(tables_spoken()).get(table, table)


def mapping_page(mapping: ColumnMapping) -> MappingPage:
    """One saved header, word by word, as the reader calls the columns."""
    spoken = dict(columns_spoken(mapping.table))
    words = []
    for word in mapping.headers:
        measured = mapping.parameters.get(word)
        name = mapping.columns.get(word, "")
        if measured is not None:
            said = Said(word, _("a parameter, its values below"), measured["method"], measured["unit"])
        else:
            said = Said(word, spoken.get(name, name))
        words.append(said)
    constants = [(spoken.get(name, name), text) for name, text in mapping.constants.items()]
    return MappingPage(mapping, table_name(mapping.table), words, constants)
