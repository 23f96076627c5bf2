"""What happens on one visit happens in turn: each service holds the visit before it looks at items and findings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from bureau.inspection.models import Visit


@contextmanager
def holding(visit: Visit) -> Iterator[Visit]:
    """One transaction in which nobody else changes anything about this visit."""
    with transaction.atomic():
        yield visit.fresh()
