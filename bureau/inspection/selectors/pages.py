"""What the pages of one visit and one finding show, each fetched through its gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bureau.files.models import StoredFile
from bureau.inspection.lifecycle import ITEM, VISIT
from bureau.inspection.models import Finding, Visit, VisitItem
from bureau.inspection.origins import Origin, open_origins
from bureau.inspection.selectors.asked import finding_of
from bureau.kernel.access import Actor, gate

MOVES = ("amend_visit", "hand_over_visit", "call_off_visit", "begin_visit", "conclude_visit")


@dataclass(frozen=True)
class ItemLine:
    """One item with its files, the finding that came of it, and why it cannot be withdrawn ("" if it can)."""

    item: VisitItem
    files: tuple[StoredFile, ...]
    finding: Finding | None
    withdraw: str


@dataclass(frozen=True)
class Progress:
    """How far a visit is: items that stand, those answered, those confirmed."""

    asked: int
    answered: int
    confirmed: int

    @property
    def left(self) -> int:
        """How many are not answered."""
        return self.asked - self.answered


@dataclass(frozen=True)
class VisitPage:
    """One visit: its items, what came of it, what may be done, and what waits to be put on it."""

    visit: Visit
    lines: tuple[ItemLine, ...]
    findings: tuple[Finding, ...]
    progress: Progress
    objections: dict[str, str]
    waiting: tuple[Origin, ...]


def get_visit(reference: str, *, for_: Actor) -> Visit:
    """One visit, if somebody may see it; else there is none (404)."""
    rows = Visit.objects.select_related(
        "institution__merged_into", "unit", "first_officer__officer", "second_officer__officer"
    )
    found: Visit = gate(rows, for_=for_, reference=reference)
    return found


def get_item(reference: str, number: int, *, for_: Actor) -> VisitItem:
    """One item of a visit that somebody may see."""
    visit = get_visit(reference, for_=for_)
    found: VisitItem = gate(
        VisitItem.objects.select_related("answered_by"), for_=for_, visit=visit, number=number
    )
    found.visit = visit
    return found


def get_finding(reference: str, *, for_: Actor) -> Finding:
    """One finding, with its gate."""
    return finding_of(reference, for_)


def progress_of(visit: Visit) -> Progress:
    """How many items stand, are answered, are confirmed."""
    items = visit.items
    return Progress(items.standing().count(), items.answered().count(), items.confirmed().count())


def first_open(visit: Visit) -> VisitItem | None:
    """The item to look at next: the first that is not answered, else the first."""
    standing = visit.items.standing().order_by("number")
    found: VisitItem | None = standing.unanswered().first() or standing.first()
    return found


def visit_page(visit: Visit, by: Any) -> VisitPage:  # noqa: ANN401 - an account
    """Everything that one visit's page shows."""
    items = list(visit.items.select_related("answered_by").order_by("number"))
    findings = list(
        visit.findings.select_related("item", "drafted_by", "established_by").order_by("reference")
    )
    files = _files_of(items)
    standing = {one.item_id: one for one in findings if one.state != "withdrawn"}
    for item in items:
        item.visit = visit
    return VisitPage(
        visit=visit,
        lines=tuple(
            ItemLine(
                item,
                tuple(files.get(item.reference, ())),
                standing.get(item.pk),
                ITEM.objection("withdraw_item", item, by),
            )
            for item in items
        ),
        findings=tuple(findings),
        progress=progress_of(visit),
        objections={name: VISIT.objection(name, visit, by) for name in MOVES},
        waiting=tuple(open_origins(visit.institution, for_=by)) if visit.is_open else (),
    )


def _files_of(items: list[VisitItem]) -> dict[str, list[StoredFile]]:
    found: dict[str, list[StoredFile]] = {}
    for file in StoredFile.objects.filter(owner__in=[one.reference for one in items]):
        found.setdefault(file.owner, []).append(file)
    return found
