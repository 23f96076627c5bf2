"""A fact of a dossier: whose word it is, its own dates, and when it was recorded: both times serve "as it stood"."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.registry.lifecycle import FactState
from bureau.trail.recorded import Recorded, RecordedQuerySet


class SourceKind(models.TextChoices):
    """Whose word a fact is."""

    OFFICER = "officer", _("officer")
    INSTITUTION = "institution", _("the institution itself")
    CERTIFICATE = "certificate", _("certificate")
    ROSTER = "roster", _("roster")


class FactQuerySet(RecordedQuerySet[Any]):
    """Which facts."""

    def standing(self) -> Self:
        """What stands now."""
        return self.filter(state=FactState.STANDING)

    def known_on(self, day: dt.date) -> Self:
        """What stood on the record at the end of a day."""
        after = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, clock.SHANGHAI)
        return self.filter(
            models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=after), recorded_at__lt=after
        )

    def true_on(self, day: dt.date) -> Self:
        """What says of itself that it held on a day; both ends are included, an empty end is no end."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
        )


class Fact(Recorded):
    """One fact. It is never changed: a newer word supersedes it, or it is withdrawn with a reason."""

    institution = models.ForeignKey(
        "registry.Institution", on_delete=models.PROTECT, related_name="%(class)s_facts"
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    source_kind = models.CharField(_("source"), max_length=20, choices=SourceKind)
    source_reference = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), db_index=True)
    recorded_by = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=FactState, default=FactState.STANDING)
    ended_at = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )

    # The columns that make the fact; the rest says whose word it is.
    content: ClassVar[tuple[str, ...]] = ()

    objects: ClassVar[Any] = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=FactState.values), name="registry_%(class)s_state"
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
        )

    @property
    def said(self) -> dict[str, Any]:
        """What the fact says, by column, with its dates."""
        return {name: getattr(self, name) for name in (*self.content, "valid_from", "valid_to")}

    def holds_on(self, day: dt.date) -> bool:
        """Whether it says of itself that it held on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )
