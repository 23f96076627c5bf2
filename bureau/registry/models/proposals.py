"""Proposals: what an institution enters about itself, until an officer accepts it or returns it with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.registry.lifecycle import ProposalState
from bureau.registry.models.institutions import Institution
from bureau.trail.recorded import Recorded, RecordedQuerySet

if TYPE_CHECKING:
    from bureau.people.models import Unit


class FactProposalQuerySet(RecordedQuerySet["FactProposal"]):
    """Which proposals."""

    def waiting(self) -> Self:
        """Those that nobody has decided yet."""
        return self.filter(state=ProposalState.PROPOSED)

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those about institutions that somebody sees."""
        return self.filter(institution__in=Institution.objects.visible_to(actor))


class FactProposal(Recorded):
    """One fact that an institution proposes. `entered` is what its form held; `follows` the lineage it would amend."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=30)
    entered = models.JSONField()
    follows = models.UUIDField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    fact = models.UUIDField(null=True, blank=True)  # the fact that was recorded when it was accepted
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState, default=ProposalState.PROPOSED, editable=False
    )

    objects: ClassVar[Any] = FactProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        ordering = ("-proposed_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=ProposalState.values), name="registry_proposal_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.PROPOSED, decided_at__isnull=True)
                | (~models.Q(state=ProposalState.PROPOSED) & models.Q(decided_at__isnull=False)),
                name="registry_proposal_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.ACCEPTED, fact__isnull=False)
                | (~models.Q(state=ProposalState.ACCEPTED) & models.Q(fact__isnull=True)),
                name="registry_proposal_fact",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProposalState.RETURNED) | ~models.Q(reason=""),
                name="registry_proposal_reason",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit that answers for the institution."""
        return self.institution.unit

    def is_spoken_by(self, account: Any) -> bool:  # noqa: ANN401 - an account
        """Whether an account speaks for the institution that it is about."""
        own: bool = Institution.objects.spoken_for_by(account).filter(pk=self.institution_id).exists()
        return own
