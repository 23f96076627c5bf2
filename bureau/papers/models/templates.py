"""Templates 文书模板: the Word files by which an office replaces our own layout of a blank, one counting at a time."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.papers.blanks import Blank, blank_of
from bureau.papers.lifecycle import TemplateState
from bureau.people.models import Account, Unit
from bureau.trail.recorded import Recorded, RecordedQuerySet


class TemplateQuerySet(RecordedQuerySet["Template"]):
    """Which templates."""

    def in_use(self) -> Self:
        """Those that count."""
        return self.filter(state=TemplateState.IN_USE)


class Template(Recorded):
    """One edition of an office's own template of a blank; the file is never changed."""

    reference = models.CharField(_("number"), max_length=60, unique=True, editable=False)
    blank_slug = models.CharField(_("kind of paper"), max_length=40)
    issuer = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="templates"
    )
    number = models.PositiveIntegerField(_("edition"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("what is different"), max_length=300)
    handed_in_at = models.DateTimeField(_("handed in at"))
    handed_in_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    retired_why = models.CharField(_("why it was retired"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=TemplateState, default=TemplateState.IN_USE, editable=False
    )

    objects: ClassVar[Any] = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        ordering = ("blank_slug", "-number")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=TemplateState.values), name="papers_template_state"),
            models.UniqueConstraint(
                fields=("issuer", "blank_slug", "number"), name="papers_template_number_once"
            ),
            models.UniqueConstraint(
                fields=("issuer", "blank_slug"),
                condition=Q(state=TemplateState.IN_USE),
                name="papers_template_one_in_use",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit:
        """The bureau whose template it is."""
        return self.issuer

    @property
    def blank(self) -> Blank:
        """The blank that it lays out."""
        return blank_of(self.blank_slug)
