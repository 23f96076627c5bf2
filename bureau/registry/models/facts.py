"""A fact of a dossier: whose word it is, its own dates, and when it was recorded: both times serve "as it stood"."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.registry.lifecycle import FactState
from bureau.trail.keys import new_key
from bureau.trail.recorded import Recorded, RecordedQuerySet


class SourceKind(models.TextChoices):
    """Whose word a fact is."""

    OFFICER = "officer", _("officer")
    INSTITUTION = "institution", _("the institution itself")
    CERTIFICATE = "certificate", _("certificate")
    ROSTER = "roster", _("roster")


def end_of(day: dt.date) -> dt.datetime:
    """The instant at which a day is over there."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, clock.SHANGHAI)


class FactQuerySet(RecordedQuerySet[Any]):
    """Which facts."""

    def standing(self) -> Self:
        """What stands now."""
        return self.filter(state=FactState.STANDING)

    def known_on(self, day: dt.date) -> Self:
        """What stood on the record at the end of a day."""
        after = end_of(day)
        return self.filter(
            models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=after), recorded_at__lt=after
        )

    def true_on(self, day: dt.date) -> Self:
        """What says of itself that it held on a day; both ends are included, an empty end is no end."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
        )

    def as_it_stood(self, day: dt.date, *, known_on: dt.date | None = None) -> Self:
        """What held on a day, by what stood on the record at the end of another; by default of the same."""
        return self.true_on(day).known_on(known_on or day)


class Fact(Recorded):
    """One fact. What it says is never changed: a newer word supersedes it, or it is withdrawn with a reason.

    A fact and those that followed it are one lineage; a capability that names a certificate means its lineage, not the
    one word that stood when the capability was recorded.
    """

    institution = models.ForeignKey(
        "registry.Institution", on_delete=models.PROTECT, related_name="%(class)s_facts"
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    source_kind = models.CharField(_("source"), max_length=20, choices=SourceKind)
    source_reference = models.CharField(max_length=120, blank=True)
    roster_row = models.ForeignKey(
        "registry.RosterRow", on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s_facts"
    )
    recorded_at = models.DateTimeField(_("recorded"), db_index=True)
    recorded_by = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=FactState, default=FactState.STANDING)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=120, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    lineage = models.UUIDField(default=new_key, db_index=True, editable=False)

    # The columns that make the fact; the rest says whose word it is.
    content: ClassVar[tuple[str, ...]] = ()

    objects: ClassVar[Any] = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=models.Q(state__in=FactState.values), name="registry_%(class)s_state"
            ),
            models.CheckConstraint(
                condition=models.Q(source_kind__in=SourceKind.values), name="registry_%(class)s_source"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="registry_%(class)s_period",
            ),
            models.CheckConstraint(
                condition=models.Q(state=FactState.STANDING, ended_at__isnull=True)
                | (~models.Q(state=FactState.STANDING) & models.Q(ended_at__isnull=False)),
                name="registry_%(class)s_ended",
            ),
            models.UniqueConstraint(
                fields=("lineage",),
                condition=models.Q(state=FactState.STANDING),
                name="registry_%(class)s_one_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True) | ~models.Q(follows=models.F("id")),
                name="registry_%(class)s_follows",
            ),
        )

    @property
    def kind(self) -> str:
        """The word for its table, as it stands in addresses."""
        return self._meta.model_name or ""

    @property
    def said(self) -> dict[str, Any]:
        """What the fact says, by column, with its dates."""
        return {name: getattr(self, name) for name in (*self.content, "valid_from", "valid_to")}

    def meant(self, name: str) -> uuid.UUID | None:
        """The lineage of another fact that a column names, or None."""
        other = getattr(self, name)
        return None if other is None else other.lineage

    def holds_on(self, day: dt.date) -> bool:
        """Whether it says of itself that it held on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )
