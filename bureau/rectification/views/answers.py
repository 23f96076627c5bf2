"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from bureau.files.intake import NotAccepted
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.answering import form_page, who
from bureau.people.conflicts import REFUSED
from bureau.rectification.models import Problem
from bureau.rectification.selectors import changes_since

__all__ = ["REFUSED", "done", "form_page", "sent", "who"]


def sent(request: HttpRequest) -> dict[str, Any]:
    """What a form gets: what was sent, even if nothing was filled in, or nothing where somebody only looks."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def done(form: forms.Form, act: Callable[[], object], *, tells: bool = True) -> bool:
    """Whether the service did it; else its objection stands on the form, with what was entered.

    Where `tells`, a form that met a conflict says what others did meanwhile.
    """
    try:
        act()
    except Stale as stale:
        _show_conflict(form, stale, tells=tells)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    except NotAccepted as refusal:
        form.add_error("proof", refusal.sentence)
    else:
        return True
    return False


def _show_conflict(form: Any, stale: Stale, *, tells: bool) -> None:  # noqa: ANN401 - a form that learns of a conflict
    """What others saved meanwhile stands beside what was entered; sending it again saves over theirs, knowingly."""
    form.add_error(None, forms.ValidationError(stale.sentence, code=REFUSED))
    row: Problem = stale.row
    form.conflict = {
        "problem": row,
        "changes": changes_since(row, stale.base) if tells else (),
        "mine": form.cleaned_data.get("deadline_on") or form.cleaned_data.get("working_days"),
        "in_days": bool(form.cleaned_data.get("working_days")),
    }
    form.data = form.data.copy()
    form.data["base"] = str(row.version)
