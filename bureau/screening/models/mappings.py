"""Which column of somebody's own files is which of the format's: said once, used for every later file alike."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Unit
from bureau.people.models.accounts import AccountKind
from bureau.registry.models import Institution
from bureau.screening.lifecycle import MappingState
from bureau.trail.recorded import Recorded, RecordedQuerySet


class ColumnMappingQuerySet(RecordedQuerySet["ColumnMapping"]):
    """Which mappings."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """An institution's own; those of institutions that an officer sees, and of the units their roles reach."""
        seen = Institution.objects.visible_to(actor)
        if actor.kind == AccountKind.INSTITUTION:
            return self.filter(institution__in=seen)
        return self.filter(Q(institution__in=seen) | Q(unit__in=actor.units_reached()))

    def used(self) -> Self:
        """Those by which files are read."""
        return self.filter(state=MappingState.USED)


class ColumnMapping(Recorded):
    """The columns of one shape of file: `shape` is the hash of its header. JSON as the engine's mapping has it.

    It is an institution's own, or a unit's for ledgers that hold several institutions at once.
    """

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="column_mappings"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=80, blank=True)
    shape = models.CharField(max_length=64)
    table = models.CharField(_("table"), max_length=40)
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    parameters = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.CharField(_("saved by"), max_length=120)
    state = models.CharField(
        _("state"), max_length=20, choices=MappingState, default=MappingState.USED, editable=False
    )

    objects: ClassVar[Any] = ColumnMappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("columns of a file")
        ordering = ("-saved_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("institution", "shape"), name="screening_mapping_once"),
            models.UniqueConstraint(fields=("unit", "shape"), name="screening_mapping_once_of_unit"),
            models.CheckConstraint(
                condition=Q(institution__isnull=False, unit__isnull=True)
                | Q(institution__isnull=True, unit__isnull=False),
                name="screening_mapping_whose",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MappingState.values), name="screening_mapping_state"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.reference

    @property
    def reference(self) -> str:
        """What the trail calls it by: whose it is, and of which shape."""
        whose = self.institution if self.institution is not None else self.unit
        return f"{whose.reference if whose else ''} {self.shape[:12]}"

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit that answers for it."""
        return self.unit if self.institution is None else self.institution.unit

    def may_be_spoken_by(self, by: Any) -> bool:  # noqa: ANN401 - an actor
        """Whether this actor may say it: an institution's account only of its own files."""
        if getattr(by, "kind", None) != AccountKind.INSTITUTION:
            return True
        own = Institution.objects.spoken_for_by(by)
        return self.institution_id is not None and own.filter(pk=self.institution_id).exists()
