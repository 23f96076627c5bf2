"""A person who goes through the office in a browser: reads pages, follows links, fills in forms by their labels."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page, Response

PATIENCE = 90_000  # ms: the machine may be busy with other things
GLANCE = 2_000  # ms between two looks at a page on which something goes on
SCREENS = {"desk": (1440, 900), "phone": (390, 844)}
CHOSEN = "一句好记的话：{} 明鉴 2022"
HINTS = r"\s*([(（].*[)）])?"
ONE_TIME = re.compile(r"[\w.-]+ · (\S+)")

Entries = dict[str, str | bool | Path]


class Person:
    """Somebody with a browser of their own, on a screen of their own."""

    def __init__(self, browser: Browser, server: str, username: str, *, screen: str = "desk") -> None:
        width, height = SCREENS[screen]
        self.server, self.username = server, username
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=screen == "phone",
            reduced_motion="reduce",
            locale="zh-CN",
        )
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.failed: list[str] = []
        self.page.on("pageerror", lambda error: self.failed.append(str(error)))
        self.page.on("response", self._hear)

    def _hear(self, answer: Response) -> None:
        if answer.status >= 500:
            self.failed.append(f"{answer.status} {answer.url}")

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.locator("main")

    @property
    def text(self) -> str:
        """What the page says."""
        return self.main.inner_text()

    def come_in(self, password: str) -> None:
        """Sign in with a one-time password and choose another, as the page asks."""
        self.page.goto(self.server)
        self.enter({"用户名": self.username, "密码": password})
        self.press("登录")
        chosen = CHOSEN.format(self.username)
        self.enter({"现在的密码": password, "新密码": chosen, "再输一次新密码": chosen})
        self.press("更换密码")
        self.page.wait_for_url(self.server + "/")

    def menu(self, entry: str) -> None:
        """Go to a place by its entry in the menu."""
        side = self.page.get_by_role("navigation").get_by_role(
            "link", name=re.compile(rf"^\s*{entry}(\s|\d|$)")
        )
        if not side.first.is_visible():
            self.page.get_by_text("菜单", exact=True).first.click()
        side.first.click()
        self.page.wait_for_load_state()

    def go(self, *links: str) -> None:
        """Follow links of the page, one after the other, by what they say."""
        for link in links:
            self.main.get_by_role("link", name=link).first.click()
            self.page.wait_for_load_state()

    def enter(self, entries: Entries) -> None:
        """Fill in the fields of a form by their labels."""
        for label, value in entries.items():
            field = self.field(label)
            if isinstance(value, Path):
                field.set_input_files(value)
            elif isinstance(value, bool):
                field.set_checked(value)
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value=self._option(field, value))
            else:
                field.fill(value)

    def field(self, label: str) -> Locator:
        """The field with a label; what stands behind it in brackets is left aside."""
        named = self.main.get_by_label(re.compile(rf"^\s*{re.escape(label)}{HINTS}\s*$"))
        return named.or_(self.main.get_by_role("combobox", name=label, exact=True)).first

    def _option(self, field: Locator, words: str) -> str:
        """The value of the first choice that says so."""
        return str(field.locator("option").filter(has_text=words).first.get_attribute("value"))

    def press(self, button: str) -> None:
        """Press a button by its words; what the form refuses is told."""
        self.main.get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state()
        refused = self.page.locator(".field.err, .notice.is-bad")
        assert not refused.count(), refused.all_inner_texts()

    def wait_until(self, words: str) -> None:
        """Look at the page again and again until it says so."""
        for _look in self._looks():
            if words in self.text:
                return
        message = f"{words!r} was never said, but: {self.text}"
        raise AssertionError(message)

    def _looks(self) -> Iterator[int]:
        for look in range(PATIENCE // GLANCE):
            yield look
            self.page.wait_for_timeout(GLANCE)
            self.page.reload()

    def number(self, kind: str) -> str:
        """The first number of this kind that the page says, such as P-150602-2022-0047."""
        found = re.search(rf"{kind}-\d{{6}}-\d{{4}}-\d+", self.text)
        assert found, self.text
        return found[0]

    def row(self, place: int) -> dict[str, str]:
        """The only row of a table of the page, by the heads of its columns; an empty cell has a dash."""
        table = self.main.get_by_role("table").nth(place)
        heads = table.get_by_role("columnheader").all_inner_texts()
        cells = table.get_by_role("cell").all_inner_texts()
        return dict(zip(heads, ("" if one == "—" else one for one in cells), strict=True))

    def one_time_password(self) -> str:
        """The one that the page shows, once."""
        found = ONE_TIME.search(self.text)
        assert found, self.text
        return found[1]

    def leave(self) -> None:
        """Close the browser; nothing failed while it was open."""
        self.page.context.close()
        assert self.failed == []
