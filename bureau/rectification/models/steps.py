"""What happens to a problem: it is answered and verified, its deadline is set and set again, it is revised."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.people.models import Account, Unit
from bureau.rectification.models.problems import Problem
from bureau.trail.recorded import Recorded

HANDED_OVER, CORRECTED = "hand_over_problem", "correct_problem"


class Way(models.TextChoices):
    """How it was verified."""

    PAPER = "paper", pgettext_lazy("how it was verified", "on paper")
    SITE = "site", pgettext_lazy("how it was verified", "on site")


class Step(Recorded):
    """What belongs to a problem, in its turn, with a number of its own by which its files are kept."""

    mark = ""

    turn = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def owner(self) -> str:
        """What its files belong to: `P-150602-2022-0047/a2`."""
        problem: Problem = self.problem  # type: ignore[attr-defined] # each step has one
        return f"{problem.reference}/{self.mark}{self.number}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose officers follow the problem up."""
        problem: Problem = self.problem  # type: ignore[attr-defined] # as above
        return problem.unit


class Answer(Step):
    """What the institution says it has done. `received_by` handled it, and so did whoever returned it."""

    mark = "a"

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("what was done"), max_length=4000)
    on_paper = models.BooleanField(_("came on paper"), default=False)
    given_on = models.DateField(_("given on"))
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    received_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    returned_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.CharField(_("why it was returned"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("answer")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("problem", "number"), name="rectification_answer_number"),
            models.CheckConstraint(condition=~Q(text=""), name="rectification_answer_said"),
            models.CheckConstraint(
                condition=Q(returned_by__isnull=True, returned_at__isnull=True, returned_why="")
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(returned_why="")),
                name="rectification_answer_returned",
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False) | Q(received_by=F("entered_by")),
                name="rectification_answer_paper_handled",
            ),
        )


class Verification(Step):
    """Somebody looked whether it is put right, on paper or on site, and found that it is."""

    mark = "v"

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="verifications")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="verifications")
    way = models.CharField(_("how it was verified"), max_length=10, choices=Way)
    verified_on = models.DateField(_("verified on"))
    remark = models.TextField(_("what was seen"), max_length=2000)
    verified_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()

    class Meta:
        verbose_name = _("verification")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("problem", "number"), name="rectification_verification_number"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="rectification_verification_way"),
        )


class Deadline(Step):
    """One deadline that was set: a day, or so many working days counted from one. The last one holds."""

    mark = "d"

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="deadlines")
    on = models.DateField(_("deadline"))
    counted_from = models.DateField(_("counted from"))
    working_days = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    move = models.CharField(max_length=40)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("deadline")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("problem", "number"), name="rectification_deadline_number"),
            models.CheckConstraint(
                condition=Q(on__gt=F("counted_from")), name="rectification_deadline_later"
            ),
            models.CheckConstraint(
                condition=Q(working_days__isnull=True) | Q(working_days__gt=0),
                name="rectification_deadline_days",
            ),
        )


class Revision(Step):
    """What was changed of a recorded problem: whose it is, or what it says; each column before and after."""

    mark = "r"

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="revisions")
    move = models.CharField(max_length=40)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    former_officer = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("revision")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("problem", "number"), name="rectification_revision_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="rectification_revision_reason"),
            models.CheckConstraint(
                condition=Q(move=HANDED_OVER, former_officer__isnull=False)
                | Q(move=CORRECTED, former_officer__isnull=True),
                name="rectification_revision_move",
            ),
        )
