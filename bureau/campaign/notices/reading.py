"""Reads a notice: every field of a campaign that it says plainly, each beside its sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bureau.campaign.notices.dates import spans_in
from bureau.campaign.notices.heading import (
    addressees_of,
    contact_of,
    heading_of,
    number_of,
    signature_of,
)
from bureau.campaign.notices.paragraphs import paragraphs_of, tight
from bureau.campaign.notices.phases import CONDITIONS, ReadPhase, phases_in
from bureau.campaign.notices.saying import Said, Sentence, sentences_of
from bureau.registry.domains import OFFICIAL, WORDS

CITED = re.compile(
    r"《(?:[^《》]|《[^《》]{0,200}》){1,300}》(?:（[^（）]*[〔\[［【]\d{4}[〕\]］】][^（）]*号）)?"
)
BECAUSE = re.compile(r"按照|根据|依据|依照|贯彻落实")
DECIDED = re.compile(r"制定|决定|开展|要求")
GOALS = (("goal_regularise", "规范一批"), ("goal_investigate", "查办一批"), ("goal_deter", "震慑一批"))
PRINCIPLE = re.compile(
    r"坚持(?P<words>[^，。；]{4,60}?)的?(?:基本|工作|总体)?原则|(?:基本|工作)原则[：:](?P<own>[^。]{4,60})"
)
PERIOD = re.compile(r"行动|整治|检查|时间")
FIELDS = re.compile(
    r"(?:(?:对|以|聚焦|突出|围绕|涉及|包括|为|[：:]))(?P<list>[^。；：:]{4,120}?)"
    r"等?(?:[一二三四五六七八九十\d]+个|几个|等)?(?:重点)?领域"
)
LISTED = re.compile(r"重点领域(?:包括|为|是|有|[：:])+(?P<list>[^。；]{2,120})")
EXCEPT = re.compile(r"除[^，。]*外|不含|不包括|暂不")
BETWEEN = re.compile(r"、|，|和|及|以及|与")
COVER = {"all_visited", "focus_visited"}
ON_SITE = re.compile(r"整治|检查|抽查|排查")
FOCUS_COVER = re.compile(r"领域的?(?:检验检测)?机构(?:进行|开展|实施).{0,4}(?:重点排查|重点检查|全覆盖)")


@dataclass(frozen=True)
class Proposals:
    """What was read. `fields` goes by the name of a campaign's field; `domains` by the code of a domain."""

    fields: dict[str, Said] = field(default_factory=dict)
    issuer: Said | None = None
    signed: Said | None = None
    phases: tuple[ReadPhase, ...] = ()
    domains: dict[str, Said] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()


def read_notice(text: str) -> Proposals:
    """Everything that a notice says of its campaign."""
    paragraphs = paragraphs_of(text)
    sentences = list(sentences_of(paragraphs))
    day, signed = signature_of(paragraphs)
    title, issuer = heading_of(paragraphs)
    phases = phases_in(paragraphs, day)
    basis = _basis(sentences)
    found: dict[str, Said | None] = {
        "document_number": number_of(paragraphs),
        "title": title,
        "basis": basis,
        "addressees": addressees_of(paragraphs),
        "principles": _principles(sentences),
        **_period(sentences, phases, day),
        **_goals(sentences),
        **contact_of(paragraphs),
    }
    return Proposals(
        {name: said for name, said in found.items() if said is not None},
        issuer,
        signed,
        tuple(_covering(phases, sentences)),
        _domains(sentences),
        tuple(re.findall(r"（([^（）]*[〔\[［【]\d{4}[〕\]］】][^（）]*号)）", basis.value)) if basis else (),
    )


def _basis(sentences: Sequence[Sentence]) -> Said | None:
    """What the first sentence that decides on the campaign rests on."""
    for one in sentences:
        if one.of.place or not BECAUSE.search(one.text) or not DECIDED.search(one.text):
            continue
        cited = CITED.findall(tight(one.text[BECAUSE.search(one.text).start() :]))  # type: ignore[union-attr] # found above
        if cited:
            return one.says("\n".join(dict.fromkeys(cited)))
    return None


def _principles(sentences: Sequence[Sentence]) -> Said | None:
    for one in sentences:
        match = PRINCIPLE.search(tight(one.text))
        if match:
            words = (match["words"] or match["own"]).removeprefix("坚持")
            return one.says(re.sub(r"的?(?:基本|工作)?原则$", "", words).strip("“”"))
    return None


def _goals(sentences: Sequence[Sentence]) -> dict[str, Said]:
    """The three goals, each in the words it stands in."""
    found: dict[str, Said] = {}
    for name, words in GOALS:
        for one in sentences:
            match = re.search(rf"[^，。；、“”（）\s]*{words}[^，。；、“”（）\s]*", tight(one.text))
            if match:
                found.setdefault(name, one.says(match[0]))
    return found


def _period(
    sentences: Sequence[Sentence], phases: Sequence[ReadPhase], day: dt.date | None
) -> dict[str, Said]:
    """First and last day: as one sentence outside the phases says, else as the phases together do."""
    within = {one.name.paragraph for one in phases}
    said = []
    for one in sentences:
        spans = spans_in(tight(one.text), signed=day)
        if len(spans) == 1 and one.of.number not in within and PERIOD.search(one.text):
            said.append((one, spans[0]))
    if len({(span.since, span.until) for _one, span in said}) == 1:
        one, span = said[0]
        return {
            "period_words": one.says(tight(one.text).strip("。")[:200]),
            "begins_on": one.says(span.since),
            "ends_on": one.says(span.until),
        }
    if said or not phases or phases[0].since is None or phases[-1].until is None:
        return {}
    first, last = phases[0].name, phases[-1].name
    note = "按各阶段起止时间"
    return {
        "begins_on": replace(first, value=phases[0].since, note=note),
        "ends_on": replace(last, value=phases[-1].until, note=note),
    }


def _domains(sentences: Sequence[Sentence]) -> dict[str, Said]:
    """The fields that a sentence lists as those of focus; a sentence that excepts something is left alone."""
    found: dict[str, Said] = {}
    for one in sentences:
        text = tight(one.text)
        if "重点" not in text or EXCEPT.search(text):
            continue
        for match in (*FIELDS.finditer(text), *LISTED.finditer(text)):
            codes = [code for part in BETWEEN.split(match["list"]) if (code := _code(part))]
            if len(codes) > 1:
                for code in codes:
                    found.setdefault(code, one.says(code))
    return found


def _code(part: str) -> str:
    """The domain that a part of a list names: the whole part, or what stands after its last 的."""
    plain = re.sub(r"(?:等.*|领域|检验检测|检测|机构)$", "", part.strip("“” "))
    known = {name: code for code, name in OFFICIAL.items()} | WORDS
    for words in (part.strip(), plain, plain.rsplit("的", 1)[-1], plain.removeprefix("涉及")):
        if words in known and known[words] != "other":
            return known[words]
    return ""


def _covering(phases: Sequence[ReadPhase], sentences: Sequence[Sentence]) -> list[ReadPhase]:
    """Coverage that the notice demands outside its phases is a condition of the one phase that goes on site."""
    on_site = [place for place, one in enumerate(phases) if ON_SITE.search(one.name.value)]
    held = {name for one in phases for name, _said in one.conditions}
    if len(on_site) != 1:
        return list(phases)
    more: dict[str, Said] = {}
    for one in sentences:
        for pattern, name in (*CONDITIONS, (FOCUS_COVER, "focus_visited")):
            if name in COVER - held and pattern.search(tight(one.text)):
                more.setdefault(name, one.says(name))
    listed = list(phases)
    place = on_site[0]
    listed[place] = replace(listed[place], conditions=(*listed[place].conditions, *more.items()))
    return listed
