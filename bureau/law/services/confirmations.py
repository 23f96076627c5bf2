"""A named officer confirms an entry that is not sure, on what they read, or withdraws that."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.law.entries import Entry
from bureau.law.lifecycle import CONFIRMATION
from bureau.law.models import Confirmation
from bureau.people.models import Account


def confirm_entry(
    *, entry: Entry, grounds: str, by: Account, in_force_from: dt.date | None = None
) -> Confirmation:
    """Answer for an entry as it reads now; documents may cite it from then on.

    Raises:
        MissingPermission: the role does not include it.
        NotNow: it needs no confirmation, its first day is not said, or somebody answers for it already.
    """
    if not entry.doubtful:
        raise NotNow(_("This entry is sure already; it needs no confirmation."))
    if entry.undated and in_force_from is None:
        raise NotNow(
            _(
                "The source does not say from when this text is in force. Enter the first day that you have read."
            )
        )
    row = Confirmation(
        digest=entry.digest,
        law=entry.law.name,
        law_version=entry.version.key,
        name=entry.name.zh[:300],
        confidence=entry.confidence,
        text=entry.text,
        grounds=grounds[:500],
        in_force_from=in_force_from if entry.undated else None,
        confirmed_by=by,
        confirmed_at=clock.now(),
    )
    with CONFIRMATION.creating("confirm_entry", row, by=by, reason=grounds) as made:
        pass
    return made


def withdraw_confirmation(
    *, confirmation: Confirmation, reason: str, by: Account, base: int | None = None
) -> Confirmation:
    """Nobody answers for it any more, for a reason that stays on record; documents may not cite it from then on."""
    with CONFIRMATION.moving("withdraw_confirmation", confirmation, by=by, reason=reason, base=base) as held:
        held.withdrawn_why = reason[:500]
    return held
