"""Handing a problem over to another officer, and correcting what was recorded wrongly."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.rectification.forms.moves import reason_field
from bureau.rectification.forms.problems import WordsForm
from bureau.rectification.hands import holders_at
from bureau.rectification.models import Problem
from bureau.rectification.services import Period, Words
from bureau.rectification.services.revising import deadline_stays
from bureau.ui.forms import VersionedForm


class HandOverForm(VersionedForm):
    """To whom, and why."""

    officer = forms.ModelChoiceField(
        label=pgettext_lazy("problem", "Responsible officer"),
        queryset=Account.objects.none(),
        to_field_name="username",
        empty_label=_("choose"),
    )
    reason = reason_field()

    def __init__(self, *args: Any, row: Problem, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        may = [one.pk for one in holders_at(P.PROBLEM_RECORD, row.unit) if one.pk != row.officer_id]
        choice: dict[str, Any] = self.fields
        choice["officer"].queryset = Account.objects.filter(pk__in=may).order_by("full_name", "username")


class CorrectForm(WordsForm, VersionedForm):
    """What the problem should say, and why it is corrected; the deadline only while it may still be."""

    may_stay = True
    reason = reason_field()
    field_order = (
        *("title", "what", "domain", "basis", "conduct", "measure"),
        *("working_days", "deadline_on", "reason"),
    )

    def __init__(self, *args: Any, row: Problem, **kwargs: Any) -> None:
        initial = {one.name: getattr(row, one.name) for one in fields(Words)}
        super().__init__(*args, row=row, initial=initial, **kwargs)
        self.stays = deadline_stays(row)
        if self.stays:
            for name in ("working_days", "deadline_on"):
                del self.fields[name]
        else:
            self.fields["deadline_on"].help_text = _("Empty: it stays as it is.")

    def words(self) -> Words:
        """What the services take."""
        return Words(**{one.name: self.cleaned_data[one.name] for one in fields(Words)})

    @property
    def new_period(self) -> Period | None:
        """A new deadline, where one was entered."""
        chosen = self.cleaned_data.get("working_days") or self.cleaned_data.get("deadline_on")
        return self.period if chosen else None
