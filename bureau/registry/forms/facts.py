"""Facts that are entered by hand, one form a table; an institution proposes with the same forms."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.people.models.units import DIVISION
from bureau.registry.domains import choices_of, code_of
from bureau.registry.identifiers import read_certificate_number
from bureau.registry.models import (
    Calibration,
    Capability,
    Certificate,
    Contact,
    Fact,
    Institution,
    Instrument,
    Presence,
    Site,
    StatedDomain,
)
from bureau.registry.texts import squeezed
from bureau.ui.forms import VersionedForm


def day_field(label: Any, **more: Any) -> forms.DateField:  # noqa: ANN401 - a lazy text
    """A calendar day, chosen or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=more.pop("required", False), widget=widget, **more)


def domain_field(**more: Any) -> forms.CharField:
    """A field in which it works: one of the list, or any other word."""
    hint = _("One of the list, or a field of its own.")
    widget = forms.TextInput(attrs={"list": "domains", "autocomplete": "off"})
    return forms.CharField(label=_("Domain"), max_length=40, help_text=hint, widget=widget, **more)


class FactForm(VersionedForm):
    """One fact; `model` is its table. What it names is chosen among the standing facts of the same institution."""

    do_not_call_in_templates = True  # pages ask the class for its title
    model: ClassVar[type[Fact]]
    title: ClassVar[Any]
    # Officers alone enter it, and the institution does not see it.
    of_officers: ClassVar[bool] = False
    # Fields that are not columns of the table.
    apart: ClassVar[frozenset[str]] = frozenset({"base"})

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        self.institution = institution
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                rows = self._named(name)
                field.queryset = rows

    def _named(self, name: str) -> models.QuerySet[Any]:
        related = self.model._meta.get_field(name).related_model
        found: models.QuerySet[Any] = related.objects.standing().filter(institution=self.institution)  # type: ignore[union-attr] # a table of facts
        return found

    def clean(self) -> dict[str, Any]:
        """It does not end before it begins."""
        found: dict[str, Any] = super().clean() or {}
        begins, ends = found.get("valid_from"), found.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", say("It ends before it begins (%(day)s).") % {"day": begins})
        return found

    def fact(self) -> Fact:
        """The fact as entered, not yet saved."""
        entered = {name: value for name, value in self.cleaned_data.items() if name not in self.apart}
        return self.model(institution=self.institution, **entered)

    def entered(self) -> dict[str, Any]:
        """What was entered, as text that the form takes again."""
        return {
            name: str(value.pk) if isinstance(value, models.Model) else str(value)
            for name, value in self.cleaned_data.items()
            if value not in (None, "", False) and name != "base"
        }

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        """What the form shows of a fact that is to be corrected."""
        return {name.removesuffix("_id"): value for name, value in fact.said.items()}

    def shown(self) -> list[tuple[str, str]]:
        """What was entered, in words."""
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not field.widget.is_hidden and value not in (None, "", False):
                found.append((str(field.label), say("yes") if value is True else str(value)))
        return found


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

    def clean(self) -> dict[str, Any]:
        """A reason for its end has a day."""
        found = super().clean()
        if found.get("ended_why") and not found.get("ended_on"):
            self.add_error("ended_on", say("Say on which day it ended."))
        return found


class SiteForm(FactForm):
    """A place of work."""

    model, title = Site, _("Site")
    division = forms.CharField(label=_("Division code"), max_length=6, validators=[DIVISION])
    address = forms.CharField(label=_("Address"), max_length=200)
    longitude = forms.DecimalField(
        label=_("Longitude"),
        required=False,
        max_digits=9,
        decimal_places=6,
        help_text=_("Such as 109.981234."),
    )
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, max_digits=9, decimal_places=6, help_text=_("Such as 39.817654.")
    )
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))

    def clean(self) -> dict[str, Any]:
        """Both coordinates or none, and of a place in China; exchanged ones are named."""
        found = super().clean()
        longitude, latitude = found.get("longitude"), found.get("latitude")
        if (longitude is None) != (latitude is None):
            self.add_error(
                "latitude" if latitude is None else "longitude", say("Give both coordinates, or none.")
            )
        elif (
            longitude is not None
            and latitude is not None
            and not (73 <= longitude <= 136 and 3 <= latitude <= 54)
        ):
            swapped = 73 <= latitude <= 136 and 3 <= longitude <= 54
            self.add_error(
                "longitude",
                say("Longitude and latitude seem to be exchanged.")
                if swapped
                else say("This is no place in China: longitude 73 to 136, latitude 3 to 54."),
            )
        return found


class PresenceForm(FactForm):
    """It works in a division without a site there."""

    model, title = Presence, _("Presence without a site")
    division = forms.CharField(label=_("Division code"), max_length=6, validators=[DIVISION])
    remarks = forms.CharField(label=_("Remarks"), max_length=200, required=False)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))


class StatedDomainForm(FactForm):
    """A field in which it works."""

    model, title = StatedDomain, _("Domain")
    domain = domain_field()
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))

    def clean_domain(self) -> str:
        """Its code."""
        return code_of(self.cleaned_data["domain"])


class CapabilityForm(FactForm):
    """One approved capability."""

    model, title = Capability, _("Capability")
    certificate = forms.ModelChoiceField(label=_("Certificate"), queryset=Certificate.objects.none())
    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), required=False)
    domain = domain_field()
    subject = forms.CharField(label=_("Product or class"), max_length=120, required=False)
    parameter = forms.CharField(label=_("Parameter"), max_length=120)
    method = forms.CharField(label=_("Method"), max_length=120)
    limits = forms.CharField(label=_("Limits and remarks"), max_length=300, required=False)
    valid_from = day_field(_("Approved from"))
    valid_to = day_field(_("To"))

    def clean_domain(self) -> str:
        """Its code."""
        return code_of(self.cleaned_data["domain"])


class InstrumentForm(FactForm):
    """An instrument."""

    model, title = Instrument, _("Instrument")
    name = forms.CharField(label=_("Name"), max_length=120)
    own_number = forms.CharField(label=_("Own number"), max_length=60, required=False)
    model_ = forms.CharField(label=_("Model"), max_length=80, required=False)
    serial_no = forms.CharField(label=_("Maker's number"), max_length=80, required=False)
    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), required=False)
    capacity = forms.IntegerField(label=_("Tests at once"), min_value=1, max_value=9999, initial=1)
    portable = forms.BooleanField(label=_("Portable"), required=False)
    valid_from = day_field(_("In use from"))
    valid_to = day_field(_("To"))

    def fact(self) -> Fact:
        """The maker's name for it is a column called like the form's own table."""
        entered = {name: value for name, value in self.cleaned_data.items() if name not in self.apart}
        entered["model"] = entered.pop("model_")
        return Instrument(institution=self.institution, **entered)

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        """As above."""
        found = super().initial_of(fact)
        return found | {"model_": found.pop("model")}


class CalibrationForm(FactForm):
    """One calibration or verification."""

    model, title = Calibration, _("Calibration")
    instrument = forms.ModelChoiceField(label=_("Instrument"), queryset=Instrument.objects.none())
    valid_from = day_field(_("Calibrated on"), required=True)
    valid_to = day_field(_("Valid until"), required=True)
    passed = forms.BooleanField(label=_("Passed"), required=False, initial=True)


class ContactForm(FactForm):
    """Whom to call."""

    model, title = Contact, _("Contact")
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    phone = forms.CharField(label=_("Telephone"), max_length=60)
    post = forms.CharField(label=_("Post"), max_length=60, required=False)


def domain_words() -> list[str]:
    """The words that are offered for a domain."""
    return [str(name) for _code, name in choices_of()]
