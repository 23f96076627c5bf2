"""Rules of scope are proposed, decided by the lead group, ended."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign.lifecycle_beside import SCOPE
from bureau.campaign.models import Campaign, ScopeRule
from bureau.campaign.scoping import KINDS
from bureau.campaign.services.waiting import await_heads, named, no_longer_waits, taken_back
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account


def propose_scope_rule(
    *, campaign: Campaign, effect: str, kind: str, chosen: Iterable[str], words: str, by: Actor
) -> ScopeRule:
    """Propose who is in the scope or out of it; it changes nothing before the lead group approved it.

    Raises:
        MissingPermission, NotNow: nothing was written.
    """
    known = KINDS.get(kind)
    asked = sorted(set(chosen))
    if known is None or not set(asked) <= {value for value, _title in known.choices(campaign)}:
        raise NotNow(_("This cannot be chosen here. Open the page again and choose from its list."))
    row = ScopeRule(
        campaign=campaign,
        effect=effect,
        kind=kind,
        chosen=asked,
        words=words,
        proposed_at=clock.now(),
        proposed_by=by if isinstance(by, Account) else None,
        proposed_by_name=named(by),
    )
    with SCOPE.creating("propose_scope_rule", row, by=by) as made:
        last = ScopeRule.objects.filter(campaign=campaign).aggregate(Max("number"))["number__max"]
        made.number = (last or 0) + 1
        await_heads(
            campaign,
            subject=made.reference,
            title=_("Decide on the rule of scope %(ref)s") % {"ref": made.reference},
            address=reverse("campaign:scope-rule", args=[campaign.reference, made.number]),
            by=by,
        )
    return made


def approve_scope_rule(*, rule: ScopeRule, by: Actor, base: int | None = None) -> ScopeRule:
    """From now on it says who is due."""
    with SCOPE.moving("approve_scope_rule", rule, by=by, base=base) as held:
        held.decided_at, held.decided_by_name = clock.now(), named(by)
        no_longer_waits(held.reference, by)
    return held


def refuse_scope_rule(*, rule: ScopeRule, by: Actor, reason: str, base: int | None = None) -> ScopeRule:
    """The scope stays as it is, with the reason on record."""
    with SCOPE.moving("refuse_scope_rule", rule, by=by, reason=reason, base=base) as held:
        held.decided_at, held.decided_by_name = clock.now(), named(by)
        no_longer_waits(held.reference, by)
    return held


def end_scope_rule(*, rule: ScopeRule, by: Actor, reason: str, base: int | None = None) -> ScopeRule:
    """It holds no longer: whom it kept out is due again."""
    with SCOPE.moving("end_scope_rule", rule, by=by, reason=reason, base=base) as held:
        taken_back(held.reference, by, reason=reason)
    return held
