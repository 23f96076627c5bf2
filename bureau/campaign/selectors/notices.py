"""Notices that wait, the text of one, and the clauses that a campaign cites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bureau.campaign.models import Campaign, Notice
from bureau.kernel.access import gate


@dataclass(frozen=True)
class Cite:
    """What of a campaign rests on which clause. `corrected`: the officer wrote something else than was proposed."""

    about: str
    place: str
    paragraph: int
    quote: str
    corrected: bool


def notice_of(reference: str, for_: Any) -> Notice:  # noqa: ANN401 - an account
    """The notice, if this person may see it; else there is none (404)."""
    rows = Notice.objects.select_related("unit", "file", "words", "campaign")
    found: Notice = gate(rows, for_=for_, reference=reference)
    return found


def notices_waiting(for_: Any) -> QuerySet[Notice]:  # noqa: ANN401 - as above
    """Notices from which no campaign was drafted yet, the newest first."""
    found: QuerySet[Notice] = Notice.objects.visible_to(for_).kept().select_related("file", "unit")
    return found.order_by("-kept_at", "-pk")


def cites_of(campaign: Campaign) -> dict[str, Cite]:
    """The clauses of its notice by what rests on them; none where it was not drafted from one."""
    notice = Notice.objects.filter(campaign=campaign).first()
    return {one["about"]: Cite(**one) for one in notice.cited} if notice else {}


@dataclass(frozen=True)
class Cited:
    """One sentence of a notice with everything that rests on it, each with whether it was corrected."""

    place: str
    paragraph: int
    quote: str
    abouts: tuple[tuple[str, bool], ...]


def sentences_of(campaign: Campaign) -> list[Cited]:
    """The sentences that its campaign cites, in the order of the notice."""
    held: dict[tuple[int, str, str], list[tuple[str, bool]]] = {}
    for one in cites_of(campaign).values():
        held.setdefault((one.paragraph, one.place, one.quote), []).append((one.about, one.corrected))
    return [
        Cited(place, paragraph, quote, tuple(abouts))
        for (paragraph, place, quote), abouts in sorted(held.items())
    ]
