"""Visits 现场检查: two officers go to an institution on a day, and what they had to show and say is on record."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.inspection.lifecycle import VisitState
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.registry.models import Institution
from bureau.trail.recorded import Recorded, RecordedQuerySet

ENTERED = (VisitState.UNDER_WAY, VisitState.CONCLUDED)


class VisitKind(models.TextChoices):
    """Why one goes there."""

    CAMPAIGN = "campaign", _("campaign")
    LEAD = "lead", _("on a lead")
    LOOK_BACK = "look_back", _("look-back")
    RANDOM = "random", _("drawn at random")


class VisitQuerySet(RecordedQuerySet["Visit"]):
    """Which visits."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of units that somebody's roles reach, and those they go on; an institution sees none."""
        if actor.kind == AccountKind.INSTITUTION:
            return self.none()
        return self.filter(
            Q(unit__in=actor.units_reached()) | Q(first_officer=actor.pk) | Q(second_officer=actor.pk)
        )

    def concluded(self) -> Self:
        """Those that are on record as done."""
        return self.filter(state=VisitState.CONCLUDED)


class Visit(Recorded):
    """One visit. From the entry on it holds what was shown and read; from the end on, what the institution said."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="visits"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(_("kind of visit"), max_length=20, choices=VisitKind)
    campaign = models.CharField(_("campaign"), max_length=40, blank=True)  # its reference; opaque here
    purpose = models.CharField(_("purpose"), max_length=300)
    planned_on = models.DateField(_("planned day"))
    first_officer = models.ForeignKey(
        Account, verbose_name=_("first officer"), on_delete=models.PROTECT, related_name="+"
    )
    second_officer = models.ForeignKey(
        Account, verbose_name=_("second officer"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=VisitState, default=VisitState.PLANNED, editable=False
    )

    # The entry. The numbers are those that were shown, whatever becomes of the certificates later.
    entered_at = models.DateTimeField(_("entered at"), null=True, blank=True)
    first_certificate = models.CharField(max_length=40, blank=True)
    second_certificate = models.CharField(max_length=40, blank=True)
    certificates_shown = models.BooleanField(_("certificates shown"), default=False)
    rights_read = models.BooleanField(_("notice of rights read"), default=False)
    prevention_met = models.BooleanField(_("prevention requirements of the site met"), default=False)
    prevention_note = models.CharField(_("what the site required"), max_length=200, blank=True)

    # The end.
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)
    attendant = models.CharField(_("attended by"), max_length=120, blank=True)  # a post, not a name
    remarks = models.TextField(_("remarks of the institution"), blank=True)
    conduct_confirmed = models.BooleanField(_("conduct of the officers confirmed"), default=False)
    conduct_note = models.CharField(_("what was said of it"), max_length=300, blank=True)

    called_off_why = models.CharField(_("why it was called off"), max_length=500, blank=True)

    objects: ClassVar[Any] = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        ordering = ("-planned_on", "-reference")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="inspection_visit_state"),
            models.CheckConstraint(condition=Q(kind__in=VisitKind.values), name="inspection_visit_kind"),
            models.CheckConstraint(
                condition=~Q(first_officer=F("second_officer")), name="inspection_visit_two_officers"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=ENTERED, entered_at__isnull=False, certificates_shown=True)
                    & Q(rights_read=True, prevention_met=True)
                    & ~Q(first_certificate="")
                    & ~Q(second_certificate="")
                )
                | Q(state=VisitState.PLANNED, entered_at__isnull=True)
                | Q(state=VisitState.CALLED_OFF),
                name="inspection_visit_entered",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=VisitState.CONCLUDED, left_at__isnull=False, concluded_on__isnull=False)
                    & Q(left_at__gte=F("entered_at"))
                    & ~Q(attendant="")
                )
                | (~Q(state=VisitState.CONCLUDED) & Q(left_at__isnull=True, concluded_on__isnull=True)),
                name="inspection_visit_concluded",
            ),
            models.CheckConstraint(
                condition=(Q(state=VisitState.CALLED_OFF) & ~Q(called_off_why=""))
                | (~Q(state=VisitState.CALLED_OFF) & Q(called_off_why="")),
                name="inspection_visit_called_off",
            ),
        )
        indexes = (
            models.Index(fields=("state", "planned_on"), name="inspection_visit_listed"),
            models.Index(fields=("unit", "concluded_on"), name="inspection_visit_covered"),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.institution}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose visit it is."""
        return self.unit

    @property
    def officers(self) -> tuple[Account, Account]:
        """The two who go."""
        return self.first_officer, self.second_officer

    @property
    def day_of_certificates(self) -> dt.date:
        """The day on which both certificates are to be in force: the planned one, or a later one on which one goes."""
        return max(self.planned_on, clock.today())

    @property
    def is_planned(self) -> bool:
        """Whether nobody has gone yet."""
        return self.state == VisitState.PLANNED

    @property
    def is_under_way(self) -> bool:
        """Whether the officers are on site."""
        return self.state == VisitState.UNDER_WAY

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, or being done."""
        return self.is_planned or self.is_under_way

    def other_than(self, officer: Any) -> Account:  # noqa: ANN401 - an account
        """The other of the two."""
        return self.second_officer if officer == self.first_officer else self.first_officer
