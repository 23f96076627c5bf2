"""What an institution is held to, as it is entered: promises, review findings, management system, reports issued."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.kernel import clock
from bureau.registry.domains import code_of
from bureau.registry.forms.facts import FactForm, day_field, domain_field
from bureau.registry.forms.staff import one_member, person_by_name
from bureau.registry.models import (
    Aspect,
    Employment,
    ManagementFact,
    Matter,
    Promise,
    PromiseSort,
    Qualification,
    ReviewFinding,
    Staff,
    StatedReports,
)


def text_field(label: Any, **more: Any) -> forms.CharField:  # noqa: ANN401 - a lazy text
    """A few lines."""
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), strip=True, **more
    )


class DocumentedForm(FactForm):
    """A fact that may stand in a document of the dossier, which officers choose: an institution sees none of those."""

    document = forms.ModelChoiceField(
        label=_("Document"),
        queryset=StoredFile.objects.none(),
        required=False,
        help_text=_("One of the documents of the dossier; add it there first."),
    )

    def __init__(self, *args: Any, documents: bool = False, **kwargs: Any) -> None:
        self.documents = documents
        super().__init__(*args, **kwargs)
        if not documents:
            del self.fields["document"]
        else:
            self.fields["document"] = self.fields.pop("document")  # the last one asked for

    def _named(self, name: str) -> Any:  # noqa: ANN401 - a queryset
        if name == "document":
            return StoredFile.objects.of(self.institution.reference).originals()
        return super()._named(name)


class PromiseForm(DocumentedForm):
    """A promise."""

    model, title = Promise, _("Promise")
    sort = forms.ChoiceField(label=_("Stands in"), choices=PromiseSort.choices)
    matter = forms.ChoiceField(label=_("Matter"), choices=Matter.choices)
    what = text_field(_("What was promised"))
    valid_from = day_field(_("Day of the paper"), required=True)
    valid_to = day_field(_("To"))


class ReviewFindingForm(DocumentedForm):
    """A finding of the review team, with its correction where there is one."""

    model, title = ReviewFinding, _("Finding of the review team")
    what = text_field(
        _("What the review team found"), help_text=_("If it found nothing to correct, write “nothing”.")
    )
    clause = forms.CharField(label=_("Clause of the requirements"), max_length=60, required=False)
    valid_from = day_field(_("Day of the review"), required=True)
    correction = text_field(_("How it was corrected"), required=False)
    corrected_on = day_field(_("Corrected on"))
    accepted_on = day_field(_("Correction accepted on"))

    def clean(self) -> dict[str, Any]:
        """It is corrected after it was found, and accepted after it was corrected."""
        found = super().clean()
        review, corrected, accepted = (
            found.get(name) for name in ("valid_from", "corrected_on", "accepted_on")
        )
        if corrected and not found.get("correction"):
            self.add_error("correction", say("Say how it was corrected."))
        if accepted and not corrected:
            self.add_error("corrected_on", say("Say on which day it was corrected, before it was accepted."))
        if review and corrected and corrected < review:
            self.add_error(
                "corrected_on", say("It was corrected before it was found (%(day)s).") % {"day": review}
            )
        if corrected and accepted and accepted < corrected:
            self.add_error(
                "accepted_on", say("It was accepted before it was corrected (%(day)s).") % {"day": corrected}
            )
        return found


class ManagementFactForm(DocumentedForm):
    """A fact of the management system."""

    model, title = ManagementFact, _("Management system")
    aspect = forms.ChoiceField(label=_("Aspect"), choices=Aspect.choices)
    what = text_field(_("What is so"))
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))


class QualificationForm(DocumentedForm):
    """A qualification of somebody on the staff."""

    model, title = Qualification, _("Qualification of staff")
    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Staff.objects.none(),
        help_text=_("Somebody on the staff; record the employment first."),
    )
    what = forms.CharField(label=_("Qualification"), max_length=120)
    number = forms.CharField(label=_("Number"), max_length=80, required=False)
    authority = forms.CharField(label=_("Issued by"), max_length=80, required=False)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))

    def _named(self, name: str) -> Any:  # noqa: ANN401 - a queryset
        if name == "person":
            employed = Employment.objects.standing().filter(institution=self.institution)
            return Staff.objects.filter(pk__in=employed.values("person")).order_by("name")
        return super()._named(name)


class QualificationByNameForm(QualificationForm):
    """The same where nobody on record may be shown."""

    person = person_by_name()  # type: ignore[assignment] # named, not chosen

    def clean_person(self) -> Staff:
        """The one member of staff of that name."""
        return one_member(self.cleaned_data["person"], self._named("person"))


class StatedReportsForm(DocumentedForm):
    """How many reports it says it issued."""

    model, title = StatedReports, _("Reports issued in a year")
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    domain = domain_field()
    reports = forms.IntegerField(label=_("Reports issued"), min_value=0, max_value=99_999_999)

    def clean_domain(self) -> str:
        """Its code."""
        return code_of(self.cleaned_data["domain"])

    def clean_year(self) -> int:
        """Not a year to come."""
        year: int = self.cleaned_data["year"]
        if year > clock.today().year:
            raise forms.ValidationError(say("This year has not begun yet; such as 2021."))
        return year
