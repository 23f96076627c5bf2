"""Makes the first administrator of an empty installation, with the unit at the root if there is none yet."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.kernel.access import TheProgram
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.people.models.units import DIVISION, UnitKind
from bureau.people.services import Opened, create_administrator, open_unit

ROOTS = [UnitKind.REGION, UnitKind.CITY, UnitKind.DISTRICT]


class Command(BaseCommand):
    """`create_administrator`: asks for what the options do not say."""

    help = "Make the first administrator. The one-time password is printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and of which unit: one that exists, or a new one at the root."""
        parser.add_argument("--username")
        parser.add_argument("--full-name")
        parser.add_argument("--unit", help="number of a unit that exists, such as U-150602-01")
        parser.add_argument("--unit-name", help="name of the new unit at the root")
        parser.add_argument("--unit-kind", choices=[str(kind) for kind in ROOTS])
        parser.add_argument("--area", help="what forms call its area, such as 云川区")
        parser.add_argument("--division", help="its division code, six digits of GB/T 2260")
        parser.add_argument(
            "--another", action="store_true", help="even if there is an administrator already"
        )

    def handle(self, **options: Any) -> None:
        """Open the unit if need be, then the account, all or nothing."""
        username = _asked(options["username"], _("User name: ")).lower()
        full_name = _asked(options["full_name"], _("Name: "))
        try:
            Account._meta.get_field("username").clean(username, None)
            if Account.objects.filter(username=username).exists():
                raise CommandError(_("Somebody has this user name already."))
            with transaction.atomic():
                opened = _create(username, full_name, options)
        except NotNow as refusal:
            raise CommandError(f"{refusal.sentence} {_('With --another it makes another one.')}") from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(_("Administrator: %(username)s") % {"username": opened.account.username})
        self.stdout.write(_("One-time password, shown once: %(once)s") % {"once": opened.one_time_password})


def _create(username: str, full_name: str, options: dict[str, Any]) -> Opened:
    unit = _unit(options)
    return create_administrator(
        username=username, full_name=full_name, unit=unit, by=TheProgram(), another=options["another"]
    )


def _unit(options: dict[str, Any]) -> Unit:
    """The unit that is named, the only root there is, or a new one."""
    if options["unit"]:
        found: Unit | None = Unit.objects.active().filter(reference=options["unit"]).first()
        if found is None:
            raise CommandError(_("There is no unit %(unit)s.") % {"unit": options["unit"]})
        return found
    roots = list(Unit.objects.active().filter(parent=None))
    if len(roots) == 1 and not options["unit_name"]:
        return roots[0]
    name = _asked(options["unit_name"], _("Name of the unit: "))
    kinds = ", ".join(ROOTS)
    kind = _asked(options["unit_kind"], _("Kind of unit (%(kinds)s): ") % {"kinds": kinds})
    if kind not in ROOTS:
        raise CommandError(_("Kind of unit: one of %(kinds)s.") % {"kinds": kinds})
    division = _asked(options["division"], _("Division code: "))
    DIVISION(division)
    return open_unit(
        name=name,
        short_name=name[:40],
        area=(options.get("area") or "").strip(),
        kind=kind,
        division=division,
        parent=None,
        by=TheProgram(),
    )


def _asked(given: str | None, question: str) -> str:
    """What an option says, or the answer to the question."""
    return (given if given is not None else input(question)).strip()
