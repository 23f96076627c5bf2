"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from bureau.files.intake import NotAccepted
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.answering import form_page, posted, who
from bureau.people.conflicts import REFUSED, meet

__all__ = ["REFUSED", "done", "form_page", "posted", "who"]


def done(form: Any, act: Callable[[], object], *, tells: bool = True) -> bool:  # noqa: ANN401 - a form of this room
    """Whether the service did it; else its objection stands on the form, with what was entered.

    Where `tells`, a form that met a conflict says what others did meanwhile: not to an institution.
    """
    try:
        act()
    except Stale as stale:
        meet(form, stale, tells=tells)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    except NotAccepted as refusal:
        form.add_error("file" if "file" in form.fields else None, refusal.sentence)
    else:
        return True
    return False
