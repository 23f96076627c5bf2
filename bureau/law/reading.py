"""Reads the text files of the law, and refuses them whole with every fault named.

The files are this package's `texts/`; MINGJIAN_LAW names another folder, in which a change can be tried.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

from bureau.kernel.entries import Entry, Fault, Refused, read_toml
from bureau.kernel.phrases import Phrase
from bureau.law.authorities import AUTHORITIES, CONDUCTS, DOMAINS
from bureau.law.book import CONFIDENCES, Article, Basis, Book, Law, Span, Term, Threshold, Version
from bureau.law.checking import check

TEXTS = Path(__file__).parent / "texts"
LEVELS = ("法律", "行政法规", "部门规章", "规范性文件", "司法解释")
LENGTH = re.compile(r"[1-9]\d{0,4}(?:个工作日|日|小时|月|年)")
NO_TEXTS = Phrase("{folder} 里没有 .toml 文件。", "There is no .toml file in {folder}.")
UNKNOWN = Phrase(
    "“{key}”里的 {value} 不认识；可用的有：{known}。",
    "{value} under “{key}” is not known; there are: {known}.",
)
NO_LENGTH = Phrase(
    "“{key}”的 {value} 读不懂；应如 15个工作日、90日、24小时、3月、6年（日是自然日）。",
    "{value} under “{key}” cannot be read; write 15个工作日, 90日, 24小时, 3月 or 6年 (a 日 is a calendar day).",
)
BACKWARDS = Phrase("止日 {last} 早于起日 {first}。", "It ends on {last}, before it begins on {first}.")
FINES = Phrase("罚款下限 {low} 高于上限 {high}。", "The least fine {low} is over the greatest {high}.")
TWICE = Phrase("“{key}”写了两次。", "“{key}” stands there twice.")
NO_CONDUCT = Phrase("没有写“行为”。", "It names no conduct (行为).")
UNTOLD = Phrase("行为 {conduct} 没有写“{key}”。", "Conduct {conduct} has no “{key}”.")
ONE_LANGUAGE = Phrase("“算法”和“算法英文”要一起写。", "算法 and 算法英文 are written together.")
NO_VERSION = Phrase("没有“版本”。", "It has no version (版本).")


def folder() -> Path:
    """Where the texts lie."""
    return Path(os.environ.get("MINGJIAN_LAW") or TEXTS)


def read_book(place: Path | None = None) -> Book:
    """Every law in force; read again only if a file was changed. Those of a folder that is named need not fit together.

    Raises:
        Refused: with every fault of form, the file and the place; and of what is in force, whatever does not fit.
    """
    found = place or folder()
    files = sorted(found.glob("*.toml"))
    if not files:
        raise Refused([Fault(Phrase(str(found), str(found)), NO_TEXTS.with_(folder=found))])
    known = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    return _read(known) if place else _read_whole(known)


@lru_cache(maxsize=8)
def _read_whole(files: tuple[tuple[Path, int, int], ...]) -> Book:
    """The texts by which something is decided: nothing is, while versions overlap or an article is not there."""
    book = _read(files)
    faults = check(book)
    if faults:
        raise Refused(faults)
    return book


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[Path, int, int], ...]) -> Book:
    faults: list[Fault] = []
    laws, digest = [], hashlib.sha256()
    for path, _written, _size in files:
        try:
            values = read_toml(path)
        except Refused as refused:
            faults += refused.faults
            continue
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        laws.append(_law(Entry(values, Phrase(path.name, path.name), faults), path.name))
    if faults:
        raise Refused(faults)
    return Book(tuple(laws), digest.hexdigest())


def _law(entry: Entry, file: str) -> Law:
    special = entry.yes("优先")
    law = Law(
        file,
        entry.text("法"),
        _known(entry, "层级", entry.text("层级"), LEVELS),
        special,
        tuple(_version(one, special=special) for one in entry.entries("版本")),
    )
    if not law.versions:
        entry.fault(NO_VERSION)
    entry.finish()
    return law


def _version(entry: Entry, *, special: bool) -> Version:
    confidence = _confidence(entry)
    articles: dict[str, Article] = {}
    for one in entry.entries("条文"):
        number = one.text("条")
        if number in articles:
            one.fault(TWICE.with_(key=number))
        articles[number] = Article(number, one.text("内容"), _confidence(one, confidence))
        one.finish()
    version = Version(
        entry.text("版"),
        _span(entry),
        entry.text("文号"),
        entry.text("来源"),
        confidence,
        entry.text("间断", ""),
        articles,
        tuple(_basis(one, confidence, special=special) for one in entry.entries("依据")),
        tuple(_term(one, confidence) for one in entry.entries("期限")),
        tuple(_threshold(one, confidence) for one in entry.entries("门槛")),
    )
    entry.finish()
    return version


def _basis(entry: Entry, confidence: str, *, special: bool) -> Basis:
    conducts = _all_known(entry, "行为", CONDUCTS)
    if not conducts:
        entry.fault(NO_CONDUCT)
    low, high = entry.whole("罚款下限"), entry.whole("罚款上限")
    if low is not None and (high is None or low > high):
        entry.fault(FINES.with_(low=low, high=high))
    basis = Basis(
        conducts,
        _all_known(entry, "领域", DOMAINS),
        _all_known(entry, "可能领域", DOMAINS),
        _by_conduct(entry, "义务条", conducts, required=True),
        _by_conduct(entry, "罚则条", conducts, required=False),
        low,
        high,
        _formula(entry),
        entry.texts("措施"),
        entry.text("条件", ""),
        entry.yes("先责令改正"),
        AUTHORITIES.get(_known(entry, "承办", entry.text("承办"), tuple(AUTHORITIES)), ""),
        entry.whole("顺序") or (1 if special else 2),
        _confidence(entry, confidence),
        entry.text("说明", ""),
    )
    entry.finish()
    return basis


def _by_conduct(entry: Entry, key: str, conducts: tuple[str, ...], *, required: bool) -> dict[str, str]:
    """`"26"` for all of them, or `{ "U1" = "13(1)" }` for each."""
    if not isinstance(entry.values.get(key), dict):
        text = entry.text(key, None if required else "")
        return dict.fromkeys(conducts, text) if text else {}
    entry.asked.append(key)
    told: dict[str, object] = entry.values[key]
    for conduct in told.keys() - set(conducts):
        entry.fault(UNKNOWN.with_(key=key, value=conduct, known="、".join(conducts)))
    for conduct in conducts:
        if not isinstance(told.get(conduct), str):
            entry.fault(UNTOLD.with_(conduct=conduct, key=key))
    return {conduct: str(told.get(conduct)) for conduct in conducts}


def _formula(entry: Entry) -> Phrase | None:
    zh, en = entry.text("算法", ""), entry.text("算法英文", "")
    if bool(zh) != bool(en):
        entry.fault(ONE_LANGUAGE)
    return Phrase(zh, en) if zh else None


def _term(entry: Entry, confidence: str) -> Term:
    term = Term(
        entry.text("号"),
        entry.text("名"),
        _length(entry, "长"),
        _length(entry, "延") if entry.has("延") else entry.text("延", ""),
        entry.text("再延", ""),
        entry.text("条", ""),
        entry.text("起算"),
        entry.texts("不计"),
        bool(_known(entry, "方向", entry.text("方向", ""), ("", "之前"))),
        entry.yes("不顺延"),
        _span(entry),
        _confidence(entry, confidence),
        entry.text("说明", ""),
    )
    entry.finish()
    return term


def _threshold(entry: Entry, confidence: str) -> Threshold:
    found = Threshold(
        entry.text("号"),
        entry.text("名"),
        entry.whole("数") or 0,
        entry.text("条", ""),
        _span(entry),
        _confidence(entry, confidence),
        entry.text("说明", ""),
    )
    entry.finish()
    return found


def _span(entry: Entry) -> Span:
    span = Span(entry.day("自", required=False), entry.day("至", required=False))
    if span.first and span.last and span.last < span.first:
        entry.fault(BACKWARDS.with_(first=span.first, last=span.last))
    return span


def _length(entry: Entry, key: str) -> str:
    text = entry.text(key)
    if text and not LENGTH.fullmatch(text):
        entry.fault(NO_LENGTH.with_(key=key, value=text))
    return text


def _confidence(entry: Entry, default: str | None = None) -> str:
    return _known(entry, "可信度", entry.text("可信度", default), CONFIDENCES)


def _known(entry: Entry, key: str, value: str, known: tuple[str, ...]) -> str:
    if value and value not in known:
        entry.fault(UNKNOWN.with_(key=key, value=value, known="、".join(filter(None, known))))
    return value


def _all_known(entry: Entry, key: str, known: dict[str, Phrase]) -> tuple[str, ...]:
    values = entry.texts(key)
    for value in values:
        _known(entry, key, value, tuple(known))
    return values
