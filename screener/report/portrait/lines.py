"""An institution's own rows: what ran at once, results against their limit, numbers against receipt, copies."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from screener.charts import Booking, Load, Serial, against, serial, timeline
from screener.ledger.numbers import prefixes, serials
from screener.phrases import Phrase
from screener.report.pictures import picture
from screener.report.portrait.own import known
from screener.report.portrait.shape import Drawn, Undrawn, listed, plain, undrawn
from screener.report.rows import gathered
from screener.wording.facts import moment

if TYPE_CHECKING:
    from screener.report.evidence import Case, Row
    from screener.report.portrait.own import Named, Own
    from screener.report.portrait.shape import Subject

_NEAR, _BINS = 0.2, 40
_CLOSE = 0.05
_FEWEST = 30
_POINTS = 240
_BARS = 12
_MICRO = dt.timedelta(microseconds=1)
_START = dt.datetime.fromisoformat("1970-01-01")  # local time, as the ledger has it
_BOOKED = {"instrument.double_booked": "instrument_id", "person.two_places": "operator_id"}


def bookings_drawn(subject: Subject) -> Drawn | Undrawn:
    """What else the instrument or person of a hit was booked for around it."""
    found = [one for rule in _BOOKED for one in subject.cases.get(rule, ())]
    case = max(found, key=_span, default=None)
    if case is None or subject.own is None:
        return undrawn(subject, "bookings", *_BOOKED)
    rule, column = case.first.rule, _BOOKED[case.first.rule]
    name = str(case.first.row.get(column) or "")
    held = case.first.evidence.get("capacity") if rule == "instrument.double_booked" else 1
    capacity = held if isinstance(held, int) else 1
    shown, left = _around(case, subject.own, name, column)
    if not shown:
        return undrawn(subject, "bookings", rule)
    unit = Phrase("组", "tests") if column == "instrument_id" else Phrase("处", "places")
    most = Phrase(f"最多 {capacity:,} {unit.zh}", f"at most {capacity:,}")
    named = Phrase("同时在做", "At once") if column == "instrument_id" else Phrase("同时所在", "At once")
    load = Load(capacity, named, most, unit)
    drawn = timeline(shown, labelled_by=subject.id_of("bookings"), load=load)
    inside = sum(not one.quiet for one in shown)
    answer = Phrase(
        f"{name}：{inside} 项的时间叠在一起，最多只能同时做 {capacity:,} 组",
        f"{name}: {inside} tests overlap where at most {capacity:,} can run",
    )
    if column == "operator_id":
        answer = Phrase(
            f"{name}：{inside} 项试验记在不同场所，时间叠在一起",
            f"{name}: {inside} tests at different sites overlap",
        )
    means = Phrase(
        "一条横杠是台账里的一项试验，深色的是疑点里的，浅色的是前后排的别的试验。红底的时间里同时在做的超过了容量。"
        "时间按任务单填写、设备编号填错、容量登记错，都会这样，看设备的运行记录就能分清。",
        "A bar is a test as the ledger has it: dark ones are those of the hit, light ones others before and after. "
        "Where the ground is red more ran at once than can. Times copied from the order, a wrong instrument number or "
        "capacity look the same; the instrument's own log tells them apart.",
    )
    columns = [
        (Phrase("报告编号", "Report no."), ""),
        (Phrase("开始", "Started"), ""),
        (Phrase("结束", "Ended"), ""),
        (Phrase("在疑点里", "In the hit"), ""),
    ]
    yes, no = Phrase("是", "yes"), Phrase("否", "no")
    rows = [
        (one.label, f"{one.start:%Y-%m-%d %H:%M}", f"{one.end:%Y-%m-%d %H:%M}", no if one.quiet else yes)
        for one in shown
    ]
    figures = ((Phrase("没有画出的前后试验", "Other tests not drawn"), plain(f"{left:,}")),) if left else ()
    return Drawn("bookings", (rule,), answer, means, drawn, figures, listed(columns, rows), True)


def _span(case: Case) -> float:
    """How long the tests of a case lie together, in seconds: the longest overlap tells most."""
    starts = [at for row in _tests(case) if (at := moment(row.get("started_at")))]
    ends = [at for row in _tests(case) if (at := moment(row.get("ended_at")))]
    return (min(ends) - max(starts)).total_seconds() if starts and ends else 0.0


def _tests(case: Case) -> list[Row]:
    return next((rows.all for rows in gathered(case) if rows.name == "results"), [])


def _around(case: Case, own: Own, name: str, column: str) -> tuple[list[Booking], int]:
    """The tests of a case and those of the same instrument or person about it; how many more there are."""
    found: dict[tuple[str, dt.datetime, dt.datetime], Booking] = {}
    for row in _tests(case):
        start, end = moment(row.get("started_at")), moment(row.get("ended_at"))
        label = str(row.get("report_no") or row.get("report_id"))
        if start and end and end >= start:
            site = str(row.get("site_id") or "")
            key = site if column == "operator_id" and site else f"{label}|{start}|{end}"
            found.setdefault(
                (label, start, end), Booking(label, str(row.get("sample_no") or site), start, end, key)
            )
    if not found:
        return [], 0
    first, last = min(one.start for one in found.values()), max(one.end for one in found.values())
    room = max((last - first) / 2, dt.timedelta(hours=6))
    about = _booked(
        own,
        getattr(own, "instrument" if column == "instrument_id" else "operator"),
        name,
        (first - _START - room) // _MICRO,  # whole numbers: the calendar may end within the room
        (last - _START + room) // _MICRO,
    )
    others = [one for one in about if (one.label, one.start, one.end) not in found]
    room_left = max(_BARS - len(found), 0)
    middle = first + (last - first) / 2
    others.sort(key=lambda one: abs((one.start + (one.end - one.start) / 2) - middle))
    shown = [*list(found.values())[:_BARS], *others[:room_left]]
    return sorted(shown, key=lambda one: (one.start, one.end, one.label)), max(len(others) - room_left, 0)


def _booked(own: Own, of: Named, name: str, low: int, high: int) -> list[Booking]:
    """The tests that touch a stretch of time (microseconds), results of one report with the same times as one."""
    rows = np.flatnonzero(
        (of.codes == of.place(name)) & known(own.started) & known(own.ended)
        & (own.ended >= low) & (own.started <= high) & (own.started <= own.ended)
    )  # fmt: skip
    tests = {(int(own.report[row]), int(own.started[row]), int(own.ended[row])) for row in rows.tolist()}
    return [
        Booking(
            number, "", _START + start * _MICRO, _START + end * _MICRO, f"{number}|{start}|{end}", quiet=True
        )
        for report, start, end in sorted(tests)
        for number in (str(own.report_no[report].as_py()),)
    ]


def limits_drawn(subject: Subject) -> Drawn | Undrawn:
    """Results over their limit, of the parameter and side that has most of them near it."""
    rules, own = ("limit.bunching",), subject.own
    found = _nearest(own) if own is not None else None
    if own is None or found is None:
        return undrawn(subject, "limits", *rules)
    name, method, ratio, high = found
    ends = (1 - _NEAR, 1 + _NEAR)
    counts, edges = np.histogram(ratio, _BINS, ends)
    # A value on the limit keeps to it: it is counted on the side that does.
    inside = int(
        ((ratio <= 1) & (ratio >= 1 - _CLOSE)).sum() if high else ((ratio >= 1) & (ratio <= 1 + _CLOSE)).sum()
    )
    outside = int(
        ((ratio > 1) & (ratio <= 1 + _CLOSE)).sum() if high else ((ratio < 1) & (ratio >= 1 - _CLOSE)).sum()
    )
    drawn = against(counts.tolist(), ends, 1.0, inside_right=not high, labelled_by=subject.id_of("limits"))
    answer = Phrase(
        f"{name}：离限值 5% 以内，合格的 {inside:,} 个，不合格的 {outside:,} 个",
        f"{name}: within 5% of the limit {inside:,} results pass and {outside:,} fail",
    )
    means = Phrase(
        "把结果除以限值，看离限值有多近。真实的结果越过限值时一般是渐渐变少；刚过线的很多、差一点的很少，像在线上被截断。"
        "退回重做不出报告、客户先自检再送，也会这样。",
        "Results over their limit. True results usually thin out gradually across it; many just inside and few just "
        "outside look cut off. Failing samples sent back without a report, and clients who test first, do the same.",
    )
    columns = [(Phrase("结果 ÷ 限值", "Result ÷ limit"), ""), (Phrase("个数", "Results"), "num")]
    rows = [
        (f"{edges[place]:.2f} — {edges[place + 4]:.2f}", f"{int(counts[place : place + 4].sum()):,}")
        for place in range(0, _BINS, 4)
    ]
    measured = subject.measured().get(rules[0], [])
    judged = next((one for one in measured if (one["parameter"], one["method"]) == (name, method)), None)
    figures = [
        (Phrase("参数和方法", "Parameter and method"), plain(f"{name} · {method}")),
        (Phrase("哪种限值", "Which limit"), Phrase("上限", "upper") if high else Phrase("下限", "lower")),
        (Phrase("限值 ±20% 内的结果", "Results within 20% of it"), plain(f"{len(ratio):,}")),
    ]
    if judged is not None and judged["peers_median"]:
        told = f"{judged['value']:.3g} : 1", f"{judged['peers_median']:.3g} : 1"
        figures.append((
            Phrase("内外之比（规则所用）", "Inside to outside, as the rule counts"),
            Phrase(f"{told[0]}，同行中位数 {told[1]}", f"{told[0]}, median peer {told[1]}"),
        ))  # fmt: skip
    speaks = any(one["speaks"] for one in measured)
    return Drawn("limits", rules, answer, means, drawn, tuple(figures), listed(columns, rows), speaks)


def _nearest(own: Own) -> tuple[str, str, np.ndarray, bool] | None:
    best: tuple[int, int, bool] = (0, 0, False)
    kept: dict[bool, tuple[np.ndarray, np.ndarray]] = {}
    width = len(own.method.names) + 1
    group = (own.parameter.codes.astype(np.int64) + 1) * width + own.method.codes + 1
    for high, limit in ((True, own.high), (False, own.low)):
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            ratio = own.value / limit
            near = np.flatnonzero((limit > 0) & (np.abs(ratio - 1) <= _NEAR))
        kept[high] = (ratio[near], group[near])
        if len(near):
            counted = np.bincount(group[near])
            place = int(counted.argmax())
            best = max(best, (int(counted[place]), place, high))
    count, place, high = best
    if count < _FEWEST:
        return None
    ratio, of = kept[high]
    parameter, method = place // width - 1, place % width - 1
    names = [
        words.names[at] if at >= 0 else "" for words, at in ((own.parameter, parameter), (own.method, method))
    ]
    return names[0], names[1], ratio[of == place], high


def serial_drawn(subject: Subject) -> Drawn | Undrawn:
    """Numbers of the longest series against receipt."""
    rule, own = "number.backfilled", subject.own
    if own is None or not len(own.report_no):
        return undrawn(subject, "serial", rule)
    numbers = own.report_no.cast(pa.large_string())
    heads = prefixes(numbers)
    value = serials(numbers, heads)
    coded = heads.dictionary_encode()
    code = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    able = (value >= 0) & known(own.received) & (code >= 0)
    if able.sum() < 2:
        return undrawn(subject, "serial", rule)
    longest = int(np.bincount(code[able]).argmax())
    rows = np.flatnonzero(able & (code == longest))
    spoken = {str(hit.row.get("report_no")) for case in subject.cases.get(rule, ()) for hit in case.hits}
    marked = [row for row in rows.tolist() if spoken and str(numbers[row].as_py()) in spoken]
    rows = rows[np.argsort(value[rows], kind="stable")]
    some = rows[np.unique(np.linspace(0, len(rows) - 1, min(len(rows), _POINTS)).round().astype(np.intp))]
    chosen = dict.fromkeys([*some.tolist(), *marked])
    points = [
        Serial(int(value[row]), _START + int(own.received[row]) * _MICRO, row in marked) for row in chosen
    ]
    name = str(coded.dictionary[longest].as_py())
    drawn = serial(points, name, labelled_by=subject.id_of("serial"))
    if not drawn:
        return undrawn(subject, "serial", rule)
    return _serial(subject, drawn, (len(rows), len(points)), name, points)


def _serial(subject: Subject, drawn: str, counted: tuple[int, int], name: str, points: list[Serial]) -> Drawn:
    rule = "number.backfilled"
    outcome = subject.said.get(rule)
    hits = outcome.hits if outcome is not None else 0
    numbers = f"{counted[0]:,}"
    answer = Phrase(
        f"{numbers} 个编号按收样时间排开，规则没有挑出不在顺序上的",
        f"{numbers} numbers against receipt; the rule found none out of step",
    )
    if hits:
        answer = Phrase(
            f"{numbers} 个编号里，{hits:,} 个的收样时间与前后编号不合",
            f"{hits:,} of {numbers} numbers are out of step with the receipt of their samples",
        )
    means = Phrase(
        "编号一般按收样先后给，点应当连成一条往右上走的线。离线很远的点，可能是后补的编号；"
        "预留号段、几个前台各用一段、节后补录，也会这样。",
        "Numbers are usually given in the order of receipt, so that the points form a rising line. One far off may "
        "have been numbered afterwards; numbers held in reserve, several desks with ranges of their own and entries "
        "after a holiday look the same.",
    )
    columns = [(Phrase("编号", "Number"), ""), (Phrase("收样", "Received"), "")]
    ordered = sorted(points, key=lambda one: one.number)
    step = max(len(ordered) // 12, 1)
    rows = [(f"{name}…{one.number}", f"{one.received:%Y-%m-%d %H:%M}") for one in ordered if one.marked][:12]
    rows += [
        (f"{name}…{one.number}", f"{one.received:%Y-%m-%d %H:%M}")
        for one in ordered[::step]
        if not one.marked
    ]
    figures = [(Phrase("编号开头", "Numbers begin with"), plain(name or "—"))]
    if counted[1] < counted[0]:
        told = Phrase(f"均匀取 {counted[1]:,} 个", f"{counted[1]:,} of them, evenly")
        figures.append((Phrase("画出的点", "Points drawn"), told))
    return Drawn("serial", (rule,), answer, means, drawn, tuple(figures), listed(columns, rows), bool(hits))


def copies_drawn(subject: Subject) -> Drawn | Undrawn:
    """Reports of different samples that share their values, side by side."""
    rule = "results.copied"
    case = next(iter(subject.cases.get(rule, ())), None)
    drawn = picture(case, subject.id_of("copies")) if case is not None else ""
    if case is None or not drawn:
        return undrawn(subject, "copies", rule)
    outcome = subject.said.get(rule)
    hits = outcome.hits if outcome is not None else len(case.hits)
    members = case.first.evidence.get("members")
    found = (
        [one for one in members if isinstance(one, list) and len(one) == 4]
        if isinstance(members, list)
        else []
    )
    reports = [
        str(row.get("report_no") or row.get("report_id")) for row in [case.first.row, *case.first.others]
    ]
    answer = Phrase(
        f"{len(set(reports)):,} 份不同样品的报告 {len(found):,} 个数据逐一相同（本类疑点共 {hits:,} 条）",
        f"{len(set(reports)):,} reports of different samples share {len(found):,} values ({hits:,} hits of this kind)",
    )
    means = Phrase(
        "不同样品测出整份相同的数据，几乎不会碰巧。也可能是同一样品分开出了几份报告、平行委托，或者样品编号填错，看委托单和原始记录。",
        "Different samples hardly ever give equal values throughout. It may be one sample reported several times, a "
        "double order, or a wrong sample number: see the orders and the raw records.",
    )
    columns = [
        (Phrase("参数 · 方法", "Parameter · method"), ""),
        (Phrase("各份报告里的值", "Value in each report"), "num"),
    ]
    rows = [(f"{one[0]} · {one[1]}", one[2]) for one in found[:20]]
    figures = ((Phrase("报告编号", "Report numbers"), plain("，".join(dict.fromkeys(reports)))),)
    return Drawn("copies", (rule,), answer, means, drawn, figures, listed(columns, rows), True)
