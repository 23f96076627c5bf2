"""The browser of the tests: Debian's Chromium, opened once for all of them, since one process drives only one.

Its build without a screen shows the same pages in a third less time, and is taken where it is installed.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

BUILDS = ("chromium-headless-shell", "chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium as the system installs it."""
    playwright = pytest.importorskip("playwright.sync_api")
    found = next(path for name in BUILDS if (path := shutil.which(name)))
    # Playwright's loop runs in the thread in which the tests ask the database; nothing is awaited there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
