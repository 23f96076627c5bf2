"""The report page: complete, escaped, bounded, self-contained, well-formed."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from screener.report import write_report
from screener.report.choosing import IN_ALL, PER_GROUP, allot
from screener.wording import WORDING
from screener.wording.visible import clip, visible
from tests.screener.report_evidence import OTHER, OWN, SAMPLES, result
from tests.screener.report_folders import every_rule, write_folder

if TYPE_CHECKING:
    from pathlib import Path

VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """What a page holds: its elements, ids, links within, classes of outcomes, text by language."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.open: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.text: dict[str, list[str]] = {"zh": [], "en": [], "": []}
        self.feed(source)
        self.close()
        self.wrong += [tag for tag, _ in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element and what it carries; remember that it is open."""
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        closed = (self.get_starttag_text() or "").endswith("/>")  # as SVG shapes are
        if tag not in VOID and not closed:
            self.open.append((tag, dict(attrs).get("lang") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last, which must be this one."""
        if not self.open or self.open.pop()[0] != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep text by the language it stands in."""
        if self.open and self.open[-1][0] == "style":
            return
        language = next((lang for _, lang in reversed(self.open) if lang in ("zh", "en")), "")
        self.text[language].append(data)

    def values(self, name: str) -> list[str]:
        """The values of one attribute."""
        return [value for _, attribute, value in self.attributes if attribute == name]

    def said(self, language: str) -> str:
        """All text that a reader of this language sees, spaces folded."""
        return " ".join(" ".join(self.text[language] + self.text[""]).split())


def page_of(folder: Path) -> Page:
    write_report(folder)
    return Page((folder / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page of one hit of every rule."""
    return page_of(write_folder(tmp_path_factory.mktemp("run"), every_rule()))


def test_the_page_is_balanced_and_its_ids_are_unique(whole: Page) -> None:
    assert whole.wrong == []
    assert [name for name, count in Counter(whole.values("id")).items() if count > 1] == []


def test_every_link_leads_to_a_place_on_the_page(whole: Page) -> None:
    links = [value for tag, name, value in whole.attributes if tag == "a" and name == "href"]
    assert len(links) > 50
    assert {link.removeprefix("#") for link in links} - set(whole.values("id")) == set()


def test_the_page_loads_nothing_and_runs_nothing(whole: Page) -> None:
    assert whole.tags["script"] == whole.tags["img"] == whole.tags["iframe"] == 0
    assert whole.values("style") == []
    assert whole.values("src") == []
    assert [name for _, name, _ in whole.attributes if name.startswith("on")] == []
    assert re.findall(r"(?:https?:)?//[\w-]+\.", whole.source) == []
    assert "url(" not in whole.source
    assert "@import" not in whole.source


def test_the_policy_admits_this_style_sheet_only(whole: Page) -> None:
    sheets = re.findall(r"<style>(.*?)</style>", whole.source, re.DOTALL)
    assert len(sheets) == 1
    digest = base64.b64encode(hashlib.sha256(sheets[0].encode()).digest()).decode()
    policy = next(value for value in whole.values("content") if value.startswith("default-src"))
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("rule", list(SAMPLES))
def test_a_card_says_what_it_means_and_what_else_it_could_be(whole: Page, rule: str) -> None:
    words = WORDING[rule]
    for language in ("zh", "en"):
        said = whole.said(language)
        assert getattr(words, f"label_{language}") in said
        for innocent in words.innocent:
            assert getattr(innocent, language) in said
            assert getattr(innocent, f"check_{language}") in said
        for check in words.site:
            assert all(getattr(phrase, language) in said for phrase in vars(check).values())


def test_no_place_is_left_unfilled(whole: Page) -> None:
    for language in ("zh", "en"):
        assert re.findall(r"\{\w+\}", whole.said(language)) == []
    titles = re.findall(r"<h4[^>]*>(.*?)</h4>", whole.source)
    assert len(titles) == len(SAMPLES)
    assert [title for title in titles if "（空）" in title or "(empty)" in title or "—" in title] == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (
            "同一时刻记了 3 组试验，登记的容量是 1 组",
            "is down for 3 tests at the same moment; its capacity is 1",
        ),
        ("3 组，23 小时 30 分", "3 tests, 23 h 30 min"),
        ("同一时段记在 2 个场所", "at 2 sites at the same time"),
        ("样品 17 天，方法要求 28 天", "17 days old"),
        ("只记了 2 天，方法至少要 5 天", "needs at least 5 d"),
        ("缺 2 个必检项目：最大力总延伸率、重量偏差", "lacks 2 of the required items"),
        (
            "试验开始早于收样、试验结束晚于签发",
            "test begun before the sample came, test ended after the issue",
        ),
        ("5 个数据完全相同", "agree in all 5 values"),
        ("晚收 7 天以上", "8 reports whose samples came over 7 days earlier"),
        ("疑似不实，待复核", "Possibly untrue, to be rechecked"),
        ("没有“建筑材料”领域的授权", "was not authorised for “building materials”"),
        ("当天不在职（登记的在职期间 2019-07-01 至 2022-02-28）", "employed from 2019-07-01 to 2022-02-28"),
    ],
)
def test_words_are_filled_from_the_evidence(whole: Page, zh: str, en: str) -> None:
    assert zh in whole.said("zh")
    assert en in whole.said("en")


def test_a_hit_accuses_nobody(whole: Page) -> None:
    for word in ("违法", "造假", "条第", "罚款", "元以下", "检查发现"):
        assert word not in whole.said("zh"), word
    for word in ("violation", "illegal", "guilty", "penalty", "fine of"):
        assert word not in whole.said("en").lower(), word


def test_the_first_line_says_whose_word_it_is(tmp_path: Path) -> None:
    own = page_of(write_folder(tmp_path / "own", every_rule()))
    main = own.source[own.source.index("<main") :]
    assert main.index("机构自己的陈述，没有参照库") < main.index("<h1>")
    given = page_of(
        write_folder(
            tmp_path / "given",
            every_rule(),
            reference="registry/2022-06",
            whose_word={"scope": {"reference": [OWN], "ledger_rows": 12}},
        )
    )
    main = given.source[given.source.index("<main") :]
    assert main.index("registry/2022-06") < main.index("<h1>")
    assert "no reference was given" not in given.said("en")
    assert "1 家（项）用参照库，12 用台账" in given.said("zh")


def test_clear_stands_only_where_something_was_tested(tmp_path: Path) -> None:
    page = page_of(write_folder(tmp_path, [], {OWN: "云川华衡建材检测有限公司"}))
    said = page.said("zh")
    assert "1 家机构都没有疑点" in said
    assert said.count("未见异常") >= 2
    assert "数据不足" in said
    assert "要比的列都是空的" in said
    assert page.tags["article"] == 0


def test_rules_that_did_not_run_say_why(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        every_rule(),
        not_run=[{"rule": "items.missing", "reason": "absent table: product_requirements"}],
        absent_tables=["product_requirements"],
    )
    page = page_of(folder)
    assert "没有提供：产品必检项目" in page.said("zh")
    assert "not handed in: required items" in page.said("en")


HOSTILE = (
    "<script>alert(1)</script>",
    "</style><style>*{display:none}",
    "\"'><img src=x onerror=alert(1)>",
    "&lt;already&gt;",
    "\u202egnp.exe\u200b\x00\x07\ufeff",
    "\ud800",
    "javascript:alert(1)//",
    "{row} {0} {report_no}",
    "عربي",
    "长" * 10_240,
)


def poisoned(value: Any, poison: str) -> Any:  # noqa: ANN401 - JSON
    """The evidence with every text replaced, dates and times apart."""
    if isinstance(value, dict):
        return {
            key: value[key] if key in ("table", "domain") else poisoned(value[key], poison) for key in value
        }
    if isinstance(value, list):
        return [poisoned(item, poison) for item in value]
    if isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d", value):
        return poison
    return value


@pytest.mark.parametrize("poison", HOSTILE)
def test_what_comes_from_the_ledger_is_text_and_nothing_else(
    whole: Page, tmp_path: Path, poison: str
) -> None:
    hits = [(rule, OWN, poisoned(evidence, poison)) for rule, (_, evidence) in SAMPLES.items()]
    kept = poison.encode("utf-8", "ignore").decode()
    page = page_of(
        write_folder(
            tmp_path,
            hits,
            {OWN: kept},
            dangling=[
                {"table": "results", "column": poison, "target": poison, "rows": 1, "examples": [poison]}
            ],
            warnings=[{"table": poison, "column": poison, "message": "odd", "rows": 1, "examples": [poison]}],
        )
    )
    assert page.wrong == []
    assert page.tags["script"] == page.tags["img"] == 0
    assert page.tags["style"] == 1
    assert page.values("style") == []
    assert {name for _, name, _ in page.attributes} <= {name for _, name, _ in whole.attributes}
    assert re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00\x07]", page.source) is None
    assert len(page.source) < 600_000


def test_controls_are_shown_and_long_texts_cut_where_one_can_see_it() -> None:
    assert visible("a\u202eb\x00\n") == "a⟨U+202E⟩b⟨U+0000⟩⟨U+000A⟩"
    assert visible("明鉴 ok") == "明鉴 ok"
    cut = clip("x" * 10_240)
    assert cut == "x" * 64 + "…(+10,176)"
    assert clip(cut) == cut
    assert clip("x" * 64) == "x" * 64


def test_evidence_that_cannot_be_read_does_not_stop_the_page(tmp_path: Path) -> None:
    odd: list[dict[str, Any]] = [
        {},
        {"row": 3, "others": "x"},
        {"row": {}, "others": [1, None], "others_total": "n"},
    ]
    hits = [(rule, OWN, evidence) for rule in [*SAMPLES, "rule.to_come"] for evidence in odd]
    page = page_of(write_folder(tmp_path, hits))
    assert page.wrong == []
    assert "rule.to_come" in page.said("zh")


def test_times_at_the_ends_of_the_calendar_are_drawn(tmp_path: Path) -> None:
    rows = [
        result(1, instrument_id="I", started_at="0001-01-01T00:00:00", ended_at="9999-12-31T23:59:59.999999"),
        result(2, started_at="9999-12-31T23:59:59", ended_at="9999-12-31T23:59:59.500000"),
    ]
    evidence = {"row": rows[0], "others": [{"table": "results", **rows[1]}], "others_total": 1}
    fields = {"capacity": 1, "active": 2, "at": "9999-12-31T23:59:59"}
    period = {
        "table": "calibrations",
        "calibrated_on": "0001-01-01",
        "valid_until": "9999-12-31",
        "passed": False,
    }
    calibration = {"row": rows[0], "others": [period], "others_total": 1, "on": "0001-01-01"}
    page = page_of(
        write_folder(
            tmp_path,
            [
                ("instrument.double_booked", OWN, evidence | fields),
                ("instrument.uncalibrated", OWN, calibration),
                (
                    "dates.order",
                    OWN,
                    {"row": {}, "others": [{"table": "results", **rows[1], "ended_at": None}]},
                ),
            ],
        )
    )
    assert page.wrong == []
    assert page.tags["svg"] > 2


def test_thousands_of_hits_give_a_page_of_bounded_length(tmp_path: Path) -> None:
    hits = []
    usccs = [OWN, OTHER, *(f"9115060{number:04}" for number in range(20))]
    for number in range(3_000):
        rule = list(SAMPLES)[number % len(SAMPLES)]
        evidence = SAMPLES[rule][1]
        row = evidence["row"] | {"report_id": f"rep-{number}", "result_id": f"r-{number}", "started_at": None}
        hits.append((rule, usccs[number % 7], evidence | {"row": row}))
    page = page_of(write_folder(tmp_path, hits, dict.fromkeys(usccs)))
    shown = len(re.findall('class="hid"', page.source))
    assert 0 < shown <= IN_ALL
    assert len(page.source) < 8_000_000
    assert "其余" in page.said("zh")
    assert "more in hits.parquet" in page.said("en")


def test_every_group_gets_one_before_any_gets_two() -> None:
    assert allot([5, 0, 1, 9], per_group=3, in_all=100) == [3, 0, 1, 3]
    assert allot([5, 0, 1, 9], per_group=3, in_all=4) == [2, 0, 1, 1]
    assert allot([5, 5], per_group=20, in_all=0) == [0, 0]
    assert sum(allot([100] * 100)) == IN_ALL
    assert max(allot([100])) == PER_GROUP


def test_two_sides_of_one_overlap_share_a_card(tmp_path: Path) -> None:
    first = SAMPLES["person.two_places"][1]
    other = {key: value for key, value in first["others"][0].items() if key != "table"}
    second = first | {"row": other, "others": [{"table": "results", **first["row"]}]}
    page = page_of(
        write_folder(tmp_path, [("person.two_places", OWN, first), ("person.two_places", OWN, second)])
    )
    assert page.tags["article"] == 1
    assert len(re.findall('class="hid"', page.source)) == 2
    assert "说的是同一件事的合成一张，共 1 张" in page.said("zh")


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, every_rule())
    write_report(folder)
    before = (folder / "index.html").read_bytes()
    (folder / "hits.parquet").write_bytes(b"cut short")
    with pytest.raises(Exception, match="Parquet"):
        write_report(folder)
    assert (folder / "index.html").read_bytes() == before
    assert not (folder / "index.html.part").exists()
