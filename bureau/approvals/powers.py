"""By whose power somebody may do something at a unit: their own, or one lent to them by others."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Account, Delegation, RoleHeld, Unit
from bureau.people.roles import holders


@dataclass(frozen=True)
class Powers:
    """Whether it is their own, and who lends it to them today."""

    own: bool
    lent: tuple[Account, ...] = ()

    @property
    def nobody(self) -> bool:
        """Whether they have it from nowhere."""
        return not self.own and not self.lent

    @classmethod
    def of(cls, actor: Actor, permission: str, unit: Unit) -> Powers:
        """By whose power this actor holds a permission at a unit today."""
        if not isinstance(actor, Account):
            return cls(own=actor.may(permission, at=unit))
        givers = Delegation.objects.standing_on(clock.today()).filter(taker=actor).values("giver")
        found = Account.objects.filter(pk__in=givers, state="active").order_by("full_name", "pk")
        lent = tuple(one for one in found if _holds(one, permission, unit))
        return cls(own=_holds(actor, permission, unit), lent=lent)


def _holds(account: Account, permission: str, unit: Unit) -> bool:
    """Whether a role of the account itself, not a lent one, includes the permission there."""
    roles = RoleHeld.objects.standing_on(clock.today()).filter(
        account=account, role__in=holders(permission), unit__isnull=False
    )
    return any(unit.path.startswith(path) for path in roles.values_list("unit__path", flat=True))
