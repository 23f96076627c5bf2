"""The orders that were served on an institution because of its problems, for the account that speaks for it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from bureau.papers.models import Paper
from bureau.papers.selectors import served
from bureau.people.models import Account
from bureau.rectification.models import Problem


def orders_of(by: Account) -> QuerySet[Paper]:
    """Those of the problems that the account sees, the newest first."""
    return served(Problem.objects.visible_to(by).values_list("reference", flat=True))


def order_of(reference: str, *, for_: Account) -> Paper:
    """One of them, or none (404)."""
    found = orders_of(for_).filter(reference=reference).first()
    if found is None:
        raise Http404(reference)
    return found
