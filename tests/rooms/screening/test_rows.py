"""The slice: a ledger goes in as CSV, hits come out, and the rows shown are the lines of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest

from bureau.people.models import Unit
from bureau.screening import services
from bureau.screening.models import HandIn, Hit
from bureau.screening.selectors import rows_of
from bureau.screening.selectors.rows import HandedIn
from tests.cast import MakeOfficer
from tests.rooms.screening.conftest import Screened
from tests.rooms.screening.ledgers import (
    as_files,
    as_parquet,
    as_workbook,
    as_zip,
    register,
    sample,
    with_line,
    work_off,
)

pytestmark = [pytest.mark.django_db]


def test_the_rows_of_every_hit_are_the_lines_of_the_file(screened: Screened) -> None:
    lines = {name: content.decode().split("\n") for name, content in screened.tables.items()}
    seen = 0
    for rule in Hit.objects.order_by("rule").values_list("rule", flat=True).distinct():
        hit = screened.hit(rule)
        given = rows_of(hit)
        if not hit.report_id:
            continue  # what the institution says of itself differs from the registry: no report, and no line of one
        assert [one.handin for one in given] == [screened.handin]
        for line in given[0].lines:
            assert line.file == f"{line.table}.csv"
            assert line.line is not None
            assert lines[line.table][line.line - 1].rstrip("\r") == line.text
            assert [value for _name, value in line.cells] == line.text.split(",")
            seen += 1
        keys = {value for line in given[0].lines for value in dict(line.cells).values()}
        assert hit.report_id.split("/", 1)[1] in keys
        if hit.result_id:
            assert hit.result_id.split("/", 1)[1] in keys
    assert seen > 40


def _given(files: Sequence[object], unit: Unit, officer: MakeOfficer) -> HandedIn:
    handin = services.hand_in_ledger(files=files, unit=unit, by=officer("office"))
    work_off()
    assert HandIn.objects.get(pk=handin.pk).state == "ledger_taken"
    hit = Hit.objects.filter(rule="raw.missing").order_by("reference")[0]
    found = rows_of(hit)[0]
    identifier = hit.result_id.split("/", 1)[1]
    assert any(identifier in dict(line.cells).values() for line in found.lines)
    return found


def test_rows_of_a_package_a_workbook_and_parquet(district: Unit, officer: MakeOfficer) -> None:
    tables = sample(600, 1, seed=4)
    register(tables, district)
    one = _given([as_zip(tables)], district, officer).lines[0]
    assert (one.file, one.text.count(",")) == ("台账/results.csv", 14)
    # The same again, of another form, takes its place once something in it differs.
    tables["sites"] = with_line(tables["sites"], 1, address="甲街 1 号")
    one = _given([as_workbook(tables)], district, officer).lines[0]
    assert one.file == "检验检测结果"
    assert one.line == one.row
    assert dict(one.cells)["结果标识"]
    tables["sites"] = with_line(tables["sites"], 1, address="甲街 2 号")
    found = _given(as_parquet(tables), district, officer).lines[0]
    assert (found.file, found.line, found.text) == ("results.parquet", None, "")


def test_quoted_line_breaks_and_empty_lines_do_not_mislead(district: Unit, officer: MakeOfficer) -> None:
    tables = sample(600, 1, seed=4)
    register(tables, district)
    header, *rest = tables["results"].split(b"\n")
    rest = [line for line in rest if line]
    rest = [header + b",remarks", b"", *(line + b',"a\n""b"""' for line in rest)]
    found = _given([as_zip(tables | {"results": b"\n".join(rest) + b"\n"})], district, officer)
    line = found.lines[0]
    assert dict(line.cells)["remarks"] == 'a\n"b"'
    assert line.line == line.row * 2 + 2
    assert line.text.endswith('"a\n""b"""')


def test_the_lines_of_invoices_are_those_of_the_institution(district: Unit, officer: MakeOfficer) -> None:
    """Two institutions may use one number of an invoice; only the lines of the one that the hit is about are shown."""
    tables = sample()
    bodies = register(tables, district)
    reports = list(csv.DictReader(io.StringIO(tables["reports"].decode())))
    body = next(one.uscc for one in bodies if any(row["uscc"] == one.uscc for row in reports))
    for at, row in enumerate(row for row in reports if row["uscc"] == body):
        row["report_no"] = f"N-{2 * at:05}"
    lines = [(body, "F1", "N-00003"), (body, "F2", "N-00002"), ("91150602MA0N0001XH", "F1", "N-00005")]
    told = io.StringIO()
    writer = csv.DictWriter(told, list(reports[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(reports)
    tables["reports"] = told.getvalue().encode()
    tables["invoices"] = "\n".join(
        ["uscc,invoice_no,line,issued_on,report_no,amount", *(f"{a},{b},1,,{c},600" for a, b, c in lines), ""]
    ).encode()
    services.hand_in_ledger(files=as_files(tables), unit=district, by=officer("office"))
    work_off()
    hit = Hit.objects.get(rule="invoice.no_report")
    assert (hit.uscc, hit.report_no) == (body, "N-00003")
    [given] = rows_of(hit)
    assert [line.text for line in given.lines] == [f"{body},F1,1,,N-00003,600"]
