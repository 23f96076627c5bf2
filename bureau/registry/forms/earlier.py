"""Earlier records of supervision as an officer enters them; an institution neither enters nor sees them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.registry.forms.facts import day_field
from bureau.registry.forms.undertakings import DocumentedForm, text_field
from bureau.registry.models import EarlierRecord, EarlierSort


class EarlierRecordForm(DocumentedForm):
    """An inspection, a problem, a case, a penalty, or tips as a number."""

    model, title, of_officers = EarlierRecord, _("Earlier record of supervision"), True
    sort = forms.ChoiceField(label=_("Record of"), choices=EarlierSort.choices)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=9_999, initial=1)
    valid_from = day_field(_("Day, or the first of several"), required=True)
    valid_to = day_field(_("The last of several"))
    what = text_field(
        _("What it was about"),
        required=False,
        help_text=_("Leave it empty for tips: their number is kept and nothing that could tell who spoke."),
    )
    number = forms.CharField(label=_("Document number"), max_length=80, required=False)
    authority = forms.CharField(label=_("Authority"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """Tips are a number; all else says what it was about; nothing is still to come."""
        found = super().clean()
        if found.get("sort") == EarlierSort.TIP:
            for name in ("what", "number", "document"):
                if found.get(name):
                    self.add_error(name, say("Leave it empty for tips: only their number is kept."))
        elif found.get("sort") and not found.get("what"):
            self.add_error("what", say("Say what it was about; such as: reports without raw records."))
        for name in ("valid_from", "valid_to"):
            day = found.get(name)
            if day and day > clock.today():
                self.add_error(name, say("This day is still to come; an earlier record lies behind us."))
        return found
