"""Accounts 账号: whoever signs in, an officer or somebody of an institution."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.people.lifecycle import AccountState
from bureau.people.roles import NOT_LENT, ROLES
from bureau.trail.recorded import Recorded, RecordedQuerySet
from bureau.trail.scope import scope

if TYPE_CHECKING:
    from bureau.people.models.units import Unit


USERNAME = RegexValidator(
    r"^(?!open$)[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]$",  # /accounts/open/ is a page
    _("Three or more small letters, digits, dots or hyphens, such as zhang.san"),
)


class AccountKind(models.TextChoices):
    """Whose account it is."""

    OFFICER = "officer", _("officer")
    INSTITUTION = "institution", _("institution")


class AccountQuerySet(RecordedQuerySet["Account"]):
    """Which accounts."""

    def get_by_natural_key(self, username: str) -> Account:
        """By the name somebody signs in with, in capitals or not."""
        found: Account = self.get(username=username.strip().lower())
        return found

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account itself
        """Accounts of the units that somebody's roles reach, and their own."""
        reached = actor.units_reached()
        return self.filter(
            models.Q(officer__unit__in=reached) | models.Q(keeper__in=reached) | models.Q(pk=actor.pk)
        )

    def active(self) -> Self:
        """Accounts that may sign in."""
        return self.filter(state=AccountState.ACTIVE)

    def officers(self) -> Self:
        """Accounts of officers."""
        return self.filter(kind=AccountKind.OFFICER)


class Account(Recorded, AbstractBaseUser):
    """One account. It is the actor of everything done with it; `may` asks the two pages of authority."""

    last_login = None  # sessions know; a write at every sign-in would fill the trail

    username = models.CharField(_("user name"), max_length=60, unique=True, validators=[USERNAME])
    full_name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=AccountKind, default=AccountKind.OFFICER)
    email = models.EmailField(_("mail address"), blank=True)
    # An officer's account belongs to the officer's unit; an institution's to the unit that opened it.
    keeper = models.ForeignKey(
        "people.Unit",
        verbose_name=_("kept by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts_kept",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=AccountState, default=AccountState.ACTIVE, editable=False
    )
    must_change_password = models.BooleanField(default=True)
    large_text = models.BooleanField(_("large text"), default=False)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    # A new value ends every session of the account.
    session_stamp = models.CharField(max_length=40, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    trail_secrets = frozenset({"password", "session_stamp"})

    objects: ClassVar[Any] = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=AccountState.values), name="people_account_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=AccountKind.values), name="people_account_kind"
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def reference(self) -> str:
        """What the trail calls the account by."""
        return f"account:{self.username}"

    @property
    def jurisdiction(self) -> Unit | None:
        """The unit of the officer whose account it is, or the unit that keeps an institution's account."""
        officer = getattr(self, "officer", None)
        return officer.unit if officer else self.keeper

    @property
    def trail_name(self) -> str:
        """How the trail names whoever acts with this account."""
        return self.username

    @property
    def is_active(self) -> bool:  # type: ignore[override] # a state, not a column
        """Whether it may sign in, as Django asks."""
        return self.state == AccountState.ACTIVE

    def may(self, permission: str, at: object | None = None) -> bool:
        """Whether a role held today includes the permission, at the unit `at` or above it when one is named."""
        return any(
            permission in ROLES.get(role, ())
            and (at is None or at.path.startswith(path))  # type: ignore[attr-defined] # a unit, which lies above
            and not (lent and permission in NOT_LENT)
            for role, path, lent in self._held()
        )

    def may_now(self, permission: str, at: object | None = None) -> bool:
        """The same, asked of the database again."""
        self._forget()
        fresh = type(self)._base_manager.filter(pk=self.pk, state=AccountState.ACTIVE).exists()
        return fresh and self.may(permission, at)

    def units_reached(self) -> models.QuerySet[Unit]:
        """Units at or below those where a role is held; whoever goes through them asks once a request."""
        if "_units_reached" not in self.__dict__:
            from bureau.people.models.units import Unit  # noqa: PLC0415 - units know accounts as actors only

            paths = {path for _role, path, _lent in self._held() if path}
            wanted = models.Q(pk__in=[])
            for path in paths:
                wanted |= models.Q(path__startswith=path)
            self.__dict__["_units_reached"] = Unit.objects.filter(wanted)
        found: models.QuerySet[Unit] = self.__dict__["_units_reached"]
        return found

    def _forget(self) -> None:
        """What was asked of the database is asked again."""
        for name in ("_roles_held", "_units_reached"):
            self.__dict__.pop(name, None)

    def _held(self) -> Iterable[tuple[str, str, bool]]:
        """Roles of today, each with the path of its unit and whether it is lent; asked once a request."""
        if "_roles_held" not in self.__dict__:
            from bureau.people.models.holdings import roles_today  # noqa: PLC0415 - holdings point to accounts

            self.__dict__["_roles_held"] = roles_today(self)
        held: list[tuple[str, str, bool]] = self.__dict__["_roles_held"]
        return held

    def check_password(self, raw_password: str | None) -> bool:
        """Django's check; a hash that is renewed meanwhile is an entry like any other change."""
        with scope(actor=self.trail_name, move="renew_password_hash", reference=self.reference) as renewal:
            matches = super().check_password(raw_password)
            renewal.silent = True
        return matches

    def get_session_auth_hash(self) -> str:
        """Ends sessions when the password or the stamp changes."""
        return super().get_session_auth_hash() + self.session_stamp
