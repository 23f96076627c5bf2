"""The lifecycles of this room: a collection is open until it is closed; a part is sent in, returned, accepted."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import STAYS, Lifecycle, move
from bureau.people.permissions import P
from bureau.ui import tones

Row = Any  # models lie above their lifecycle and cannot be named here


class CollectionState(models.TextChoices):
    """Whether a collection still runs."""

    OPEN = "collection_open", gettext_lazy("being collected")
    CLOSED = "closed", pgettext_lazy("a collection", "closed")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class PartState(models.TextChoices):
    """How far one body's or one station's part has come."""

    ASKED = "part_asked", gettext_lazy("asked")
    SENT_IN = "part_sent_in", gettext_lazy("sent in, waiting for an officer")
    RETURNED = "returned", gettext_lazy("returned")
    ACCEPTED = "accepted", pgettext_lazy("a part of a collection", "accepted")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class LinkState(models.TextChoices):
    """Whether a link still opens a part."""

    READY = "link_ready", gettext_lazy("given out, not opened yet")
    OPENED = "link_opened", gettext_lazy("opened in a browser")
    LOCKED = "link_locked", gettext_lazy("locked after wrong codes")
    REVOKED = "link_revoked", gettext_lazy("revoked")


def collection_over(part: Row, _by: Actor) -> str:
    """Nothing is sent in to a collection that is over."""
    if part.collection.state == CollectionState.OPEN:
        return ""
    return _("The collection is over; nothing more is taken in.")


def a_stations_part(part: Row, _by: Actor) -> str:
    """A body sends in what was asked of a body."""
    return "" if part.institution_id else _("This was asked of a unit; its officers report it done.")


def a_bodys_part(part: Row, _by: Actor) -> str:
    """A unit reports what was asked of a unit."""
    return _("This was asked of the institution; it sends it in itself.") if part.institution_id else ""


def speaks_for_another(part: Row, by: Actor) -> str:
    """A body sends in its own part only."""
    return "" if part.is_spoken_by(by) else _("You do not speak for this institution.")


def entries_wait(part: Row, _by: Actor) -> str:
    """A part is accepted after what was entered in it."""
    waiting = part.entries_waiting()
    if not waiting:
        return ""
    return _("%(n)s of its entries still wait. Accept or return each of them first.") % {"n": waiting}


def asked_by_another_unit(part: Row, by: Actor) -> str:
    """A unit does not judge its own part: the unit that asked does."""
    if part.institution_id or by.may(P.FACT_ACCEPT, at=part.collection.unit):
        return ""
    return _("%(unit)s asked for it and judges it.") % {"unit": part.collection.unit}


def parts_wait(collection: Row, _by: Actor) -> str:
    """What was sent in is judged before a collection is closed."""
    waiting = collection.parts.filter(state=PartState.SENT_IN).count()
    if not waiting:
        return ""
    return _("%(n)s parts were sent in and wait. Accept or return them first.") % {"n": waiting}


def no_body(link: Row, _by: Actor) -> str:
    """A unit's officers have accounts."""
    return "" if link.part.institution_id else _("A link is for an institution; a unit's officers sign in.")


def has_account(link: Row, _by: Actor) -> str:
    """Who has an account signs in with it."""
    found = link.part.account_name()
    return _("It has an account (%(name)s) and signs in with it.") % {"name": found} if found else ""


def part_settled(link: Row, _by: Actor) -> str:
    """There is something to fill in."""
    if link.part.state in OPEN_PARTS and not collection_over(link.part, _by):
        return ""
    return _("Nothing is asked of it any more.")


C, S = CollectionState, PartState
OPEN_PARTS = (S.ASKED, S.RETURNED, S.SENT_IN)

COLLECTION = Lifecycle(
    "collecting.collection",
    CollectionState,
    finals={C.CLOSED, C.WITHDRAWN},
    moves=[
        move("start_collection", None, C.OPEN, P.COLLECTION_MANAGE),
        move("hand_over_collection", C.OPEN, STAYS, P.COLLECTION_MANAGE),
        move("close_collection", C.OPEN, C.CLOSED, P.COLLECTION_MANAGE, [parts_wait]),
        move("withdraw_collection", C.OPEN, C.WITHDRAWN, P.COLLECTION_MANAGE),
    ],
)
PART = Lifecycle(
    "collecting.part",
    PartState,
    finals={S.ACCEPTED, S.WITHDRAWN},
    moves=[
        move("ask_part", None, S.ASKED, P.COLLECTION_MANAGE),
        move(
            "send_in_part",
            (S.ASKED, S.RETURNED),
            S.SENT_IN,
            P.FACT_PROPOSE,
            [a_stations_part, speaks_for_another, collection_over],
        ),
        move(
            "report_part",
            (S.ASKED, S.RETURNED),
            S.SENT_IN,
            P.INSTITUTION_AMEND,
            [a_bodys_part, collection_over],
        ),
        move("accept_part", S.SENT_IN, S.ACCEPTED, P.FACT_ACCEPT, [asked_by_another_unit, entries_wait]),
        move("return_part", S.SENT_IN, S.RETURNED, P.FACT_ACCEPT, [asked_by_another_unit, collection_over]),
        move("withdraw_part", OPEN_PARTS, S.WITHDRAWN, P.COLLECTION_MANAGE),
        move("move_part", OPEN_PARTS, STAYS, P.COLLECTION_MANAGE),
    ],
)

L = LinkState
LINK = Lifecycle(
    "collecting.link",
    LinkState,
    finals={L.LOCKED, L.REVOKED},
    moves=[
        move("give_link", None, L.READY, P.FACT_ACCEPT, [no_body, has_account, part_settled]),
        move("try_code", L.READY, STAYS, P.FACT_PROPOSE),
        move("open_link", L.READY, L.OPENED, P.FACT_PROPOSE),
        move("lock_link", L.READY, L.LOCKED, P.FACT_PROPOSE),
        move("revoke_link", (L.READY, L.OPENED), L.REVOKED, P.FACT_ACCEPT),
    ],
)

tones.register("run", C.OPEN)
tones.register("warn", S.SENT_IN)
tones.register("idle", S.ASKED, L.REVOKED)
tones.register("warn", L.READY)
tones.register("good", L.OPENED)
tones.register("bad", L.LOCKED)
