"""Rosters that were handed in: the file, what was read of it, every line, and what became of each."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.people.models import Unit
from bureau.registry.lifecycle import RosterState
from bureau.registry.models.institutions import Institution
from bureau.trail.recorded import Recorded, RecordedQuerySet
from bureau.ui import tones


class RosterQuerySet(RecordedQuerySet["RosterImport"]):
    """Which rosters."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those handed in for units that somebody's roles reach."""
        return self.filter(unit__in=actor.units_reached())


class Differing(models.TextChoices):
    """Which word stands where the list and a dossier say different things."""

    KEEP = "keep", _("the dossier's word stays")
    TAKE = "take", _("the list's word is taken")


class Elsewhere(models.TextChoices):
    """Whether lines are taken that give another district than that of the unit whose list it is."""

    LEAVE = "leave", _("they are left out; they stay listed with the reason")
    TAKE = "take", _("they are taken too, as bodies of this unit")


class RosterImport(Recorded):
    """One roster. `columns` is what was recognised of the file, `mapping` what was corrected by hand."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=120)
    problems = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    reading = models.PositiveIntegerField(default=0)  # how often the file was read; the last reading counts
    differing = models.CharField(max_length=10, choices=Differing, default=Differing.KEEP)
    elsewhere = models.CharField(max_length=10, choices=Elsewhere, default=Elsewhere.LEAVE)
    refusal = models.JSONField(default=dict)  # why it cannot be read, by language
    imported_at = models.DateTimeField(null=True, blank=True)
    imported_by = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20, choices=RosterState, default=RosterState.RECEIVED, editable=False)

    objects: ClassVar[Any] = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=RosterState.values), name="registry_roster_state"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=(RosterState.IMPORTED, RosterState.UNDONE), imported_at__isnull=False
                )
                | (
                    ~models.Q(state__in=(RosterState.IMPORTED, RosterState.UNDONE))
                    & models.Q(imported_at__isnull=True)
                ),
                name="registry_roster_imported",
            ),
        )

    def __str__(self) -> str:
        return self.file.name

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return self.file.name

    @property
    def jurisdiction(self) -> Unit:
        """The unit it was handed in for."""
        return self.unit

    @property
    def lines(self) -> models.QuerySet[RosterRow]:
        """The lines of the last reading, in order."""
        return self.rows.filter(reading=self.reading)

    def built_upon(self) -> list[str]:
        """What others have built on the import since, in words; the first few."""
        from bureau.registry.models.objections import built_upon  # noqa: PLC0415 - it asks every table of facts

        return built_upon(self)


class RosterShapeQuerySet(RecordedQuerySet["RosterShape"]):
    """Which shapes."""

    def remembered(self) -> Self:
        """Those that nobody had forgotten."""
        return self.filter(forgotten_at__isnull=True)

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of units that somebody's roles reach."""
        return self.filter(unit__in=actor.units_reached())


class RosterShape(Recorded):
    """Columns that somebody gave a header by hand, for the next file whose header is the same.

    `words` are the header's cells by column, `columns` are columns by field. One that was forgotten is remembered
    again when somebody gives that header once more.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    shape = models.CharField(max_length=64)  # of the words, hashed: a header may be long
    words = models.JSONField()
    columns = models.JSONField()
    roster = models.ForeignKey(RosterImport, on_delete=models.PROTECT, related_name="+")
    forgotten_at = models.DateTimeField(null=True, blank=True)
    forgotten_by = models.CharField(max_length=120, blank=True)

    objects: ClassVar[Any] = RosterShapeQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "shape"), name="registry_rostershape_once"),)

    def __str__(self) -> str:
        return "、".join(filter(None, self.words))

    @property
    def jurisdiction(self) -> Unit:
        """The unit that explained it."""
        return self.unit

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Field and header words of each column, in the order of the columns."""
        placed = sorted(self.columns.items(), key=lambda one: one[1])
        return [(name, self.words[at] if at < len(self.words) else "") for name, at in placed]


class Verdict(models.TextChoices):
    """What would become, or became, of a line."""

    NEW = "new", _("new")
    KNOWN = "known", _("known")
    AGAIN = "again", _("again in this list")
    ELSEWHERE = "elsewhere", _("of another district, not taken")
    CONFLICT = "conflict", _("conflict, not taken")


tones.register("bad", Verdict.CONFLICT)
tones.register("warn", Verdict.ELSEWHERE)
tones.register("run", Verdict.NEW)


class RosterRow(Recorded):
    """One line of the list, and what becomes or became of it."""

    roster = models.ForeignKey(RosterImport, on_delete=models.PROTECT, related_name="rows")
    place = models.PositiveIntegerField()  # in the list, from 0
    sheet = models.CharField(max_length=80, blank=True)
    row = models.PositiveIntegerField()
    read = models.JSONField()
    verdict = models.CharField(max_length=20, choices=Verdict)
    why = models.CharField(max_length=500, blank=True)
    reading = models.PositiveIntegerField(
        default=1
    )  # a later reading of the file puts the earlier lines aside
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="roster_rows"
    )

    class Meta:
        ordering = ("place",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="registry_rosterrow_verdict"
            ),
            models.UniqueConstraint(fields=("roster", "reading", "place"), name="registry_rosterrow_place"),
        )
