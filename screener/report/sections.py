"""A section for each institution: why it stands where it stands, what each rule said, its hits as evidence cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screener.phrases import Phrase
from screener.report import anchors
from screener.report.cards import evidence_card
from screener.report.choosing import CARD_BYTES, PORTRAITS, SECTIONS, allot
from screener.report.evidence import cases
from screener.report.fields import skipped
from screener.report.markup import Html, both, cell, count, foreign, link, panel, pill, row, table, words
from screener.report.overview import called
from screener.report.portrait import Subject, portrait_panels, terms_drawn
from screener.report.standing import terms_table
from screener.wording import WORDING
from screener.wording.terms import OUTCOMES, reason_of
from screener.wording.visible import clip

if TYPE_CHECKING:
    from collections.abc import Callable

    from screener.report.evidence import Group, Hit
    from screener.report.portrait import Groups, Own
    from screener.report.reading import Institution, Outcome, Output

_TONES = {"hit": "bad", "clear": "good"}


def shares_of(output: Output) -> dict[Group, int]:
    """How many hits to show of every institution with a section and every rule that spoke there."""
    groups: list[tuple[Group, int]] = []
    for one in output.institutions[:SECTIONS]:
        said = output.outcomes.get(one.uscc, {})
        groups += [((one.uscc, rule), said[rule].hits) for rule in _ordered(said) if said[rule].hits]
    shares = allot([hits for _, hits in groups])
    return {group: share for (group, _), share in zip(groups, shares, strict=True) if share}


@dataclass(frozen=True)
class Rows:
    """What pictures of an institution are drawn from: the run's measured groups, and its own rows of the ledger."""

    groups: Groups | None = None
    own: Callable[[str], Own | None] | None = None


def sections(output: Output, hits: dict[Group, list[Hit]], rows: Rows) -> list[Html]:
    """The sections, best-ranked first; cards stop where the page has grown to its limit."""
    left = CARD_BYTES
    folded = skipped(output.summary)
    written = []
    for place, one in enumerate(output.institutions[:SECTIONS]):
        said = output.outcomes.get(one.uscc, {})
        groups = []
        if place < PORTRAITS and (rows.groups is not None or rows.own is not None):
            drawn = _portrait(output, one, hits, rows)
            left -= len(drawn.encode())
            groups.append(drawn)
        for rule in _ordered(said):
            if said[rule].hits:
                part, left = _group(one, rule, said[rule].hits, hits.get((one.uscc, rule), []), left)
                groups.append(part)
        ran = {rule: answer for rule, answer in said.items() if rule not in folded}
        written.append(_section(one, ran, groups))
    return written


def _portrait(output: Output, one: Institution, hits: dict[Group, list[Hit]], rows: Rows) -> Html:
    said = output.outcomes.get(one.uscc, {})
    anchor = f"{anchors.institution(one.rank)}-p"
    subject = Subject(
        one.uscc,
        anchor,
        rows.groups,
        rows.own(one.uscc) if rows.own is not None else None,
        {rule: cases(hits.get((one.uscc, rule), [])) for rule in said},
        said,
    )
    others = [other.risk for other in output.institutions if other.uscc != one.uscc]
    terms = terms_drawn(one.terms, said, one.risk, others, labelled_by=f"{anchor}-terms")
    title = words(f"风险 {one.risk:.2f}，由这些加起来", f"Risk {one.risk:.2f}, made of these")
    head = f'<header><h3 id="{anchor}-terms">{title}</h3></header>'
    drawn = f'<div class="picbox" tabindex="0" role="region" aria-labelledby="{anchor}-terms">{terms}</div>'
    return f'<section class="panel">{head}<div class="body">{drawn}</div></section>{portrait_panels(subject)}'


def _ordered(said: dict[str, Outcome]) -> list[str]:
    return sorted(said, key=anchors.rule_number)


def _section(one: Institution, said: dict[str, Outcome], groups: list[Html]) -> Html:
    meta = (
        words(f"第 {one.rank} 名", f"rank {one.rank}"),
        f"<code>{foreign(one.uscc)}</code>",
        words(f"风险 {one.risk:.2f}", f"risk {one.risk:.2f}"),
        words(f"{one.reports:,} 份报告", f"{one.reports:,} reports"),
        words(f"{one.hits:,} 条疑点", f"{one.hits:,} hits"),
        link("institutions", words("回到排序", "back to the ranking")),
    )
    spans = "".join(f"<span>{part}</span>" for part in meta)
    anchor = anchors.institution(one.rank)
    terms = terms_table(one)
    why = panel(words("为什么排在这里", "Why it ranks here"), terms) if terms else ""
    sides = f'<div class="cols wide">{_answers(one, said)}{why}</div>' if why else _answers(one, said)
    kind = "inst" if groups else "inst quiet"
    return (
        f'<section class="{kind}" id="{anchor}"><header><h2>{called(one)}</h2><p class="meta">{spans}</p></header>'
        f"{sides}{''.join(groups)}</section>"
    )


def _answers(one: Institution, said: dict[str, Outcome]) -> Html:
    """The four answers, each with the rules that gave it and the rows that they looked at."""
    rows = []
    for outcome, word in OUTCOMES.items():
        rules = [_answer(one, rule, said[rule]) for rule in _ordered(said) if said[rule].outcome == outcome]
        if rules:
            told = pill(both(word), _TONES.get(outcome, ""))
            rows.append(row(told, [cell(f'<ul class="said">{"".join(rules)}</ul>')]))
    columns = [
        (Phrase("结果", "Answer"), ""),
        (Phrase("规则（疑点 / 查过的行）", "Rules (hits / rows tested)"), ""),
    ]
    return panel(words("逐条规则", "Rule by rule"), table(columns, rows), css="answers")


def _answer(one: Institution, rule: str, answer: Outcome) -> Html:
    label = both(WORDING[rule].label) if rule in WORDING else foreign(rule)
    if answer.outcome == "hit":
        told = f"{count(answer.hits, anchors.group(one.rank, rule))} / {answer.tested:,}"
    elif answer.outcome == "clear":
        told = f"{answer.tested:,}"
    else:
        told = both(reason_of(clip(answer.reason or "", 120)))
    return f'<li>{label} <span class="muted">{told}</span></li>'


def _group(one: Institution, rule: str, total: int, hits: list[Hit], left: int) -> tuple[Html, int]:
    """The cards of one rule at one institution, and the bytes that remain for others."""
    first = anchors.card(one.rank, rule, 1)
    cards: list[Html] = []
    shown = 0
    for nth, case in enumerate(cases(hits), start=1):
        if left <= 0:
            break
        card = evidence_card(case, anchor=anchors.card(one.rank, rule, nth), first=first)
        left -= len(card.encode())
        cards.append(card)
        shown += len(case.hits)
    label = both(WORDING[rule].label) if rule in WORDING else foreign(rule)
    told = words(f"{total:,} 条疑点", f"{total:,} hits")
    if shown < total:
        told += words(
            f"，这里列出 {shown:,} 条，其余 {total - shown:,} 条见 hits.parquet",
            f", {shown:,} shown here, {total - shown:,} more in hits.parquet",
        )
    if len(cards) < shown:
        told += words(
            f"；说的是同一件事的合成一张，共 {len(cards)} 张",
            f"; those of one case share a card, {len(cards)} in all",
        )
    head = f'<header><h3>{label}</h3><span class="note">{told} · <code>{foreign(rule)}</code></span></header>'
    return (
        f'<section class="group" id="{anchors.group(one.rank, rule)}">{head}{"".join(cards)}</section>',
        left,
    )
