"""Findings 检查发现: what was established on site, in words, with its day, its reports and what shows it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.inspection.conducts import Conduct
from bureau.inspection.lifecycle import FindingState
from bureau.inspection.models.items import VisitItem
from bureau.inspection.models.visits import Visit
from bureau.people.models import Account, Unit
from bureau.registry.domains import OFFICIAL
from bureau.registry.models import Institution
from bureau.trail.recorded import Recorded, RecordedQuerySet

SIGNED = (FindingState.ESTABLISHED, FindingState.HANDED_ON, FindingState.CLOSED)


class FindingQuerySet(RecordedQuerySet["Finding"]):
    """Which findings."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of visits that somebody sees."""
        return self.filter(visit__in=Visit.objects.visible_to(actor))

    def established(self) -> Self:
        """Those that were signed and that no problem or case has taken over yet."""
        return self.filter(state=FindingState.ESTABLISHED)


class Finding(Recorded):
    """One finding. `evidence` is what lay there when it was signed: each file's number and SHA-256.

    `proposed` is what its origin said of reports and days when it was drafted, and where each comes from.
    """

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    item = models.ForeignKey(VisitItem, on_delete=models.PROTECT, related_name="findings")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="findings")
    domain = models.CharField(_("domain"), max_length=30, blank=True)
    what = models.TextField(_("what was found"))
    conduct = models.CharField(_("suggested conduct"), max_length=20, choices=Conduct, blank=True)
    conduct_from = models.DateField(_("day of the conduct, from"), null=True, blank=True)
    conduct_to = models.DateField(_("day of the conduct, to"), null=True, blank=True)
    reports = models.JSONField(_("reports concerned"), default=list)
    proposed = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=20, choices=FindingState, default=FindingState.DRAFTED, editable=False
    )
    drafted_at = models.DateTimeField(_("written at"))
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    established_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    established_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence = models.JSONField(default=list)
    handed_on_to = models.CharField(_("taken over by"), max_length=80, blank=True)
    closed_why = models.CharField(_("why it was closed without a problem"), max_length=500, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        ordering = ("reference",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=FindingState.values), name="inspection_finding_state"
            ),
            models.CheckConstraint(
                condition=Q(conduct="") | Q(conduct__in=Conduct.values), name="inspection_finding_conduct"
            ),
            models.CheckConstraint(
                condition=Q(domain="") | Q(domain__in=list(OFFICIAL)), name="inspection_finding_domain"
            ),
            models.UniqueConstraint(
                fields=("item",),
                condition=~Q(state=FindingState.WITHDRAWN),
                name="inspection_finding_once_an_item",
            ),
            models.CheckConstraint(
                condition=Q(conduct_from__isnull=True, conduct_to__isnull=True)
                | Q(conduct_from__isnull=False, conduct_to__gte=F("conduct_from")),
                name="inspection_finding_days",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED)
                | (
                    Q(established_at__isnull=False, established_by__isnull=False, conduct_from__isnull=False)
                    & ~Q(conduct="")
                    & ~Q(established_by=F("drafted_by"))
                ),
                name="inspection_finding_signed_by_the_other",
            ),
            models.CheckConstraint(
                condition=(Q(state=FindingState.HANDED_ON) & ~Q(handed_on_to=""))
                | (~Q(state=FindingState.HANDED_ON) & Q(handed_on_to="")),
                name="inspection_finding_handed_on",
            ),
            models.CheckConstraint(
                condition=(Q(state=FindingState.CLOSED) & ~Q(closed_why=""))
                | (~Q(state=FindingState.CLOSED) & Q(closed_why="")),
                name="inspection_finding_closed",
            ),
            models.CheckConstraint(
                condition=(Q(state=FindingState.WITHDRAWN) & ~Q(withdrawn_why=""))
                | (~Q(state=FindingState.WITHDRAWN) & Q(withdrawn_why="")),
                name="inspection_finding_withdrawn",
            ),
        )
        indexes = (models.Index(fields=("state", "institution"), name="inspection_finding_listed"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose visit it came from."""
        return self.visit.unit

    @property
    def is_drafted(self) -> bool:
        """Whether it waits for the second officer."""
        return self.state == FindingState.DRAFTED

    @property
    def other_officer(self) -> Account:
        """The one who signs: not whoever wrote it."""
        return self.visit.other_than(self.drafted_by)

    @property
    def files(self) -> models.QuerySet[StoredFile]:
        """What shows it: photos and documents of its item, and those added to itself."""
        found: models.QuerySet[StoredFile] = StoredFile.objects.filter(
            owner__in=(self.item.reference, self.reference)
        )
        return found
