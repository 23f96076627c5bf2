"""Words of this room: domains, moves and columns of a history, states of a condition."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.apps import apps
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.campaign.exits import kinds
from bureau.campaign.forms import PlanForm
from bureau.campaign.selectors.histories import NOTHING, SEPARATOR, Difference
from bureau.campaign.selectors.notices import Cite
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
    "draft_from_notice": _("drafted from a notice"),
    "hand_down_campaign": _("handed down"),
    "take_up_campaign": _("taken up below"),
    "withdraw_hand_down": _("taken back"),
    "set_weight": _("weight set"),
    "change_weight": _("weight changed"),
    "propose_excuse": _("reason for not inspecting proposed"),
    "approve_excuse": _("reason for not inspecting approved"),
    "refuse_excuse": _("reason for not inspecting refused"),
    "withdraw_excuse": _("reason for not inspecting withdrawn"),
    "propose_scope_rule": _("rule of scope proposed"),
    "approve_scope_rule": _("rule of scope approved"),
    "refuse_scope_rule": _("rule of scope refused"),
    "end_scope_rule": _("rule of scope ended"),
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
def condition_name(name: str) -> str:
    """One kind of exit condition by what it is called."""
    return condition_names([name])[0]


@register.simple_tag
def clause(cites: dict[str, Cite], *about: object) -> str:
    """The clause of the notice on which something rests, or nothing where it rests on none."""
    found = cites.get("/".join(map(str, about)))
    if found is None:
        return ""
    words = _("notice %(place)s") if found.place else _("notice, opening")
    return format_html(' <span class="sub muted">{}</span>', words % {"place": found.place})


@register.filter
def cited_about(about: str) -> str:
    """What rests on a clause, in words."""
    first, *more = about.split("/")
    if first == "focus":
        return name_of(more[0])
    if first == "phase":
        named = gettext("Phase %(n)s") % {"n": more[0]}
        return f"{named}{gettext(': ')}{condition_name(more[1])}" if len(more) > 1 else named
    return str(PlanForm.base_fields[first].label)


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
