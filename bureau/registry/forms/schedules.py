"""Importing a schedule of capabilities, signatories, instruments or staff: what an officer says of the whole file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.registry.domains import choices_of
from bureau.registry.forms.facts import day_field
from bureau.registry.importing import Chosen
from bureau.registry.models import Certificate, Institution, Site
from bureau.registry.schedules import Schedules
from bureau.ui.forms import VersionedForm


class ReadScheduleForm(forms.Form):
    """A file with schedules."""

    file = forms.FileField(
        label=_("Schedule"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.docx"})
    )
    formed_on = day_field(_("Day it speaks of"))


class ImportScheduleForm(VersionedForm):
    """Under which certificate, for which field, at which site, and from when to when, where the file does not say."""

    certificate = forms.ModelChoiceField(
        label=_("Certificate"), queryset=Certificate.objects.none(), required=False, empty_label=_("not said")
    )
    domain = forms.ChoiceField(
        label=_("Domain"), required=False, help_text=_("Of capabilities under no heading that names one.")
    )
    site = forms.ModelChoiceField(
        label=_("Site"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=_("not said"),
        help_text=_("Of entries for which the file names none."),
    )
    valid_from = day_field(
        _("Approved from"), help_text=_("Empty: the term of the certificate, where the file says no day.")
    )
    valid_to = day_field(_("To"))

    def __init__(self, *args: Any, institution: Institution, found: Schedules, **kwargs: Any) -> None:
        self.found = found
        super().__init__(*args, **kwargs)
        certificates = Certificate.objects.standing().filter(institution=institution)
        self.fields["certificate"].queryset = certificates  # type: ignore[attr-defined] # the field above
        self.fields["site"].queryset = Site.objects.standing().filter(institution=institution)  # type: ignore[attr-defined] # as above
        self.fields["domain"].choices = [("", say("not said")), *choices_of()]  # type: ignore[attr-defined] # as above
        # A file that names another certificate is of that one: none is chosen for it.
        meant = certificates.filter(number__in=found.numbers) if found.numbers else certificates
        self.strangers = [] if meant.exists() else found.numbers
        if not self.is_bound and meant.count() == 1:
            self.initial.setdefault("certificate", meant.get().pk)

    def clean(self) -> dict[str, Any]:
        """Capabilities are approved under a certificate; nothing ends before it begins."""
        found: dict[str, Any] = super().clean() or {}
        if self.found.of("capability") and not found.get("certificate"):
            said = say(
                "Choose the certificate under which these are approved; record it first if there is none."
            )
            self.add_error("certificate", said)
        begins, ends = found.get("valid_from"), found.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", say("It ends before it begins (%(day)s).") % {"day": begins})
        return found

    @property
    def chosen(self) -> Chosen:
        """What was said, or what would be said if nothing is changed."""
        if self.is_bound:
            clean = self.cleaned_data
            return Chosen(
                certificate=clean.get("certificate"),
                domain=clean.get("domain", ""),
                site=clean.get("site"),
                valid_from=clean.get("valid_from"),
                valid_to=clean.get("valid_to"),
            )
        held = self.fields["certificate"].queryset.filter(pk=self.initial.get("certificate")).first()  # type: ignore[attr-defined] # as above
        return Chosen(certificate=held)
