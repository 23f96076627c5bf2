"""Visits, their items, and findings."""

from bureau.inspection.models.findings import Finding, FindingQuerySet
from bureau.inspection.models.items import Answer, OriginKind, VisitItem, VisitItemQuerySet
from bureau.inspection.models.visits import Visit, VisitKind, VisitQuerySet

__all__ = [
    "Answer",
    "Finding",
    "FindingQuerySet",
    "OriginKind",
    "Visit",
    "VisitItem",
    "VisitItemQuerySet",
    "VisitKind",
    "VisitQuerySet",
]
