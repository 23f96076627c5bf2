"""Facts that an officer enters by hand: certificate, site, presence, domain, contact."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.people.models.units import DIVISION
from bureau.registry.domains import NAMES, code_of
from bureau.registry.identifiers import read_certificate_number
from bureau.registry.models import Certificate, Contact, Fact, Presence, Site, StatedDomain
from bureau.registry.texts import squeezed


def day_field(label: Any, **more: Any) -> forms.DateField:  # noqa: ANN401 - a lazy text
    """A calendar day, chosen or typed."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class FactForm(forms.Form):
    """One fact; `model` is its table."""

    model: ClassVar[type[Fact]]
    title: ClassVar[Any]

    def clean(self) -> dict[str, Any]:
        """It does not end before it begins."""
        found: dict[str, Any] = super().clean() or {}
        begins, ends = found.get("valid_from"), found.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", say("It ends before it begins (%(day)s).") % {"day": begins})
        return found

    def fact(self) -> Fact:
        """The fact as entered, not yet saved."""
        return self.model(**self.cleaned_data)


class CertificateForm(FactForm):
    """A certificate with its term."""

    model, title = Certificate, _("Certificate")
    number = forms.CharField(label=_("Certificate number"), max_length=40)
    first_issued_on = day_field(_("First issued"))
    valid_from = day_field(_("Valid from"))
    valid_to = day_field(_("Valid to"))
    authority = forms.CharField(label=_("Issued by"), max_length=60, required=False)
    ended_on = day_field(
        _("Ended"), help_text=_("Revoked or cancelled: no longer in force from this day on.")
    )
    ended_why = forms.CharField(label=_("Why it ended"), max_length=100, required=False)

    def clean_number(self) -> str:
        """Twelve digits."""
        found = read_certificate_number(squeezed(self.cleaned_data["number"]))
        if found.number is None:
            raise forms.ValidationError(
                say("This is an accreditation number, not that of a certificate.")
                if found.fault == "accreditation"
                else say("A certificate number has 12 digits, such as 180502110417.")
            )
        return found.number


class SiteForm(FactForm):
    """A place of work."""

    model, title = Site, _("Site")
    division = forms.CharField(label=_("Division code"), max_length=6, validators=[DIVISION])
    address = forms.CharField(label=_("Address"), max_length=200)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))


class PresenceForm(FactForm):
    """It works in a division without a site there."""

    model, title = Presence, _("Presence without a site")
    division = forms.CharField(label=_("Division code"), max_length=6, validators=[DIVISION])
    remarks = forms.CharField(label=_("Remarks"), max_length=200, required=False)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))


class DomainForm(FactForm):
    """A field in which it works."""

    model, title = StatedDomain, _("Domain")
    domain = forms.ChoiceField(label=_("Domain"), choices=list(NAMES.items()))
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))

    def clean_domain(self) -> str:
        """Its code."""
        return code_of(self.cleaned_data["domain"])


class ContactForm(FactForm):
    """Whom to call."""

    model, title = Contact, _("Contact")
    name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(label=_("Telephone"), max_length=60)
    post = forms.CharField(label=_("Post"), max_length=60, required=False)


FACT_FORMS: dict[str, type[FactForm]] = {
    "certificate": CertificateForm,
    "site": SiteForm,
    "presence": PresenceForm,
    "stateddomain": DomainForm,
    "contact": ContactForm,
}
