"""What an evidence record says, as the words that fill the placeholders of a rule's title and meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from screener.phrases import Phrase
from screener.wording.supplementary_facts import SPECIAL
from screener.wording.terms import BREACHES, COLUMNS, DOMAINS
from screener.wording.visible import clip

Evidence = Mapping[str, Any]
Facts = dict[str, Phrase]

NAMED = 5
NOTHING = Phrase("（空）", "(empty)")


def facts_of(rule: str, evidence: Evidence, *, count: int = 1) -> Facts:
    """The words for every placeholder of the rule. `count` is how many hits are told of together.

    A field that the evidence lacks reads “（空）”, so a sentence is never left with a hole.
    """
    row = _mapping(evidence.get("row"))
    facts = {name: _plain(value) for name, value in row.items()}
    facts |= {name: _plain(value) for name, value in evidence.items() if not isinstance(value, list | dict)}
    facts["count"] = _plain(count)
    special = _SPECIAL.get(rule)
    if special is not None:
        facts |= special(evidence, row)
    return facts


class Filling(dict[str, str]):
    """Facts of one language, for `str.format_map`: an unknown place reads as empty."""

    def __missing__(self, key: str) -> str:
        return "—"


def moment(text: object) -> datetime | None:
    """A timestamp or date of the evidence, None when it is empty or unreadable."""
    if not isinstance(text, str):
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def day(text: object) -> date | None:
    """The calendar day of a timestamp or date of the evidence."""
    found = moment(text)
    return found.date() if found else None


def length(seconds: float) -> Phrase:
    """A length of time in days, hours and minutes, with its sign; fractions of a minute as seconds."""
    sign = "-" if seconds < 0 else ""
    left = abs(seconds)
    parts: list[tuple[float, str, str]] = []
    for size, zh, en in ((86_400, "天", "d"), (3_600, "小时", "h"), (60, "分钟", "min")):
        count, left = divmod(left, size)
        if count:
            parts.append((count, zh, en))
    if left or not parts:
        parts.append((round(left, 3), "秒", "s"))
    return Phrase(
        sign + " ".join(f"{count:,.10g} {zh}" for count, zh, _ in parts),
        sign + " ".join(f"{count:,.10g} {en}" for count, _, en in parts),
    )


def _plain(value: object) -> Phrase:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return Phrase("是", "yes") if value else Phrase("否", "no")
    if isinstance(value, int):
        text = f"{value:,}"
    elif isinstance(value, float):
        text = f"{value:,.10g}"
    else:
        text = clip(str(value))
        if len(text) == 19 and text[10] == "T":
            text = text.replace("T", " ").removesuffix(":00")
    return Phrase(text, text)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _others(evidence: Evidence, table: str) -> list[Mapping[str, Any]]:
    """The other rows of one table, as the evidence lists them."""
    found = evidence.get("others")
    rows = found if isinstance(found, list) else []
    return [row for row in rows if isinstance(row, Mapping) and row.get("table") == table]


def _listed(names: list[Any], wording: Mapping[str, Phrase] | None = None) -> Phrase:
    """A short enumeration, saying how many names were left out."""
    known = wording or {}
    phrases = [known.get(str(name), _plain(name)) for name in names[:NAMED]]
    zh, en = "、".join(phrase.zh for phrase in phrases), ", ".join(phrase.en for phrase in phrases)
    if len(names) > NAMED:
        return Phrase(f"{zh}等 {len(names)} 项", f"{en} and {len(names) - NAMED} more")
    return Phrase(zh, en)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _scope(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    total, here = _whole(evidence.get("others_total")), _whole(evidence.get("same_site_total"))
    if total == 0:
        near = Phrase(
            "这家机构的证书下，这个参数和方法一行也没有。",
            "The institution's certificates have no row of this parameter and method at all.",
        )
    else:
        near = Phrase(
            f"同一参数和方法的能力行有 {total:,} 行，其中本场所 {here:,} 行，见下表。",
            f"There are {total:,} rows of this parameter and method, {here:,} of them for this site; see "
            "below.",
        )
    return {"near": near}


def _certificate(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    total = _whole(evidence.get("others_total"))
    if total == 0:
        return {
            "near": Phrase(
                "台账里这家机构一张证书也没有。", "The ledger has no certificate of this institution. "
            )
        }
    return {
        "near": Phrase(f"这家机构名下有 {total:,} 张证书。", f"The institution has certificates: {total:,}. ")
    }


def _method(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    since = next((other.get("superseded_on") for other in _others(evidence, "methods")), None)
    on, superseded = day(evidence.get("on")), day(since)
    days = (on - superseded).days if on and superseded else None
    return {"superseded_on": _plain(since), "days": _plain(days)}


def _calibration(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    found = _others(evidence, "calibrations")
    if not found:
        return {
            "near": Phrase(
                "台账里没有这台设备的检定或校准记录。", "The ledger has no calibration of this instrument. "
            )
        }
    first = found[0]
    on, until = _plain(first.get("calibrated_on")), _plain(first.get("valid_until"))
    zh, en = ("", "") if first.get("passed") is not False else ("，结论不合格", ", not passed")
    return {
        "near": Phrase(
            f"离试验最近的一次在 {on.zh}，有效至 {until.zh}{zh}。",
            f"The nearest one is of {on.en}, valid until {until.en}{en}. ",
        )
    }


def _booking(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    active, capacity = _whole(evidence.get("active")), _whole(evidence.get("capacity"))
    return {"excess": _plain(max(active - capacity, 1))}


def _elsewhere(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    known = next(iter(_others(evidence, "instruments")), {})
    if known.get("uscc") != row.get("uscc"):
        other = _plain(known.get("uscc"))
        why = Phrase(
            f"登记在另一家机构 {other.zh} 名下", f"is registered with another institution, {other.en}"
        )
    else:
        site = _plain(known.get("site_id"))
        why = Phrase(
            f"登记在场所 {site.zh}，不是可移动设备", f"is registered at site {site.en} and is not portable"
        )
    return {"why": why}


def _two_places(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    others = _others(evidence, "results")
    sites = {row.get("site_id"), *(other.get("site_id") for other in others)}
    start, end = moment(row.get("started_at")), moment(row.get("ended_at"))
    best: tuple[timedelta, datetime, datetime] | None = None
    for other in others:
        from_, to = moment(other.get("started_at")), moment(other.get("ended_at"))
        if start and end and from_ and to:
            low, high = max(start, from_), min(end, to)
            best = max(best, (high - low, low, high)) if best else (high - low, low, high)
    facts = {"places": _plain(max(len(sites), 2))}
    if best is not None:
        span = length(best[0].total_seconds())
        facts |= {
            "overlap": Phrase(f" {span.zh}", span.en),
            "overlap_from": _plain(best[1].isoformat()),
            "overlap_to": _plain(best[2].isoformat()),
        }
    return facts


def _not_employed(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    known = next(iter(_others(evidence, "people")), None)
    return {"why": _employment(known, row)}


def _employment(known: Mapping[str, Any] | None, row: Mapping[str, Any]) -> Phrase:
    if known is None:
        return Phrase("人员表里没有这个人", "is not in the staff list")
    if known.get("uscc") != row.get("uscc"):
        other = _plain(known.get("uscc"))
        return Phrase(f"登记为另一家机构 {other.zh} 的人员", f"belongs to another institution, {other.en}")
    from_ = _plain(known.get("employed_from"))
    to = Phrase("今", "now") if not known.get("employed_to") else _plain(known.get("employed_to"))
    return Phrase(
        f"当天不在职（登记的在职期间 {from_.zh} 至 {to.zh}）",
        f"was not employed that day (employed from {from_.en} to {to.en} by the ledger)",
    )


def _signatory(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    code = str(evidence.get("domain") or row.get("domain") or "")
    field = DOMAINS.get(code, _plain(code))
    who, on = _plain(row.get("signatory_id")), str(evidence.get("on") or "")
    granted = [one for one in _others(evidence, "authorisations") if one.get("domain") == code]
    if not row.get("signatory_id"):
        why = Phrase("没有写签发人", "no signatory is named")
    elif not any(_covers(one, on) for one in granted):
        why = Phrase(
            f"签发人 {who.zh} 当天没有“{field.zh}”领域的授权",
            f"signatory {who.en} was not authorised for “{field.en}” that day",
        )
    else:
        state = _employment(next(iter(_others(evidence, "people")), None), row)
        why = Phrase(f"签发人 {who.zh} {state.zh}", f"signatory {who.en} {state.en}")
    return {"why": why, "domain": field}


def _covers(period: Mapping[str, Any], on: str) -> bool:
    until = period.get("valid_to")
    return str(period.get("valid_from") or "") <= on and (not until or on <= str(until))


def _too_short(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    start, end = moment(row.get("started_at")), moment(row.get("ended_at"))
    taken = length((end - start).total_seconds()) if start and end else NOTHING
    least = next((other.get("min_minutes") for other in _others(evidence, "methods")), None)
    needed = length(float(least) * 60) if isinstance(least, int | float) else NOTHING
    return {"length": taken, "min_length": needed}


def _age(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    known = next(iter(_others(evidence, "methods")), {})
    low, high = known.get("min_age_days"), known.get("max_age_days")
    if low is not None and high is not None:
        bounds = Phrase(f"{low} 至 {high} 天", f"{low} to {high} days")
        if low == high:
            bounds = Phrase(f"{low} 天", f"{low} days")
    elif low is not None:
        bounds = Phrase(f"不少于 {low} 天", f"at least {low} days")
    else:
        bounds = Phrase(f"不超过 {high} 天", f"at most {high} days")
    on = day(row.get("started_at"))
    return {"bounds": bounds, "on": _plain(on.isoformat() if on else None)}


def _dates(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    return {"breaches": _listed(_list(evidence.get("breaches")), BREACHES)}


def _items(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    required, present, missing = (_list(evidence.get(name)) for name in ("required", "present", "missing"))
    return {
        "missing": _listed(missing),
        "missing_total": _plain(len(missing)),
        "present_total": _plain(len(present)),
        "required_total": _plain(len(required)),
    }


def _reused(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    rows = [row, *_others(evidence, "results")]
    return {"samples": _plain(len({other.get("sample_no") for other in rows}))}


def _reports(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    return {"reports_total": _plain(_whole(evidence.get("others_total")) + 1)}


def _backfilled(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    after = _others(evidence, "reports")
    return {
        "next": _plain(len(after)),
        "earlier": _plain(sum(other.get("earlier") is True for other in after)),
    }


def _changed(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    """Only what differs: columns of the report by their names, and how many of its results."""
    columns = [_mapping(one).get("column") for one in _list(row.get("columns"))]
    said: list[Phrase] = []
    if columns:
        names = _listed(columns, COLUMNS)
        said.append(
            Phrase(
                f"报告 {len(columns)} 列（{names.zh}）", f"{len(columns)} of its columns ({names.en.lower()})"
            )
        )
    if results := _whole(evidence.get("others_total")):
        said.append(Phrase(f"结果 {results:,} 行", f"{results:,} of its results"))
    return {"what": Phrase("，".join(one.zh for one in said), " and ".join(one.en for one in said))}


def _domain(evidence: Evidence, row: Mapping[str, Any]) -> Facts:
    code = str(row.get("domain"))
    shares = {
        name: Phrase(f"{value:.2%}", f"{value:.2%}")
        for name in ("share", "peers_median")
        if isinstance(value := evidence.get(name), int | float)
    }
    return {"domain_name": DOMAINS.get(code, _plain(code)), **_short(evidence, row), **shares}


def _short(evidence: Evidence, _row: Mapping[str, Any]) -> Facts:
    """Measures in three digits: nobody compares more."""
    return {
        name: _plain(float(f"{value:.3g}"))
        for name in ("effect", "ratio", "statistic", "z", "chance")
        if isinstance(value := evidence.get(name), int | float)
    }


_SPECIAL: dict[str, Callable[[Evidence, Mapping[str, Any]], Facts]] = {
    "scope.uncovered": _scope,
    "certificate.not_in_force": _certificate,
    "method.superseded": _method,
    "signatory.unauthorised": _signatory,
    "instrument.uncalibrated": _calibration,
    "instrument.double_booked": _booking,
    "instrument.elsewhere": _elsewhere,
    "person.two_places": _two_places,
    "person.not_employed": _not_employed,
    "test.too_short": _too_short,
    "sample.age": _age,
    "dates.order": _dates,
    "items.missing": _items,
    "raw.reused": _reused,
    "results.copied": _reports,
    "number.duplicate": _reports,
    "number.backfilled": _backfilled,
    "ledger.changed": _changed,
    "digits.terminal": _short,
    "digits.first": _short,
    "replicates.too_alike": _short,
    "spread.unlike_peers": _short,
    "values.recycled": _short,
    "limit.bunching": _short,
    "clones.near": _short,
    "passes.too_many": _domain,
    "workload.too_high": _domain,
    **SPECIAL,
    "number.gaps": _domain,
}
