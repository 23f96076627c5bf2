"""Hits: the list with its views, and one with what was explained before and what else points the same way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.registry.models import Institution
from bureau.screening.ledgers.telling import Told, codes_in, rule_name, tell, title_of
from bureau.screening.lifecycle import UNDECIDED, HitState
from bureau.screening.models import Hit, Question, with_merged

ORDER = ("reference",)
BESIDE = 6


@dataclass(frozen=True)
class View:
    """A saved view of the list: its word in the address, its name, its condition."""

    name: str
    title: Promise
    condition: Callable[[Account], Q]


VIEWS: tuple[View, ...] = (
    View("", gettext_lazy("To be judged"), lambda _by: Q(state__in=UNDECIDED, gone_run=None)),
    View(
        "mine",
        gettext_lazy("Of my institutions"),
        lambda by: Q(institution__officer=by, state__in=UNDECIDED, gone_run=None),
    ),
    View("answered", gettext_lazy("Institution answered"), lambda _by: Q(state=HitState.ANSWERED)),
    View("accepted", gettext_lazy("Accepted"), lambda _by: Q(state__in=(HitState.ACCEPTED, HitState.JOINED))),
    View("dismissed", gettext_lazy("Dismissed"), lambda _by: Q(state=HitState.DISMISSED)),
    View("gone", gettext_lazy("No longer made"), lambda _by: Q(gone_run__isnull=False)),
    View("all", gettext_lazy("All"), lambda _by: Q()),
)


@dataclass(frozen=True)
class Beside:
    """Another hit that points to the same institution, instrument or person."""

    hit: Hit
    title: str


@dataclass(frozen=True)
class Corroboration:
    """What else there is: how many, and the first of them."""

    said: str
    count: int
    hits: Sequence[Beside]


@dataclass(frozen=True)
class Explained:
    """A reason for which a hit was dismissed: whose, from which day, until which, and whether it holds today."""

    reference: str
    why: str
    by: str
    on: dt.date | None
    until: dt.date | None
    holds: bool


@dataclass(frozen=True)
class HitPage:
    """One hit as its page shows it."""

    hit: Hit
    body: Institution
    told: Told
    before: Sequence[Explained]
    questions: Sequence[Question]
    corroboration: Sequence[Corroboration]
    earlier: str
    later: str


def view_named(name: str) -> View:
    """The view of this word; of another word, the first."""
    return next((view for view in VIEWS if view.name == name), VIEWS[0])


def hits_seen(by: Account, unit: Unit | None) -> QuerySet[Hit]:
    """Hits that somebody sees, of institutions of the unit that lists are about."""
    rows = Hit.objects.visible_to(by)
    if unit is not None:
        rows = rows.filter(with_merged(Institution.objects.within(unit)))
    found: QuerySet[Hit] = rows.select_related(
        "institution__unit", "institution__merged_into", "lead", "figures"
    )
    return found


def undecided_hits(by: Account, unit: Unit | None) -> QuerySet[Hit]:
    """What waits to be judged."""
    return hits_seen(by, unit).filter(VIEWS[0].condition(by))


def hits_of_report(number: str, *, for_: Account, most: int) -> list[Beside]:
    """The first hits about a report, by its number as printed, as far as somebody may see them."""
    if not for_.may(P.HIT_READ):
        return []
    rows = hits_seen(for_, None).filter(report_no__iexact=number).order_by("reference")[:most]
    return [Beside(one, title_of(one.rule, one.newest, one.uscc)) for one in rows]


def hit_page(hit: Hit, *, for_: Account, unit: Unit | None) -> HitPage:
    """One hit with everything that is needed to judge it."""
    earlier, later = neighbours(hit, for_, unit)
    codes = codes_in(hit.newest)
    bodies = Institution.objects.filter(uscc__in=codes) if len(codes) > 1 else ()
    names = {body.code: body.name for body in bodies}
    return HitPage(
        hit=hit,
        body=hit.body,
        told=tell(hit.rule, hit.conduct, hit.newest, hit.uscc, names=names),
        before=_explanations(explained_before(hit, for_=for_)),
        questions=list(hit.questions.all()),
        corroboration=_corroboration(hit, for_),
        earlier=earlier,
        later=later,
    )


def neighbours(hit: Hit, by: Account, unit: Unit | None) -> tuple[str, str]:
    """The references of the hits before and after this one among those that wait to be judged."""
    waiting = (
        undecided_hits(by, unit).exclude(pk=hit.pk).order_by("reference").values_list("reference", flat=True)
    )
    earlier = waiting.filter(reference__lt=hit.reference).last()
    later = waiting.filter(reference__gt=hit.reference).first()
    return earlier or "", later or ""


def explained_before(hit: Hit, *, for_: Account) -> list[Hit]:
    """This hit if it was dismissed before, and hits of the same rule and institution that were: their reasons."""
    rows = Hit.objects.visible_to(for_).about(hit.body).filter(rule=hit.rule).exclude(dismissed_why="")
    return list(rows.order_by("-dismissed_on", "reference")[:BESIDE])


def _explanations(hits: Sequence[Hit]) -> list[Explained]:
    """Every reason that stood for these hits, the newest of each first."""
    found = []
    for one in hits:
        on, until = one.dismissed_on, one.dismissed_until
        holds = one.state == HitState.DISMISSED and until is not None and until >= clock.today()
        found.append(Explained(one.reference, one.dismissed_why, one.dismissed_by, on, until, holds))
        for said in reversed(one.explained_earlier):
            days = (_day(said["on"]), _day(said["until"]))
            found.append(Explained(one.reference, said["why"], said["by"], *days, holds=False))
    return found


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _corroboration(hit: Hit, by: Account) -> list[Corroboration]:
    others = (
        Hit.objects.visible_to(by).filter(gone_run=None).exclude(pk=hit.pk).exclude(state=HitState.DISMISSED)
    )
    found = []
    if hit.instrument_id:
        same = others.filter(instrument_id=hit.instrument_id)
        found.append(_beside(_("On the same instrument"), same))
    if hit.person_id:
        found.append(_beside(_("By the same person"), others.filter(person_id=hit.person_id)))
    if hit.report_id:
        found.append(_beside(_("In the same report"), others.filter(report_id=hit.report_id)))
    rest = others.filter(with_merged([hit.body.pk])).exclude(rule=hit.rule)
    found.append(_beside(_("Of the same institution, by other rules"), rest))
    return [one for one in found if one.count]


def _beside(said: str, rows: QuerySet[Hit]) -> Corroboration:
    shown: list[Beside] = []
    for rule in rows.order_by("rule").values_list("rule", flat=True).distinct()[:BESIDE]:
        first = rows.filter(rule=rule).order_by("reference").first()
        if first is not None:
            shown.append(Beside(first, f"{rule_name(rule)}: {title_of(rule, first.newest, first.uscc)}"))
    return Corroboration(said, rows.count(), shown)
