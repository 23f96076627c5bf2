"""What people answer for: entries of the texts that they confirmed, and bases that they chose, with the reason."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.law.lifecycle import ChoiceState, ConfirmationState
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.trail.recorded import Recorded, RecordedQuerySet


class ConfirmationQuerySet(RecordedQuerySet["Confirmation"]):
    """Which confirmations."""

    def standing(self) -> Self:
        """Those that nobody withdrew."""
        return self.filter(state=ConfirmationState.CONFIRMED)


class Confirmation(Recorded):
    """Somebody has read the official text and answers for one entry; `digest` is the SHA-256 of `text`.

    It holds for the whole installation, and for exactly this text: an entry that was changed has another digest.
    """

    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    law = models.CharField(_("law"), max_length=120)
    law_version = models.CharField(_("version"), max_length=60)
    name = models.CharField(_("entry"), max_length=300)
    confidence = models.CharField(_("confidence"), max_length=1)
    text = models.JSONField(default=dict)
    grounds = models.CharField(_("what was read"), max_length=500)
    confirmed_by = models.ForeignKey(
        Account, verbose_name=_("confirmed by"), on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"))
    # Where the source does not say since when the text is in force: the day that whoever confirms it has read.
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ConfirmationState,
        default=ConfirmationState.CONFIRMED,
        editable=False,
    )

    objects: ClassVar[Any] = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        ordering = ("-confirmed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ConfirmationState.values), name="law_confirmation_state"
            ),
            models.CheckConstraint(condition=~Q(grounds=""), name="law_confirmation_on_grounds"),
            models.CheckConstraint(
                condition=Q(state=ConfirmationState.CONFIRMED, withdrawn_why="")
                | (~Q(state=ConfirmationState.CONFIRMED) & ~Q(withdrawn_why="")),
                name="law_confirmation_withdrawn_why",
            ),
            models.UniqueConstraint(
                fields=("digest",),
                condition=Q(state=ConfirmationState.CONFIRMED),
                name="law_confirmation_one_name",
            ),
        )

    def __str__(self) -> str:
        return f"{self.law} {self.name}"

    def answers(self, day: dt.date) -> bool:
        """Whether it holds for conduct that began on a day."""
        return self.in_force_from is None or self.in_force_from <= day

    @property
    def reference(self) -> str:
        """How the trail calls it: the entry by the first characters of its hash."""
        return f"law:{self.digest[:16]}"


class ChoiceQuerySet(RecordedQuerySet["Choice"]):
    """Which choices."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of units that somebody's roles reach, if they read the law."""
        if not actor.may(P.LAW_READ):
            return self.none()
        return self.filter(unit__in=actor.units_reached())

    def standing(self) -> Self:
        """Those that hold."""
        return self.filter(state=ChoiceState.CHOSEN)

    def about(self, *subjects: str) -> Self:
        """Those about one of these, by their references."""
        return self.filter(subject__in=subjects)


class Choice(Recorded):
    """The basis that an officer chose for something, by its reference, among all that were offered, and why.

    `digest` is that of the entry that was chosen, `book` that of all texts then: what was chosen stays pinned, whatever
    the texts say later. `offered` keeps every candidate as it was shown, the one chosen among them.
    """

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    subject = models.CharField(_("about"), max_length=80, db_index=True)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    conduct = models.CharField(_("conduct"), max_length=20)
    domain = models.CharField(_("domain"), max_length=40)
    conduct_from = models.DateField(_("day of the conduct, from"))
    conduct_to = models.DateField(_("day of the conduct, to"))
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    law = models.CharField(_("law"), max_length=120)
    law_version = models.CharField(_("version"), max_length=60)
    article = models.CharField(_("article of the obligation"), max_length=40)
    penalty_article = models.CharField(_("article of the penalty"), max_length=40, blank=True)
    confidence = models.CharField(_("confidence"), max_length=1)
    handled_by = models.CharField(_("who acts"), max_length=60)
    digest = models.CharField("SHA-256", max_length=64)
    book = models.CharField(_("hash of all texts"), max_length=64)
    offered = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=500)
    chosen_by = models.ForeignKey(
        Account, verbose_name=_("chosen by"), on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField(_("chosen at"))
    replaced_by = models.CharField(_("replaced by"), max_length=40, blank=True)
    taken_back_why = models.CharField(_("why it was taken back"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ChoiceState, default=ChoiceState.CHOSEN, editable=False
    )

    objects: ClassVar[Any] = ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("chosen basis")
        ordering = ("-chosen_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ChoiceState.values), name="law_choice_state"),
            models.CheckConstraint(condition=~Q(reason=""), name="law_choice_with_a_reason"),
            models.CheckConstraint(
                condition=Q(conduct_to__gte=F("conduct_from"))
                & (Q(decided_on__isnull=True) | Q(decided_on__gte=F("conduct_to"))),
                name="law_choice_days",
            ),
            models.CheckConstraint(
                condition=(Q(state=ChoiceState.REPLACED) & ~Q(replaced_by=""))
                | (~Q(state=ChoiceState.REPLACED) & Q(replaced_by="")),
                name="law_choice_replaced_by",
            ),
            models.CheckConstraint(
                condition=(Q(state=ChoiceState.TAKEN_BACK) & ~Q(taken_back_why=""))
                | (~Q(state=ChoiceState.TAKEN_BACK) & Q(taken_back_why="")),
                name="law_choice_taken_back_why",
            ),
            models.UniqueConstraint(
                fields=("subject",), condition=Q(state=ChoiceState.CHOSEN), name="law_choice_one_a_subject"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose officers choose."""
        return self.unit


class CalendarTable(Recorded):
    """The office's table of the calendar as it was loaded, or found changed: the whole text, and who brought it in."""

    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    text = models.TextField()
    years = models.JSONField(default=list)
    loaded_at = models.DateTimeField(_("loaded at"))
    loaded_by = models.CharField(_("loaded by"), max_length=120)
    # Put there by hand and not by the command: nobody answers for it by name.
    by_hand = models.BooleanField(default=False)

    objects: ClassVar[Any] = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("table of the calendar")
        ordering = ("-loaded_at", "-pk")

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How the trail calls it."""
        return f"calendar:{self.digest[:16]}"
