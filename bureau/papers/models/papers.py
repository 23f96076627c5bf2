"""Papers 文书 with their editions: what was written, approved, numbered, issued, and the signed copy that came back."""

from __future__ import annotations

import functools
import json
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.papers.blanks import BLANKS, Blank, Field, blank_choices, blank_of
from bureau.papers.lifecycle import PaperState
from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.trail.recorded import Recorded, RecordedQuerySet

S = PaperState


class PaperQuerySet(RecordedQuerySet["Paper"]):
    """Which papers."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of units that somebody's roles reach, and those they wrote; an institution sees none here."""
        if actor.kind == AccountKind.INSTITUTION:
            return self.none()
        return self.filter(Q(unit__in=actor.units_reached()) | Q(drafted_by=actor.pk))

    def served(self) -> Self:
        """Those that were issued to somebody and stand: no draft, and none that was withdrawn."""
        slugs = [one.slug for one in BLANKS.values() if one.served]
        return self.filter(blank_slug__in=slugs, state__in=(S.ISSUED, S.SIGNED))

    def about_record(self, reference: str) -> Self:
        """Those made from one record."""
        return self.filter(source=reference)


class Paper(Recorded):
    """One paper. `number` is the official one; it stays with the paper whatever becomes of it, so that none is lost."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    blank_slug = models.CharField(_("kind of paper"), max_length=40)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="papers")
    # The bureau in whose name it is issued: a section or station speaks in the name of the one above.
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="papers_issued")
    source = models.CharField(_("made from"), max_length=80, db_index=True)
    about = models.CharField(_("about"), max_length=200)
    conduct = models.CharField(_("conduct"), max_length=20, blank=True)
    domain = models.CharField(_("domain"), max_length=40, blank=True)
    conduct_from = models.DateField(_("day of the conduct, from"), null=True, blank=True)
    conduct_to = models.DateField(_("day of the conduct, to"), null=True, blank=True)
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted at"))
    edition = models.PositiveIntegerField(_("edition"), default=1)

    approved_digest = models.CharField(max_length=64, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    numbered_at = models.DateTimeField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=PaperState, default=PaperState.DRAFTED, editable=False
    )

    objects: ClassVar[Any] = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        ordering = ("-drafted_at", "-reference")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=S.values), name="papers_paper_state"),
            models.UniqueConstraint(
                fields=("issuer", "blank_slug", "year", "serial"), name="papers_paper_number_once"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True, serial__isnull=True, numbered_at__isnull=True)
                | Q(year__isnull=False, serial__isnull=False, numbered_at__isnull=False),
                name="papers_paper_numbered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(S.ISSUED, S.SIGNED))
                | Q(file__isnull=False, issued_at__isnull=False, issued_by__isnull=False),
                name="papers_paper_issued_as_a_file",
            ),
            models.CheckConstraint(
                condition=Q(state=S.SIGNED, signed_file__isnull=False, signed_on__isnull=False)
                | (~Q(state=S.SIGNED) & Q(signed_file__isnull=True, signed_on__isnull=True)),
                name="papers_paper_signed_copy",
            ),
            models.CheckConstraint(
                condition=(Q(state=S.WITHDRAWN) & ~Q(withdrawn_why=""))
                | (~Q(state=S.WITHDRAWN) & Q(withdrawn_why="")),
                name="papers_paper_withdrawn_why",
            ),
        )
        indexes = (models.Index(fields=("unit", "state"), name="papers_paper_listed"),)

    def __str__(self) -> str:
        return f"{self.blank.title} {self.about}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose paper it is."""
        return self.unit

    @property
    def blank(self) -> Blank:
        """What kind of form it is."""
        return blank_of(self.blank_slug)

    @property
    def kind(self) -> str:
        """What its kind is called."""
        return dict(blank_choices())[self.blank_slug]

    @functools.cached_property
    def present(self) -> Edition:
        """The edition that counts."""
        found: Edition = self.editions.get(number=self.edition)
        return found

    @property
    def is_approved(self) -> bool:
        """Whether it waits to be issued."""
        return self.state == S.APPROVED

    @property
    def is_fixed(self) -> bool:
        """Whether its text can change no more."""
        return self.state in {S.ISSUED, S.SIGNED}

    @property
    def authoritative(self) -> StoredFile | None:
        """The copy that counts: the signed one, else the file as it was issued; a draft has none."""
        found: StoredFile | None = self.signed_file or self.file
        return found

    def unfilled(self) -> list[Field]:
        """Fields that are needed and empty."""
        held = self.present.field_values
        return [
            one
            for one in self.blank.fields
            if one.needed and one.by in {"record", "officer"} and not held.get(one.name)
        ]


class Edition(Recorded):
    """What a paper said from one change to the next: the values of its fields, and the article that was chosen.

    Papers name people, so the trail holds the values by their SHA-256 only.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    values = models.TextField()  # JSON in one canonical form, so that both databases give back the same text
    taken = models.TextField()
    basis = models.JSONField(default=dict)
    why = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    trail_secrets: ClassVar[frozenset[str]] = frozenset({"values", "taken"})

    class Meta:
        ordering = ("paper", "-number")
        constraints = (models.UniqueConstraint(fields=("paper", "number"), name="papers_edition_once"),)

    @property
    def field_values(self) -> dict[str, str]:
        """The values by the names of the fields."""
        found: dict[str, str] = json.loads(self.values)
        return found

    @property
    def cited(self) -> str:
        """The articles that it prints; empty where it prints none."""
        values = self.field_values
        return "；".join(filter(None, (values.get("违反条款"), values.get("责令依据"))))

    @property
    def taken_values(self) -> dict[str, str]:
        """What the record said."""
        found: dict[str, str] = json.loads(self.taken)
        return found
