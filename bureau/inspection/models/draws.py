"""Draws 抽取: which reports of an institution are looked at on a visit, so that any stranger can draw them again."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.inspection.lifecycle import DrawState
from bureau.inspection.models.visits import Visit
from bureau.people.models import Account, Unit
from bureau.trail.recorded import Recorded, RecordedQuerySet

RANDOM, TARGETED = "random", "targeted"  # how a report was picked


class FrameKind(models.TextChoices):
    """Where the list of reports comes from."""

    LEDGER = "ledger", _("the ledgers handed in")
    FILE = "file", _("a list from the institution")


class DrawQuerySet(RecordedQuerySet["Draw"]):
    """Which draws."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of visits that somebody sees."""
        return self.filter(visit__in=Visit.objects.visible_to(actor))

    def standing(self) -> Self:
        """Those that were not set aside."""
        return self.exclude(state=DrawState.SET_ASIDE)


class Draw(Recorded):
    """One draw. `targeted` reports were picked by their hits, `size` more at random from the `rest` by the seed.

    `bad` is the number of false reports among the rest that the plan counts on; `picked` lists every report with how
    it was picked and the item of the visit that asks about it.
    """

    reference = models.CharField(_("number"), max_length=50, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveIntegerField()
    frame_kind = models.CharField(_("list of reports"), max_length=20, choices=FrameKind)
    first_day = models.DateField(_("issued from"), null=True, blank=True)
    last_day = models.DateField(_("issued to"), null=True, blank=True)
    population = models.PositiveIntegerField(_("reports in the list"))
    targeted = models.PositiveIntegerField(_("picked by their hits"))
    rest = models.PositiveIntegerField()
    rate = models.DecimalField(_("share worth finding"), max_digits=7, decimal_places=6)
    assurance = models.DecimalField(_("assurance"), max_digits=7, decimal_places=6)
    sensitivity = models.DecimalField(
        _("how surely a false report is recognised"), max_digits=7, decimal_places=6
    )
    bad = models.PositiveIntegerField()
    size = models.PositiveIntegerField(_("drawn at random"))
    seed = models.CharField(_("seed"), max_length=64)
    frame_sha256 = models.CharField(max_length=64)
    program = models.CharField(_("version of the program"), max_length=40)
    picked = models.JSONField(default=list)
    drawn_at = models.DateTimeField(_("drawn at"))
    drawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=DrawState, default=DrawState.DRAWN, editable=False
    )
    set_aside_why = models.CharField(_("why it was set aside"), max_length=500, blank=True)

    objects: ClassVar[Any] = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("draw")
        ordering = ("visit", "number")
        constraints = (
            models.UniqueConstraint(fields=("visit", "number"), name="inspection_draw_number"),
            models.CheckConstraint(condition=Q(state__in=DrawState.values), name="inspection_draw_state"),
            models.CheckConstraint(
                condition=Q(frame_kind__in=FrameKind.values), name="inspection_draw_frame"
            ),
            models.CheckConstraint(
                condition=Q(population=F("targeted") + F("rest"))
                & Q(size__lte=F("rest"))
                & Q(bad__lte=F("rest")),
                name="inspection_draw_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0, rate__lte=1, assurance__gt=0, assurance__lt=1)
                & Q(sensitivity__gt=0, sensitivity__lte=1),
                name="inspection_draw_shares",
            ),
            models.CheckConstraint(
                condition=(Q(state=DrawState.SET_ASIDE) & ~Q(set_aside_why=""))
                | (~Q(state=DrawState.SET_ASIDE) & Q(set_aside_why="")),
                name="inspection_draw_set_aside",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose visit it is."""
        return self.visit.unit

    @property
    def is_standing(self) -> bool:
        """Whether it was not set aside."""
        return self.state != DrawState.SET_ASIDE

    @property
    def frame(self) -> StoredFile | None:
        """The list that the random ones were drawn from: one identifier a line."""
        found: StoredFile | None = StoredFile.objects.of(self.reference).first()
        return found
