"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from bureau.files.intake import NotAccepted
from bureau.kernel.refusals import NotNow, Stale
from bureau.papers.services import NotATemplate
from bureau.people.answering import form_page, sent, who
from bureau.people.conflicts import REFUSED, meet

__all__ = ["done", "form_page", "sent", "who"]


def done(form: Any, act: Callable[[], object]) -> bool:  # noqa: ANN401 - a form of this room
    """Whether the service did it; else its objection stands on the form, with what was entered."""
    try:
        act()
    except Stale as stale:
        meet(form, stale)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    except NotATemplate as refusal:
        form.add_error("document", list(refusal.faults))
    except NotAccepted as refusal:
        form.add_error("scan" if "scan" in form.fields else "document", refusal.sentence)
    else:
        return True
    return False
