"""Units 监管单位: the tree of region, city, district, section, subordinate unit and station."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.people.lifecycle import UnitState
from bureau.trail.recorded import Recorded, RecordedQuerySet

DIVISION = RegexValidator(r"^\d{6}$", _("Six digits, as in GB/T 2260: 150602"))


class UnitKind(models.TextChoices):
    """What kind of unit it is."""

    REGION = "region", _("region")
    CITY = "city", _("city")
    DISTRICT = "district", _("district")
    SECTION = "section", _("section")
    SUBORDINATE = "subordinate", _("subordinate unit")
    STATION = "station", _("station")


class UnitQuerySet(RecordedQuerySet["Unit"]):
    """Which units."""

    def active(self) -> Self:
        """Units that work."""
        return self.filter(state=UnitState.ACTIVE)

    def within(self, unit: Unit) -> Self:
        """A unit and those below it."""
        return self.filter(path__startswith=unit.path)

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account, which these rows are below
        """Units that somebody's roles reach."""
        return self.filter(pk__in=actor.units_reached())


class Unit(Recorded):
    """One unit. `path` is the numbers of its ancestors and its own, so that a subtree is one comparison."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40)
    # What forms print as 所在旗区; empty for a unit in the area of the one above it.
    area = models.CharField(_("place in forms"), max_length=40, blank=True, default="")
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    division = models.CharField(_("division code"), max_length=6, validators=[DIVISION])
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=600, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=UnitState, default=UnitState.ACTIVE, editable=False
    )

    objects: ClassVar[Any] = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=UnitState.values), name="people_unit_state"),
            models.CheckConstraint(condition=models.Q(kind__in=UnitKind.values), name="people_unit_kind"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def jurisdiction(self) -> Unit:
        """A unit is in its own jurisdiction."""
        return self

    def is_within(self, other: Unit) -> bool:
        """Whether it is the other unit or below it."""
        return self.path.startswith(other.path)
