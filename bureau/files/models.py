"""What was kept, of which day it speaks, when it came in, and what of it may be handed on."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account
from bureau.trail.recorded import Recorded, RecordedQuerySet

SHA256 = RegexValidator(r"^[0-9a-f]{64}$")


class FileKind(models.TextChoices):
    """Whether it is as it came, or was made from it to be shown safely."""

    ORIGINAL = "original", _("original")
    SAFE_COPY = "safe_copy", _("safe copy")


class StoredFileQuerySet(RecordedQuerySet["StoredFile"]):
    """Which files."""

    def of(self, owner: str) -> Self:
        """Files of one thing, by its reference."""
        return self.filter(owner=owner)

    def originals(self) -> Self:
        """Files as they came in."""
        return self.filter(kind=FileKind.ORIGINAL)


class StoredFile(Recorded):
    """One file that was kept. Nothing of it ever changes; several rows may speak of one content."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=FileKind, default=FileKind.ORIGINAL)
    original = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="safe_copies"
    )
    sha256 = models.CharField("SHA-256", max_length=64, validators=[SHA256], db_index=True)
    size = models.PositiveBigIntegerField(_("size"))
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("format"), max_length=120)
    # Two times: of which day it speaks, as somebody states, and when it came in, which nobody states.
    formed_on = models.DateField(_("formed on"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))
    received_from = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="files")
    received_from_name = models.CharField(_("received from"), max_length=120)
    # The room that owns it and what it belongs to there: `registry.evidence`, `I-150602-0031`.
    policy = models.CharField(max_length=60)
    owner = models.CharField(max_length=80, db_index=True)

    objects: ClassVar[Any] = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        ordering = ("received_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="files_file_kind"),
            models.CheckConstraint(
                condition=Q(kind=FileKind.ORIGINAL, original__isnull=True)
                | Q(kind=FileKind.SAFE_COPY, original__isnull=False),
                name="files_copy_of_an_original",
            ),
            models.CheckConstraint(
                condition=Q(original__isnull=True) | ~Q(original=F("id")), name="files_copy_of_another"
            ),
        )

    def __str__(self) -> str:
        return self.name
