"""Words of this room: domains, moves and columns of a history, states of a condition."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.campaign.exits import kinds
from bureau.campaign.selectors.histories import NOTHING, SEPARATOR, Difference
from bureau.registry.domains import name_of, names_of

register = template.Library()

MOVES: dict[str, Promise] = {
    "draft_campaign": _("drafted"),
    "amend_campaign": _("draft amended"),
    "amend_issued_campaign": _("amended after it was issued"),
    "issue_campaign": _("issued"),
    "withdraw_campaign": _("withdrawn"),
    "close_campaign": _("closed"),
    "add_phase": _("phase added"),
    "amend_phase": _("phase amended"),
    "withdraw_phase": _("phase withdrawn"),
    "sign_off_phase": _("phase signed off"),
    "focus_domain": _("domain put into focus"),
    "withdraw_domain": _("domain taken out of focus"),
    "add_member": _("member added"),
    "end_member": _("member left"),
}
CONDITION_STATES: dict[str, tuple[str, Promise]] = {
    "met": ("good", _("met")),
    "unmet": ("warn", _("not met")),
    "hard": ("bad", _("hard to meet in time")),
    "unknown": ("idle", _("not computed")),
}


@register.filter
def campaign_move(name: str) -> str:
    """What a move is called in a history."""
    return str(MOVES.get(name, name))


@register.filter
def campaign_column(difference: Difference) -> str:
    """What the column is called."""
    if difference.column == "conditions":
        return str(_("exit conditions"))
    model = apps.get_model(difference.table)
    return str(model._meta.get_field(difference.column).verbose_name)


@register.filter
def campaign_value(difference: Difference, side: str) -> str:
    """What stood before or after, in words."""
    value = difference.before if side == "before" else difference.after
    if difference.column != "conditions" or value == NOTHING:
        return value
    return SEPARATOR.join(condition_names(value.split(SEPARATOR)))


@register.filter
def condition_names(names: Iterable[str]) -> list[str]:
    """The kinds of exit conditions by what they are called."""
    known = kinds()
    return [str(known[name].title) if name in known else name for name in names]


@register.filter
def condition_tone(state: str) -> str:
    """The tone of the state of a condition."""
    return CONDITION_STATES[state][0]


@register.filter
def condition_word(state: str) -> str:
    """The state of a condition in words."""
    return str(CONDITION_STATES[state][1])


@register.filter
def domain_named(code: str) -> str:
    """A domain by what it is called."""
    return name_of(code)


@register.filter
def domains_named(codes: Iterable[str]) -> str:
    """Domains by what they are called."""
    return names_of(codes)
