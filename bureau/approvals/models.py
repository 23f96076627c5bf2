"""Proposals: what exactly was proposed, by whom, who may decide, and what became of it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.approvals.lifecycle import DECIDED, ProposalState
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.trail.recorded import Recorded, RecordedQuerySet


class ProposalQuerySet(RecordedQuerySet["Proposal"]):
    """Which proposals."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account, as everywhere
        """One's own, and those of units that one's roles reach, for whoever decides or proposes there."""
        own = Q(proposer=actor.pk) | Q(proposed_for=actor.pk)
        if not (actor.may(P.APPROVAL_DECIDE) or actor.may(P.APPROVAL_PROPOSE)):
            return self.filter(own)
        return self.filter(own | Q(unit__in=actor.units_reached()))

    def proposed(self) -> Self:
        """Those that wait for a decision."""
        return self.filter(state=ProposalState.PROPOSED)

    def standing(self) -> Self:
        """Those that wait or were approved: a change makes them void."""
        return self.filter(state__in=(ProposalState.PROPOSED, ProposalState.APPROVED))

    def about(self, subject: str) -> Self:
        """Those about one thing, by its reference."""
        return self.filter(subject=subject)


class Proposal(Recorded):
    """One proposal. `digest` is the SHA-256 of the content as it was when it was proposed."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("about"), max_length=80, db_index=True)
    title = models.CharField(_("title"), max_length=200)
    grounds = models.TextField(_("grounds"), blank=True)
    digest = models.CharField("SHA-256", max_length=64)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="proposals")
    permission = models.CharField(max_length=60)
    proposer = models.ForeignKey(
        Account, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="proposals"
    )
    # Whose power the proposer used, where it was not their own.
    proposed_for = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals_in_my_name"
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState, default=ProposalState.PROPOSED, editable=False
    )
    decided_by = models.ForeignKey(
        Account,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    decided_for = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_in_my_name"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    objects: ClassVar[Any] = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="approvals_state"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposer")),
                name="approvals_not_by_the_proposer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approvals_decided_by_somebody",
            ),
            # One question at a time: what waits for a decision about a thing is one proposal of a kind.
            models.UniqueConstraint(
                fields=("kind", "subject"),
                condition=Q(state=ProposalState.PROPOSED),
                name="approvals_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose matter it is."""
        return self.unit
