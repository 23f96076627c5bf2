"""What can be done with collections and their parts, by noun."""

from bureau.collecting.services.collections import (
    Asking,
    close_collection,
    hand_over_collection,
    start_collection,
    withdraw_collection,
)
from bureau.collecting.services.links import give_link, lock_link, open_link, revoke_link, try_code
from bureau.collecting.services.parts import (
    accept_part,
    ask_part,
    move_part,
    report_part,
    return_part,
    send_in_part,
    withdraw_part,
)

__all__ = [
    "Asking",
    "accept_part",
    "ask_part",
    "close_collection",
    "give_link",
    "hand_over_collection",
    "lock_link",
    "move_part",
    "open_link",
    "report_part",
    "return_part",
    "revoke_link",
    "send_in_part",
    "start_collection",
    "try_code",
    "withdraw_collection",
    "withdraw_part",
]
