"""What can be done with collections and their parts, by noun."""

from bureau.collecting.services.collections import (
    Asking,
    close_collection,
    hand_over_collection,
    start_collection,
    withdraw_collection,
)
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
    "hand_over_collection",
    "move_part",
    "report_part",
    "return_part",
    "send_in_part",
    "start_collection",
    "withdraw_collection",
    "withdraw_part",
]
