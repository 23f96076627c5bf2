"""When a session begins and when it is over: half an hour without a click, or eight hours.

A session is not bound to a network address: officers' addresses change with the network they carry a laptop into. It is
held by a cookie that scripts cannot read and other sites cannot send, gets a new key at sign-in, and ends when the
password or the account's stamp changes, when the account is closed, and by the two limits here.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth import login, update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from bureau.kernel import clock

if TYPE_CHECKING:
    from bureau.people.models import Account

IDLE = dt.timedelta(minutes=30)
DAY = dt.timedelta(hours=8)
NOTED_EVERY = dt.timedelta(minutes=1)  # one write a minute is enough to know who is idle
BEGAN, SEEN = "began_at", "seen_at"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin(request: HttpRequest, account: Account) -> None:
    """Sign somebody in, with a new key for the session."""
    login(request, account, backend=BACKEND)
    request.session[BEGAN] = request.session[SEEN] = clock.now().isoformat()


def keep(request: HttpRequest, account: Account) -> None:
    """Keep this session after a change that ends all others, with a new key."""
    update_session_auth_hash(request, account)


def why_over(session: SessionBase) -> str:
    """`idle` or `day` when a limit is passed, or an empty text while the session goes on."""
    now = clock.now()
    began, seen = _instant(session, BEGAN, now), _instant(session, SEEN, now)
    if now - began > DAY or now < began:
        return "day"
    return "idle" if now - seen > IDLE else ""


def note(session: SessionBase) -> None:
    """Note that the session is in use."""
    now = clock.now()
    session.setdefault(BEGAN, now.isoformat())
    if SEEN not in session or now - _instant(session, SEEN, now) >= NOTED_EVERY:
        session[SEEN] = now.isoformat()


def ends_at(session: SessionBase) -> dt.datetime:
    """When the session ends at the latest."""
    return _instant(session, BEGAN, clock.now()) + DAY


def _instant(session: SessionBase, name: str, missing: dt.datetime) -> dt.datetime:
    text = session.get(name)
    return dt.datetime.fromisoformat(text) if text else missing
