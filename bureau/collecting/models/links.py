"""Links 填报链接: how a body without an account opens its own part, once, with a code it is told by telephone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.collecting.lifecycle import CollectionState, LinkState, PartState
from bureau.collecting.models.parts import Part
from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry.speaking import LinkSpeaker
from bureau.trail.recorded import Recorded


class Link(Recorded):
    """One link. What is in the address, the code and the browser's secret are kept as hashes only."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    code_hash = models.CharField(max_length=200, editable=False)
    # Of the secret in the one browser session that opened it.
    session_hash = models.CharField(max_length=64, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    given_at = models.DateTimeField(_("given out"), editable=False)
    given_by = models.CharField(max_length=120, editable=False)
    expires_at = models.DateTimeField(_("expires"), editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=LinkState, default=LinkState.READY, editable=False
    )

    trail_secrets = frozenset({"token_hash", "code_hash", "session_hash"})

    class Meta:
        verbose_name = _("link")
        ordering: ClassVar = ("-given_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=LinkState.values), name="collecting_link_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=LinkState.OPENED)
                | (models.Q(opened_at__isnull=False) & ~models.Q(session_hash="")),
                name="collecting_link_opened",
            ),
        )

    @property
    def reference(self) -> str:
        """What the trail calls it by."""
        return f"{self.part.reference}/{self.pk}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit that deals with the part."""
        return self.part.unit

    @property
    def speaker(self) -> LinkSpeaker:
        """Whoever opened it."""
        institution = self.part.institution
        assert institution is not None  # noqa: S101 - a link is given to a body only
        return LinkSpeaker(institution.pk, institution.reference)

    @property
    def is_over(self) -> bool:
        """Whether it opens nothing any more, whatever its state: its time is up, or nothing is asked any more."""
        return (
            self.expires_at <= clock.now()
            or self.part.state == PartState.WITHDRAWN
            or self.part.collection.state != CollectionState.OPEN
        )


class Knock(models.Model):
    """A wrong link or code, by the address it was tried from; counted for a quarter of an hour, then put away."""

    address = models.CharField(max_length=45, db_index=True)
    at = models.DateTimeField(db_index=True)
