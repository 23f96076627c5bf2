"""The list of visits: its views, its conditions, and who may be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.inspection.lifecycle import FindingState, ItemState, VisitState
from bureau.inspection.models import Answer, Visit
from bureau.kernel import clock
from bureau.people.models import Account, RoleHeld, Unit
from bureau.people.permissions import P
from bureau.people.roles import holders

Condition = Callable[[dt.date, Account], Q]


@dataclass(frozen=True)
class View:
    """A saved view: its word in the address, its name, its condition, whether what is in it is late."""

    name: str
    title: Promise
    condition: Condition
    late: bool = False


def _mine_today(today: dt.date, by: Account) -> Q:
    mine = Q(first_officer=by) | Q(second_officer=by)
    return mine & (Q(state=VisitState.UNDER_WAY) | Q(state=VisitState.PLANNED, planned_on__lte=today))


VIEWS: tuple[View, ...] = (
    View("", _("All"), lambda _today, _by: Q()),
    View("mine", _("Mine today"), _mine_today),
    View("planned", _("Planned"), lambda _today, _by: Q(state=VisitState.PLANNED)),
    View("under-way", _("Under way"), lambda _today, _by: Q(state=VisitState.UNDER_WAY)),
    View(
        "late",
        _("Day passed"),
        lambda today, _by: Q(state=VisitState.PLANNED, planned_on__lt=today),
        late=True,
    ),
    View("concluded", _("Concluded"), lambda _today, _by: Q(state=VisitState.CONCLUDED)),
)


def view_named(name: str) -> View:
    """The saved view of this word; of another word, all."""
    return next((view for view in VIEWS if view.name == name), VIEWS[0])


def listed(by: Account, unit: Unit | None) -> QuerySet[Visit]:
    """Visits that somebody sees, of the unit that lists are about; their own come with every unit."""
    rows = Visit.objects.visible_to(by)
    if unit is not None:
        rows = rows.filter(Q(unit__in=Unit.objects.within(unit)) | Q(first_officer=by) | Q(second_officer=by))
    found: QuerySet[Visit] = rows.select_related(
        "institution", "unit", "first_officer", "second_officer"
    ).annotate(
        asked=_items(~Q(items__state=ItemState.WITHDRAWN)),
        answered=_items(Q(items__state=ItemState.ANSWERED)),
        confirmed=_items(Q(items__answer=Answer.CONFIRMED)),
        found=Count("findings", distinct=True, filter=~Q(findings__state=FindingState.WITHDRAWN)),
    )
    return found


def my_visits(by: Account) -> QuerySet[Visit]:
    """What somebody goes on today, is on, or should have gone on."""
    found: QuerySet[Visit] = Visit.objects.filter(_mine_today(clock.today(), by))
    return found


def conductors(unit: Unit | None) -> QuerySet[Account]:
    """Officers whose role lets them conduct visits at a unit, above or below it, with a certificate in force."""
    today = clock.today()
    standing = RoleHeld.objects.standing_on(today).filter(role__in=holders(P.VISIT_CONDUCT))
    if unit is not None:
        above = Q(unit__reference__in=unit.path.strip("/").split("/"))
        standing = standing.filter(above | Q(unit__in=Unit.objects.within(unit)))
    certified = Q(officer__certificate_to__isnull=True) | Q(officer__certificate_to__gte=today)
    found: QuerySet[Account] = (
        Account.objects.active()
        .officers()
        .filter(certified, pk__in=standing.values("account"))
        .exclude(officer__certificate_no="")
        .order_by("full_name", "username")
    )
    return found


def _items(condition: Q) -> Count:
    return Count("items", distinct=True, filter=condition)
