"""An anomaly's picture and its figures: the institution beside its peers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screener.charts import beside, digits
from screener.phrases import Phrase
from screener.report.markup import Html, both, cell, foreign, table, words
from screener.wording.terms import COLUMNS, DOMAINS

if TYPE_CHECKING:
    from screener.report.evidence import Case, Row

_MANY = Phrase("个数（对数）", "how many, by logarithm")
_AXES: dict[str, Phrase] = {
    "replicates.too_alike": Phrase("样内方差", "variance within"),
    "spread.unlike_peers": Phrase("标准差", "standard deviation"),
    "values.recycled": Phrase("重复比", "ratio of pairs"),
    "limit.bunching": Phrase("内外之比", "inside over outside"),
    "passes.too_many": Phrase("不合格率", "share that fails"),
    "workload.too_high": Phrase("每人每天项数", "tests an operator-day"),
    "number.gaps": Phrase("缺号占比", "share of numbers left out"),
}
_FIGURES: dict[str, Phrase] = {
    "rows": Phrase("行数", "Rows"),
    "statistic": Phrase("统计量", "Statistic"),
    "pairs": Phrase("近似雷同（对）", "Near pairs"),
    "chance": Phrase("凑巧（对）", "By chance"),
    "share": Phrase("占比", "Share"),
    "peers": Phrase("同行数", "Peers"),
    "peers_median": Phrase("同行中位数", "Median peer"),
    "effect": Phrase("效应", "Effect"),
    "z": Phrase("z", "z"),
    "q": Phrase("q 值", "q value"),
}
_GROUPS_SHOWN = 10
_FARTHEST = 1e300
LEAST_Q = 0.0001  # below it nobody compares


def peers_picture(case: Case, labelled_by: str) -> Html:
    """Digits as bars beside the peers', any other statistic as a point among theirs."""
    evidence, rule = case.first.evidence, case.first.rule
    own, others = _numbers(evidence.get("digits")), _numbers(evidence.get("peers_digits"))
    if len(own) in (9, 10) and len(own) == len(others) and min(own) >= 0:
        return digits(own, others, first=10 - len(own), labelled_by=labelled_by)
    points = evidence.get("peers_points")
    pairs = (
        [(one[0], one[1]) for one in points if len(_numbers(one)) == 2] if isinstance(points, list) else []
    )
    value: Any = evidence.get("share", evidence.get("statistic"))
    many: Any = next((evidence[name] for name in ("samples", "near", "days", "n") if name in evidence), None)
    median: Any = evidence.get("peers_median")
    if rule not in _AXES or not all(map(_drawable, (value, many, median))):
        return ""
    return beside((many, value), pairs, median, (_MANY, _AXES[rule]), labelled_by=labelled_by)


def _numbers(found: Any) -> list[float]:  # noqa: ANN401 - JSON
    if not isinstance(found, list) or not all(map(_drawable, found)):
        return []
    return found


def _drawable(found: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(found, int | float) and -_FARTHEST < found < _FARTHEST


def figures_table(case: Case) -> Html:
    """What was measured of the group the hit is about, and of the institution's other groups that speak."""
    evidence = case.first.evidence
    more = evidence.get("groups")
    rows: list[Row] = [{**case.first.row, **evidence}]
    rows += [one for one in more if isinstance(one, dict)] if isinstance(more, list) else []
    where = [name for name in ("parameter", "method", "decimals", "domain") if rows[0].get(name) is not None]
    names = [name for name in _FIGURES if isinstance(rows[0].get(name), int | float)]
    columns = [(COLUMNS[name], "") for name in where] + [(_FIGURES[name], "num") for name in names]
    body = []
    for one in rows[:_GROUPS_SHOWN]:
        cells = [cell(_place(name, one)) for name in where] + [
            cell(_figure(one, name), "num") for name in names
        ]
        body.append(f"<tr>{''.join(cells)}</tr>")
    caption = words("这一组和同行 ", "This group and its peers")
    return f'<p class="of">{caption}</p>{table(columns, body)}' if names else ""


def _place(name: str, row: Row) -> Html:
    value = str(row.get(name, "—"))
    return both(DOMAINS[value]) if name == "domain" and value in DOMAINS else foreign(value)


def _figure(row: Row, name: str) -> Html:
    value = row.get(name)
    if not isinstance(value, int | float):
        return "—"
    if name == "q":
        return "&lt; 0.0001" if value < LEAST_Q else f"{value:.4f}"
    return f"{value:,}" if isinstance(value, int) and _drawable(value) else foreign(f"{value:.3g}")
