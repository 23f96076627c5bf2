"""What a portrait is made of: a question, the answer in words, the picture, its figures, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from screener.phrases import Phrase
from screener.report.markup import Html, both, cell, foreign, row, table
from screener.wording.terms import OUTCOMES, reason_of
from screener.wording.visible import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from screener.report.evidence import Case
    from screener.report.portrait.groups import Groups, Row
    from screener.report.portrait.own import Own
    from screener.report.reading import Outcome

#: What the pictures ask, by their key, in the order in which they stand.
QUESTIONS: dict[str, Phrase] = {
    "bookings": Phrase("设备和人员同一时间排了几项？", "What ran at the same time?"),
    "digits": Phrase("末位数字是否均匀？", "Are last digits even?"),
    "replicates": Phrase("平行样是否过于一致？", "Are replicates too alike?"),
    "limits": Phrase("结果是否刚好压线？", "Do results stop at the limit?"),
    "passes": Phrase("不合格率是否低得离谱？", "Do too few reports fail?"),
    "serial": Phrase("报告编号和收样时间对得上吗？", "Do numbers follow the receipt of samples?"),
    "copies": Phrase("不同样品的数据有没有整份相同？", "Do different samples share their values?"),
}


#: Whether a rule speaks of what a picture shows.
SAID = {True: Phrase("有疑点", "a hit speaks of it"), False: Phrase("规则没有报疑点", "no hit")}


@dataclass(frozen=True)
class Subject:
    """An institution as a run tells of it. `prefix` begins the ids of its pictures."""

    uscc: str
    prefix: str
    groups: Groups | None
    own: Own | None
    cases: Mapping[str, Sequence[Case]] = field(default_factory=dict)
    said: Mapping[str, Outcome] = field(default_factory=dict)

    def id_of(self, key: str) -> str:
        """The id of the heading that names a picture."""
        return f"{self.prefix}-{key}"

    def measured(self) -> Mapping[str, list[Row]]:
        """Its groups by rule, the most unlike its peers first."""
        return self.groups.of(self.uscc) if self.groups is not None else {}


@dataclass(frozen=True)
class Drawn:
    """One picture. `rules` are those whose innocent explanations and things to look at belong to it."""

    key: str
    rules: tuple[str, ...]
    answer: Phrase
    means: Phrase
    picture: Html
    figures: tuple[tuple[Phrase, Phrase], ...]
    table: Html
    speaks: bool

    @property
    def question(self) -> Phrase:
        """What it asks."""
        return QUESTIONS[self.key]


@dataclass(frozen=True)
class Undrawn:
    """A picture that there is not, and why."""

    key: str
    why: Phrase

    @property
    def question(self) -> Phrase:
        """What it would have asked."""
        return QUESTIONS[self.key]


def undrawn(subject: Subject, key: str, *rules: str) -> Undrawn:
    """Why there is no picture, in the words in which the rules answered."""
    told = [subject.said[rule] for rule in rules if rule in subject.said]
    if not told:
        return Undrawn(key, Phrase("这次筛查没有这方面的数据。", "This run has no data about it."))
    said = [
        Phrase(f"{word.zh}：{why.zh}", f"{word.en}: {why.en}") if one.reason else word
        for one in told
        for word in (OUTCOMES.get(one.outcome, Phrase(one.outcome, one.outcome)),)
        for why in (reason_of(clip(one.reason or "", 160)),)
    ]
    distinct = list(dict.fromkeys(said))
    return Undrawn(key, Phrase("；".join(one.zh for one in distinct), "; ".join(one.en for one in distinct)))


def plain(text: str) -> Phrase:
    """Words that are the same in both languages."""
    return Phrase(text, text)


def listed(columns: Sequence[tuple[Phrase, str]], rows: Iterable[tuple[object, ...]]) -> Html:
    """A table of plain values, the first of each row being its name; whatever comes from a ledger is escaped."""
    body = []
    for name, *values in rows:
        cells = [
            cell(_shown(value), css, label) for value, (label, css) in zip(values, columns[1:], strict=True)
        ]
        body.append(row(_shown(name), cells))
    return table(columns, body, "fold")


def _shown(value: object) -> Html:
    return both(value) if isinstance(value, Phrase) else foreign("—" if value is None else value)
