"""Dossiers that may be of one body, side by side with what speaks for it and against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.registry.bodies import bodies_among
from bureau.registry.likeness import Likeness, likely
from bureau.registry.models import Comparison, Distinction, Institution, LikelyPair

SHOWN = 100
AT_ONCE = 3_000  # dossiers that are compared while somebody waits: half a second of work
WHY: dict[str, Promise] = {
    "certificate": _("the same certificate %(what)s"),
    "former": _("one was formerly called what the other is called"),
    "name": _("names alike to %(what)s of 100"),
    "address": _("the same address"),
    "phone": _("the same telephone"),
    "codes": _("they have different codes, which speaks for two bodies; one of the codes may be wrong"),
}


@dataclass(frozen=True)
class Pair:
    """Two dossiers; `first` is the one to keep: it has a code, or is the older."""

    first: Institution
    second: Institution
    reasons: Sequence[str]
    against: Sequence[str]

    @property
    def may_merge(self) -> bool:
        """Whether nothing speaks against it that stops a merger."""
        return not self.against


@dataclass(frozen=True)
class Compared:
    """A page of a hundred pairs that nobody has told apart: of now, or of the comparison made at an instant.

    `is_kept` where the comparison is too long to wait for; `as_of` is then None until the first was made.
    """

    pairs: Sequence[Pair]
    is_kept: bool = False
    as_of: dt.datetime | None = None
    dossiers: int = 0
    total: int = 0
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // SHOWN))

    @property
    def earlier(self) -> int:
        """The page before, or nought."""
        return self.page - 1

    @property
    def later(self) -> int:
        """The page after, or nought."""
        return self.page + 1 if self.page < self.pages else 0


def duplicates_among(rows: QuerySet[Institution], page: int = 1) -> Compared:
    """A hundred of the likely duplicates among these dossiers: compared at once if they are few, else as kept."""
    if len(rows.order_by().values_list("pk")[: AT_ONCE + 1]) <= AT_ONCE:
        return _page(_undecided(likely(bodies_among(rows))), page)
    made = Comparison.objects.first()
    if made is None:
        return Compared((), is_kept=True)
    kept = LikelyPair.objects.filter(first__in=rows, second__in=rows)
    found = (
        Likeness(
            str(one.first_id),
            str(one.second_id),
            one.strength,
            tuple(map(tuple, one.reasons)),
            tuple(one.against),
        )
        for one in kept.iterator()
    )
    return replace(_page(_undecided(found), page), is_kept=True, as_of=made.made_at, dossiers=made.compared)


def _page(undecided: Iterable[Likeness], page: int) -> Compared:
    """One page of these pairs, the likeliest first; a page beyond the last is the last."""
    found = list(undecided)
    last = max(1, -(-len(found) // SHOWN))
    page = min(max(1, page), last)
    return Compared(_pairs(found[(page - 1) * SHOWN :]), total=len(found), page=page)


def likely_duplicates(rows: QuerySet[Institution]) -> list[Pair]:
    """Pairs among these dossiers, the likeliest first; the first hundred that nobody has told apart."""
    return _pairs(_undecided(likely(bodies_among(rows))))


def _undecided(found: Iterable[Likeness]) -> Iterator[Likeness]:
    """Those that nobody has told apart."""
    told_apart = {
        (str(first), str(second))
        for first, second in Distinction.objects.standing().values_list("first_id", "second_id")
    }
    return (one for one in found if (one.first, one.second) not in told_apart)


def _pairs(undecided: Iterable[Likeness]) -> list[Pair]:
    found = list(islice(undecided, SHOWN))
    held = {
        str(one.pk): one
        for one in Institution.objects.filter(
            pk__in={key for one in found for key in (one.first, one.second)}
        )
    }
    pairs = []
    for one in found:
        first, second = sorted(
            (held[one.first], held[one.second]), key=lambda body: (not body.uscc, body.reference)
        )
        reasons = [str(WHY[name]) % {"what": what} for name, what in one.reasons]
        pairs.append(Pair(first, second, reasons, [str(WHY[name]) for name in one.against]))
    return pairs


def distinctions(rows: QuerySet[Institution]) -> list[Distinction]:
    """Pairs that were told apart, the newest first; both dossiers are among these."""
    told = Distinction.objects.standing().filter(first__in=rows, second__in=rows)
    return list(told.select_related("first", "second").order_by("-made_at")[:SHOWN])
