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

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account, as everywhere
        """Those of accounts that somebody sees, on either side of a delegation."""
        return self.filter(self._of_accounts(Account.objects.visible_to(actor)))

    def _of_accounts(self, accounts: models.QuerySet[Account]) -> models.Q:
        return models.Q(account__in=accounts)

    def standing_on(self, day: dt.date) -> Self:
        """Those in force on a day; both ends are included, an empty end is no end."""
        return self.standing_after(day).filter(valid_from__lte=day)

    def standing_after(self, day: dt.date) -> Self:
        """Those in force on a day, and those that will be later."""
        return self.filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day), state=HoldingState.STANDING
        )


class DelegationQuerySet(HoldingQuerySet):
    """Which delegations."""

    def _of_accounts(self, accounts: models.QuerySet[Account]) -> models.Q:
        return models.Q(giver__in=accounts) | models.Q(taker__in=accounts)


class Holding(Recorded):
    """What stands between two days, both included, until it is withdrawn."""

    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=HoldingState, default=HoldingState.STANDING, editable=False
    )

    objects: ClassVar[Any] = HoldingQuerySet.as_manager()

    class Meta:
        abstract = True

    def stands_on(self, day: dt.date) -> bool:
        """Whether it is in force on a day."""
        return (
            self.state == HoldingState.STANDING
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )

    def end_on(self, day: dt.date) -> None:
        """Set the last day; what has not begun, or ended before, keeps its dates."""
        if self.valid_from <= day and (self.valid_to is None or self.valid_to > day):
            self.valid_to = day


class RoleHeld(Holding):
    """A role somebody holds at a unit; without a unit only the role of an institution's account."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, verbose_name=_("at"), on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("role held")
        ordering = ("valid_from", "pk")
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

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.unit or ''}".strip()

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit at which the role is held; without one, that of the account."""
        return self.unit or self.account.jurisdiction


class Delegation(Holding):
    """Somebody acts for somebody else between two days, with the roles that person then holds."""

    giver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations_taken")
    reason = models.CharField(_("reason"), max_length=200)

    objects: ClassVar[Any] = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        ordering = ("valid_from", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(giver=models.F("taker")), name="people_delegation_to_another"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=HoldingState.values), name="people_delegation_state"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=False) & models.Q(valid_from__lte=models.F("valid_to")),
                name="people_delegation_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}"

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit of whoever is acted for."""
        return self.giver.jurisdiction


def roles_today(account: Account) -> list[tuple[str, str, bool]]:
    """Roles in force today with the path of their unit ("" without one), and whether they are lent by another."""
    day = clock.today()
    givers = Delegation.objects.standing_on(day).filter(taker=account).values("giver")
    held = RoleHeld.objects.standing_on(day).filter(
        models.Q(account=account) | models.Q(account__in=givers, account__state="active")
    )
    return [
        (role, path or "", owner != account.pk)
        for role, path, owner in held.values_list("role", "unit__path", "account")
    ]
