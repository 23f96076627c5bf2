"""Every page of the office in a browser: on every screen, in both languages, without script, on paper."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bureau.console.views import home
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from tests.cast import client_for
from tests.journeys.looking import PRINTED, Glance, barriers, blemishes, listening, without_script
from tests.journeys.page import Page
from tests.journeys.pages import NO_PAGE, PAGES, uncovered
from tests.journeys.stage import OFFICE, SPEAKER, Stage, standing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Page as Sheet
    from pytest_django import DjangoDbBlocker

# Each test is a transaction around what the server does too, and leaves the stage as it found it.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "office.png"
DESK, PHONE = 1440, 390
LAYOUTS = ((DESK, False), (1366, False), (1366, True), (PHONE, False), (PHONE, True), (320, False))
SET_LARGE = """large => {
  if (large) document.documentElement.dataset.text = "large"; else delete document.documentElement.dataset.text;
}"""
LANGUAGES = ("zh-hans", "en")
PLAIN = "/static/ui/icon.svg"


class Office:
    """The stage at a running server, with one session an account."""

    def __init__(self, browser: Browser, stage: Stage, server: str) -> None:
        self.browser, self.stage, self.server = browser, stage, server
        self._clients = {who: client_for(stage.accounts[who]) for who in {page.who for page in PAGES} if who}
        self._doors: dict[tuple[str, str, bool], BrowserContext] = {}
        self._sheets: dict[tuple[str, str, bool], tuple[Sheet, list[str]]] = {}

    def client(self, who: str) -> Client:
        """The session of an account."""
        return self._clients[who]

    def door(self, who: str, language: str, *, script: bool = True) -> BrowserContext:
        """A browser in which somebody is signed in and has chosen a language."""
        if who:
            self.client(who).post("/switch/language/", {"language": language})
        key = (who, language, script)
        if key not in self._doors:
            self._doors[key] = self.browser.new_context(java_script_enabled=script, reduced_motion="reduce")
        # Each time, since a test may have pressed the switch.
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if who:
            cookies[settings.SESSION_COOKIE_NAME] = (
                self.client(who).cookies[settings.SESSION_COOKIE_NAME].value
            )
        self._doors[key].add_cookies(
            [{"name": n, "value": v, "url": self.server} for n, v in cookies.items()]
        )
        return self._doors[key]

    def close(self) -> None:
        """Shut every door, and wait until the server has noticed: its threads may use the database until then."""
        for door in self.browser.contexts:
            door.close()
        for thread in threading.enumerate():
            if "process_request_thread" in thread.name:
                thread.join(10)

    @contextmanager
    def at(self, page: Page, language: str, *, script: bool = True) -> Iterator[tuple[Sheet, list[str]]]:
        """A page, opened, and what the browser complains of.

        A sheet is used again for the next page: to open one takes the browser longer than to go on to another address.
        """
        sheet, heard = self._sheet(page.who, language, script=script)
        heard.clear()
        answer = sheet.goto(self.server + page.path(self.stage))
        assert answer is not None
        assert answer.status == 200, f"{page}: {answer.status}"
        yield sheet, heard
        # Not after a failure, which may have left it in any state; and no page may go on asking the server. What is
        # shown is of the same server: for another origin the browser starts a process, and one more for the next page.
        sheet.goto(self.server + PLAIN)
        self._sheets[page.who, language, script] = sheet, heard

    def _sheet(self, who: str, language: str, *, script: bool) -> tuple[Sheet, list[str]]:
        """A sheet as a reader first sees it: on a wide screen, with nothing heard yet."""
        door, kept = self.door(who, language, script=script), self._sheets.pop((who, language, script), None)
        if kept is None:
            sheet = door.new_page()
            kept = sheet, listening(sheet, self.server)
        kept[0].set_viewport_size({"width": DESK, "height": 900})
        kept[0].emulate_media(media="screen")
        return kept


@pytest.fixture(scope="module")
def office(chromium: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """The demonstration's district and more, shown by a server of this process."""
    with django_db_blocker.unblock(), standing() as (stage, server):
        found = Office(chromium, stage, server)
        yield found
        found.close()


def test_every_address_is_looked_at() -> None:
    assert list(uncovered()) == []


def test_what_is_no_page_shows_none(office: Office) -> None:
    for name, arguments in NO_PAGE.items():
        answer = office.client(OFFICE).get(reverse(name, args=arguments(office.stage)))
        shown = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        if answer.streaming:
            list(answer)  # read to its end, a file is closed
        assert not shown, f"{name} shows a page: add it to PAGES"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_on_every_screen(page: Page, language: str, office: Office) -> None:
    with office.at(page, language) as (sheet, heard):
        # The markup is the same in both languages, so axe need not judge each page four times; of the gallery, which
        # has every part of it, it judges the English too.
        judged = (DESK, PHONE) if language == LANGUAGES[0] else ()
        assert [*layouts(sheet, judged), *heard] == []


def layouts(sheet: Sheet, judged: tuple[int, ...] = (DESK, PHONE)) -> Iterator[str]:
    """What is wrong with an open page, on each screen; axe judges it on some."""
    for width, large in LAYOUTS:
        sheet.set_viewport_size({"width": width, "height": 900})
        # The attribute is all that the server writes for large text; another test presses the switch itself.
        sheet.evaluate(SET_LARGE, large)
        found = blemishes(sheet)
        if not large and width in judged:
            found += barriers(sheet)
        yield from (f"{Glance(width, large=large)}: {one}" for one in found)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_without_script_and_on_paper(page: Page, office: Office) -> None:
    with office.at(page, "zh-hans", script=False) as (sheet, heard):
        assert [*without_script(sheet), *blemishes(sheet, script=False), *heard] == []
        sheet.emulate_media(media="print")
        assert [one for one in PRINTED if sheet.locator(one).locator("visible=true").count()] == []
        assert sheet.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_is_one_sheet_of_paper(language: str, office: Office) -> None:
    full: list[object] = [office.stage.institution.reference]
    for query in ("", "?on=2022-06-10"):
        page = Page("registry:print-institution", OFFICE, lambda _stage: full, query)
        with office.at(page, language) as (sheet, heard):
            sheet.emulate_media(media="print")
            printed = sheet.pdf(prefer_css_page_size=True)
            assert (len(re.findall(rb"/Type\s*/Page\b", printed)), heard) == (1, [])


ERRORS = {
    403: (Page("people:accounts", SPEAKER), None),
    404: (Page("registry:institution", OFFICE, lambda _stage: ["I-000000-0000"]), None),
    409: (Page("console:home"), NotNow("名单已被别人导入。")),
    500: (Page("console:home"), RuntimeError("a fault of ours")),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ERRORS)
def test_a_refusal_is_a_page_too(
    status: int, language: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, error = ERRORS[status]

    def fails(_request: object) -> NoReturn:
        assert error is not None
        raise error

    if error is not None:
        monkeypatch.setattr(home, "queue", fails)
    sheet = office.door(page.who, language).new_page()
    heard = listening(sheet, office.server)
    answer = sheet.goto(office.server + page.path(office.stage))
    assert answer is not None
    assert answer.status == status
    sheet.wait_for_load_state()
    heard[:] = [one for one in heard if f"status of {status}" not in one]  # the browser's own remark
    assert [*layouts(sheet), *heard] == []
    sheet.close()


def test_the_switches_of_language_and_size_are_kept(office: Office) -> None:
    page = Page("console:home")
    with office.at(page, "zh-hans") as (sheet, heard):
        sheet.get_by_role("button", name="大字").first.click()
        sheet.locator("html[data-text=large]").wait_for(state="attached")
        sheet.goto(office.server + reverse("registry:institutions"))
        assert sheet.locator("html").get_attribute("data-text") == "large"
        sheet.get_by_role("button", name="大字").first.click()
        sheet.locator("html:not([data-text])").wait_for(state="attached")
        sheet.get_by_role("button", name="English").first.click()
        sheet.locator("html[lang=en]").wait_for(state="attached")
        assert sheet.locator("h1").inner_text() == "Institutions"
        assert heard == []
    assert Account.objects.get(username=OFFICE).large_text is False


def test_a_picture_for_the_readme(office: Office, tmp_path: Path) -> None:
    with office.at(Page("console:home"), "zh-hans") as (sheet, heard):
        target = PICTURE if os.environ.get("MINGJIAN_TAKE_PICTURES") == "1" else tmp_path / PICTURE.name
        sheet.screenshot(path=target)
        assert heard == []
        assert target.stat().st_size > 20_000


def test_a_form_is_sent_without_script(office: Office) -> None:
    """Sign in, go by the menu, filter a list, open a dossier, correct a form: links and buttons only."""
    door = office.browser.new_context(java_script_enabled=False, locale="zh-CN")
    sheet = door.new_page()
    sheet.goto(office.server + "/")
    assert sheet.url.split("?")[0] == office.server + "/login/"
    sheet.fill("[name=username]", OFFICE)
    sheet.fill("[name=password]", "mingjian-demo")
    sheet.locator("main form button").first.click()
    sheet.locator("nav.side").get_by_text("机构档案").click()
    sheet.fill("[name=words]", "华衡")
    sheet.locator("form.filters button").click()
    sheet.locator("tbody th a").first.click()
    sheet.locator("h1", has_text="华衡").wait_for()
    sheet.goto(office.server + reverse("registry:register-institution"))
    sheet.locator("main form.entry button").first.click()
    sheet.locator(".field.err").first.wait_for()
    door.close()
