"""The pages of the law: its texts, entries that need a name, bases that were chosen."""

from bureau.law.views.choices import choice, choose_basis, take_back_choice
from bureau.law.views.entries import confirm_entry, entries, withdraw_confirmation
from bureau.law.views.texts import law, laws

__all__ = [
    "choice",
    "choose_basis",
    "confirm_entry",
    "entries",
    "law",
    "laws",
    "take_back_choice",
    "withdraw_confirmation",
]
