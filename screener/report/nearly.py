"""The picture and the table of clones.near: the first pair side by side, and every pair the evidence lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screener.charts import nearly
from screener.phrases import Phrase
from screener.report.markup import Html, both, cell, foreign, table, words
from screener.wording.visible import clip, visible

if TYPE_CHECKING:
    from screener.report.evidence import Case, Row

_KINDS = {
    "but_one": Phrase("只差一个参数", "all but one parameter"),
    "offset": Phrase("整体平移", "shifted as a whole"),
    "factor": Phrase("整体按比例", "scaled as a whole"),
}
_MEMBER = 6


def near_picture(case: Case, labelled_by: str) -> Html:
    """Both reports of the first pair, differing values marked; empty where the evidence lacks them."""
    for pair in _pairs(case):
        heads = [(_text(row, "report_no", "report_id"), _text(row, "sample_no")) for row in pair["reports"]]
        members = [
            (f"{one[0]} · {one[2]}", _printed(one[4], one[3]), _printed(one[5], one[3]))
            for one in pair["members"]
        ]
        total = pair.get("members_total")
        return nearly(
            heads,
            members,
            apart=apart(pair),
            total=total if isinstance(total, int) else len(members),
            labelled_by=labelled_by,
        )
    return ""


def near_table(case: Case) -> Html:
    """Every pair of the evidence: both reports, and what sets them apart."""
    pairs = _pairs(case)
    if not pairs:
        return ""
    columns = [
        (Phrase("报告", "Report"), ""),
        (Phrase("样品", "Sample"), ""),
        (Phrase("另一份", "The other"), ""),
        (Phrase("样品", "Sample"), ""),
        (Phrase("差在哪里", "What differs"), ""),
    ]
    body = []
    for pair in pairs:
        cells = [
            cell(foreign(_text(row, *names)))
            for row in pair["reports"]
            for names in (("report_no", "report_id"), ("sample_no",))
        ]
        body.append(f"<tr>{''.join(cells)}{cell(both(apart(pair)))}</tr>")
    caption = words(f"列出的 {len(pairs)} 对", f"{len(pairs)} pairs listed")
    return f'<p class="of">{caption}</p>{table(columns, body)}'


def apart(pair: Row) -> Phrase:
    """What sets the reports of a pair apart, in words."""
    kind = str(pair.get("kind"))
    known = _KINDS.get(kind, Phrase("近似雷同", "nearly equal"))
    if kind == "but_one":
        name = visible(clip(str(pair.get("parameter"))))
        return Phrase(f"{known.zh}：{name}", f"{known.en}: {name}")
    value = pair.get(kind)
    if not isinstance(value, int | float):
        return known
    if kind == "offset":
        return Phrase(f"{known.zh}：{value:+,} 个末位", f"{known.en}: {value:+,} units of the last digit")
    return Phrase(f"{known.zh}：× {value:.6g}", f"{known.en}: × {value:.6g}")


def _pairs(case: Case) -> list[Row]:
    """The pairs of the evidence that can be shown."""
    found = case.first.evidence.get("cases")
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [one for one in rows if _whole(one)]


def _whole(pair: Row) -> bool:
    reports, members = pair.get("reports"), pair.get("members")
    return (
        isinstance(reports, list)
        and isinstance(members, list)
        and len(reports) == 2
        and all(isinstance(row, dict) for row in reports)
        and all(isinstance(one, list) and len(one) == _MEMBER for one in members)
    )


def _text(row: Row, *names: str) -> str:
    return next((str(row[name]) for name in names if row.get(name) not in (None, "")), "—")


def _printed(value: Any, decimals: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, int | float) and isinstance(decimals, int) and 0 <= decimals <= 30:
        return f"{value:.{decimals}f}"
    return str(value)
