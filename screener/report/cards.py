"""An evidence card: the contradiction in one sentence, its picture, its rows, what it means, what to look at."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from screener.phrases import Phrase
from screener.report.markup import Html, both, cell, foreign, link, pill, row, table, told, words
from screener.report.pictures import picture
from screener.report.rows import row_tables
from screener.wording import WORDING
from screener.wording.accuracy import accuracy_of
from screener.wording.cautions import TITLE, cautions_of
from screener.wording.facts import facts_of
from screener.wording.terms import CONDUCTS

if TYPE_CHECKING:
    from screener.report.evidence import Case, Hit
    from screener.wording import Wording

_SITE = (
    Phrase("看什么", "Look at"),
    Phrase("怎么固定", "Fix it how"),
    Phrase("看到什么算坐实", "Settles it"),
    Phrase("看到什么可排除", "Excludes it"),
)
_HIT_ID = re.compile(r"[0-9A-Za-z-]{1,64}\Z")


def evidence_card(case: Case, *, anchor: str, first: str) -> Html:
    """A case as a card. The first of its rule carries the explanations; later ones point to it by `first`."""
    hit = case.first
    wording = WORDING.get(hit.rule)
    title_id = f"{anchor}-t"
    body = [_picture(case, title_id), row_tables(case), _required(hit)]
    meaning = ""
    if wording is not None:
        facts = facts_of(hit.rule, hit.evidence, count=len(case.hits))
        title = told(Phrase(wording.title_zh, wording.title_en), facts)
        meaning = told(Phrase(wording.meaning_zh, wording.meaning_en), facts)
    else:
        title = foreign(hit.rule)
    proof = (
        f'<header><h4 id="{title_id}">{title}</h4>'
        f'<p class="note">{_note(case)}</p></header>{_cautions(hit)}<div class="body">{"".join(body)}</div>'
    )
    rest = _explained(wording, meaning, anchor == first, first) if wording is not None else ""
    return f'<article class="panel card" id="{anchor}"><div class="proof">{proof}</div>{rest}</article>'


def _note(case: Case) -> Html:
    """What would be at issue if it were confirmed, and the names under which the hits are found again."""
    conduct = case.first.conduct
    named = CONDUCTS.get(conduct)
    parts = []
    if named is not None:
        suggests = words("如果查实，可能涉及：", "If confirmed, it may be about: ")
        parts.append(f"<span>{suggests}{both(named)} <code>{foreign(conduct)}</code></span>")
    shown = " · ".join(
        f'<code class="hid" {_identity(hit)}>{foreign(hit.hit_id)}</code>' for hit in case.hits[:6]
    )
    if len(case.hits) > 6:
        shown += words(f" 等 {len(case.hits)} 条", f" and {len(case.hits) - 6} more")
    parts.append(f"<span>{words('疑点编号 ', 'hit ')}{shown}</span>")
    return "".join(parts)


def _identity(hit: Hit) -> Html:
    return f'id="h-{hit.hit_id}"' if _HIT_ID.match(hit.hit_id) else ""


def _cautions(hit: Hit) -> Html:
    """Why the hit is weak ground by itself, before its picture persuades anybody."""
    said = "".join(f"<p>{both(one)}</p>" for one in cautions_of(hit.evidence))
    return f'<div class="mild"><h5>{both(TITLE)}</h5>{said}</div>' if said else ""


def _picture(case: Case, title_id: str) -> Html:
    drawn = picture(case, title_id)
    if not drawn:
        return ""
    hint = words("左右滑动看全图", "Slide sideways to see all of it")
    return (
        f'<div class="picbox" tabindex="0" role="region" aria-labelledby="{title_id}">{drawn}'
        f'</div><p class="scrollnote">{hint}</p>'
    )


def _required(hit: Hit) -> Html:
    """The items that a product standard requires, each with whether the report has a result."""
    required = hit.evidence.get("required")
    if hit.rule != "items.missing" or not isinstance(required, list):
        return ""
    missing = hit.evidence.get("missing")
    absent = {str(name) for name in missing} if isinstance(missing, list) else set()
    items = [
        pill(f"{foreign(name)} {words('缺', 'missing')}", "bad")
        if str(name) in absent
        else pill(f"{foreign(name)} {words('有', 'present')}")
        for name in sorted(required[:60], key=lambda name: str(name) not in absent)
    ]
    title = words("标准要求的项目", "Items that the standard requires")
    return f'<p class="of">{title}</p><p class="items">{" ".join(items)}</p>'


def _explained(wording: Wording, meaning: Html, is_first: bool, first: str) -> Html:
    measured = accuracy_of(wording.rule) if is_first else None
    known = f'<p class="note">{both(measured)}</p>' if measured is not None else ""
    says = f"<section><h5>{words('说明什么', 'What it means')}</h5><p>{meaning}</p>{known}</section>"
    if not is_first:
        inside = words(
            "也可能没有问题、到现场看什么：见本组第一张卡片",
            "It may be nothing, and what to look at: see the first card of this group",
        )
        return f'<div class="why">{says}<p class="see">{link(first, inside)}</p></div>'
    maybe = words("也可能没有问题", "It may be nothing")
    look = words("到现场看什么", "What to look at on site")
    return (
        f'<div class="why two">{says}<section><h5>{maybe}</h5>'
        f'<ol class="nums">{_innocent(wording)}</ol></section></div>'
        f'<div class="look"><h5>{look}</h5>{_site(wording)}</div>'
    )


@cache
def _innocent(wording: Wording) -> Html:
    return "".join(
        f'<li>{words(one.zh, one.en)}<span class="sub">{words(one.check_zh, one.check_en)}</span></li>'
        for one in wording.innocent
    )


@cache
def _site(wording: Wording) -> Html:
    rows = []
    for one in wording.site:
        cells = [
            cell(both(text), label=name)
            for text, name in zip((one.fix, one.settles, one.excludes), _SITE[1:], strict=True)
        ]
        rows.append(row(both(one.look), cells))
    return table([(name, "") for name in _SITE], rows, "fold site")
