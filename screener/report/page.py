"""The page as a whole: head with its policy, the switch of language, navigation, and the parts in order."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from screener.phrases import Phrase
from screener.report import anchors
from screener.report.background import background
from screener.report.choosing import CARD_BYTES, IN_ALL, PER_GROUP, SECTIONS
from screener.report.markup import Html, filled, link, words
from screener.report.overview import called, heading, rules_panel, strip, whose_word
from screener.report.sections import sections
from screener.report.standing import institutions_panel, reports_panel

if TYPE_CHECKING:
    from screener.report.evidence import Group, Hit
    from screener.report.reading import Output
    from screener.report.sections import Rows

_IN_SIDE = 40
_LIMITS = Phrase(
    "本页每家机构每条规则最多列 {group} 条疑点，全页最多 {all} 条（卡片合计不超过 {size} MB），"
    "最多列 {bodies} 家机构的详情；全部疑点在 hits.parquet。"
    "矛盾类疑点由台账自身（或与参照库对照）得出；异常类是和同行比出来的，只说明先看哪里。"
    "怎么处理，由执法人员到现场看过再定。",
    "This page shows at most {group} hits of a rule at an institution, {all} in all (cards of {size} MB "
    "together), and details of {bodies} institutions; every hit is in hits.parquet. Contradictions follow from "
    "the ledger alone (or from comparing it with the reference); anomalies come from comparing with peers and "
    "say where to look first. What becomes of them, officers decide after looking on site.",
)


@cache
def style() -> str:
    """The style sheet that goes into the page."""
    return resources.files("screener.report").joinpath("report.css").read_text(encoding="utf-8")


def policy(sheet: str) -> str:
    """A content policy that lets in this one style sheet and nothing else: no script, no address outside the page."""
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def whole_page(output: Output, hits: dict[Group, list[Hit]], rows: Rows) -> Html:
    """The report as one HTML document."""
    sheet = style()
    return "".join(
        (
            '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy(sheet)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">',
            '<link rel="icon" href="data:,">',
            f"<title>明鉴 · 台账筛查结果 · Mingjian</title><style>{sheet}</style></head><body>",
            _switch(),
            '<div class="frame">',
            _side(output),
            '<main id="main">',
            whose_word(output.summary),
            heading(output),
            strip(output),
            rules_panel(output),
            institutions_panel(output),
            reports_panel(output),
            background(output),
            *sections(output, hits, rows),
            _colophon(),
            "</main></div></body></html>\n",
        )
    )


def _switch() -> Html:
    name = words("检验检测台账筛查结果", "screening of laboratory report ledgers")
    return (
        '<input class="sr" type="radio" name="language" id="to-zh" autocomplete="off" checked aria-label="中文">'
        '<input class="sr" type="radio" name="language" id="to-en" autocomplete="off" aria-label="English">'
        f'<a class="skip" href="#main">{words("跳到正文", "Skip to the content")}</a>'
        f'<header class="top"><span class="brand">明鉴<small>{name}</small></span>'
        '<div class="to"><label for="to-zh">中文</label><label for="to-en">English</label></div></header>'
    )


def _side(output: Output) -> Html:
    parts = (
        ("summary", words("结果", "Result")),
        ("rules", words("每条规则说了什么", "What each rule said")),
        ("institutions", words("机构排序", "Institutions by risk")),
        ("reports", words("先看这些报告", "Reports to look at first")),
        ("not-run", words("没有跑的规则", "Rules that did not run")),
        ("dangling", words("悬空的行和提醒", "Dangling rows, warnings")),
        ("read", words("读到了什么", "What was read")),
    )
    links = "".join(link(anchor, inside) for anchor, inside in parts)
    listed = [one for one in output.institutions[: min(SECTIONS, _IN_SIDE)] if one.hits]
    bodies = "".join(
        link(anchors.institution(one.rank), f"<span>{called(one)}</span><i>{one.hits:,}</i>")
        for one in listed
    )
    title = f"<h2>{words('有疑点的机构', 'Institutions with hits')}</h2>" if bodies else ""
    return f'<nav class="side"><h2>{words("本页", "This page")}</h2>{links}{title}{bodies}</nav>'


def _colophon() -> Html:
    limits = {
        "group": f"{PER_GROUP}",
        "all": f"{IN_ALL}",
        "size": f"{CARD_BYTES // 1_000_000}",
        "bodies": f"{SECTIONS}",
    }
    return f'<footer class="colophon">{filled(_LIMITS, **limits)}</footer>'
