"""From the evidence of a case to its picture; a case whose evidence cannot be drawn has none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from screener.charts import (
    Booking,
    Load,
    Mark,
    Numbered,
    Period,
    compared,
    copies,
    links,
    numbers,
    periods,
    timeline,
)
from screener.measures import ANOMALIES
from screener.phrases import Phrase
from screener.report.beside import peers_picture
from screener.report.nearly import near_picture
from screener.report.rows import gathered, printed
from screener.wording.facts import day, length, moment
from screener.wording.terms import DOMAINS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from screener.report.evidence import Case, Row
    from screener.report.markup import Html

_BARS = 9


def picture(case: Case, labelled_by: str) -> Html:
    """The picture of a case as SVG, empty where its rule has none or its evidence lacks what would be drawn."""
    if case.first.rule == "clones.near":
        return near_picture(case, labelled_by)
    if case.first.rule in ANOMALIES:
        return peers_picture(case, labelled_by)
    draw = _DRAWN.get(case.first.rule)
    return draw(case, labelled_by) if draw else ""


def _text(row: Row, *names: str) -> str:
    return " · ".join(str(row[name]) for name in names if row.get(name) not in (None, ""))


def _rows(case: Case, table: str) -> list[Row]:
    return next((rows.all for rows in gathered(case) if rows.name == table), [])


def _bookings(case: Case, *, by_site: bool) -> list[Booking]:
    """The tests of a case, results of one report with the same times as one, earliest first."""
    found: dict[tuple[str, str, str], Booking] = {}
    for row in _rows(case, "results"):
        start, end = moment(row.get("started_at")), moment(row.get("ended_at"))
        key = (str(row.get("report_id")), str(row.get("started_at")), str(row.get("ended_at")))
        if start and end and key not in found:
            label = _text(row, "report_no") or str(row.get("report_id"))
            sub = _text(row, "site_id") if by_site else _text(row, "sample_no")
            place = str(row.get("site_id")) if by_site else "|".join(key)
            found[key] = Booking(label, sub, start, end, place)
    ordered = sorted(found.values(), key=lambda one: (one.start, one.end, one.label))
    return ordered[:_BARS]


def _double(case: Case, labelled_by: str) -> Html:
    capacity = case.first.evidence.get("capacity")
    held = capacity if isinstance(capacity, int) else 1
    load = Load(
        held,
        Phrase("同时在做", "At once"),
        Phrase(f"容量 {held:,} 组", f"capacity {held:,}"),
        Phrase("组", "tests"),
    )
    return timeline(_bookings(case, by_site=False), labelled_by=labelled_by, load=load)


def _two_places(case: Case, labelled_by: str) -> Html:
    load = Load(1, Phrase("同时所在", "At once"), Phrase("只能 1 处", "one place"), Phrase("处", "places"))
    return timeline(_bookings(case, by_site=True), labelled_by=labelled_by, load=load)


def _dates(case: Case, labelled_by: str) -> Html:
    row = case.first.row
    marks = []
    for name, label in (("received_at", Phrase("收样", "received")), ("issued_at", Phrase("签发", "issued"))):
        at = moment(row.get(name))
        if at:
            marks.append(Mark(label, at))
    tests: dict[tuple[str, datetime, datetime], Booking] = {}
    for other in _rows(case, "results"):
        start, end = moment(other.get("started_at")), moment(other.get("ended_at"))
        first, last = start or end, end or start
        if first and last:
            name = _text(other, "parameter") or _text(other, "result_id")
            tests.setdefault((name, first, last), Booking(name, _text(other, "method"), first, last, name))
    return timeline(list(tests.values())[:_BARS], labelled_by=labelled_by, marks=marks)


def _covering(case: Case, table: str, shape: Callable[[Row], Period], on: Phrase, labelled_by: str) -> Html:
    at = day(case.first.evidence.get("on"))
    if at is None:
        return ""
    shown = [shape(row) for row in _rows(case, table)[:_BARS]]
    return periods(shown, day=at, day_label=on, labelled_by=labelled_by)


def _scope(case: Case, labelled_by: str) -> Html:
    site = case.first.row.get("site_id")

    def shape(row: Row) -> Period:
        tone = "good" if row.get("site_id") == site else "bad"
        where = Phrase("本场所", "this site") if tone == "good" else Phrase("别的场所", "another site")
        sub = Phrase(f"{where.zh} {_text(row, 'site_id')}", f"{where.en} {_text(row, 'site_id')}")
        starts = [day(row.get(name)) for name in ("valid_from", "certificate_valid_from")]
        ends = [day(row.get(name)) for name in ("valid_to", "certificate_valid_to")]
        stopped = day(row.get("certificate_ended_on"))
        ends.append(_shifted(stopped, -1))
        first = max((one for one in starts if one), default=None)
        return Period(
            _text(row, "certificate_no"), sub, first, min((one for one in ends if one), default=None), tone
        )

    return _covering(case, "scope", shape, Phrase("试验日", "tested"), labelled_by)


def _certificate(case: Case, labelled_by: str) -> Html:
    def shape(row: Row) -> Period:
        end, stopped = day(row.get("valid_to")), day(row.get("ended_on"))
        sub: str | Phrase = ""
        if stopped and (end is None or stopped <= end):
            end = _shifted(stopped, -1)
            sub = Phrase(f"{stopped} 起终止", f"ended {stopped}")
        return Period(_text(row, "certificate_no"), sub, day(row.get("valid_from")), end, "good")

    return _covering(case, "certificates", shape, Phrase("签发日", "issued"), labelled_by)


def _method(case: Case, labelled_by: str) -> Html:
    def shape(row: Row) -> Period:
        until = day(row.get("superseded_on"))
        end = _shifted(until, -1)
        return Period(_text(row, "method"), Phrase("现行期间", "current"), None, end, "good")

    return _covering(case, "methods", shape, Phrase("试验日", "tested"), labelled_by)


def _calibration(case: Case, labelled_by: str) -> Html:
    def shape(row: Row) -> Period:
        passed = row.get("passed") is not False
        sub = Phrase("检定校准有效期", "calibrated") if passed else Phrase("结论不合格", "not passed")
        until = day(row.get("valid_until"))
        return Period(
            _text(case.first.row, "instrument_id"),
            sub,
            day(row.get("calibrated_on")),
            until,
            "good" if passed else "bad",
        )

    return _covering(case, "calibrations", shape, Phrase("试验日", "tested"), labelled_by)


def _employment(case: Case, labelled_by: str) -> Html:
    def shape(row: Row) -> Period:
        own = row.get("uscc") == case.first.row.get("uscc")
        sub = Phrase("本机构在职", "employed here") if own else Phrase("别的机构在职", "employed elsewhere")
        from_, to = day(row.get("employed_from")), day(row.get("employed_to"))
        return Period(_text(row, "person_id"), sub, from_, to, "good" if own else "bad")

    return _covering(case, "people", shape, Phrase("试验日", "tested"), labelled_by)


def _signatory(case: Case, labelled_by: str) -> Html:
    at = day(case.first.evidence.get("on") or case.first.row.get("issued_at"))
    if at is None or not case.first.row.get("signatory_id"):
        return ""
    field = case.first.row.get("domain") or case.first.evidence.get("domain")
    shown = []
    for row in _rows(case, "authorisations")[: _BARS - 1]:
        code = str(row.get("domain"))
        tone = "good" if code == field else "bad"
        name = DOMAINS.get(code, Phrase(code, code))
        label = Phrase(f"授权：{name.zh}", f"for {name.en}")
        shown.append(
            Period(label, _text(row, "person_id"), day(row.get("valid_from")), day(row.get("valid_to")), tone)
        )
    for row in _rows(case, "people")[:1]:
        from_, to = day(row.get("employed_from")), day(row.get("employed_to"))
        shown.append(Period(Phrase("在职", "employed"), _text(row, "person_id"), from_, to))
    return periods(shown, day=at, day_label=Phrase("签发日", "issued"), labelled_by=labelled_by)


def _too_short(case: Case, labelled_by: str) -> Html:
    row = case.first.row
    start, end = moment(row.get("started_at")), moment(row.get("ended_at"))
    least = next((other.get("min_minutes") for other in _rows(case, "methods")), None)
    if not start or not end or not isinstance(least, int | float):
        return ""
    taken, needed = (end - start).total_seconds(), float(least) * 60
    rows = [
        (Phrase("台账所写", "by the ledger"), taken, length(taken), "f-bad"),
        (Phrase("方法最短", "method, at least"), needed, length(needed), "f-acc"),
    ]
    return compared(rows, labelled_by=labelled_by)


def _age(case: Case, labelled_by: str) -> Html:
    row = case.first.row
    sampled, tested = day(row.get("sampled_on")), day(row.get("started_at"))
    known = next(iter(_rows(case, "methods")), {})
    low, high = (_shifted(sampled, known.get(name)) for name in ("min_age_days", "max_age_days"))
    if sampled is None or tested is None:
        return ""
    shown = [Period(Phrase("方法允许", "allowed"), _text(known, "method"), low or sampled, high, "good")]
    shown.append(Period(Phrase("取样（成型）日", "sampled"), _text(row, "sample_no"), sampled, sampled))
    return periods(shown, day=tested, day_label=Phrase("试验日", "tested"), labelled_by=labelled_by)


def _shifted(start: date | None, days: object) -> date | None:
    try:
        return start + timedelta(days=days) if start and isinstance(days, int) else None
    except OverflowError:
        return None


def _reused(case: Case, labelled_by: str) -> Html:
    leaves = []
    seen = set()
    for row in _rows(case, "results"):
        key = (row.get("sample_no"), row.get("report_id"))
        if key not in seen:
            seen.add(key)
            sample = str(row.get("sample_no"))
            leaves.append(
                (Phrase(f"样品 {sample}", f"sample {sample}"), _text(row, "report_no", "parameter"), "bad")
            )
    centre = (_text(case.first.row, "raw_record"), Phrase("原始记录", "raw record"))
    return links(centre, leaves, labelled_by=labelled_by)


def _duplicate(case: Case, labelled_by: str) -> Html:
    leaves = []
    for row in _rows(case, "reports"):
        received, issued = _day(row, "received_at"), _day(row, "issued_at")
        sub = Phrase(f"收样 {received}，签发 {issued}", f"received {received}, issued {issued}")
        sample = str(row.get("sample_no") or row.get("report_id"))
        leaves.append((Phrase(f"样品 {sample}", f"sample {sample}"), sub, "bad"))
    return links(
        (_text(case.first.row, "report_no"), Phrase("报告编号", "report number")),
        leaves,
        labelled_by=labelled_by,
    )


def _elsewhere(case: Case, labelled_by: str) -> Html:
    row = case.first.row
    leaves = [
        (Phrase("登记在", "registered at"), _text(known, "site_id", "uscc"), "plain")
        for known in _rows(case, "instruments")
    ]
    used = Phrase("报告写的是", "the report says")
    leaves.append((used, _text(row, "site_id", "uscc"), "bad"))
    return links((_text(row, "instrument_id"), Phrase("设备", "instrument")), leaves, labelled_by=labelled_by)


def _day(row: Row, name: str) -> str:
    return str(row.get(name) or "—")[:10]


def _copied(case: Case, labelled_by: str) -> Html:
    heads = [
        (_text(row, "report_no") or _text(row, "report_id"), _text(row, "sample_no"))
        for row in _rows(case, "reports")
    ]
    found = case.first.evidence.get("members")
    members = (
        [one for one in found if isinstance(one, list) and len(one) == 4] if isinstance(found, list) else []
    )
    total = case.first.evidence.get("members_total")
    named = [(f"{one[0]} · {one[1]}", _value(one)) for one in members]
    return copies(
        heads, named, total=total if isinstance(total, int) else len(named), labelled_by=labelled_by
    )


def _value(member: list[object]) -> str:
    value = member[2]
    return printed(value, member[3] or 0) if isinstance(value, int | float) else str(value)


def _backfilled(case: Case, labelled_by: str) -> Html:
    points = []
    for index, row in enumerate(
        [case.first.row, *(one for one in case.first.others if one.get("table") == "reports")]
    ):
        at = moment(row.get("received_at"))
        if at:
            tone = "row" if index == 0 else "earlier" if row.get("earlier") is True else "later"
            points.append(Numbered(_text(row, "report_no"), at, tone))
    return numbers(points, labelled_by=labelled_by)


_DRAWN: dict[str, Callable[[Case, str], Html]] = {
    "scope.uncovered": _scope,
    "certificate.not_in_force": _certificate,
    "method.superseded": _method,
    "instrument.uncalibrated": _calibration,
    "instrument.double_booked": _double,
    "instrument.elsewhere": _elsewhere,
    "person.two_places": _two_places,
    "person.not_employed": _employment,
    "signatory.unauthorised": _signatory,
    "test.too_short": _too_short,
    "sample.age": _age,
    "dates.order": _dates,
    "raw.reused": _reused,
    "results.copied": _copied,
    "number.duplicate": _duplicate,
    "number.backfilled": _backfilled,
}
