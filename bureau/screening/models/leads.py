"""Leads 线索: hits that an officer accepted on the record; their period runs from then."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.registry.models import Institution
from bureau.screening.lifecycle import LeadState
from bureau.trail.recorded import Recorded, RecordedQuerySet


class LeadQuerySet(RecordedQuerySet["Lead"]):
    """Which leads."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Leads about institutions that an officer sees; an institution never sees one."""
        if getattr(actor, "kind", None) == AccountKind.INSTITUTION:
            return self.none()
        seen = Institution.objects.visible_to(actor)
        return self.filter(Q(institution__in=seen) | Q(institution__merged_into__in=seen))

    def running(self) -> Self:
        """Those whose period runs."""
        return self.filter(state__in=(LeadState.OPEN, LeadState.ON_VISIT))


class Lead(Recorded):
    """One lead, in the hands of one officer. `title` is the contradiction as it was told when it was accepted."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="leads")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="leads")
    title = models.CharField(_("title"), max_length=400)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"))
    accepted_by = models.CharField(max_length=120)
    due_on = models.DateField(_("due on"))
    due_published = models.BooleanField(default=True)
    # The period of the law as it read when the lead was opened: law, version, article, length, the hash of the entry
    # and that of all texts.
    opened_under = models.JSONField(_("law that it was opened under"), default=dict)
    item_reference = models.CharField(_("item of a visit"), max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=LeadState, default=LeadState.OPEN, editable=False
    )

    objects: ClassVar[Any] = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        ordering = ("due_on", "reference")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=LeadState.values), name="screening_lead_state"),
            models.CheckConstraint(
                condition=Q(state__in=(LeadState.OPEN, LeadState.ON_VISIT), ended_at__isnull=True)
                | (~Q(state__in=(LeadState.OPEN, LeadState.ON_VISIT)) & Q(ended_at__isnull=False)),
                name="screening_lead_ended",
            ),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="screening_lead_waiting"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def body(self) -> Institution:
        """The institution that it is about today."""
        found = self.institution
        while found.merged_into is not None:
            found = found.merged_into
        return found

    @property
    def jurisdiction(self) -> Unit:
        """The unit in whose hands it is."""
        return self.unit

    @property
    def is_running(self) -> bool:
        """Whether its period runs."""
        return self.state in {LeadState.OPEN, LeadState.ON_VISIT}
