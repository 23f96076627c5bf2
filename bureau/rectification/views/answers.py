"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bureau.files.intake import NotAccepted
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.answering import form_page, sent, who
from bureau.people.conflicts import REFUSED, Clash, Conflict, meet
from bureau.rectification.models import Problem

__all__ = ["REFUSED", "done", "form_page", "sent", "who"]


def done(form: Any, act: Callable[[], object], *, tells: bool = True) -> bool:  # noqa: ANN401 - a form of this room
    """Whether the service did it; else its objection stands on the form, with what was entered.

    Where `tells`, a form that met a conflict says what others did meanwhile.
    """
    try:
        act()
    except Stale as stale:
        meet(form, stale, tells=tells)
        form.clash = _with_deadlines(form, stale.row, form.clash)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    except NotAccepted as refusal:
        form.add_error("proof", refusal.sentence)
    else:
        return True
    return False


def _with_deadlines(form: Any, row: Problem, met: Conflict) -> Conflict:  # noqa: ANN401 - a form with a period
    """A deadline is entered as days or as a day: the one that stands there is beside what was entered."""
    days, on = form.cleaned_data.get("working_days"), form.cleaned_data.get("deadline_on")
    if not (days or on):
        return met
    said = ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days} if days else on.isoformat()
    return replace(met, clashes=(Clash(_("Deadline"), row.deadline_on.isoformat(), said), *met.clashes))
