"""The rows that make a case, as tables: what was compared stays visible even where it is empty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from screener.measures import ANOMALIES
from screener.phrases import Phrase
from screener.report.beside import figures_table
from screener.report.choosing import ROWS
from screener.report.markup import Html, both, cell, code, foreign, moment, pill, table, words
from screener.report.nearly import near_table
from screener.wording.terms import BREACHES, COLUMNS, CONCLUSIONS, DOMAINS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from screener.report.evidence import Case, Row

#: Columns that a rule compares: shown although empty, and set in bold.
COMPARED: dict[str, tuple[str, ...]] = {
    "scope.uncovered": ("site_id", "parameter", "method", "started_at", "valid_from", "valid_to"),
    "certificate.not_in_force": ("issued_at", "valid_from", "valid_to"),
    "method.superseded": ("method", "started_at", "superseded_on"),
    "instrument.uncalibrated": ("instrument_id", "started_at", "calibrated_on", "valid_until"),
    "instrument.double_booked": ("started_at", "ended_at"),
    "instrument.elsewhere": ("instrument_id", "site_id"),
    "person.two_places": ("site_id", "started_at", "ended_at"),
    "person.not_employed": ("operator_id", "started_at", "employed_from", "employed_to"),
    "signatory.unauthorised": ("signatory_id", "domain", "issued_at", "valid_from", "valid_to"),
    "test.too_short": ("started_at", "ended_at", "min_minutes"),
    "sample.age": ("sampled_on", "started_at"),
    "dates.order": ("received_at", "issued_at", "started_at", "ended_at"),
    "items.missing": ("product",),
    "raw.missing": ("value", "raw_record"),
    "raw.reused": ("raw_record", "sample_no"),
    "results.copied": ("sample_no", "product"),
    "number.duplicate": ("report_no", "replaces"),
    "number.backfilled": ("report_no", "received_at"),
    "sample.after_disposal": ("started_at", "disposed_at"),
    "sample.other_product": ("product",),
    "sample.unregistered": ("sample_no", "received_at", "registered_at"),
    "sample.chain_broken": ("step", "handed_at", "given_by", "taken_by"),
    "person.absent": ("operator_id", "started_at", "arrived_at", "left_at"),
    "signatory.absent": ("signatory_id", "issued_at", "arrived_at", "left_at"),
    "instrument.no_run": ("started_at", "ended_at", "sample_no"),
    "raw.same_file": ("raw_record", "sample_no"),
    "raw.after_issue": ("issued_at", "created_at", "modified_at"),
    "vehicle.shared_identity": ("vin", "cal_id", "cvn"),
    "vehicle.changed_identity": ("tested_at", "cal_id", "cvn"),
    "vehicle.power_differs": ("rated_power", "registered_power"),
    "person.impossible_travel": ("arrived_at", "left_at", "latitude", "longitude"),
    "ledger.changed": ("columns", "change"),
    "replicates.missing": ("replicate", "min_replicates"),
    "method.not_prescribed": ("product", "parameter", "method"),
    "conditions.outside": ("started_at", "ended_at", "at"),
    "person.two_employers": ("employed_from", "employed_to"),
    "instrument.two_owners": ("name", "serial_no", "used_from", "used_to"),
    "invoice.no_report": ("report_no", "issued_on", "amount"),
    "reference.disagrees": ("said_by",),
}
_KEYS = {
    "results": "result_id",
    "reports": "report_id",
    "instruments": "instrument_id",
    "people": "person_id",
    "vehicle_tests": "report_id",
    "invoices": "invoice_no",
}
_LONG = 26
_NUMERIC = frozenset(
    (
        *("value", "capacity", "replicate", "min_minutes", "min_age_days", "max_age_days", "step", "attempt"),
        *("rated_power", "registered_power", "latitude", "longitude", "line", "amount"),
    )
)
_CHANGES = 8
_UNSHOWN = frozenset({"table", "identity", "members", "members_total", "chain_total", "decimals"}) | {
    "same_identity",
    "reference_rows",
}
_CODES: dict[str, Mapping[str, Phrase]] = {
    "domain": DOMAINS,
    "conclusion": CONCLUSIONS,
    "said_by": {"ledger": Phrase("台账", "ledger"), "reference": Phrase("参照库", "reference")},
    "change": {
        "altered": Phrase("改动", "altered"),
        "added": Phrase("新增", "added"),
        "gone": Phrase("不见了", "gone"),
    },
}
_ENDS = frozenset({"valid_to", "employed_to", "ended_on", "certificate_valid_to", "certificate_ended_on"})
_ORDER = {name: index for index, name in enumerate(COLUMNS)}


@dataclass
class Rows:
    """Rows of one table of the ledger; those a hit is about come first."""

    name: str
    about: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)

    @property
    def all(self) -> list[Row]:
        """Every row, in the order shown."""
        return self.about + self.beside


def gathered(case: Case) -> list[Rows]:
    """The rows of a case by table, each once, the table of the hits first."""
    first = case.first.row
    own = str(first.get("table") or ("results" if "result_id" in first else "reports"))
    tables: dict[str, Rows] = {own: Rows(own)}
    seen: set[object] = set()
    for hit in case.hits:
        if (own != "reports" or "report_id" in hit.row) and _new(hit.row, own, seen):
            tables[own].about.append(hit.row)
    for hit in case.hits:
        for row in hit.others:
            name = str(row.get("table") or own)
            if _new(row, name, seen):
                tables.setdefault(name, Rows(name)).beside.append(row)
    return list(tables.values())


def row_tables(case: Case) -> Html:
    """The rows of a case as one table for each table of the ledger, and how many more there are."""
    parts = []
    hidden = max(hit.others_total - len(hit.others) for hit in case.hits)
    if case.first.rule in ANOMALIES:
        return figures_table(case) + near_table(case)
    for rows in gathered(case):
        parts.append(_table(rows, case))
        hidden += max(len(rows.all) - ROWS, 0)
    if hidden > 0:
        more = words(
            f"还有 {hidden:,} 行没有列出，全部在 hits.parquet 和台账里。",
            f"{hidden:,} more rows are not listed here.",
        )
        parts.append(f'<p class="more">{more}</p>')
    return "".join(parts)


def _new(row: Row, table_name: str, seen: set[object]) -> bool:
    name = _KEYS.get(table_name)
    key = (table_name, str(row.get(name))) if name and row.get(name) is not None else (table_name, repr(row))
    if key in seen:
        return False
    seen.add(key)
    return True


def _table(rows: Rows, case: Case) -> Html:
    shown = rows.all[:ROWS]
    if not shown:
        return ""
    compared = COMPARED.get(case.first.rule, ())
    names = _names(shown, compared, case.first.uscc)
    mixed = bool(rows.about and rows.beside)
    columns = [(COLUMNS.get(name, Phrase(name, name)), "num" if name in _NUMERIC else "") for name in names]
    if mixed:
        columns.insert(0, (Phrase("哪一行", "Row"), ""))
    body = [
        _row(row, names, compared, mixed=mixed, about=index < len(rows.about))
        for index, row in enumerate(shown)
    ]
    title = TABLES.get(rows.name, Phrase(rows.name, rows.name))
    caption = f'<p class="of">{words("台账里的行", "Rows of")} <b>{both(title)}</b> {code(rows.name)}</p>'
    return caption + table(columns, body)


def _names(shown: Iterable[Row], compared: tuple[str, ...], uscc: str) -> list[str]:
    present: set[str] = set()
    for row in shown:
        present |= {name for name, value in row.items() if name in compared or value not in (None, "", [])}
        if row.get("uscc") == uscc:
            present.discard("uscc")
    if {"report_no", "result_id"} <= present:
        present.discard("report_id")
    other = {
        name for row in shown for name in ("uscc", "certificate_uscc") if row.get(name) not in (None, uscc)
    }
    present = (present - _UNSHOWN - {"uscc", "certificate_uscc"}) | other
    # What is compared stands beside the number: on a screen that is too narrow for all of it the rest is cut off.
    last = present - set(compared) - {"report_no"}
    return sorted(present, key=lambda name: (name in last, _ORDER.get(name, len(_ORDER)), name))


def _row(row: Row, names: list[str], compared: tuple[str, ...], *, mixed: bool, about: bool) -> Html:
    cells = []
    if mixed:
        cells.append(cell(pill(words("疑点", "hit"), "bad") if about else pill(words("对照", "beside"))))
    for name in names:
        css = "num" if name in _NUMERIC else "id" if name in ("report_id", "result_id") else ""
        if name in compared:
            css = f"{css} key".strip()
        shown = shown_value(name, row[name], row) if name in row else '<span class="muted">—</span>'
        if len(shown) > _LONG and "<" not in shown:
            css = f"{css} long".strip()
        cells.append(cell(shown, css))
    return f'<tr class="hl">{"".join(cells)}</tr>' if mixed and about else f"<tr>{''.join(cells)}</tr>"


def shown_value(name: str, value: Any, row: Row) -> Html:  # noqa: ANN401 - a value of the evidence
    """One value of a row as a cell shows it; empty is a word, not a hole."""
    if value in (None, "", []):
        return (
            words("未限定", "open") if name in _ENDS else f'<span class="none">{words("空", "empty")}</span>'
        )
    if isinstance(value, bool):
        return words("是", "yes") if value else words("否", "no")
    if isinstance(value, list):
        return _listed(name, value)
    if isinstance(value, int | float):
        return printed(value, row.get("decimals")) if name == "value" else foreign(f"{value:.10g}")
    known = _CODES.get(name, {}).get(str(value))
    return both(known) if known else moment(value)


def _listed(name: str, values: list[Any]) -> Html:
    shown = [
        both(BREACHES[item]) if item in BREACHES else foreign(item)
        for item in values[:5]
        if isinstance(item, str)
    ]
    shown += [_changed(item) for item in values[:_CHANGES] if isinstance(item, dict) and "column" in item]
    return " → ".join(shown) if name == "chain" else "<br>".join(shown)


def _changed(item: Mapping[str, Any]) -> Html:
    """A column with what stood there before and what stands there now."""
    name = str(item["column"])
    before, after = (shown_value(name, item.get(side), {}) for side in ("before", "after"))
    called = both(COLUMNS[name]) if name in COLUMNS else foreign(name)
    return f"{called}: {before} → {after}"


def printed(value: float, decimals: object) -> Html:
    """A value as its report prints it."""
    if isinstance(decimals, int) and 0 <= decimals <= 20:
        return foreign(f"{value:.{decimals}f}")
    return foreign(f"{value:.12g}")
