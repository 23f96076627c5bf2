"""Roles held and delegations: who may act where, from when until when."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.people.lifecycle import HoldingState
from bureau.people.models.accounts import Account
from bureau.people.models.units import Unit
from bureau.people.roles import Role
from bureau.trail.recorded import Recorded, RecordedQuerySet


class HoldingQuerySet(RecordedQuerySet[Any]):
    """Which holdings."""

    def standing_on(self, day: dt.date) -> Self:
        """Those in force on a day; both ends are included, an empty end is no end."""
        return self.filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
            state=HoldingState.STANDING,
            valid_from__lte=day,
        )


class RoleHeld(Recorded):
    """A role somebody holds at a unit; without a unit only the role of an institution's account."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, verbose_name=_("at"), on_delete=models.PROTECT, null=True, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=HoldingState, default=HoldingState.STANDING, editable=False
    )

    objects: ClassVar[Any] = HoldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("role held")
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="people_role_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=HoldingState.values), name="people_role_state"
            ),
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False) | models.Q(role=Role.INSTITUTION),
                name="people_role_place",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_from__lte=models.F("valid_to")),
                name="people_role_period",
            ),
        )

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit at which the role is held."""
        return self.unit


class Delegation(Recorded):
    """Somebody acts for somebody else between two dates, with the roles that person then holds."""

    giver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_taken")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(
        _("state"), max_length=20, choices=HoldingState, default=HoldingState.STANDING, editable=False
    )

    objects: ClassVar[Any] = HoldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(giver=models.F("taker")), name="people_delegation_to_another"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=HoldingState.values), name="people_delegation_state"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__lte=models.F("valid_to")), name="people_delegation_period"
            ),
        )

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit of whoever is acted for."""
        return self.giver.jurisdiction


def roles_today(account: Account) -> list[tuple[str, str]]:
    """Roles in force today with the path of their unit ("" without one), one's own and those acted for."""
    day = clock.today()
    givers = Delegation.objects.standing_on(day).filter(taker=account).values("giver")
    held = RoleHeld.objects.standing_on(day).filter(
        models.Q(account=account) | models.Q(account__in=givers, account__state="active")
    )
    return [(role, path or "") for role, path in held.values_list("role", "unit__path")]
