"""Reads schedules from workbooks and documents: each table under its header, every cell that is in doubt told."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

from bureau.registry.identifiers import read_certificate_number
from bureau.registry.roster import days, values
from bureau.registry.roster.grids import Cell, Grid
from bureau.registry.roster.opening import open_grids
from bureau.registry.roster.reading import GOES_ON
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.told import DELETED, Problem
from bureau.registry.schedules.columns import (
    AUTHORISATION,
    CAPABILITY,
    INSTRUMENT,
    LONGEST,
    Header,
    header_at,
)
from bureau.registry.schedules.refusing import (
    BACKWARDS,
    BARE,
    HIDDEN,
    LONG,
    NAMELESS,
    NO_HEADER,
    NO_METHOD,
    NO_PARAMETER,
    NO_YEAR,
    NOTHING_ABOVE,
    STRUCK,
    TWICE,
    UNTOLD,
)
from bureau.registry.schedules.standards import standards_in
from bureau.registry.schedules.told import Entry, Schedules

FAILED = re.compile(
    r"不合格|不符合|不通过|未通过|不满足|不准用|不可用|停用|禁用|报废|封存|超差|失效|无效|[×✗✘✕]|^(?:否|NG|FAIL(?:ED)?)$",
    re.IGNORECASE,
)
PASSED = re.compile(r"合格|符合|通过|满足|准用|正常|有效|可用|[√✓✔]|^(?:是|OK|PASS(?:ED)?)$", re.IGNORECASE)
_OPEN = re.compile(r"未检|未校|待检|待校|送检|送校|检定中|校准中|限用|降级|待定|部分")
_STRUCK = re.compile(r"取消|撤销|注销|暂停|作废|不再|删除")
_SITE = re.compile(r"(?:检验检测)?(?:场所|地址|地点)(?:地址)?[:：](.+)")
_NUMBERED = re.compile(r"^\d{1,3}(?:\.\d{1,3})+(?:[\s、]+|[.．]\s+|(?=[一-鿿]))(?=\S)")
# 批准甲公司资质认定项目及限制范围; 机构名称：甲公司
_BODY = re.compile(
    r"批准(\w.{3,60}?)(?:的)?(?:资质认定|检验检测能力|授权签字人)|(?:机构|单位)名称[:：]\s*(.{4,60}?)(?:\s|$)"
)
_TWELVE = re.compile(r"(?<!\d)\d{12}[A-Z]?(?!\d)")
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十\d.]{1,5}[)）、.．]?")
_IDLE = re.compile(
    r"第?\d+页.*|.*共\d+页.*|以下空白|[（(]?以下无正文.*|(?:填表|制表|审核|批准)人?[:：].*|合计.*"
)
MOST = {
    "parameter": 120,
    "method": 120,
    "subject": 120,
    "limits": 300,
    "name": 60,
    "post": 60,
    "domain": 40,
} | {"own_number": 60, "serial_no": 80, "model": 80}


def read_schedules(path: Path, *, hidden: bool = False) -> Schedules:
    """Every table of a file that is a schedule; sheets that are hidden are named, and read only if asked for.

    Raises:
        UnreadableError: it cannot be read at all.
    """
    found = Schedules()
    last: _Table | None = None
    grids = open_grids(path)
    if any(grid.deleted for grid in grids):
        found.problems.append(Problem(None, None, None, "", DELETED))
    for grid in grids:
        if grid.hidden:
            found.hidden.append(grid.name or "")
        if grid.hidden and not hidden:
            found.problems.append(Problem(grid.name, None, None, "", HIDDEN))
        else:
            last = _Table(grid, found, last).read() or last
    found.numbers = list(dict.fromkeys(found.numbers))
    return found


@dataclass
class _Table:
    """One table while it is being read."""

    grid: Grid
    found: Schedules
    before: _Table | None
    group: str = ""
    site: str = ""
    header: Header | None = None
    above: dict[str, str] = field(default_factory=dict)
    body: str = ""  # whose schedule it is, as its heading says
    last: dict[str, str] = field(default_factory=dict)  # the entry before, for 同上
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def read(self) -> _Table | None:
        """All its rows; gives itself, if it is a schedule: a next table of a document may go on with it."""
        texts = [[values.text_of(cell) for cell in row] for row in self.grid.rows]
        self._note_above([self.grid.heading])
        self.header = self._goes_on(texts)
        for at, row in enumerate(texts):
            said = [text for text in row if not values.is_blank(text)]
            if not said:
                continue
            named = header_at(texts, at)
            if named is not None:
                self.header, self.above = named, {}
            elif self.header is None or self._is_heading(row, said):
                self._note_above(said)
            elif not _IDLE.fullmatch(said[0]):
                self._entry(at, row)
        if self.header is None and any(map(any, texts)):
            self.found.problems.append(Problem(self.grid.name, None, None, "", NO_HEADER))
        return self if self.header is not None else None

    def _goes_on(self, texts: list[list[str]]) -> Header | None:
        """The header of the table before, where this one has none and is as wide and numbered."""
        last = self.before.header if self.before is not None else None
        if self.before is None or last is None or not self.grid.follows or not texts:
            return None
        if any(header_at(texts, at) for at in range(min(3, len(texts)))):
            return None
        places = [place for found in last.columns.values() for place in found]
        numbered = last.columns.get("number", [0])[0]
        first = texts[0]
        if len(first) <= max(places) or not first[numbered].rstrip(".、").isdigit():
            return None
        self.group, self.site, self.above = self.before.group, self.before.site, dict(self.before.above)
        self.found.problems.append(Problem(self.grid.name, self.grid.first, None, "", GOES_ON))
        return last

    def _is_heading(self, row: list[str], said: list[str]) -> bool:
        """One text in the row: merged over it, or in a column that does not make an entry."""
        assert self.header is not None  # noqa: S101 - the caller asked
        words = self._words(said)
        if len(set(words)) > 1:
            return False
        columns, needs = self.header.columns, self.header.kind.needs
        own = [row[place] for name in needs for place in columns[name] if place < len(row)]
        return len(words) != 1 or words[0] not in own

    @staticmethod
    def _words(said: list[str]) -> list[str]:
        return [text for text in said if not _ORDINAL.fullmatch(text)]

    def _note_above(self, said: list[str]) -> None:
        """A heading: where the tests are done, under which certificate, or what a group of lines is about."""
        words = self._words(said)
        for text in words:
            found = _SITE.search(text)
            if found is not None:
                self.site = found[1]
            named = _BODY.search(text)
            if named is not None:
                self.body = named[1] or named[2]
            self.found.numbers += [
                number
                for one in _TWELVE.findall(text)
                if (number := read_certificate_number(one).number) is not None
            ]
            if (
                found is None
                and self.header is not None
                and len(text) <= LONGEST
                and not _IDLE.fullmatch(text)
            ):
                self.group = re.sub(r"^[（(]?[一二三四五六七八九十\d.]+[)）、.．]", "", text)

    # --- one row -------------------------------------------------------------------------------------------------

    def _entry(self, at: int, row: list[str]) -> None:
        assert self.header is not None  # noqa: S101 - the caller asked
        said = {name: self._text(name, row) for name in self.header.columns}
        numbered = self.header.columns.get("number", ())[
            -1:
        ]  # of 序号 over groups and over lines, the line's
        said["number"] = "".join(row[place] for place in numbered if place < len(row))
        number = at + self.grid.first
        if not self._resolved(number, at, said):
            return
        struck = _STRUCK.search("".join((said.get("limits", ""), said.get("change", ""))))
        if struck is not None:
            self._note(number, "limits", said["limits"], STRUCK.fill(word=struck[0]))
            return
        long = next(
            (name for name, most in MOST.items() if len(said.get(name, "")) > most and name != "method"), ""
        )
        if long:
            self._note(number, long, said[long][:80], LONG.fill(most=MOST[long]))
            return
        kind = self.header.kind.name
        read = {CAPABILITY: self._capability, INSTRUMENT: self._instrument}.get(kind, self._person)
        read(number, at, said)

    def _resolved(self, number: int, at: int, said: dict[str, str]) -> bool:
        """Put what the entry before says where a cell says “the same”; False where nothing stands there to repeat."""
        said["raw"] = " ".join(dict.fromkeys(str(cell) for cell in self._cells("method", at) if cell))
        for name in set(said) - {"number", "raw"}:
            if not values.DITTO.fullmatch(said[name]):
                continue
            if not self.last.get(name):
                self._note(number, name, said[name], NOTHING_ABOVE)
                return False
            said[name] = self.last[name]
            if name == "method":
                said["raw"] = self.last["raw"]
        self.last = dict(said)
        return True

    def _capability(self, number: int, at: int, said: dict[str, str]) -> None:
        unnumbered = not said.get("number")
        for name in ("subject", "parameter"):
            if not said.get(name) and self.above.get(name) and (unnumbered or name == "subject"):
                said[name] = self.above[name]
        if not said.get("parameter"):
            self._note(number, "parameter", "、".join(filter(None, said.values()))[:80], NO_PARAMETER)
            return
        if not said.get("method"):
            self._note(number, "method", said["parameter"][:80], NO_METHOD)
            return
        self.above = {name: said.get(name, "") for name in ("subject", "parameter")}
        told = {
            "subject": said.get("subject") or self.group,
            "parameter": said["parameter"],
            "limits": said.get("limits", ""),
            "domain": said.get("domain") or self.group,
            "site": said.get("site") or self.site,
        }
        for method in self._methods(number, said["raw"], said["method"]):
            self._keep(number, at, told | {"method": method}, ("subject", "parameter", "method", "site"))

    def _methods(self, number: int, raw: str, text: str) -> list[str]:
        """Numbers of standards, or the method's own words where it has none."""
        found = standards_in(raw)
        for standard, dated in found:
            if not dated:
                self._note(number, "method", standard, NO_YEAR)
        if not found and len(text) > MOST["method"]:
            self._note(number, "method", text[:80], LONG.fill(most=MOST["method"]))
            return []
        return [standard for standard, _ in found] or [text]

    def _instrument(self, number: int, at: int, said: dict[str, str]) -> None:
        if not said.get("name"):
            self._note(number, "name", "、".join(filter(None, said.values()))[:80], NAMELESS)
        elif not said.get("own_number") and not said.get("serial_no"):
            self._note(number, "name", said["name"], BARE)
        else:
            said["passed"] = self._passed(number, said.get("result", ""))
            self._keep(number, at, said, ("own_number", "serial_no", "calibrated"))

    def _passed(self, number: int, result: str) -> str:
        """What a calibration came to: yes, no, or nothing where the words do not say it; then it is named."""
        assert self.header is not None  # noqa: S101 - the caller asked
        if not self.header.columns.get("result") or (FAILED.search(result) is None and _told(result)):
            return "yes"
        if _OPEN.search(result) is None and FAILED.search(result):
            return "no"
        self._note(number, "result", result, UNTOLD)
        return ""

    def _person(self, number: int, at: int, said: dict[str, str]) -> None:
        if not said.get("name"):
            self._note(number, "name", "、".join(filter(None, said.values()))[:80], NAMELESS)
            return
        assert self.header is not None  # noqa: S101 - the caller asked
        kept = ("name", "domain") if self.header.kind.name == AUTHORISATION else ("name", "post", "identity")
        self._keep(number, at, said, kept)

    def _keep(self, number: int, at: int, said: dict[str, str], key: tuple[str, ...]) -> None:
        assert self.header is not None  # noqa: S101 - the caller asked
        kind = self.header.kind.name
        same = (kind, *(said.get(name, "") for name in key))
        first = self.seen.setdefault(same, number)
        if first != number:
            self._note(number, key[0], said.get(key[0], ""), TWICE.fill(row=first))
            return
        if kind == INSTRUMENT:
            begins, ends = self._day(number, at, "calibrated"), self._day(number, at, "due", end=True)
        else:
            begins, ends = self._day(number, at, "valid_from"), self._day(number, at, "valid_to", end=True)
        if begins is not None and ends is not None and ends < begins:
            self._note(number, "due" if kind == INSTRUMENT else "valid_to", ends.isoformat(), BACKWARDS)
            begins = ends = None
        said.pop("raw", None)
        self.found.entries.append(Entry(kind, self.grid.name, number, said, begins, ends, self.body))

    # --- cells ---------------------------------------------------------------------------------------------------

    def _cells(self, name: str, at: int) -> list[Cell]:
        assert self.header is not None  # noqa: S101 - the caller asked
        row = self.grid.rows[at]
        return [row[place] for place in self.header.columns.get(name, ()) if place < len(row)]

    def _text(self, name: str, row: list[str]) -> str:
        """What stands in the columns of a field; the same text merged over two is said once."""
        assert self.header is not None  # noqa: S101 - the caller asked
        found = [row[place] for place in self.header.columns[name] if place < len(row)]
        said = [text for text in dict.fromkeys(found) if not values.is_blank(text)]
        if name == "parameter":  # 序号 beside 名称 under one heading, or before it in the cell
            said = [
                _NUMBERED.sub("", text) for text in said if not (len(said) > 1 and _ORDINAL.fullmatch(text))
            ]
        return " ".join(said)

    def _day(self, number: int, at: int, name: str, *, end: bool = False) -> dt.date | None:
        for cell in self._cells(name, at)[:1]:
            day, doubt = days.read_day(cell, end=end, epoch=self.grid.epoch)
            if doubt is not None:
                self._note(number, name, doubt.text, doubt.said)
            return day
        return None

    def _note(self, row: int, name: str, text: str, said: Said) -> None:
        words = self.header.words.get(name, name) if self.header is not None else name
        self.found.problems.append(Problem(self.grid.name, row, words, text, said))


def _told(result: str) -> bool:
    """Whether words say that it passed, and nothing that it is still open."""
    return PASSED.search(result) is not None and _OPEN.search(result) is None
