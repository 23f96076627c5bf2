"""Dossiers that may be of one body, side by side with what speaks for it and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.registry.likeness import Body, likely, place_key
from bureau.registry.models import Certificate, Contact, Distinction, Institution, Site

SHOWN = 100
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


def likely_duplicates(rows: QuerySet[Institution]) -> list[Pair]:
    """Pairs among these dossiers, the likeliest first; the first hundred that nobody has told apart."""
    told_apart = {
        (str(first), str(second))
        for first, second in Distinction.objects.standing().values_list("first_id", "second_id")
    }
    found = [one for one in likely(_bodies(rows)) if (one.first, one.second) not in told_apart][:SHOWN]
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


def _bodies(rows: QuerySet[Institution]) -> list[Body]:
    """What is compared of each dossier: plain values, since a region has fifty thousand."""
    columns = ("pk", "name", "uscc", "former_names", "parent_id")
    held = {str(one[0]): one[1:] for one in rows.order_by().values_list(*columns)}
    certificates = _values(Certificate, held, "number")
    sites = _values(Site, held, "address")
    phones = _values(Contact, held, "phone")
    return [
        Body(
            key,
            name,
            code or "",
            tuple(former),
            frozenset(certificates[key]),
            frozenset(filter(None, map(place_key, sites[key]))),
            frozenset(piece for phone in phones[key] for piece in phone.split("、") if len(piece) > 6),
            str(parent or ""),
        )
        for key, (name, code, former, parent) in held.items()
    ]


def _values(model: Any, held: Iterable[str], column: str) -> dict[str, set[str]]:  # noqa: ANN401 - a table of facts
    found: dict[str, set[str]] = defaultdict(set)
    known = set(held)
    rows = model.objects.standing().exclude(**{column: ""}).values_list("institution_id", column)
    for key, value in rows:
        if str(key) in known:
            found[str(key)].add(value)
    return found
