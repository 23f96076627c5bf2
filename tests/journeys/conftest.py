"""Fixtures of the journeys: the browser, and somebody with it at a running server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from bureau.people.models import Account
from tests.journeys.looking import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer


Visit = Callable[[Account | None], Visitor]


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer, transactional_db: None) -> Visit:
    """Opens a door for an account, or for nobody in particular."""
    return lambda account: Visitor(chromium, live_server.url, account)
