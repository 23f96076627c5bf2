"""The lifecycles of this room: a confirmation stands until it is withdrawn, a choice until another takes its place."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P
from bureau.ui import tones

Row = Any  # models lie above their lifecycle and cannot be named here


class ConfirmationState(models.TextChoices):
    """Whether somebody still answers for an entry."""

    CONFIRMED = "entry_confirmed", gettext_lazy("confirmed")
    UNCONFIRMED = "entry_unconfirmed", gettext_lazy("confirmation withdrawn")


class ChoiceState(models.TextChoices):
    """Whether a basis that was chosen still holds."""

    CHOSEN = "basis_chosen", gettext_lazy("chosen")
    REPLACED = "basis_replaced", gettext_lazy("replaced")
    TAKEN_BACK = "basis_taken_back", gettext_lazy("taken back")


def confirmed_already(confirmation: Row, _by: Actor) -> str:
    """One name answers for a text at one time."""
    held = type(confirmation).objects.standing().filter(digest=confirmation.digest).first()
    if held is None:
        return ""
    return _("%(name)s has confirmed this already.") % {"name": held.confirmed_by}


F, C = ConfirmationState, ChoiceState

CONFIRMATION = Lifecycle(
    "law.confirmation",
    ConfirmationState,
    finals={F.UNCONFIRMED},
    moves=[
        move("confirm_entry", None, F.CONFIRMED, P.LAW_CONFIRM, [confirmed_already]),
        move("withdraw_confirmation", F.CONFIRMED, F.UNCONFIRMED, P.LAW_CONFIRM),
    ],
)
CHOICE = Lifecycle(
    "law.choice",
    ChoiceState,
    finals={C.REPLACED, C.TAKEN_BACK},
    moves=[
        move("choose_basis", None, C.CHOSEN, P.LAW_CHOOSE),
        move("replace_choice", C.CHOSEN, C.REPLACED, P.LAW_CHOOSE),
        move("take_back_choice", C.CHOSEN, C.TAKEN_BACK, P.LAW_CHOOSE),
    ],
)

tones.register("good", F.CONFIRMED, C.CHOSEN)
tones.register("idle", F.UNCONFIRMED, C.REPLACED, C.TAKEN_BACK)
