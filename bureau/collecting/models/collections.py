"""A collection 信息采集: an officer asks bodies and stations for what their dossiers lack, until a day."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.collecting.lifecycle import CollectionState
from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.trail.recorded import Recorded, RecordedQuerySet


class CollectionQuerySet(RecordedQuerySet["Collection"]):
    """Which collections."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of units that somebody's roles reach, and those that ask something of such a unit."""
        if actor.kind == AccountKind.INSTITUTION:
            return self.none()
        reached = actor.units_reached().values("pk")
        asked = self.model.objects.filter(parts__unit__in=reached).values("pk")
        return self.filter(models.Q(unit__in=reached) | models.Q(pk__in=asked))

    def running(self) -> Self:
        """Those that are still being collected."""
        return self.filter(state=CollectionState.OPEN)


class Collection(Recorded):
    """What is asked, by when, with which words. `asked` holds keys of `completeness.REQUIREMENTS`."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    instructions = models.TextField(_("instructions"), max_length=2000, blank=True)
    asked = models.JSONField(default=list)
    due_on = models.DateField(_("due on"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="collections")
    started_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=CollectionState, default=CollectionState.OPEN, editable=False
    )

    objects: ClassVar[Any] = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=CollectionState.values), name="collecting_collection_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state=CollectionState.OPEN, ended_at__isnull=True)
                | (~models.Q(state=CollectionState.OPEN) & models.Q(ended_at__isnull=False)),
                name="collecting_collection_ended",
            ),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="collecting_collection_due"),)

    def __str__(self) -> str:
        return self.title

    @property
    def jurisdiction(self) -> Unit:
        """The unit that asks."""
        return self.unit
