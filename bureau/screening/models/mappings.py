"""Which column of an institution's own files is which of the format's: said once, used for every later file alike."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.registry.models import Institution
from bureau.trail.recorded import Recorded


class ColumnMapping(Recorded):
    """The columns of one shape of file: `shape` is the hash of its header. JSON as the engine's mapping has it."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="column_mappings")
    shape = models.CharField(max_length=64)
    table = models.CharField(_("table"), max_length=40)
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    parameters = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.CharField(_("saved by"), max_length=120)

    class Meta:
        verbose_name = _("columns of a file")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("institution", "shape"), name="screening_mapping_once")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What the trail calls it by: whose it is, and of which shape."""
        return f"{self.institution.reference} {self.shape[:12]}"
