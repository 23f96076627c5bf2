"""The history of a visit from the trail: every entry about it, its items and its findings, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bureau.files.models import StoredFile
from bureau.inspection.models import Finding, Visit
from bureau.people.models import Account
from bureau.trail.models import Entry

MOST = 200
# What waits in queues is told where it waits, not in the history of the visit.
LEFT_OUT = ("add_due_date", "finish_due_date", "withdraw_due_date")


@dataclass(frozen=True)
class Change:
    """One entry: when, who, what, about which of them, and why."""

    at: dt.datetime
    by: str
    move: str
    reference: str
    reason: str


def history_of(row: Visit | Finding, *, most: int = MOST) -> list[Change]:
    """The newest entries about a visit with all that belongs to it, or about one finding."""
    entries = list(
        Entry.objects.filter(reference__in=_references(row))
        .exclude(move__in=LEFT_OUT)
        .order_by("-sequence")[:most]
    )
    names = dict(
        Account.objects.filter(username__in={one.actor for one in entries}).values_list(
            "username", "full_name"
        )
    )
    return [
        Change(one.at, names.get(one.actor) or one.actor, one.move, one.reference, one.reason)
        for one in entries
    ]


def _references(row: Visit | Finding) -> list[str]:
    if isinstance(row, Finding):
        return [row.reference, *_files_of([row.item.reference, row.reference])]
    owners = [
        *row.items.values_list("reference", flat=True),
        *row.findings.values_list("reference", flat=True),
    ]
    return [row.reference, *owners, *_files_of(owners)]


def _files_of(owners: list[str]) -> list[str]:
    return list(StoredFile.objects.filter(owner__in=owners).values_list("reference", flat=True))
