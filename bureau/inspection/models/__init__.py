"""Visits, their items, draws of reports, and findings."""

from bureau.inspection.models.draws import RANDOM, TARGETED, Draw, FrameKind
from bureau.inspection.models.findings import Finding, FindingQuerySet
from bureau.inspection.models.items import Answer, OriginKind, VisitItem, VisitItemQuerySet
from bureau.inspection.models.visits import Visit, VisitKind, VisitQuerySet

__all__ = [
    "RANDOM",
    "TARGETED",
    "Answer",
    "Draw",
    "Finding",
    "FindingQuerySet",
    "FrameKind",
    "OriginKind",
    "Visit",
    "VisitItem",
    "VisitItemQuerySet",
    "VisitKind",
    "VisitQuerySet",
]
