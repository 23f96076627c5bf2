"""A finding put into words: what, which conduct it suggests, of which days, which reports, what shows it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.inspection.conducts import Conduct
from bureau.inspection.forms.items import FilesField, ManyFiles
from bureau.inspection.models import Finding
from bureau.inspection.proposals import in_one_line, proposed_days, proposed_reports
from bureau.inspection.services import Statement
from bureau.registry.domains import choices_of
from bureau.ui.forms import VersionedForm

MOST_REPORTS = 200


class Lines(forms.Textarea):
    """Several values, one a line."""

    def format_value(self, value: Any) -> Any:  # noqa: ANN401 - values of the row, or what was posted
        """A line each."""
        return super().format_value("\n".join(value) if isinstance(value, list) else value)


class AmendFindingForm(VersionedForm):
    """What the finding says."""

    what = forms.CharField(
        label=_("What was found"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    conduct = forms.ChoiceField(
        label=_("Suggested conduct"),
        required=False,
        help_text=_("A suggestion. Which article applies is decided later, by the day of the conduct."),
    )
    conduct_from = forms.DateField(
        label=_("Day of the conduct, from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    conduct_to = forms.DateField(
        label=_("to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: one day."),
    )
    reports = forms.CharField(
        label=_("Reports concerned"),
        max_length=8000,
        required=False,
        widget=Lines(attrs={"rows": 2}),
        help_text=_("Numbers as printed, one a line."),
    )
    domain = forms.ChoiceField(label=_("Domain"), required=False)
    papers = FilesField(label=_("Further documents"), required=False, widget=ManyFiles())

    def __init__(self, *args: Any, row: Finding, **kwargs: Any) -> None:
        initial = {
            "what": row.what,
            "conduct": row.conduct,
            "conduct_from": row.conduct_from,
            "conduct_to": row.conduct_to,
            "reports": row.reports,
            "domain": row.domain,
        }
        super().__init__(*args, row=row, initial=initial, **kwargs)
        self.fields["conduct"].choices = [  # type: ignore[attr-defined] # the fields above
            ("", _("not chosen yet")),
            *((one.value, f"{one.value} {one.label}") for one in Conduct),
        ]
        self._say("conduct_from", in_one_line(proposed_days(row)))
        self._say("reports", in_one_line(proposed_reports(row)))
        self.fields["domain"].choices = [("", _("not of one domain")), *choices_of()]  # type: ignore[attr-defined] # as above

    def _say(self, name: str, proposed: str) -> None:
        """Say below a field where what it began with was taken from."""
        own = str(self.fields[name].help_text)
        self.fields[name].help_text = " ".join(filter(None, (own, proposed)))

    def clean_reports(self) -> list[str]:
        """Numbers, each once, in the order in which they were given."""
        found = list(dict.fromkeys(filter(None, re.split(r"[\s,;，；、]+", self.cleaned_data["reports"]))))
        if len(found) > MOST_REPORTS:
            raise forms.ValidationError(
                say("At most %(most)d reports; make it several findings.") % {"most": MOST_REPORTS}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """The days are in their order."""
        clean: dict[str, Any] = super().clean() or {}
        since, until = clean.get("conduct_from"), clean.get("conduct_to")
        if until and not since:
            self.add_error("conduct_from", say("Enter the first day too."))
        elif since and until and until < since:
            self.add_error("conduct_to", say("The last day lies before the first."))
        return clean

    def statement(self) -> Statement:
        """What the services take."""
        clean = self.cleaned_data
        return Statement(
            what=clean["what"],
            conduct=clean["conduct"],
            conduct_from=clean["conduct_from"],
            conduct_to=clean["conduct_to"],
            reports=clean["reports"],
            domain=clean["domain"],
        )
