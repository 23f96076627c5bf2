"""What people decide about the law: an entry is confirmed, a basis is chosen."""

from bureau.law.services.choices import choose_basis, replace_choice, take_back_choice
from bureau.law.services.confirmations import confirm_entry, withdraw_confirmation

__all__ = ["choose_basis", "confirm_entry", "replace_choice", "take_back_choice", "withdraw_confirmation"]
