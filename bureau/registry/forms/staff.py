"""Members of staff and authorised signatories; the number of an identity card is hashed before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.registry.domains import code_of
from bureau.registry.forms.facts import FactForm, day_field, domain_field
from bureau.registry.identity import hidden, is_identity_number
from bureau.registry.models import Authorisation, Employment, Fact, Staff
from bureau.registry.texts import squeezed

DIGEST = RegexValidator(r"^[0-9a-f]{64}$")
TAIL = RegexValidator(r"^[0-9]{3}[0-9X]$")


class EmploymentForm(FactForm):
    """Somebody works here. An identity number that is entered is at once replaced by its hash."""

    model, title = Employment, _("Member of staff")
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    number = forms.CharField(
        label=_("Identity number"),
        max_length=30,
        required=False,
        help_text=_("Kept only as a hash that nobody can turn back, and its last four digits."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    digest = forms.CharField(widget=forms.HiddenInput, required=False, validators=[DIGEST])
    tail = forms.CharField(widget=forms.HiddenInput, required=False, validators=[TAIL])
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    valid_from = day_field(_("Employed from"))
    valid_to = day_field(_("To"))

    def clean_number(self) -> str:
        """Eighteen characters with a right check character."""
        text = squeezed(self.cleaned_data["number"]).upper()
        if text and not is_identity_number(text):
            raise forms.ValidationError(
                say("An identity number has 18 characters; the last one checks the others. One is wrong.")
            )
        return text

    def clean(self) -> dict[str, Any]:
        """The number is dropped as soon as its hash is made."""
        found = super().clean()
        number = found.pop("number", "")
        if number:
            kept = hidden(number)
            found["digest"], found["tail"] = kept.digest, kept.tail
        if bool(found.get("digest")) != bool(found.get("tail")):
            found["digest"] = found["tail"] = ""
        return found

    def fact(self) -> Fact:
        """An employment of a person who may be known already."""
        clean = self.cleaned_data
        person = Staff(name=clean["name"], identity_hash=clean["digest"], identity_tail=clean["tail"])
        dates = {name: clean[name] for name in ("valid_from", "valid_to")}
        return Employment(institution=self.institution, person=person, post=clean["post"], **dates)

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        """The person with what is kept of the number."""
        assert isinstance(fact, Employment)  # noqa: S101 - a fact of this form's table
        person = fact.person
        return {
            "name": person.name,
            "digest": person.identity_hash,
            "tail": person.identity_tail,
            "post": fact.post,
            "valid_from": fact.valid_from,
            "valid_to": fact.valid_to,
        }

    def shown(self) -> list[tuple[str, str]]:
        """Without the hash, which says nothing to a reader."""
        tail = self.cleaned_data.get("tail")
        return [*super().shown(), *([(say("Identity number"), f"…{tail}")] if tail else [])]


class AuthorisationForm(FactForm):
    """A field in which a member of staff may sign."""

    model, title = Authorisation, _("Authorised signatory")
    person = forms.ModelChoiceField(label=_("Person"), queryset=Staff.objects.none())
    domain = domain_field()
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))

    def _named(self, name: str) -> Any:  # noqa: ANN401 - a queryset of people
        employed = Employment.objects.standing().filter(institution=self.institution)
        return Staff.objects.filter(pk__in=employed.values(name)).order_by("name")

    def clean_domain(self) -> str:
        """Its code."""
        return code_of(self.cleaned_data["domain"])


def person_by_name() -> forms.CharField:
    """The person where nobody on record may be shown: named, not chosen."""
    return forms.CharField(
        label=_("Person"),
        max_length=60,
        help_text=_("The name as it stands among the members of staff that an officer accepted."),
    )


def one_member(name: str, among: Iterable[Staff]) -> Staff:
    """The one member of staff of that name."""
    found = [one for one in among if squeezed(one.name) == squeezed(name)]
    if len(found) != 1:
        raise forms.ValidationError(
            say(
                "Not exactly one member of staff on record has this name. Enter the member of staff first and wait "
                "until an officer accepted it; if two have the same name, tell the office."
            )
        )
    return found[0]


class SignatoryByNameForm(AuthorisationForm):
    """The same where nobody on record may be shown."""

    person = person_by_name()  # type: ignore[assignment] # named, not chosen

    def clean_person(self) -> Staff:
        """The one member of staff of that name."""
        return one_member(self.cleaned_data["person"], self._named("person"))
