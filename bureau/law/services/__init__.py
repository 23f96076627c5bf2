"""What people decide about the law: an entry is confirmed, a basis is chosen, a calendar is loaded."""

from bureau.law.services.calendars import load_calendar, notice_calendar
from bureau.law.services.choices import choose_basis, replace_choice, take_back_choice
from bureau.law.services.confirmations import confirm_entry, withdraw_confirmation

__all__ = [
    "choose_basis",
    "confirm_entry",
    "load_calendar",
    "notice_calendar",
    "replace_choice",
    "take_back_choice",
    "withdraw_confirmation",
]
