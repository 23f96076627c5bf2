"""Institutions 检验检测机构: one legal or certified organisation each, with who is responsible for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.people.models.units import UnitKind
from bureau.registry.lifecycle import FactState, InstitutionState
from bureau.registry.models.facts import Fact
from bureau.trail.recorded import Recorded, RecordedQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

# How much of a division code a unit of this kind answers for; the others answer for what is assigned to them.
PREFIX = {UnitKind.REGION: 2, UnitKind.CITY: 4, UnitKind.DISTRICT: 6}


class InstitutionKind(models.TextChoices):
    """Its nature, as the annex form and the ledger tell it apart."""

    PUBLIC = "public_institution", _("public institution")
    ENTERPRISE = "enterprise", _("third party")
    OTHER = "other", _("other")


def _placed(units: Iterable[Unit]) -> models.Q:
    """Institutions with a standing site or presence in the divisions of units, or assigned to them."""
    from bureau.registry.models.places import Presence, Site  # noqa: PLC0415 - places point to institutions

    prefixes = {unit.division[: PREFIX[UnitKind(unit.kind)]] for unit in units if unit.kind in PREFIX}
    where = models.Q()
    for prefix in prefixes:
        where |= models.Q(division__startswith=prefix)
    found = models.Q(unit__in=[unit.pk for unit in units])
    if prefixes:
        for place in (Site, Presence):
            here = place.objects.filter(where, institution=models.OuterRef("pk"), state=FactState.STANDING)
            found |= models.Q(models.Exists(here))
    return found


class InstitutionQuerySet(RecordedQuerySet["Institution"]):
    """Which institutions."""

    def active(self) -> Self:
        """Those whose dossier is kept."""
        return self.filter(state=InstitutionState.ACTIVE)

    def within(self, unit: Unit) -> Self:
        """Those that a unit, or one below it, answers for: by site or presence, never by registration."""
        return self.filter(_placed(list(Unit.objects.within(unit))))

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those that somebody's roles reach; an institution's account reaches its own."""
        if actor.kind == AccountKind.INSTITUTION:
            return self.filter(accounts__account=actor, accounts__valid_to__isnull=True)
        return self.filter(_placed(list(actor.units_reached())))


class Institution(Recorded):
    """One institution. Its present name and code stand here; where they come from stands in `Identity`.

    The last columns are drawn from its facts by `services.refresh` and serve lists only.
    """

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, db_index=True)
    uscc = models.CharField(_("unified social credit code"), max_length=18, null=True, blank=True)  # noqa: DJ001 - null: not known
    kind = models.CharField(_("nature"), max_length=30, choices=InstitutionKind, blank=True)
    home_division = models.CharField(_("registered in"), max_length=6, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="branches"
    )
    state = models.CharField(
        max_length=20, choices=InstitutionState, default=InstitutionState.ACTIVE, editable=False
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="institutions"
    )
    officer = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="institutions"
    )

    search_text = models.TextField(blank=True, editable=False)
    domains = models.JSONField(default=list, editable=False)
    domain_text = models.CharField(
        max_length=400, blank=True, editable=False
    )  # " food tank ": one comparison a filter
    certified_until = models.DateField(null=True, blank=True, editable=False)
    missing = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=InstitutionState.values), name="registry_institution_state"
            ),
            models.UniqueConstraint(fields=("uscc",), name="registry_institution_uscc_once"),
            models.CheckConstraint(condition=~models.Q(uscc=""), name="registry_institution_uscc_or_null"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit that answers for it."""
        return self.unit


class Identity(Fact):
    """What an institution was called and what it was, by whose word and when."""

    name = models.CharField(_("name"), max_length=200)
    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    kind = models.CharField(_("nature"), max_length=30, choices=InstitutionKind, blank=True)
    home_division = models.CharField(_("registered in"), max_length=6, blank=True)

    content = ("name", "uscc", "kind", "home_division")

    class Meta(Fact.Meta):
        verbose_name = _("identity")


class Assignment(Recorded):
    """Which unit and officer answer for an institution, from when until when; handed over in one step."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution",),
                condition=models.Q(valid_to__isnull=True),
                name="registry_assignment_one",
            ),
        )


class InstitutionAccount(Recorded):
    """An account that speaks for an institution, from when until when."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="accounts")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="speaks_for")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account",),
                condition=models.Q(valid_to__isnull=True),
                name="registry_account_speaks_for_one",
            ),
        )
