"""How the pages of this room ask a service and answer with a form: 200 to look, 422 to correct, 409 when refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from bureau.files.intake import NotAccepted
from bureau.kernel.refusals import NotNow, Stale
from bureau.people.answering import form_page, posted, who
from bureau.people.conflicts import REFUSED

__all__ = ["REFUSED", "Differing", "done", "form_page", "posted", "show_conflict", "who"]


@dataclass(frozen=True)
class Differing:
    """One field of a form that two people filled in differently."""

    label: str
    theirs: str
    mine: str


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the service did it; else its objection stands on the form, with what was entered."""
    try:
        act()
    except Stale as stale:
        show_conflict(form, stale)
    except NotNow as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
    except NotAccepted as refusal:
        form.add_error("papers" if "papers" in form.fields else None, refusal.sentence)
    else:
        return True
    return False


def show_conflict(form: Any, stale: Stale) -> None:  # noqa: ANN401 - a form that learns of a conflict
    """What others saved meanwhile stands beside what was entered; sending it again saves over theirs, knowingly."""
    form.add_error(None, forms.ValidationError(stale.sentence, code=REFUSED))
    form.standing = stale.row
    form.conflict = [one for one in _compared(form, stale.row) if one.theirs != one.mine]
    form.data = form.data.copy()
    form.data["base"] = str(stale.row.version)


def _compared(form: Any, row: Any) -> list[Differing]:  # noqa: ANN401 - a form on a row
    """Every field that the row has too, in words: as it stands there now, and as it was entered."""
    found = []
    for field in form.visible_fields():
        if not hasattr(row, field.name) or field.name in {"papers", "reason"}:
            continue
        named = (
            dict(getattr(field.field, "choices", ()) or ()) if not hasattr(field.field, "queryset") else {}
        )
        theirs, mine = getattr(row, field.name), form.cleaned_data.get(field.name)
        found.append(Differing(str(field.label), _in_words(theirs, named), _in_words(mine, named)))
    return found


def _in_words(value: Any, named: dict[Any, Any]) -> str:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, list | tuple):
        return "、".join(map(str, value)) or "—"
    return str(named.get(value, value) if value not in (None, "") else "—")
