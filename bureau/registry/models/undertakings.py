"""What an institution is held to: promises, review findings, management system, qualifications, reports issued."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.registry.domains import name_of
from bureau.registry.models.facts import Fact
from bureau.registry.models.staff import Staff


class PromiseSort(models.TextChoices):
    """In which paper a promise stands."""

    COMMITMENT = "commitment", _("commitment text")
    DECLARATION = "declaration", _("self-declaration")
    APPLICATION = "application", _("application")


class Matter(models.TextChoices):
    """The seven matters that the notice has held against what was promised."""

    LEGAL_PERSON = "legal_person", _("legal person")
    PREMISES = "premises", _("premises")
    INSTRUMENTS = "instruments", _("instruments and facilities")
    STAFF = "staff", _("qualification of staff")
    SYSTEM = "system", _("technical capability and management system in operation")
    CORRECTIONS = "corrections", _("correction of what the review found")
    SCOPE = "scope", _("approved against actual capability")


class Aspect(models.TextChoices):
    """Of what in the management system a fact speaks."""

    MANUAL = "manual", _("quality manual and procedures")
    AUDIT = "audit", _("internal audit")
    REVIEW = "review", _("management review")
    CONTROL = "control", _("quality control of results")
    PROFICIENCY = "proficiency", _("proficiency test or comparison")
    TRAINING = "training", _("training and supervision of staff")
    RECORDS = "records", _("records, data and their keeping")
    SUBCONTRACT = "subcontract", _("subcontracting")
    OTHER = "other", _("other matter of the management system")


# How an officer puts on record that a review found nothing to correct; the form says so.
NOTHING_FOUND = frozenset({"无", "没有", "无不符合项", "无不符合", "未发现不符合项", "none", "nothing"})


class Documented(Fact):
    """A fact that may stand in a document of the dossier."""

    document = models.ForeignKey(
        StoredFile,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(Fact.Meta):
        abstract = True


class Promise(Documented):
    """One thing that an institution promised; `valid_from` is the day of the paper it stands in."""

    sort = models.CharField(_("stands in"), max_length=20, choices=PromiseSort)
    matter = models.CharField(_("matter"), max_length=20, choices=Matter)
    what = models.CharField(_("what was promised"), max_length=500)

    content = ("sort", "matter", "what", "document_id")

    class Meta(Documented.Meta):
        verbose_name = _("promise")
        constraints = (
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(sort__in=PromiseSort.values, matter__in=Matter.values),
                name="registry_promise_words",
            ),
        )

    def __str__(self) -> str:
        return self.what


class ReviewFinding(Documented):
    """What a review team found on the day `valid_from`, how it was corrected, and when that was accepted."""

    what = models.CharField(_("what the review team found"), max_length=500)
    clause = models.CharField(_("clause"), max_length=60, blank=True)
    correction = models.CharField(_("how it was corrected"), max_length=500, blank=True)
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)
    accepted_on = models.DateField(_("correction accepted on"), null=True, blank=True)

    content = ("what", "clause", "correction", "corrected_on", "accepted_on", "document_id")

    class Meta(Documented.Meta):
        verbose_name = _("finding of the review team")
        constraints = (
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(corrected_on__isnull=True) | ~models.Q(correction=""),
                name="registry_reviewfinding_corrected_how",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_on__isnull=True)
                | models.Q(corrected_on__isnull=False, accepted_on__gte=models.F("corrected_on")),
                name="registry_reviewfinding_accepted_after",
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def is_corrected(self) -> bool:
        """Whether a correction is on record."""
        return self.corrected_on is not None

    @property
    def found_nothing(self) -> bool:
        """Whether it only says that the team found nothing, which then needs no correction."""
        return self.what.strip().rstrip("。.").casefold() in NOTHING_FOUND

    @property
    def awaits_correction(self) -> bool:
        """Whether it has to be corrected and is not."""
        return not self.is_corrected and not self.found_nothing


class ManagementFact(Documented):
    """A fact of the management system, such as an internal audit that was held."""

    aspect = models.CharField(_("aspect"), max_length=20, choices=Aspect)
    what = models.CharField(_("what is so"), max_length=500)

    content = ("aspect", "what", "document_id")

    class Meta(Documented.Meta):
        verbose_name = _("fact of the management system")
        constraints = (
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(aspect__in=Aspect.values), name="registry_managementfact_aspect"
            ),
        )

    def __str__(self) -> str:
        return self.what


class Qualification(Documented):
    """A qualification of a member of staff: a licence, a rank, a degree."""

    person = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="qualifications")
    what = models.CharField(_("qualification"), max_length=120)
    number = models.CharField(_("number"), max_length=80, blank=True)
    authority = models.CharField(_("issued by"), max_length=80, blank=True)

    content = ("person_id", "what", "number", "authority", "document_id")

    class Meta(Documented.Meta):
        verbose_name = _("qualification")

    def __str__(self) -> str:
        return f"{self.person} {self.what}"


class StatedReports(Documented):
    """How many reports an institution says it issued in a year and field."""

    year = models.PositiveSmallIntegerField(_("year"))
    domain = models.CharField(_("domain"), max_length=40)
    reports = models.PositiveIntegerField(_("reports issued"))

    content = ("year", "domain", "reports", "document_id")

    class Meta(Documented.Meta):
        verbose_name = _("reports issued in a year")
        constraints = (
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(year__gte=1990, year__lte=2100), name="registry_statedreports_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {name_of(self.domain)}"
