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
from bureau.registry.models import Certificate, Contact, Institution, Site

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
    """Pairs among these dossiers, the likeliest first; the first hundred."""
    held = {str(one.pk): one for one in rows}
    certificates = _values(Certificate, held, "number")
    sites = _values(Site, held, "address")
    phones = _values(Contact, held, "phone")
    bodies = [
        Body(
            key,
            one.name,
            one.uscc or "",
            tuple(one.former_names),
            frozenset(certificates[key]),
            frozenset(filter(None, map(place_key, sites[key]))),
            frozenset(piece for phone in phones[key] for piece in phone.split("、") if len(piece) > 6),
            str(one.parent_id or ""),
        )
        for key, one in held.items()
    ]
    found = []
    for one in likely(bodies)[:SHOWN]:
        first, second = sorted(
            (held[one.first], held[one.second]), key=lambda body: (not body.uscc, body.reference)
        )
        reasons = [str(WHY[name]) % {"what": what} for name, what in one.reasons]
        found.append(Pair(first, second, reasons, [str(WHY[name]) for name in one.against]))
    return found


def _values(model: Any, held: Iterable[str], column: str) -> dict[str, set[str]]:  # noqa: ANN401 - a table of facts
    found: dict[str, set[str]] = defaultdict(set)
    known = set(held)
    rows = model.objects.standing().exclude(**{column: ""}).values_list("institution_id", column)
    for key, value in rows:
        if str(key) in known:
            found[str(key)].add(value)
    return found
