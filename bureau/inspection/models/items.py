"""Items 检查事项: what is looked at on a visit, where the question comes from, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.inspection.lifecycle import FindingState, ItemState
from bureau.inspection.models.visits import Visit
from bureau.people.models import Account, Unit
from bureau.registry.domains import OFFICIAL
from bureau.trail.recorded import Recorded, RecordedQuerySet
from bureau.ui import tones

if TYPE_CHECKING:
    from bureau.inspection.models.findings import Finding


class OriginKind(models.TextChoices):
    """Where a question comes from."""

    LEAD = "lead", _("lead")
    REPORT = "report", _("sampled report")
    CHECKLIST = "checklist", _("checklist")


class Answer(models.TextChoices):
    """What one saw. Not found means that it could not be looked at."""

    CONFIRMED = "confirmed", _("confirmed")
    EXPLAINED = "explained", _("can be explained")
    NOT_FOUND = "not_found", _("could not be checked")


tones.register("bad", Answer.CONFIRMED)
tones.register("good", Answer.EXPLAINED)
tones.register("warn", Answer.NOT_FOUND)


class VisitItemQuerySet(RecordedQuerySet["VisitItem"]):
    """Which items."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of visits that somebody sees."""
        return self.filter(visit__in=Visit.objects.visible_to(actor))

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.exclude(state=ItemState.WITHDRAWN)

    def unanswered(self) -> Self:
        """Those that nobody has looked at."""
        return self.filter(state=ItemState.UNANSWERED)

    def answered(self) -> Self:
        """Those that somebody has looked at."""
        return self.filter(state=ItemState.ANSWERED)

    def confirmed(self) -> Self:
        """Those in which the question was confirmed."""
        return self.answered().filter(answer=Answer.CONFIRMED)


class VisitItem(Recorded):
    """One item. `answer` is what the state "looked at" means; a correction replaces it, with its reason."""

    reference = models.CharField(_("number"), max_length=50, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    origin_kind = models.CharField(_("comes from"), max_length=20, choices=OriginKind)
    origin = models.CharField(_("number of what it comes from"), max_length=80, blank=True)
    question = models.CharField(_("what to check"), max_length=300)
    how = models.TextField(_("how to look"), blank=True)
    domain = models.CharField(_("domain"), max_length=30, blank=True)
    conduct = models.CharField(max_length=20, blank=True)  # what its origin suggests, for the finding
    state = models.CharField(
        _("state"), max_length=20, choices=ItemState, default=ItemState.UNANSWERED, editable=False
    )
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, blank=True)
    note = models.TextField(_("note"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    objects: ClassVar[Any] = VisitItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a visit")
        ordering = ("visit", "number")
        constraints = (
            models.UniqueConstraint(fields=("visit", "number"), name="inspection_item_number"),
            models.UniqueConstraint(
                fields=("visit", "origin"),
                condition=~Q(origin="") & ~Q(state=ItemState.WITHDRAWN),
                name="inspection_item_origin_once",
            ),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="inspection_item_state"),
            models.CheckConstraint(
                condition=Q(origin_kind__in=OriginKind.values), name="inspection_item_origin_kind"
            ),
            models.CheckConstraint(
                condition=Q(origin_kind=OriginKind.CHECKLIST) | ~Q(origin=""),
                name="inspection_item_has_origin",
            ),
            models.CheckConstraint(
                condition=Q(domain="") | Q(domain__in=list(OFFICIAL)), name="inspection_item_domain"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=ItemState.ANSWERED, answer__in=Answer.values)
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(note="")
                )
                | (
                    ~Q(state=ItemState.ANSWERED)
                    & Q(answer="", note="", answered_at__isnull=True, answered_by__isnull=True)
                ),
                name="inspection_item_answered",
            ),
            models.CheckConstraint(
                condition=(Q(state=ItemState.WITHDRAWN) & ~Q(withdrawn_why=""))
                | (~Q(state=ItemState.WITHDRAWN) & Q(withdrawn_why="")),
                name="inspection_item_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.question}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose visit it is."""
        return self.visit.unit

    @property
    def is_confirmed(self) -> bool:
        """Whether the question was confirmed."""
        return self.answer == Answer.CONFIRMED

    @property
    def is_answered(self) -> bool:
        """Whether somebody has looked at it."""
        return self.state == ItemState.ANSWERED

    @property
    def is_standing(self) -> bool:
        """Whether it was not withdrawn."""
        return self.state != ItemState.WITHDRAWN

    @property
    def files(self) -> models.QuerySet[StoredFile]:
        """Photos and documents that were taken for it."""
        found: models.QuerySet[StoredFile] = StoredFile.objects.of(self.reference)
        return found

    @property
    def standing_finding(self) -> Finding | None:
        """The finding that came of it and was not withdrawn."""
        found: Finding | None = self.findings.exclude(state=FindingState.WITHDRAWN).first()
        return found
