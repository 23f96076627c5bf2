"""Reads the drawn tables: a rule's specification as a ledger whose rows are marked hit or near miss.

A file opens with the rule in one sentence, in Chinese and in English, and holds cases. A case opens with
`## 中文标题 | English title`, ending in `{csv}` or `{parquet}` when only that format can say it; lines that
begin with `>` explain it, first in Chinese, then in English. Then come the ledger's tables, each under
`**name**` (or `**name** (reference)`, or `**name** (earlier)` of an earlier hand-in), as tables of Markdown. In
`reports`, `results` and the registers, or in `**hits**`, the column `=>` holds `hit`, `near` or nothing,
and `说明` and `why` give the reason; `**outcomes**` lists what each institution is
told. A column that is not drawn has the value that does not matter, a table that is not drawn is absent. In a
cell nothing is empty, `""` is the text of length zero, `␠` a blank, and an institution is a letter; a hash is
written `(a)`, that of the text a, or `(a)^`, the same in capitals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.screener.ledgers import SCHEMA, uscc
from tests.screener.naive.wholes import About
from tests.screener.supplementary import DRAWN_DEFAULTS, digest

DRAWN = Path(__file__).parent / "drawn"
NAMED = ("parameter", "instrument_id", "person_id")
MARK, WHY_ZH, WHY_EN = "=>", "说明", "why"
INSTITUTIONS = {letter: uscc(number) for number, letter in enumerate("ABCDEF", start=1)}

#: What a column that is not drawn holds; any other is empty, or the row's own identifier.
DEFAULTS: dict[str, dict[str, str]] = {
    "institutions": {"kind": "enterprise", "home_division": "150602", "name": "检测公司"},
    "sites": {"division": "150602"},
    "certificates": {"uscc": "A", "valid_from": "2020-01-01", "valid_to": "2025-12-31"},
    "scope": {"certificate_no": "C1", "site_id": "S1", "parameter": "p", "method": "m"}
    | {"valid_from": "2020-01-01"},
    "instruments": {"uscc": "A", "site_id": "S1", "name": "万能试验机", "capacity": "1", "portable": "false"},
    "calibrations": {"passed": "true"},
    "people": {"uscc": "A", "employed_from": "2020-01-01"},
    "authorisations": {"domain": "food", "valid_from": "2020-01-01"},
    "methods": {"method": "m", "parameter": "p"},
    "product_requirements": {},
    "procedures": {"method": "m", "parameter": "p"},
    "prescribed_methods": {"product": "product", "parameter": "p", "method": "m"},
    "environment_log": {"site_id": "S1"},
    "reports": {
        "uscc": "A",
        "site_id": "S1",
        "domain": "food",
        "product": "product",
        "received_at": "2022-03-01 08:00",
        "issued_at": "2022-03-31 17:00",
        "cma_marked": "true",
        "conclusion": "pass",
    },
    "results": {"parameter": "p", "method": "m", "replicate": "1"},
    **DRAWN_DEFAULTS,
}
PARSERS: dict[str, Callable[[str], Any]] = {
    "text": lambda text: text.replace("␠", " "),
    "date": dt.date.fromisoformat,
    "timestamp": dt.datetime.fromisoformat,
    "int": int,
    "number": float,
    "bool": "true".__eq__,
}
SAME_AS_KEY = {"report_no": "report_id", "sample_no": "report_id"}


@dataclass
class Table:
    """A drawn table: its cells as text, in the order drawn."""

    name: str
    reference: bool
    columns: list[str]
    rows: list[dict[str, str]]
    earlier: bool = False


@dataclass
class Case:
    """One ledger of a rule's specification."""

    rule: str
    title_zh: str
    title_en: str
    formats: tuple[str, ...]
    prose: list[str] = field(default_factory=list)
    drawn: list[Table] = field(default_factory=list)

    def tables(
        self, *, reference: bool = False, earlier: bool = False, as_written: bool = False
    ) -> dict[str, list[Any] | None]:
        """Rows of Python values; as written `""` stays, else it is empty like everything the text calls so."""
        found: dict[str, list[Any] | None] = dict.fromkeys(SCHEMA)
        for table in self.drawn:
            side = (table.reference, table.earlier)
            if table.name in SCHEMA and side == (reference, earlier):
                found[table.name] = [_row(table.name, row, as_written) for row in table.rows]
        if not reference:
            found["reports"] = found["reports"] or []
            found["results"] = found["results"] or []
            _found_institutions(found)
        return found

    def marks(self, mark: str) -> set[tuple[str, str | None]]:
        """The rows of the rule's own table that carry this mark."""
        return {
            (row["report_id"], row.get("result_id"))
            for table in self.drawn
            for row in table.rows
            if row.get(MARK) == mark
        }

    def about(self, mark: str) -> set[About]:
        """What the rows that carry this mark are about, of a rule that looks at registers or hand-ins."""
        return {
            About(
                INSTITUTIONS[row.get("uscc", "A")],
                *(row.get(name) or None for name in ("report_id", "parameter", "instrument_id", "person_id")),
            )
            for table in self.drawn
            for row in table.rows
            if row.get(MARK) == mark
        }

    def outcomes(self) -> dict[str, str]:
        """Credit code -> the outcome drawn for it."""
        return {
            INSTITUTIONS[row["uscc"]]: row["outcome"]
            for table in self.drawn
            if table.name == "outcomes"
            for row in table.rows
        }

    def has_reference(self) -> bool:
        """Whether a table of the reference is drawn."""
        return any(table.reference for table in self.drawn)

    def has_earlier(self) -> bool:
        """Whether an earlier hand-in is drawn."""
        return any(table.earlier for table in self.drawn)


def _found_institutions(found: dict[str, list[Any] | None]) -> None:
    """Give every institution and site that the reports name a row, unless the case draws its own."""
    reports = found["reports"] or []
    if found["institutions"] is None:
        codes = dict.fromkeys(report["uscc"] for report in reports) or [INSTITUTIONS["A"]]
        found["institutions"] = [{"uscc": code, **DEFAULTS["institutions"]} for code in codes]
    if found["sites"] is None:
        sites = {report["site_id"]: report["uscc"] for report in reports}
        found["sites"] = [
            {"site_id": site, "uscc": code, "division": "150602", "address": None}
            for site, code in sites.items()
        ]


def _row(table: str, cells: dict[str, str], as_written: bool) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column, (kind, _) in SCHEMA[table].items():
        text = cells.get(column, DEFAULTS[table].get(column, ""))
        if column in SAME_AS_KEY and column not in cells:
            text = cells[SAME_AS_KEY[column]]
        row[column] = _value(text, column, kind, as_written)
    if row.get("value") is not None:
        row["printed"] = cells["value"]
    return row


def _value(text: str, column: str, kind: str, as_written: bool) -> Any:  # noqa: ANN401 - whatever the column holds
    if text in {"", '""', "NaN"}:
        written = {"": None, '""': "", "NaN": float("nan")}[text]
        return written if as_written else None
    if column == "uscc":
        return INSTITUTIONS[text]
    if column == "sha256":
        return digest(text)
    return PARSERS[kind](text)


def _lines(rule: str) -> list[str]:
    return (DRAWN / f"{rule}.md").read_text(encoding="utf-8").splitlines()


def read_statement(rule: str) -> tuple[str, str]:
    """The rule in one sentence, in Chinese and in English."""
    chinese, english = [line[2:] for line in _lines(rule)[:5] if line.startswith("> ")]
    return chinese, english


def read_cases(rule: str) -> list[Case]:
    """The cases drawn for a rule, in order."""
    lines = _lines(rule)
    cases: list[Case] = []
    name = ""
    for number, line in enumerate(lines):
        if line.startswith("## "):
            cases.append(_case(rule, line[3:]))
        elif line.startswith("> ") and cases:
            cases[-1].prose.append(line[2:])
        elif line.startswith("**"):
            name = line
            if not lines[number + 2].startswith("|"):
                raise ValueError(f"{rule}: no table under {line}")
        elif line.startswith("|") and not lines[number - 1].startswith("|"):
            cases[-1].drawn.append(_drawn(rule, name, lines, number))
    return cases


def _case(rule: str, heading: str) -> Case:
    formats = tuple(form for form in ("csv", "parquet") if f"{{{form}}}" in heading) or ("csv", "parquet")
    title_zh, title_en = heading.split("{", maxsplit=1)[0].split(" | ")
    return Case(rule, title_zh.strip(), title_en.strip(), formats)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _drawn(rule: str, heading: str, lines: list[str], first: int) -> Table:
    name = heading.split("**")[1]
    columns = _cells(lines[first])
    unknown = {*columns} - {*SCHEMA.get(name, ()), MARK, WHY_ZH, WHY_EN, "uscc", "outcome", *NAMED}
    if unknown:
        raise ValueError(f"{rule}: {name} has no column {sorted(unknown)}")
    rows = []
    for line in lines[first + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(columns, _cells(line), strict=True)))
    return Table(name, "(reference)" in heading, columns, rows, "(earlier)" in heading)
