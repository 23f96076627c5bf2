"""What was handed in before: the parts that gave way to those which count, by how many newer ones replaced them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bureau.screening.models import LedgerPart
from bureau.screening.models.runs import EARLIER

#: What of an earlier hand-in a run is given: reports altered since are looked for, nothing else.
COMPARED = ("institutions", "reports", "results")


def handed_in_before(parts: Iterable[LedgerPart]) -> Iterator[tuple[str, list[LedgerPart]]]:
    """The parts that these replaced, then those that these had replaced, as far back as a run looks."""
    newer = [part.pk for part in parts]
    for side in EARLIER:
        older = LedgerPart.objects.filter(replaced_by__in=newer).select_related("handin", "institution")
        found = list(older.order_by("-handin__received_at", "-handin__reference", "uscc"))
        if not found:
            return
        yield side, found
        newer = [part.pk for part in found]
