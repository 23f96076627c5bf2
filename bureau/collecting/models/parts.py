"""A part 采集任务: what one body, or one station about its bodies, is asked for in a collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.collecting.lifecycle import OPEN_PARTS, PartState
from bureau.collecting.models.collections import Collection
from bureau.people.models import Unit
from bureau.people.models.accounts import AccountKind
from bureau.registry.models import Institution
from bureau.registry.models.objections import ABOVE
from bureau.trail.recorded import Recorded, RecordedQuerySet


def asked_of(institutions: list[Institution]) -> Iterator[str]:
    """What stands against undoing the import of institutions: something was asked of them."""
    rows = Part.objects.filter(institution__in=institutions).select_related("institution")
    for row in rows.order_by("reference"):
        yield say("information was asked of %(name)s (%(ref)s)") % {"name": row.institution, "ref": row}


ABOVE.append(asked_of)


class PartQuerySet(RecordedQuerySet["Part"]):
    """Which parts."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """A body's own ones; for officers those of the units that their roles reach."""
        if actor.kind == AccountKind.INSTITUTION:
            return self.filter(institution__in=Institution.objects.spoken_for_by(actor))
        return self.filter(unit__in=actor.units_reached())

    def open(self) -> Self:
        """Those that are not settled."""
        return self.filter(state__in=OPEN_PARTS)

    def standing(self) -> Self:
        """All but those that were withdrawn."""
        return self.exclude(state=PartState.WITHDRAWN)


class Part(Recorded):
    """One part. With an institution it is that body's, without one the unit's about the bodies that `asked` names.

    `asked` holds, by the number of each institution, the keys of what its dossier lacked when it was asked for.
    """

    reference = models.CharField(_("number"), max_length=60, unique=True, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="parts")
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Who judges a body's part, or has to report its own: the unit that answers for it, else the one that asks.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField(default=dict)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(editable=False)
    sent_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_in_by = models.CharField(max_length=120, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.CharField(max_length=120, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=PartState, default=PartState.ASKED, editable=False
    )

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a collection")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=PartState.values), name="collecting_part_state"
            ),
            models.UniqueConstraint(
                fields=("collection", "institution"),
                condition=models.Q(institution__isnull=False),
                name="collecting_part_once_a_body",
            ),
            models.UniqueConstraint(
                fields=("collection", "unit"),
                condition=models.Q(institution__isnull=True),
                name="collecting_part_once_a_unit",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PartState.RETURNED) | ~models.Q(reason=""),
                name="collecting_part_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(PartState.SENT_IN, PartState.ACCEPTED))
                | models.Q(sent_in_at__isnull=False),
                name="collecting_part_sent_in",
            ),
        )
        indexes = (models.Index(fields=("collection", "state"), name="collecting_part_progress"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose officers deal with it."""
        return self.unit

    @property
    def of_whom(self) -> str:
        """The body or the unit that is asked."""
        return self.institution.name if self.institution else self.unit.name

    @property
    def waits_for_them(self) -> bool:
        """Whether it is their turn, not an officer's."""
        return self.state in {PartState.ASKED, PartState.RETURNED}

    def is_spoken_by(self, actor: Any) -> bool:  # noqa: ANN401 - an account, or whoever opened a link
        """Whether somebody speaks for the body that is asked."""
        spoken = Institution.objects.spoken_for_by(actor)
        return self.institution_id is not None and bool(spoken.filter(pk=self.institution_id).exists())

    def account_name(self) -> str:
        """The account that speaks for the body, if one does."""
        if self.institution is None:
            return ""
        link = self.institution.accounts.filter(valid_to__isnull=True).select_related("account").first()
        return link.account.username if link else ""

    def entries_waiting(self) -> int:
        """How many proposals of the body, made since it was asked, nobody has decided."""
        if self.institution is None:
            return 0
        count: int = self.institution.proposals.waiting().filter(proposed_at__gte=self.asked_at).count()
        return count
