"""Words of this room: moves of a visit in a history, domains, conducts."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.inspection.conducts import Conduct
from bureau.registry.domains import name_of

register = template.Library()

MOVES: dict[str, Promise] = {
    "plan_visit": _("visit planned"),
    "amend_visit": _("amended"),
    "hand_over_visit": _("handed over"),
    "call_off_visit": _("called off"),
    "begin_visit": _("entered"),
    "conclude_visit": _("concluded"),
    "add_item": _("item put on"),
    "draw_reports": _("reports drawn"),
    "set_aside_draw": _("draw set aside"),
    "withdraw_item": _("item withdrawn"),
    "answer_item": _("item answered"),
    "correct_answer": _("answer corrected"),
    "keep_file": _("photo or document kept"),
    "draft_finding": _("finding drafted"),
    "amend_finding": _("finding amended"),
    "establish_finding": _("finding signed"),
    "hand_on_finding": _("finding taken over"),
    "release_finding": _("finding free again, its problem was withdrawn"),
    "close_finding": _("finding closed without a problem"),
    "withdraw_finding": _("finding withdrawn"),
}


@register.filter
def visit_move(name: str) -> str:
    """A move in words."""
    return str(MOVES.get(name, name))


@register.filter
def domain(code: str) -> str:
    """A domain by what it is called; none is a dash."""
    return name_of(code) if code else "—"


@register.filter
def conduct(code: str) -> str:
    """A suggested conduct with its words; one not chosen yet says so."""
    return f"{code} {Conduct(code).label}" if code else str(_("not chosen yet"))
