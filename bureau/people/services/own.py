"""What people change on their own account; no role gives or takes this away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from bureau.kernel.refusals import MissingPermission
from bureau.people.models import Account
from bureau.people.services.passwords import end_sessions
from bureau.trail.scope import scope


@contextmanager
def _own(move: str, account: Account, by: Account) -> Iterator[Account]:
    """Lock one's own account, let the body fill fields, save, record."""
    with scope(actor=by.trail_name, move=move, reference=account.reference):
        held = account.fresh()
        if by.pk != held.pk or not held.is_active:
            raise MissingPermission("", _("This is not your own account."))
        yield held
        held.save()


def change_password(*, account: Account, password: str, by: Account) -> Account:
    """Set a password of one's own choosing; every other session ends."""
    with _own("change_password", account, by) as held:
        held.set_password(password)
        held.must_change_password = False
        end_sessions(held)
    return held


def choose_preferences(*, account: Account, language: str, large_text: bool, by: Account) -> Account:
    """Choose the language of the pages and the size of their text."""
    with _own("choose_preferences", account, by) as held:
        held.language, held.large_text = language, large_text
    return held


def sign_out_everywhere(*, account: Account, by: Account) -> Account:
    """End every session of one's own account, on every machine."""
    with _own("sign_out_everywhere", account, by) as held:
        end_sessions(held)
    return held
