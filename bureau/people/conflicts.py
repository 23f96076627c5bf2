"""Two people saved one row: what stands there now, who wrote it and when, beside what the second one entered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bureau.kernel.refusals import Stale
from bureau.people.selectors.accounts import names_of
from bureau.trail.histories import Step, steps_since
from bureau.trail.recorded import Recorded
from bureau.ui.forms import VersionedForm

REFUSED = "refused"
NOTHING = "—"
SEPARATOR = "、"


@dataclass(frozen=True)
class Clash:
    """One thing of which two values are there."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Other:
    """Somebody who saved it meanwhile, when, what they changed (label, before, after), and why if they said so."""

    name: str
    at: dt.datetime
    changes: tuple[tuple[str, str, str], ...]
    reason: str = ""


@dataclass(frozen=True)
class Conflict:
    """What `VersionedForm.clash` holds for the page: who was first, and both values of what differs."""

    others: tuple[Other, ...]
    clashes: tuple[Clash, ...]

    @property
    def only(self) -> Clash | None:
        """The one clash, where there is but one: the buttons name its values then."""
        return self.clashes[0] if len(self.clashes) == 1 else None


def meet(form: VersionedForm, stale: Stale, *, tells: bool = True) -> None:
    """Put the conflict on the form, where what was entered still stands; sent again, it saves over theirs.

    Unless it `tells`, who was first and what they changed is not for whoever fills in the form.
    """
    form.add_error(None, forms.ValidationError(stale.sentence, code=REFUSED))
    steps = steps_since(stale.row, stale.base) if tells else []
    names = names_of(step.actor for step in steps)
    others = tuple(Other(names[one.actor], one.at, _changes(stale.row, one), one.reason) for one in steps)
    form.clash = Conflict(others, _clashes(form))
    data: Any = form.data.copy()  # type: ignore[attr-defined] # what was posted, which knows how
    data["base"] = str(stale.row.version)
    form.data = data


def _clashes(form: VersionedForm) -> tuple[Clash, ...]:
    """What was entered beside what stands there: the page was given the row as it is now."""
    found = []
    for name, field in form.fields.items():
        if name == "base" or name not in form.initial or name not in form.cleaned_data:
            continue
        theirs, mine = _said(field, form.initial[name]), _said(field, form.cleaned_data[name])
        if theirs != mine:
            found.append(Clash(str(field.label or name), theirs, mine))
    return tuple(found)


def _said(field: forms.Field, value: Any) -> str:  # noqa: ANN401 - whatever a form holds
    """A value as the form would show it."""
    if value in (None, "", [], ()):
        return NOTHING
    if isinstance(field, forms.ModelMultipleChoiceField):
        keys = [field.prepare_value(one) for one in value]
        rows = field.clean(keys) if keys else ()
        return SEPARATOR.join(sorted(str(field.label_from_instance(one)) for one in rows)) or NOTHING
    if isinstance(field, forms.ModelChoiceField):
        row = value if isinstance(value, models.Model) else _chosen(field, value)
        return str(row or value)
    choices = field.choices if isinstance(field, forms.ChoiceField) else ()
    labels = {str(key): str(label) for key, label in choices}  # type: ignore[union-attr] # pairs, as declared
    if isinstance(value, list | tuple):
        return SEPARATOR.join(labels.get(str(one), str(one)) for one in value)
    return value.isoformat() if isinstance(value, dt.date) else labels.get(str(value), str(value))


def _chosen(field: forms.ModelChoiceField[Any], key: object) -> models.Model | None:
    rows: Any = field.queryset
    found: models.Model | None = rows.filter(**{field.to_field_name or "pk": key}).first()
    return found


def _changes(row: Recorded, step: Step) -> tuple[tuple[str, str, str], ...]:
    """What a step changed of what has a name that people read; secrets have none, and most keys."""
    found = []
    for name in step.changed:
        field = next((one for one in row._meta.concrete_fields if one.attname == name), None)
        told = field is not None and isinstance(field.verbose_name, Promise)
        if field is not None and told and name not in row.trail_secrets:
            before, after = (_column(field, values.get(name)) for values in (step.before, step.after))
            found.append((str(field.verbose_name), before, after))
    return tuple(found)


def _column(field: models.Field[Any, Any], value: object) -> str:
    if value in (None, ""):
        return NOTHING
    if field.is_relation:
        related: Any = field.related_model
        return str(related._base_manager.filter(pk=value).first() or value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value)) or NOTHING
    return str(dict(field.flatchoices).get(value, value))
