"""One-time passwords, and the stamp whose change ends every session of an account."""

from __future__ import annotations

import secrets

from bureau.people.models import Account

# Nothing that is misread on paper: no 0 and o, no 1, l and i, no u and v.
LETTERS = "abcdefghjkmnpqrstwxyz23456789"
GROUPS, EACH = 3, 5


def one_time_password() -> str:
    """Fifteen letters in three groups, over seventy bits, that can be read out over a telephone."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(EACH)) for _ in range(GROUPS))


def give_one_time_password(account: Account) -> str:
    """Set a password that must be changed at the first sign-in, and end the account's sessions. Does not save."""
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    end_sessions(account)
    return password


def end_sessions(account: Account) -> None:
    """Give the account a new stamp, so that every session of it ends. Does not save."""
    account.session_stamp = secrets.token_hex(16)
