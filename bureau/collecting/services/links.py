"""Links are given out with their code, opened once, locked after wrong codes, revoked."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext as _

from bureau.collecting.lifecycle import LINK, LinkState
from bureau.collecting.models import Knock, Link, Part
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow

LASTS = dt.timedelta(days=7)
MOST_TRIES = 5
# From one address within this time; whole offices share one, so it is more than one person's mistakes.
MOST_KNOCKS, WINDOW = 20, dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Given:
    """A link that was just given out: what is shown once and kept nowhere."""

    link: Link
    token: str
    code: str


def hashed(text: str) -> str:
    """The hash of a long random text, under which it is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def give_link(*, part: Part, by: Actor) -> Given:
    """Give a body a link to its part; an earlier one ends."""
    token, code = secrets.token_urlsafe(24), f"{secrets.randbelow(10**8):08}"
    link = Link(
        part=part,
        token_hash=hashed(token),
        code_hash=make_password(code),
        given_at=clock.now(),
        given_by=by.trail_name,
        expires_at=clock.now() + LASTS,
    )
    with LINK.creating("give_link", link, by=by):
        for earlier in part.links.filter(state__in=(LinkState.READY, LinkState.OPENED)):
            revoke_link(
                link=earlier, by=Consequence(by.trail_name), reason=_("Another link was given in its place.")
            )
    return Given(link, token, code)


def revoke_link(*, link: Link, by: Actor, reason: str, base: int | None = None) -> Link:
    """It opens nothing any more, in no browser."""
    with LINK.moving("revoke_link", link, by=by, reason=reason, base=base) as held:
        pass
    return held


def try_code(*, link: Link) -> Link:
    """Count a try before the code is looked at, so that tries at one time are counted too."""
    with LINK.moving("try_code", link, by=link.speaker) as held:
        if held.tries >= MOST_TRIES:
            raise NotNow(_("Too many wrong codes."))
        held.tries += 1
    return held


def lock_link(*, link: Link) -> Link:
    """Too many wrong codes: it opens nothing any more."""
    with LINK.moving("lock_link", link, by=link.speaker) as held:
        pass
    return held


def open_link(*, token: str, code: str, address: str) -> tuple[Link, str] | None:
    """The link and the secret for the session that opened it; None whatever was wrong, which nobody is told."""
    if knocks_from(address) >= MOST_KNOCKS:
        return None
    found = _right(token, code)
    if found is None:
        _note(address)
        return None
    secret = secrets.token_urlsafe(24)
    try:
        with LINK.moving("open_link", found, by=found.speaker) as held:
            held.opened_at, held.session_hash = clock.now(), hashed(secret)
    except NotNow:  # another browser was first
        return None
    return held, secret


def _right(token: str, code: str) -> Link | None:
    """The link of this address, if it may be opened and the code is right. As slow where there is none."""
    rows = Link.objects.select_related("part__collection", "part__institution", "part__unit")
    link: Link | None = rows.filter(token_hash=hashed(token), state=LinkState.READY).first()
    if link is None or link.is_over:
        make_password(code)
        return None
    try:
        tried = try_code(link=link)
    except NotNow:
        return None
    if check_password(code, link.code_hash):
        return link
    if tried.tries >= MOST_TRIES:
        lock_link(link=link)
    return None


def knocks_from(address: str) -> int:
    """How often something wrong was tried from an address lately."""
    return Knock.objects.filter(address=address, at__gt=clock.now() - WINDOW).count()


def _note(address: str) -> None:
    Knock.objects.filter(at__lte=clock.now() - WINDOW).delete()
    Knock.objects.create(address=address, at=clock.now())
