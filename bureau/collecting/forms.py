"""What pages of this room let people enter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.collecting.services import Asking
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.registry.completeness import INSTITUTION, REQUIREMENTS
from bureau.registry.domains import choices_of
from bureau.registry.models import Institution
from bureau.registry.selectors import listed
from bureau.registry.selectors.lists import containing, in_domain
from bureau.registry.texts import squeezed
from bureau.ui.forms import VersionedForm

MOST = 200  # institutions of one collection; more are asked for in several
ANY = ("", _("All"))


class StartForm(forms.Form):
    """What is asked, of which institutions, until when."""

    title = forms.CharField(label=_("Title"), max_length=120)
    due_on = forms.DateField(
        label=_("To be sent in by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    instructions = forms.CharField(
        label=_("Instructions"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody who is asked reads them."),
    )
    below = forms.ChoiceField(label=_("Institutions of"), required=False)
    domain = forms.ChoiceField(label=_("Domain"), required=False)
    words = forms.CharField(
        label=_("Only those in whose name, code or number this occurs"), max_length=100, required=False
    )
    asked = forms.MultipleChoiceField(
        label=_("What is asked for, where it is missing"),
        initial=[one.key for one in REQUIREMENTS],
        widget=forms.CheckboxSelectMultiple,
    )
    units_too = forms.BooleanField(
        label=_("Ask the units that answer for them for what the office must supply"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, by: Account, unit: Unit, **kwargs: Any) -> None:
        self.by, self.unit = by, unit
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(by).active().within(unit).exclude(pk=unit.pk)
        self.units = {one.reference: one for one in units}
        named = [(reference, one.short_name) for reference, one in self.units.items()]
        other = say("%(name)s (to be supplied by %(who)s)")
        self.fields["asked"].choices = [  # type: ignore[attr-defined] # the field above
            (
                one.key,
                one.name if one.supplier == INSTITUTION else other % {"name": one.name, "who": one.supplier},
            )
            for one in REQUIREMENTS
        ]
        self.fields["below"].choices = [("", unit.short_name), *named]  # type: ignore[attr-defined] # the field above
        self.fields["domain"].choices = [ANY, *choices_of()]  # type: ignore[attr-defined] # as above

    def clean_due_on(self) -> dt.date:
        """Today or later."""
        day: dt.date = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(say("This day has passed. Choose today or a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        """Not more institutions than can be asked at once."""
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and self.institutions().order_by()[MOST : MOST + 1].exists():
            raise forms.ValidationError(
                say("More than %(n)s institutions are meant. Choose a unit, a domain or words.") % {"n": MOST}
            )
        return found

    def institutions(self) -> QuerySet[Institution]:
        """Those that are meant and lack anything at all."""
        clean = self.cleaned_data
        rows = listed(self.by, self.units.get(clean["below"], self.unit)).filter(missing__gt=0)
        if clean["domain"]:
            rows = rows.filter(in_domain(clean["domain"]))
        if clean["words"]:
            rows = rows.filter(containing(clean["words"]))
        return rows.order_by("name", "reference")

    def entered(self) -> Asking:
        """What the service takes."""
        clean = self.cleaned_data
        return Asking(clean["title"], clean["due_on"], tuple(clean["asked"]), clean["instructions"])


class SendInForm(VersionedForm):
    """What is to be said beside what was entered."""

    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If something cannot be entered, say why."),
    )


class CodeForm(forms.Form):
    """The code that was told by telephone."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight digits, told to you by telephone."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        """Without blanks and hyphens, full width or not."""
        return squeezed(self.cleaned_data["code"]).replace("-", "")


class HandOverForm(VersionedForm):
    """Who is in charge of a collection from now on, and why."""

    officer = forms.ModelChoiceField(
        label=_("Takes over"), queryset=Account.objects.none(), to_field_name="username"
    )
    reason = forms.CharField(label=_("Reason"), min_length=2, max_length=300)

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Account.objects.visible_to(by).active().officers().order_by("full_name", "username")
        may = [one.pk for one in seen if one.may(P.COLLECTION_MANAGE, at=self.row.unit)]
        self.fields["officer"].queryset = seen.filter(pk__in=may)  # type: ignore[attr-defined] # the field above
