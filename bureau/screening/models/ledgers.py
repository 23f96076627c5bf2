"""Ledgers that were handed in: the receipt, what it says of each institution, and its tables as kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.registry.models import Institution
from bureau.screening.lifecycle import HandInState, PartState
from bureau.trail.recorded import Recorded, RecordedQuerySet


class HandInQuerySet(RecordedQuerySet["HandIn"]):
    """Which hand-ins."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """An institution's own; those of the units that an officer's roles reach, and of institutions they see."""
        seen = Institution.objects.visible_to(actor)
        if actor.kind == AccountKind.INSTITUTION:
            return self.filter(institution__in=seen)
        parts = LedgerPart.objects.filter(institution__in=seen).values("handin")
        return self.filter(Q(unit__in=actor.units_reached()) | Q(institution__in=seen) | Q(pk__in=parts))


class HandIn(Recorded):
    """One ledger as it came in. `institution` is empty where an officer hands in one of several institutions."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="ledgers"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("received"))
    received_from = models.CharField(_("received from"), max_length=120)
    stated_from = models.DateField(_("from"), null=True, blank=True)
    stated_to = models.DateField(_("to"), null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Why it was refused, by language, and every fault: table, file, row, column, value, expected by language.
    refusal = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    faults_beyond = models.PositiveIntegerField(default=0)
    # Files whose columns nobody has explained yet: name, table, shape, headers, samples.
    unmapped = models.JSONField(default=list)
    contents = models.JSONField(
        default=dict
    )  # rows by table, dangling rows, remarks, as the engine told them
    # Cells of reports that were handed in before and differ now (`ledger.changed`); for officers only.
    changes = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=20, choices=HandInState, default=HandInState.CHECKING, editable=False
    )

    objects: ClassVar[Any] = HandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("report ledger")
        ordering = ("-received_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=HandInState.values), name="screening_handin_state"),
            models.CheckConstraint(
                condition=Q(stated_from__isnull=True, stated_to__isnull=True)
                | Q(stated_from__lte=models.F("stated_to")),
                name="screening_handin_period",
            ),
            models.CheckConstraint(
                condition=Q(state=HandInState.REPEATED, repeats__isnull=False)
                | (~Q(state=HandInState.REPEATED) & Q(repeats__isnull=True)),
                name="screening_handin_repeats",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit:
        """The unit it was handed in to."""
        return self.unit

    @property
    def files(self) -> list[StoredFile]:
        """The files as they came."""
        return list(StoredFile.objects.of(self.reference).originals())

    def may_be_spoken_by(self, by: Any) -> bool:  # noqa: ANN401 - an actor
        """Whether this actor may hand it in: an institution's account only its own."""
        if getattr(by, "kind", None) != AccountKind.INSTITUTION:
            return True
        own = Institution.objects.spoken_for_by(by)
        return self.institution_id is not None and own.filter(pk=self.institution_id).exists()


class LedgerPartQuerySet(RecordedQuerySet["LedgerPart"]):
    """Which parts."""

    def current(self) -> Self:
        """Those that count."""
        return self.filter(state=PartState.CURRENT)

    def overlapping(self, first: dt.date, last: dt.date) -> Self:
        """Those whose period shares a day with another."""
        return self.filter(first_day__lte=last, last_day__gte=first)


class LedgerPart(Recorded):
    """What one hand-in says of one institution for a period of days, closed at both ends."""

    handin = models.ForeignKey(HandIn, on_delete=models.PROTECT, related_name="parts")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="ledger_parts")
    uscc = models.CharField(max_length=18, db_index=True)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    reports = models.PositiveIntegerField(default=0)
    results = models.PositiveIntegerField(default=0)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=PartState, default=PartState.CURRENT, editable=False
    )

    objects: ClassVar[Any] = LedgerPartQuerySet.as_manager()

    class Meta:
        ordering = ("first_day", "id")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="screening_part_state"),
            models.CheckConstraint(
                condition=Q(first_day__lte=models.F("last_day")), name="screening_part_period"
            ),
            models.UniqueConstraint(fields=("handin", "institution"), name="screening_part_once"),
        )

    @property
    def reference(self) -> str:
        """What the trail calls it by: its receipt and its code."""
        return f"{self.handin.reference} {self.uscc}"


class LedgerTable(Recorded):
    """One table of a hand-in as kept for joining: typed columns, and of every row its file and number."""

    handin = models.ForeignKey(HandIn, on_delete=models.PROTECT, related_name="tables")
    table = models.CharField(max_length=40)
    rows = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("handin", "table"), name="screening_table_once"),)

    @property
    def reference(self) -> str:
        """What messages about its content call it by: its receipt and its name."""
        return f"{self.handin.reference} {self.table}"
