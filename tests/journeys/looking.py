"""Looks at a page as people with different screens, eyes and languages would, and says what is wrong with it.

`visit(chromium, live_server.url, account)` opens a door for somebody; `complaints(visitor, "/gallery/", glance)` looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from bureau.people.models import Account
from tests.cast import client_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = ("serious", "critical")
PHONE = 500  # px: below it, a screen that is touched
RUN_AXE = """async (rules) => {
  // Of what it finds in order it then names one example only, which takes a fraction of the time.
  const only = { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] };
  const found = await axe.run(document, only);
  return found.violations.map((one) => ({
    id: one.id, impact: one.impact,
    where: one.nodes.map((node) => node.target.join(" ") + " " + node.html.slice(0, 120)).slice(0, 5),
  }));
}"""
TO_THE_TOP = 'document.activeElement.blur(); window.scrollTo({ top: 0, behavior: "instant" })'
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
WHAT_STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  const inside = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1 && !inside(one))
    .map((one) => one.outerHTML.slice(0, 120)).slice(0, 3);
}"""

# Text that lies over other text, or that its own box cuts off. What can be pushed into view is not cut off.
WHAT_IS_CUT = """() => {
  const found = [], seen = [];
  const named = (node) => JSON.stringify(node.textContent.trim().slice(0, 40));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest(".sr, .skip, .dock, script, option, title, desc, dialog")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      let { left, right, top, bottom } = rect;
      for (let at = parent; at && at !== document.body; at = at.parentElement) {
        const how = getComputedStyle(at).overflowX;
        if (how === "visible" || at instanceof SVGElement) continue;
        const box = at.getBoundingClientRect();
        if (how === "hidden" || how === "clip") {
          if (right > box.right + 2) found.push("cut off: " + named(node));
        }
        left = Math.max(left, box.left); right = Math.min(right, box.right);
      }
      if (right - left > 2 && bottom - top > 2) seen.push({ left, right, top, bottom, node });
    }
  }
  seen.sort((a, b) => a.top - b.top);
  seen.forEach((one, i) => {
    for (let j = i + 1; j < seen.length && seen[j].top < one.bottom; j++) {
      const other = seen[j];
      if (other.node.parentElement === one.node.parentElement) continue;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      const least = Math.min(one.bottom - one.top, other.bottom - other.top);
      if (wide > 2 && high > 0.45 * least) found.push("over each other: " + named(one.node) + " " + named(other.node));
    }
  });
  return [...new Set(found)].slice(0, 4);
}"""
# Forms that cannot be sent without script, and what only script would open.
WHAT_NEEDS_SCRIPT = """() => {
  const found = [];
  for (const form of document.querySelectorAll("form")) {
    if (!form.checkVisibility() || form.matches(".find")) continue;
    const buttons = [...form.querySelectorAll("button, input[type=submit]")];
    if (!buttons.some((one) => one.checkVisibility() && one.type === "submit")) {
      found.push("no button: " + form.outerHTML.slice(0, 120));
    }
  }
  if (!document.querySelector("main h1")) found.push("no heading");
  return found;
}"""
# What paper has no use for.
PRINTED = (".top", ".side", ".menu", ".acts", ".crumbs", ".filters", ".tabs", ".views", "dialog")


@dataclass(frozen=True)
class Glance:
    """A way of looking at a page."""

    width: int = 1440
    language: str = "zh-hans"
    large: bool = False
    script: bool = True

    def __str__(self) -> str:
        words = [
            str(self.width),
            self.language,
            "large" if self.large else "",
            "" if self.script else "no script",
        ]
        return " ".join(word for word in words if word)


# An office's screens, an old one with large text, a phone, and the narrowest page that must still be read.
GLANCES = (
    Glance(),
    Glance(language="en"),
    Glance(1366),
    Glance(1366, large=True),
    Glance(1024),
    Glance(390),
    Glance(390, language="en"),
    Glance(390, large=True),
    Glance(320),
    Glance(1366, script=False),
)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser at a running server."""

    browser: Browser
    server: str
    account: Account | None

    @contextmanager
    def at(self, path: str, glance: Glance) -> Iterator[tuple[Page, list[str]]]:
        """The page, opened, and what the browser complains of while it is."""
        context = self._door(glance)
        page = context.new_page()
        heard = listening(page, self.server)
        page.goto(self.server + path)
        try:
            yield page, heard
        finally:
            context.close()

    def _door(self, glance: Glance) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": glance.width, "height": 900},
            has_touch=glance.width < PHONE,
            java_script_enabled=glance.script,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": n, "value": v, "url": self.server} for n, v in self._cookies(glance)])
        return context

    def _cookies(self, glance: Glance) -> Iterator[tuple[str, str]]:
        """Signed in, with language and size of text chosen by the page's own switches."""
        yield settings.LANGUAGE_COOKIE_NAME, glance.language
        if self.account is not None:
            client = client_for(self.account)
            client.post("/switch/language/", {"language": glance.language})
            if Account.objects.get(pk=self.account.pk).large_text != glance.large:
                client.post("/switch/text-size/")
            yield settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value


def listening(page: Page, server: str) -> list[str]:
    """What the browser will complain of: its console, scripts that fail, whatever is asked of another server."""
    heard: list[str] = []

    def watch(url: str) -> None:
        if not url.startswith((server, "data:", "blob:")):
            heard.append(f"asked elsewhere: {url}")

    page.on("console", lambda message: _hear(heard, message))
    page.on("pageerror", lambda error: heard.append(f"script failed: {error}"))
    page.on("request", lambda request: watch(request.url))
    return heard


def _hear(heard: list[str], message: Any) -> None:  # noqa: ANN401 - Playwright's
    if message.type in {"error", "warning"}:
        heard.append(f"console: {message.text}")


def complaints(visitor: Visitor, path: str, glance: Glance, *, status: int = 200) -> list[str]:
    """Everything that is wrong with a page seen so."""
    with visitor.at(path, glance) as (page, heard):
        if status != 200:  # the browser itself remarks on an answer that refuses
            heard[:] = [one for one in heard if f"status of {status}" not in one]
        seen = blemishes(page, script=glance.script)
        return [*heard, *seen, *(barriers(page) if glance.script else [])]


def sticking_out(page: Page) -> list[str]:
    """What makes the page wider than its screen."""
    width = (page.viewport_size or {"width": 0})["width"]
    found = page.evaluate("document.documentElement.scrollWidth")
    if found <= width:
        return []
    return [f"{found} px wide on a screen of {width}", *page.evaluate(WHAT_STICKS_OUT)]


def blemishes(page: Page, *, script: bool = True) -> list[str]:
    """What everybody sees: a page wider than its screen, text that is cut off or lies over other text."""
    _to_the_top(page, script=script)
    return [*sticking_out(page), *page.evaluate(WHAT_IS_CUT)]


def _to_the_top(page: Page, *, script: bool = True) -> None:
    """What a sticky bar happens to cover at another place is not hidden from anybody."""
    page.evaluate(TO_THE_TOP)
    if script:
        page.evaluate(TWO_FRAMES)
    else:  # no frame calls back
        page.wait_for_timeout(50)
    page.evaluate(TO_THE_TOP)


def without_script(page: Page) -> list[str]:
    """What cannot be done where no script runs."""
    found: list[str] = page.evaluate(WHAT_NEEDS_SCRIPT)
    return found


def barriers(page: Page) -> list[str]:
    """Grave violations of WCAG 2.2 AA that axe-core finds."""
    _to_the_top(page)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        f"{one['id']} ({one['impact']}): {where}"
        for one in page.evaluate(RUN_AXE, RULES)
        if one["impact"] in GRAVE
        for where in one["where"]
    ]
