"""The report page in a browser: no errors, no sideways scroll, the switch of language, print."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from screener import screen
from screener.ledger.sample import write_sample
from screener.report import write_report
from tests.screener.report_folders import every_rule, write_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "report.png"
LONG = "云川华衡建材检测有限公司（曾用名云川市建筑材料检验所暨云川市混凝土及制品质量监督检验站）"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the sample ledger that the demonstration shows."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "ledger")
    screen(folder / "ledger", folder / "out")
    return (folder / "out" / "index.html").as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of one hit of every rule, at an institution with a long name."""
    folder = write_folder(tmp_path_factory.mktemp("run"), every_rule(), {"91150699MA0QX7K23X": LONG})
    write_report(folder)
    return (folder / "index.html").as_uri()


def opened(chromium: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    """A page of this width and what it complains of."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:")) else complaints.append(request.url)
        ),
    )
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_a_real_run_fits(chromium: Browser, sample: str, width: int) -> None:
    page, complaints = opened(chromium, sample, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.close()


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fits_and_does_not_complain(
    chromium: Browser, address: str, width: int, language: str
) -> None:
    page, complaints = opened(chromium, address, width)
    page.click(f"label[for=to-{language}]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.close()


def test_the_switch_shows_one_language(chromium: Browser, address: str) -> None:
    page, _ = opened(chromium, address, 1440)
    assert "每条规则说了什么" in page.inner_text("main")
    assert "What each rule said" not in page.inner_text("main")
    page.click("label[for=to-en]")
    assert "What each rule said" in page.inner_text("main")
    assert "每条规则说了什么" not in page.inner_text("main")
    page.locator("#to-en").focus()
    page.keyboard.press("ArrowLeft")
    assert "每条规则说了什么" in page.inner_text("main")
    page.close()


def test_a_number_opens_its_rows(chromium: Browser, address: str) -> None:
    page, _ = opened(chromium, address, 1440)
    rows = page.locator("#r6-hit")
    assert not rows.is_visible()
    page.click('#rules a[href="#r6-hit"] >> nth=0')
    rows.wait_for()
    rows.locator("a", has_text="云川").click()
    assert page.evaluate("location.hash") == "#i1-r6"
    page.close()


def test_the_page_prints_in_the_language_chosen(chromium: Browser, address: str) -> None:
    page, _ = opened(chromium, address, 1440)
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 10 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 60
    page.emulate_media(media="print")
    assert not page.locator(".side").is_visible()
    assert not page.locator(".top").is_visible()
    assert "What each rule said" not in page.inner_text("main")
    page.close()


def test_a_picture_for_the_readme(chromium: Browser, sample: str, tmp_path: Path) -> None:
    page, complaints = opened(chromium, sample, 1440)
    assert complaints == []
    target = PICTURE if os.environ.get("MINGJIAN_TAKE_PICTURES") == "1" else tmp_path / "report.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target)
    assert target.stat().st_size > 20_000
    page.close()
