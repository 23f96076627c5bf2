"""A portrait on the self-contained page: each picture a panel with what it means and what to look at on site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.report.markup import Html, both, pill, words
from screener.report.portrait.drawing import portrait
from screener.report.portrait.shape import SAID
from screener.wording import WORDING

if TYPE_CHECKING:
    from screener.report.portrait.shape import Drawn, Subject
    from screener.wording import Wording


def portrait_panels(subject: Subject) -> Html:
    """Every picture there is, then in one panel why there are no others."""
    drawn, missing = portrait(subject)
    parts = [_panel(one, subject.id_of(one.key)) for one in drawn]
    if missing:
        rows = "".join(
            f'<li>{both(one.question)}<span class="sub">{both(one.why)}</span></li>' for one in missing
        )
        title = words("没有画出的图", "Pictures that there are not")
        inside = f'<div class="body"><ul class="list">{rows}</ul></div>'
        parts.append(f'<section class="panel"><header><h3>{title}</h3></header>{inside}</section>')
    return "".join(parts)


def _panel(one: Drawn, name: str) -> Html:
    said = pill(both(SAID[one.speaks]), "warn" if one.speaks else "")
    head = f'<header><p class="note">{both(one.question)} {said}</p><h3 id="{name}">{both(one.answer)}</h3></header>'
    figures = "".join(
        f"<div><dt>{both(label)}</dt><dd>{both(value)}</dd></div>" for label, value in one.figures
    )
    seen = words("图里的数", "The same in numbers")
    box = (
        f'<div class="body"><div class="picbox" tabindex="0" role="region" aria-labelledby="{name}">{one.picture}</div>'
        f'<p class="scrollnote">{words("左右滑动看全图", "Slide sideways to see all of it")}</p>'
        f'<dl class="facts">{figures}</dl><details><summary>{seen}</summary>{one.table}</details></div>'
    )
    means = f"<section><h4>{words('说明什么', 'What it means')}</h4><p>{both(one.means)}</p></section>"
    if not one.speaks:
        return f'<article class="panel portrait">{head}{box}<div class="why">{means}</div></article>'
    wordings = [WORDING[rule] for rule in one.rules if rule in WORDING]
    maybe = f"<section><h4>{words('也可能没有问题', 'It may be nothing')}</h4>{_innocent(wordings)}</section>"
    look = f"<section><h4>{words('到现场看什么', 'What to look at on site')}</h4>{_looks(wordings)}</section>"
    return f'<article class="panel portrait">{head}{box}<div class="why three">{means}{maybe}{look}</div></article>'


def _innocent(wordings: list[Wording]) -> Html:
    items = (
        f'<li>{words(one.zh, one.en)}<span class="sub">{words(one.check_zh, one.check_en)}</span></li>'
        for wording in wordings
        for one in wording.innocent
    )
    return f'<ol class="nums">{"".join(items)}</ol>'


def _looks(wordings: list[Wording]) -> Html:
    items = (
        f'<li>{both(one.look)}<span class="sub">{both(one.settles)}</span></li>'
        for wording in wordings
        for one in wording.site
    )
    return f'<ol class="nums">{"".join(items)}</ol>'
