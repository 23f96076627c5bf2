"""A hit as a page tells it, in the reader's language: its sentence, picture, rows, meaning, and what to check."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from screener.measures import ANOMALIES
from screener.phrases import Phrase
from screener.report.evidence import Case
from screener.report.evidence import Hit as Evidence
from screener.report.pictures import picture
from screener.report.rows import row_tables
from screener.rules import ORDER
from screener.wholes import WHOLES
from screener.wording import WORDING
from screener.wording.accuracy import accuracy_of
from screener.wording.cautions import MARK, cautions_of
from screener.wording.facts import Filling, facts_of
from screener.wording.terms import CONDUCTS, OUTCOMES, reason_of

_OTHER = {
    language: re.compile(
        rf'<(?P<tag>text|span|tspan|title|desc) lang="{language}"[^>]*>(?:(?!</(?P=tag)>).)*</(?P=tag)>',
        re.DOTALL,
    )
    for language in ("zh", "en")
}
TITLE_ID = "hit-title"
_OWNED = re.compile(r"\A[0-9A-Z]{18}/")
_CLASS = re.compile(r'class="([^"]*)"')
_NAMED = re.compile(r' data-zh="([^"]*)" data-en="([^"]*)"')
_MEANT = {"key": "strong", "none": "muted", "long": "", "id": "mono"}


@dataclass(frozen=True)
class Innocent:
    """What else it may be, with the check that decides."""

    said: str
    check: str


@dataclass(frozen=True)
class Look:
    """One thing to look at on site."""

    look: str
    fix: str
    settles: str
    excludes: str


@dataclass(frozen=True)
class Told:
    """A hit in words and pictures; `picture` and `rows` are markup, escaped by whoever drew them."""

    title: str
    meaning: str
    conduct: str
    rule: str
    picture: SafeString
    rows: SafeString
    innocent: tuple[Innocent, ...]
    looks: tuple[Look, ...]
    accuracy: str = ""
    cautions: tuple[str, ...] = ()


def _zh() -> bool:
    return (get_language() or "zh").startswith("zh")


def here(phrase: Phrase) -> str:
    """The words in the reader's language."""
    return phrase.zh if _zh() else phrase.en


def one_language(markup: str) -> SafeString:
    """Markup of the engine, which holds both languages, with one of them."""
    one = _OTHER["en" if _zh() else "zh"].sub("", markup)
    pushed = f'<div class="scroll" data-scroll="{escape(gettext("Rows of the ledger"))}">'
    one = one.replace('<div class="scroll">', pushed)
    one = _NAMED.sub(r' data-l="\1"' if _zh() else r' data-l="\2"', one)
    return mark_safe(_CLASS.sub(_classed, one))  # noqa: S308 - the engine escaped what is foreign


def _classed(found: re.Match[str]) -> str:
    """Classes that mean something else on the pages of the office, by what they mean there."""
    words = (_MEANT.get(word, word) for word in found[1].split())
    return f'class="{" ".join(filter(None, words))}"'


def own_words(
    evidence: Mapping[str, Any], uscc: str, names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The evidence with identifiers as they were written, without a code before them, and others' codes by name."""
    named = {code: name for code, name in (names or {}).items() if code != uscc}

    def said(value: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, str):
            return named.get(value) or plain(value)
        if isinstance(value, list):
            return [said(one) for one in value]
        if isinstance(value, dict):
            return {name: said(one) for name, one in value.items()}
        return value

    return {name: said(value) for name, value in evidence.items()}


def plain(identifier: str) -> str:
    """An identifier as its institution wrote it, without a code before it."""
    return _OWNED.sub("", identifier)


def title_of(
    rule: str,
    evidence: Mapping[str, Any],
    uscc: str,
    *,
    chinese: bool | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """The contradiction in one sentence."""
    wording = WORDING.get(rule)
    if wording is None:
        return rule
    zh = _zh() if chinese is None else chinese
    facts = facts_of(rule, own_words(evidence, uscc, names))
    filling = Filling({name: fact.zh if zh else fact.en for name, fact in facts.items()})
    return (wording.title_zh if zh else wording.title_en).format_map(filling)


def codes_in(evidence: Mapping[str, Any]) -> set[str]:
    """The codes of the institutions that the rows of a hit are about."""
    rows = [evidence.get("row") or {}, *(evidence.get("others") or [])]
    return {str(row[name]) for row in rows for name in ("uscc", "certificate_uscc") if row.get(name)}


def tell(
    rule: str, conduct: str, evidence: Mapping[str, Any], uscc: str, *, names: Mapping[str, str]
) -> Told:
    """Everything that the page of a hit says of it."""
    shown = own_words(evidence, uscc, names)
    wording = WORDING.get(rule)
    case = Case((Evidence("", rule, "contradiction", conduct, uscc, shown),))
    drawn, rows = one_language(picture(case, TITLE_ID)), one_language(row_tables(case))
    if wording is None:
        return Told(rule, "", conduct_name(conduct), rule, drawn, rows, (), ())
    facts = facts_of(rule, shown)
    filling = Filling({name: here(fact) for name, fact in facts.items()})
    meaning = (wording.meaning_zh if _zh() else wording.meaning_en).format_map(filling)
    return Told(
        title=title_of(rule, evidence, uscc, names=names),
        meaning=meaning,
        conduct=conduct_name(conduct),
        rule=here(wording.label),
        picture=drawn,
        rows=rows,
        innocent=innocents_of(rule),
        looks=looks_of(rule),
        accuracy=accuracy_text(rule),
        cautions=cautions_told(evidence),
    )


def cautions_told(evidence: Mapping[str, Any]) -> tuple[str, ...]:
    """Why a hit is weak ground by itself."""
    return tuple(map(here, cautions_of(evidence)))


def mild_of(evidence: Mapping[str, Any]) -> str:
    """A word for lists where a hit has a caution; empty where it has none."""
    return here(MARK) if cautions_of(evidence) else ""


def innocents_of(rule: str) -> tuple[Innocent, ...]:
    """What else a hit of a rule may be."""
    wording = WORDING.get(rule)
    if wording is None:
        return ()
    return tuple(
        Innocent(here(Phrase(one.zh, one.en)), here(Phrase(one.check_zh, one.check_en)))
        for one in wording.innocent
    )


def accuracy_text(rule: str) -> str:
    """How well the rule does on invented ledgers, as measured; empty for an unknown one."""
    found = accuracy_of(rule)
    return "" if found is None else here(found)


def looks_of(rule: str) -> tuple[Look, ...]:
    """What to look at on site for a rule, for the room that plans visits."""
    wording = WORDING.get(rule)
    if wording is None:
        return ()
    return tuple(
        Look(*(here(part) for part in (one.look, one.fix, one.settles, one.excludes))) for one in wording.site
    )


def rule_name(rule: str) -> str:
    """What a rule is called."""
    return here(WORDING[rule].label) if rule in WORDING else rule


def conduct_name(code: str) -> str:
    """What would be at issue if it were confirmed."""
    return here(CONDUCTS[code]) if code in CONDUCTS else code


def outcome_name(outcome: str) -> str:
    """One of the four answers of a rule."""
    return here(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome


def reason_name(reason: str) -> str:
    """Why a rule has no answer."""
    return here(reason_of(reason)) if reason else ""


def rules() -> list[tuple[str, str]]:
    """Every rule with what it is called, in the order of the specification."""
    return [(rule, rule_name(rule)) for rule in (*ORDER, *WHOLES, *ANOMALIES)]


def conducts() -> list[tuple[str, str]]:
    """Every conduct with what it is called."""
    return [(code, conduct_name(code)) for code in CONDUCTS]
