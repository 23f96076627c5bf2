"""Small builders of HTML: everything that comes from a ledger is escaped here, once."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape as escape_always
from typing import TYPE_CHECKING, Any

from screener.phrases import Phrase
from screener.wording.visible import LONGEST, clip, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Phrases whose HTML is held: the names of columns come again and again.
HELD = 1024
#: HTML that is safe to write: built by this package, every foreign value escaped.
Html = str

_TURNING = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_SPECIAL = re.compile("[&<>\"']")
_PLACE = re.compile(r"\{(\w+)\}")


def escape(text: str) -> Html:
    """The text as HTML shows it; most has nothing to escape."""
    return escape_always(text) if _SPECIAL.search(text) else text


def foreign(value: object, limit: int = LONGEST) -> Html:
    """A value somebody else wrote: cut where one can see it, controls made visible, escaped, kept in its place."""
    return _foreign(clip(str(value), limit))


@lru_cache(8 * HELD)
def _foreign(text: str) -> Html:
    shown = escape(visible(text))
    return f"<bdi>{shown}</bdi>" if _TURNING.search(shown) else shown


@lru_cache(HELD)
def both(phrase: Phrase) -> Html:
    """Our own words in both languages; the page shows one of them."""
    if phrase.zh == phrase.en:
        return escape(phrase.zh)
    return f'<span lang="zh">{escape(phrase.zh)}</span><span lang="en">{escape(phrase.en)}</span>'


def words(zh: str, en: str) -> Html:
    """`both` of two literals."""
    return both(Phrase(zh, en))


def filled(template: Phrase, **values: Html) -> Html:
    """Our words with safe HTML in their `{places}`."""
    zh, en = (_fill(escape(text), values) for text in template)
    return f'<span lang="zh">{zh}</span><span lang="en">{en}</span>'


def told(template: Phrase, facts: Mapping[str, Phrase]) -> Html:
    """Our words with facts of a ledger in their `{places}`; each fact is escaped as foreign."""
    zh = _fill(escape(template.zh), {name: foreign(fact.zh, 400) for name, fact in facts.items()})
    en = _fill(escape(template.en), {name: foreign(fact.en, 400) for name, fact in facts.items()})
    return f'<span lang="zh">{zh}</span><span lang="en">{en}</span>'


def _fill(template: str, values: Mapping[str, Html]) -> Html:
    return _PLACE.sub(lambda place: values.get(place[1], "—"), template)


def link(anchor: str, inside: Html) -> Html:
    """A link within the page."""
    return f'<a href="#{escape(anchor)}">{inside}</a>'


def pill(inside: Html, tone: str = "") -> Html:
    """A word on a tint; the word carries the meaning."""
    return f'<span class="pill{f" is-{tone}" if tone else ""}">{inside}</span>'


def count(value: int, anchor: str = "") -> Html:
    """A number with thousands; zero is grey, anything else opens its rows where there is an anchor."""
    if value == 0:
        return '<span class="muted">0</span>'
    return link(anchor, f"{value:,}") if anchor else f"{value:,}"


def cell(inside: Html, css: str = "", label: Phrase | None = None) -> Html:
    """A cell of a table; `label` names it where the table folds on a phone."""
    kind = f' class="{css}"' if css else ""
    named = f' data-zh="{escape(label.zh)}" data-en="{escape(label.en)}"' if label and label.zh else ""
    return f"<td{kind}{named}>{inside}</td>"


def code(value: object, css: str = "") -> Html:
    """A name of the format or an identifier, in the type of machines."""
    return f"<code{f' class={chr(34)}{css}{chr(34)}' if css else ''}>{foreign(value)}</code>"


def row(name: Html, cells: Iterable[Html]) -> Html:
    """A row of a table by its name and its cells."""
    return f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>'


def head(columns: Iterable[tuple[Phrase, str]]) -> Html:
    """The head of a table: (name, class) of each column."""
    cells = (
        '<th scope="col"' + (f' class="{css}"' if css else "") + f">{both(name)}</th>"
        for name, css in columns
    )
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def table(columns: Sequence[tuple[Phrase, str]], rows: Iterable[Html], css: str = "") -> Html:
    """A table within a box that scrolls where the page is narrow."""
    body = "".join(rows)
    kind = f"tbl {css}".strip()
    scroll = "" if "fold" in css else ' class="scroll"'
    return f'<div{scroll}><table class="{kind}">{head(columns)}<tbody>{body}</tbody></table></div>'


def panel(
    title: Html, inside: Html, *, note: Html = "", foot: Html = "", anchor: str = "", css: str = ""
) -> Html:
    """A section with a heading that says what, a note on how, and a foot on limits."""
    name = f' id="{anchor}"' if anchor else ""
    noted = f'<span class="note">{note}</span>' if note else ""
    footer = f"<footer>{foot}</footer>" if foot else ""
    kind = f"panel {css}".strip()
    return f'<section class="{kind}"{name}><header><h2>{title}</h2>{noted}</header>{inside}{footer}</section>'


def moment(value: Any) -> Html:  # noqa: ANN401 - a field of the evidence, checked here
    """A timestamp or day as tables show it: no T, no seconds that are zero."""
    text = str(value)
    if len(text) >= 19 and text[10:11] == "T":
        text = text[:10] + " " + (text[11:16] if text[16:] == ":00" else text[11:])
    return foreign(text)
