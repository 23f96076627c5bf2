"""Hits 疑点, and the questions that institutions were asked about them."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.registry.models import Institution
from bureau.screening.lifecycle import UNDECIDED, HitState, QuestionState
from bureau.screening.models.leads import Lead
from bureau.screening.models.runs import Run
from bureau.trail.recorded import Recorded, RecordedQuerySet


def kept_one(institution: Institution) -> Institution:
    """The dossier that is kept, where this one was merged into another since."""
    while institution.merged_into is not None:
        institution = institution.merged_into
    return institution


def with_merged(rows: Any) -> Q:  # noqa: ANN401 - institutions
    """A condition on `institution`: these, and whatever was merged into one of them."""
    return Q(institution__in=rows) | Q(institution__merged_into__in=rows)


class HitQuerySet(RecordedQuerySet["Hit"]):
    """Which hits."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Hits of institutions that an officer sees; an institution never sees one."""
        if getattr(actor, "kind", None) == AccountKind.INSTITUTION:
            return self.none()
        return self.filter(with_merged(Institution.objects.visible_to(actor)))

    def undecided(self) -> Self:
        """Those that wait to be judged."""
        return self.filter(state__in=UNDECIDED, gone_run=None)

    def about(self, institution: Institution) -> Self:
        """Those of an institution, and of what was merged into it."""
        return self.filter(with_merged([institution.pk]))


class Hit(Recorded):
    """One contradiction. `hit_id` is the name it keeps from run to run; `gone_run` the run that no longer made it."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    hit_id = models.CharField(max_length=64, unique=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="hits")
    uscc = models.CharField(max_length=18)
    rule = models.CharField(_("rule"), max_length=60)
    grade = models.CharField(max_length=20)
    conduct = models.CharField(_("conduct"), max_length=12)
    report_id = models.CharField(max_length=200, blank=True)
    result_id = models.CharField(max_length=200, blank=True)
    report_no = models.CharField(_("report number"), max_length=200, blank=True)
    instrument_id = models.CharField(max_length=200, blank=True, db_index=True)
    person_id = models.CharField(max_length=200, blank=True, db_index=True)
    happened_on = models.DateField(_("day"), null=True, blank=True)
    evidence = models.JSONField()
    found_at = models.DateTimeField(_("found"))
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="hits")
    gone_run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="gone")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, null=True, blank=True, related_name="hits")
    dismissed_why = models.CharField(_("reason"), max_length=500, blank=True)
    dismissed_by = models.CharField(max_length=120, blank=True)
    dismissed_on = models.DateField(null=True, blank=True)
    dismissed_until = models.DateField(_("holds until"), null=True, blank=True)
    explained_earlier = models.JSONField(default=list)  # explanations that gave way: why, by, on, until
    state = models.CharField(
        _("state"), max_length=20, choices=HitState, default=HitState.OPEN, editable=False
    )

    objects: ClassVar[Any] = HitQuerySet.as_manager()

    class Meta:
        verbose_name = _("hit")
        ordering = ("reference",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=HitState.values), name="screening_hit_state"),
            models.CheckConstraint(
                condition=Q(state__in=(HitState.ACCEPTED, HitState.JOINED), lead__isnull=False)
                | (~Q(state__in=(HitState.ACCEPTED, HitState.JOINED)) & Q(lead__isnull=True)),
                name="screening_hit_has_its_lead",
            ),
            models.CheckConstraint(
                condition=~Q(state=HitState.DISMISSED)
                | (Q(dismissed_until__isnull=False) & ~Q(dismissed_why="")),
                name="screening_hit_dismissed_why",
            ),
        )
        indexes = (
            models.Index(fields=("state", "reference"), name="screening_hit_judged"),
            models.Index(fields=("institution", "rule"), name="screening_hit_of_rule"),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def body(self) -> Institution:
        """The institution that it is about today."""
        return kept_one(self.institution)

    @property
    def newest(self) -> dict[str, Any]:
        """The evidence with the figures that the newest run measured of it."""
        figures = getattr(self, "figures", None)
        return {**self.evidence, **(figures.evidence if figures is not None else {})}

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit that answers for the institution."""
        return self.body.unit


class HitFigures(models.Model):
    """What a newer run measured of an anomaly that is the same as before: its peers moved, it did not.

    It carries no business and leaves no entry in the trail: what the run is pinned to tells it again at any time.
    """

    hit = models.OneToOneField(Hit, on_delete=models.PROTECT, primary_key=True, related_name="figures")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    evidence = models.JSONField()


class QuestionQuerySet(RecordedQuerySet["Question"]):
    """Which questions."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """An institution's own; those to institutions that an officer sees."""
        return self.filter(with_merged(Institution.objects.visible_to(actor)))


class Question(Recorded):
    """What an institution was asked in writing. It is shown the text and the report numbers named in it, no more."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    hit = models.ForeignKey(Hit, on_delete=models.PROTECT, related_name="questions")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(_("question"))
    report_numbers = models.JSONField(default=list)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.CharField(max_length=120)
    asker = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("answer until"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=QuestionState, default=QuestionState.ASKED, editable=False
    )

    objects: ClassVar[Any] = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=QuestionState.values), name="screening_question_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.ANSWERED) | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="screening_question_answered",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit that answers for the institution."""
        return kept_one(self.institution).unit

    def may_be_spoken_by(self, by: Any) -> bool:  # noqa: ANN401 - an actor
        """Whether this account speaks for the institution that was asked."""
        if getattr(by, "kind", None) != AccountKind.INSTITUTION:
            return False
        own: bool = Question.objects.visible_to(by).filter(pk=self.pk).exists()
        return own
