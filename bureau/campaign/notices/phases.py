"""The phases of a notice: name, its own words for the time, what must be finished, and dates that follow from them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bureau.campaign.notices.dates import Span, end_in, spans_in
from bureau.campaign.notices.paragraphs import NUMERALS, Paragraph, tight
from bureau.campaign.notices.saying import ENDS, Said

DAY = dt.timedelta(days=1)
NUMBER = (
    rf"(?:[（(][{NUMERALS}]{{1,3}}[）)]|[{NUMERALS}]{{1,3}}、|\d{{1,2}}[.．、]|第[{NUMERALS}]阶段\s*[：:]?)"
)
HEAD = re.compile(
    rf"^(?:{NUMBER}\s*){{1,2}}(?P<name>[\u4e00-\u9fff、]{{2,14}}?)(?:阶段|(?=[（(]\s*\d))\s*(?:[（(](?P<time>[^（）()]+)[）)])?"
    r"(?P<rest>.*)$"
)
LEAD = re.compile(r"^[。：:，,\s]*")
OTHERWISE = re.compile(r"时间|安排|步骤|要求|目标|范围|内容")
MOST_NAME = 60
# What a phase must finish, in the words notices use, and the condition that computes it.
CONDITIONS = (
    (re.compile(r"(?:填写|填报|报送|上报|汇总).{0,20}汇总表"), "annex_submitted"),
    (re.compile(r"监管档案|一机构一档|建立.{0,12}档案"), "all_complete"),
    (re.compile(r"(?:明确|落实|确定).{0,8}(?:责任人|监管人员|包保)"), "all_responsible"),
    (
        re.compile(r"全覆盖(?:检查|现场检查|排查检查)|逐家.{0,6}(?:现场)?检查|检查率(?:达到)?100[%％]"),
        "all_visited",
    ),
    (re.compile(r"重点领域.{0,12}(?:全部|逐家|全覆盖)"), "focus_visited"),
)


@dataclass(frozen=True)
class ReadPhase:
    """One phase as it was read; dates only where its words give them, `note` how."""

    name: Said
    words: Said | None
    task: Said | None
    since: dt.date | None = None
    until: dt.date | None = None
    note: str = ""
    conditions: tuple[tuple[str, Said], ...] = field(default=())


def phases_in(paragraphs: Sequence[Paragraph], signed: dt.date | None) -> list[ReadPhase]:
    """The phases in their order; none where fewer than two are named, since one alone is no plan."""
    heads = [
        (place, match)
        for place, one in enumerate(paragraphs)
        if (match := HEAD.match(tight(one.text))) and _is_phase(match)
    ]
    found: list[ReadPhase] = []
    for number, (place, match) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else place + 1 + _tail(paragraphs, place)
        found.append(_phase(paragraphs[place:end], match, signed, found[-1].until if found else None))
    return found if len(found) > 1 else []


def _is_phase(match: re.Match[str]) -> bool:
    """Called one, or an item of a list with its time in brackets that is called nothing else."""
    if "阶段" in match[0][: match.end("name") + 2]:
        return True
    timed = bool(match["time"]) and match[0][0] not in NUMERALS
    return timed and not OTHERWISE.search(match["name"])


def _tail(paragraphs: Sequence[Paragraph], place: int) -> int:
    """How many paragraphs after the last phase's head still belong to it: those of the same clause."""
    own, count = paragraphs[place].place, 0
    for one in paragraphs[place + 1 :]:
        if not one.place.startswith(own):
            break
        count += 1
    return count


def _phase(
    own: Sequence[Paragraph], match: re.Match[str], signed: dt.date | None, before: dt.date | None
) -> ReadPhase:
    head = own[0]
    name = Said(
        match["name"].strip("、")[:MOST_NAME],
        tight(head.text)[: match.start("rest")],
        head.place,
        head.number,
    )
    rest = LEAD.sub("", match["rest"])
    words, span = _time(match["time"], rest, signed)
    since, until, note = _dates(span, before)
    first = _without_time(rest, span, match["time"])
    task = "".join([first, *(tight(one.text) for one in own[1:])]).strip()
    return ReadPhase(
        name,
        Said(words, tight(head.text), head.place, head.number) if words else None,
        Said(task, task[:200], head.place, head.number) if task else None,
        since,
        until,
        note,
        tuple(_conditions(own)),
    )


def _time(bracketed: str | None, rest: str, signed: dt.date | None) -> tuple[str, Span | None]:
    """The notice's words for the time, and what they mean where that is plain."""
    if bracketed and re.search(r"\d", bracketed):
        spans = spans_in(bracketed, signed=signed)
        return bracketed.strip(), spans[0] if len(spans) == 1 else end_in(bracketed, signed=signed)
    spans = spans_in(ENDS.split(rest)[0], signed=signed)
    return (spans[0].words, spans[0]) if len(spans) == 1 else ("", None)


def _dates(span: Span | None, before: dt.date | None) -> tuple[dt.date | None, dt.date | None, str]:
    """Working dates that follow from the words; where a word spans days, how."""
    if span is None:
        return None, None, ""
    since, notes = span.since, []
    if since is None:
        if before is None or before >= span.until:
            return None, None, ""
        since = before + DAY
        notes.append("通知只写结束时间，从上一阶段结束次日起算")
    elif before is not None and since <= before < span.until and not span.exact:
        since = before + DAY
        notes.append("起始时间与上一阶段结束时间同写一词，从上一阶段结束次日起算")
    if not span.exact:
        notes.append("上旬按1至10日、中旬按11至20日、下旬按21日至月末、月底按当月最后一日掌握")
    return since, span.until, "；".join(notes) or f"通知写明“{span.words}”"


def _without_time(rest: str, span: Span | None, bracketed: str | None) -> str:
    """The task, without a sentence that says nothing but the time."""
    sentences = [one for one in ENDS.split(rest) if one.strip()]
    if sentences and span is not None and not bracketed and len(sentences[0]) < len(span.words) + 10:
        sentences = sentences[1:]
    return "".join(sentences)


def _conditions(own: Sequence[Paragraph]) -> list[tuple[str, Said]]:
    found: dict[str, Said] = {}
    for one in own:
        for text in ENDS.split(tight(one.text)):
            for pattern, name in CONDITIONS:
                if pattern.search(text):
                    found.setdefault(name, Said(name, text, one.place, one.number))
    return list(found.items())
