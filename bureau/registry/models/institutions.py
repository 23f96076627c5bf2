"""Institutions 检验检测机构: one legal or certified organisation each, with who is responsible for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.people.models.units import UnitKind
from bureau.registry.lifecycle import InstitutionState
from bureau.registry.models.facts import Fact
from bureau.registry.speaking import LinkSpeaker
from bureau.registry.texts import comparable
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


def prefixes_of(units: Iterable[Unit]) -> list[str]:
    """The beginnings of the division codes that units answer for; one that lies within another is left out."""
    found = sorted({unit.division[: PREFIX[UnitKind(unit.kind)]] for unit in units if unit.kind in PREFIX})
    return [one for one in found if not any(one != other and one.startswith(other) for other in found)]


def _placed(units: Iterable[Unit], day: dt.date) -> models.Q:
    """Institutions with a site or presence in the divisions of units on a day, or assigned to them."""
    from bureau.registry.models.places import Presence, Site  # noqa: PLC0415 - places point to institutions

    units = list(units)
    prefixes = prefixes_of(units)
    where = models.Q()
    for prefix in prefixes:
        where |= models.Q(division__startswith=prefix)
    found = models.Q(unit__in=[unit.pk for unit in units])
    if prefixes:
        for place in (Site, Presence):
            here = place.objects.standing().true_on(day).filter(where).order_by().values("institution")
            found |= models.Q(pk__in=here)
    return found


class InstitutionQuerySet(RecordedQuerySet["Institution"]):
    """Which institutions."""

    def active(self) -> Self:
        """Those whose dossier is kept."""
        return self.filter(state=InstitutionState.ACTIVE)

    def within(self, unit: Unit, on: dt.date | None = None) -> Self:
        """Those that a unit, or one below it, answers for on a day: by site or presence, never by registration."""
        return self.filter(_placed(Unit.objects.within(unit), on or clock.today()))

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those that somebody's roles reach; an institution's account reaches its own."""
        if actor.kind == AccountKind.INSTITUTION:
            return self.spoken_for_by(actor)
        return self.filter(_placed(actor.units_reached(), clock.today()))

    def spoken_for_by(self, account: Any) -> Self:  # noqa: ANN401 - an account, or whoever opened a link
        """The one that an institution's account speaks for today, or whose link was opened."""
        if isinstance(account, LinkSpeaker):
            return self.filter(pk=account.institution)
        today = clock.today()
        own = InstitutionAccount.objects.filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=today),
            account=account,
            valid_from__lte=today,
        )
        return self.filter(pk__in=own.values("institution"))


class Institution(Recorded):
    """One institution. Its present name and code stand here; where they come from stands in `Identity`.

    The last columns are drawn from its facts by `services.refresh` and serve lists only.
    """

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, db_index=True)
    uscc = models.CharField(_("unified social credit code"), max_length=18, null=True, blank=True)  # noqa: DJ001 - null: not known
    # Stands for the code where none is known, and stays when one becomes known, so that papers with it can be found.
    provisional_number = models.CharField(  # noqa: DJ001 - null: it never needed one
        _("provisional number"), max_length=18, null=True, blank=True, editable=False
    )
    kind = models.CharField(_("nature"), max_length=30, choices=InstitutionKind, blank=True)
    home_division = models.CharField(_("registered in"), max_length=6, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="branches"
    )
    state = models.CharField(
        max_length=20, choices=InstitutionState, default=InstitutionState.ACTIVE, editable=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="institutions"
    )
    officer = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="institutions"
    )

    former_names = models.JSONField(default=list, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    initials = models.TextField(blank=True, editable=False)  # "YCHHJC": pinyin, a line for each name
    domains = models.JSONField(default=list, editable=False)
    domain_text = models.CharField(
        max_length=400, blank=True, editable=False
    )  # " food tank ": one comparison a filter
    certified_until = models.DateField(null=True, blank=True, editable=False)
    missing = models.PositiveSmallIntegerField(default=0, editable=False, db_index=True)
    drawn_by = models.PositiveSmallIntegerField(
        default=0, editable=False
    )  # `completeness.DRAWN_BY` of that day

    objects: ClassVar[Any] = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=InstitutionState.values), name="registry_institution_state"
            ),
            models.UniqueConstraint(fields=("uscc",), name="registry_institution_uscc_once"),
            models.CheckConstraint(condition=~models.Q(uscc=""), name="registry_institution_uscc_or_null"),
            models.UniqueConstraint(
                fields=("provisional_number",), name="registry_institution_provisional_once"
            ),
            models.CheckConstraint(
                condition=models.Q(uscc__isnull=False) | models.Q(provisional_number__isnull=False),
                name="registry_institution_has_a_code",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="registry_institution_named"),
            models.CheckConstraint(
                condition=models.Q(kind="") | models.Q(kind__in=InstitutionKind.values),
                name="registry_institution_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state=InstitutionState.MERGED, merged_into__isnull=False)
                | (~models.Q(state=InstitutionState.MERGED) & models.Q(merged_into__isnull=True)),
                name="registry_institution_merged_into",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="registry_institution_no_own_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(officer__isnull=True) | models.Q(unit__isnull=False),
                name="registry_institution_officer_has_unit",
            ),
        )
        indexes = (
            models.Index(fields=("name", "reference"), name="registry_institution_listed"),
            models.Index(fields=("state", "certified_until"), name="registry_institution_terms"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The unified social credit code, or the provisional number where none is known."""
        return self.uscc or self.provisional_number or ""

    @property
    def is_kept(self) -> bool:
        """Whether its dossier is kept."""
        return self.state == InstitutionState.ACTIVE

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit that answers for it."""
        return self.unit

    def merger_built_upon(self) -> list[str]:
        """What others have built on its merger since, in words; the first few."""
        from bureau.registry.models.objections import merger_built_upon  # noqa: PLC0415 - it asks every table of facts

        return merger_built_upon(self)


class Identity(Fact):
    """What an institution was called and what it was, by whose word and when."""

    name = models.CharField(_("name"), max_length=200)
    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    kind = models.CharField(_("nature"), max_length=30, choices=InstitutionKind, blank=True)
    home_division = models.CharField(_("registered in"), max_length=6, blank=True)
    name_key = models.CharField(max_length=200, db_index=True, editable=False)  # by which lists are matched

    content = ("name", "uscc", "kind", "home_division")

    class Meta(Fact.Meta):
        verbose_name = _("identity")
        constraints = (
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=("institution",),
                condition=models.Q(state="standing"),
                name="registry_identity_one_a_body",
            ),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in kwargs:
            self.name_key = comparable(self.name)

    def __str__(self) -> str:
        return self.name


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
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_from__lte=models.F("valid_to")),
                name="registry_assignment_period",
            ),
        )
        ordering = ("valid_from", "id")


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
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_from__lte=models.F("valid_to")),
                name="registry_account_period",
            ),
        )
        ordering = ("valid_from", "id")
