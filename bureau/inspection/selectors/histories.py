"""The history of a visit with its items and findings, or of one finding: every entry about them, newest first."""

from __future__ import annotations

from bureau.files.models import StoredFile
from bureau.inspection.models import Finding, Visit
from bureau.people.histories import MOST, Happening, happenings


def history_of(row: Visit | Finding, *, most: int = MOST) -> list[Happening]:
    """The newest entries about a visit with all that belongs to it, or about one finding."""
    return happenings(_references(row), most=most)


def _references(row: Visit | Finding) -> list[str]:
    if isinstance(row, Finding):
        return [row.reference, *_files_of([row.item.reference, row.reference])]
    owners = [
        *row.items.values_list("reference", flat=True),
        *row.findings.values_list("reference", flat=True),
        *row.draws.values_list("reference", flat=True),
    ]
    return [row.reference, *owners, *_files_of(owners)]


def _files_of(owners: list[str]) -> list[str]:
    return list(StoredFile.objects.filter(owner__in=owners).values_list("reference", flat=True))
