"""Problems 问题: what must be put right, by whom, until when, and where it stands."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.people.permissions import P
from bureau.rectification.conduct import CONDUCTS
from bureau.rectification.lifecycle import OPEN, WITH_INSTITUTION, ProblemState
from bureau.registry.models import Institution
from bureau.trail.recorded import Recorded, RecordedQuerySet


class Origin(models.TextChoices):
    """Who came upon it."""

    INSPECTION = "inspection", _("found by inspection")
    SELF = "self_found", _("found by the institution itself")


class ProblemQuerySet(RecordedQuerySet["Problem"]):
    """Which problems."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account, as everywhere
        """Those of the units at which somebody reads the register; an institution's account sees its own."""
        if actor.kind == AccountKind.INSTITUTION:
            own = Institution.objects.spoken_for_by(actor).values("pk")
            return self.filter(Q(institution__in=own) | Q(institution__merged_into__in=own))
        read = [one.pk for one in actor.units_reached() if actor.may(P.PROBLEM_READ, at=one)]
        return self.filter(unit__in=read)

    def within(self, unit: Unit) -> Self:
        """Those of a unit and of the units below it."""
        return self.filter(unit__path__startswith=unit.path)

    def standing(self) -> Self:
        """All but those that were withdrawn."""
        return self.exclude(state=ProblemState.WITHDRAWN)


class Problem(Recorded):
    """One problem. `turn` counts how often it was opened: 1, and one more whenever it relapses.

    `deadline_on` and `closed_…` are of the present turn; every deadline that was set stands in `Deadline`.
    """

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="problems"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="problems")
    domain = models.CharField(_("domain"), max_length=40, blank=True)
    title = models.CharField(_("problem"), max_length=120)
    what = models.TextField(_("what is wrong"), max_length=2000)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    conduct = models.CharField(_("conduct"), max_length=20, blank=True)
    measure = models.TextField(_("measure asked for"), max_length=1000)
    origin = models.CharField(_("found by"), max_length=20, choices=Origin, default=Origin.INSPECTION)
    source = models.CharField(_("comes from"), max_length=80, blank=True, db_index=True)
    campaign = models.CharField(_("campaign"), max_length=80, blank=True, db_index=True)
    officer = models.ForeignKey(
        Account, verbose_name=_("responsible officer"), on_delete=models.PROTECT, related_name="problems"
    )
    deadline_on = models.DateField(_("deadline"))
    turn = models.PositiveSmallIntegerField(default=1, editable=False)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))
    reopened_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ProblemState, default=ProblemState.RECORDED, editable=False
    )

    objects: ClassVar[Any] = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        ordering = ("deadline_on", "reference")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ProblemState.values), name="rectification_problem_state"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="rectification_problem_origin"
            ),
            models.CheckConstraint(
                condition=Q(conduct="") | Q(conduct__in=list(CONDUCTS)), name="rectification_problem_conduct"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(what="") & ~Q(measure=""), name="rectification_problem_said"
            ),
            models.CheckConstraint(
                condition=Q(state=ProblemState.CLOSED, closed_by__isnull=False, closed_at__isnull=False)
                | (~Q(state=ProblemState.CLOSED) & Q(closed_by__isnull=True, closed_at__isnull=True)),
                name="rectification_problem_closed_by_somebody",
            ),
            # Whoever closes is neither who recorded it, nor who opened it again, nor who is responsible for it.
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True)
                | (
                    ~Q(closed_by=models.F("recorded_by"))
                    & ~Q(closed_by=models.F("officer"))
                    & (Q(reopened_by__isnull=True) | ~Q(closed_by=models.F("reopened_by")))
                ),
                name="rectification_problem_closed_by_a_third",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProblemState.WITHDRAWN) | ~Q(withdrawn_why=""),
                name="rectification_problem_withdrawn_why",
            ),
            models.UniqueConstraint(
                fields=("source",),
                condition=~Q(source="") & ~Q(state=ProblemState.WITHDRAWN),
                name="rectification_problem_one_a_source",
            ),
        )
        indexes = (
            models.Index(fields=("deadline_on", "reference"), name="rectification_problem_listed"),
            models.Index(fields=("unit", "state"), name="rectification_problem_unit"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose officers follow it up."""
        return self.unit

    @property
    def waits_for_institution(self) -> bool:
        """Whether the institution has to answer."""
        return self.state in WITH_INSTITUTION

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed or withdrawn it."""
        return self.state in OPEN

    def is_late_on(self, day: dt.date) -> bool:
        """Whether the institution has let its deadline pass."""
        return self.waits_for_institution and self.deadline_on < day

    def is_spoken_by(self, account: Any) -> bool:  # noqa: ANN401 - an account
        """Whether an account speaks for the institution, or for the one it was merged into."""
        own = Institution.objects.spoken_for_by(account)
        body: Institution = self.institution
        found: bool = own.filter(pk__in=[body.pk, body.merged_into_id or body.pk]).exists()
        return found

    def others_of_its_source(self) -> ProblemQuerySet:
        """Problems that came from the same source and stand; none where it has no source."""
        same: ProblemQuerySet = Problem.objects.standing().filter(source=self.source).exclude(source="")
        return same.exclude(pk=self.pk)
