"""An institution beside its peers: last digits, replicates, and the funnel of reports that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.charts import beside, digits, funnel
from screener.phrases import Phrase
from screener.report.portrait.shape import Drawn, Undrawn, listed, plain, undrawn
from screener.wording.terms import DOMAINS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screener.report.portrait.groups import Row
    from screener.report.portrait.shape import Subject

#: Rows of a table that lists peers or groups.
SHOWN = 12
#: Points of peers drawn; every peer in all but the largest runs.
POINTS = 400
_OWN, _PEERS = Phrase("本机构", "This institution"), Phrase("同行", "Peers")


def digits_drawn(subject: Subject) -> Drawn | Undrawn:
    """Last digits of the group in which they are most uneven, beside those of all peers together."""
    rule = "digits.terminal"
    found = [one for one in subject.measured().get(rule, []) if one["digits"]]
    # Where no hit speaks the largest group that has peers tells most.
    row = max(found, key=lambda one: (one["speaks"], min(one["peers"] or 0, 5), one["held"]), default=None)
    if row is None or subject.groups is None:
        return undrawn(subject, "digits", rule)
    peers = [one["digits"] for one in subject.groups.peers(row) if one["digits"]]
    own, others = row["digits"], [sum(counts) for counts in zip(*peers, strict=True)] or [0] * 10
    picture = digits(own, others, first=0, labelled_by=subject.id_of("digits"))
    mine, theirs = (_share((counts[0] + counts[5], sum(counts))) for counts in (own, others))
    answer = Phrase(
        f"{row['parameter']}：0 和 5 占 {mine}" + (f"，同行 {theirs}" if peers else "，没有可比的同行"),
        f"{row['parameter']}: 0 and 5 make up {mine}" + (f", {theirs} at the peers" if peers else ""),
    )
    means = Phrase(
        "测量值的最后一位一般各数字差不多一样多，各占一成左右。蓝柱是本机构，灰柱是同行合计；"
        "估读、修约和仪器分度也会让 0、5 偏多，要和同行比。",
        "The last digit of a measured value is usually spread evenly, a tenth each. Blue bars are this institution's, "
        "grey ones all peers' together; readings by eye, rounding and the scale of an instrument favour 0 and 5, too.",
    )
    columns = [
        (Phrase("末位数字", "Last digit"), ""),
        (Phrase("个数", "Values"), "num"),
        (_OWN, "num"),
        (_PEERS, "num"),
    ]
    rows = [
        (str(digit), f"{own[digit]:,}", _share((own[digit], sum(own))), _share((others[digit], sum(others))))
        for digit in range(10)
    ]
    return Drawn(
        "digits", (rule,), answer, means, picture, _figures(row, "w"), listed(columns, rows), row["speaks"]
    )


def replicates_drawn(subject: Subject) -> Drawn | Undrawn:
    """The variance within samples, a point an institution."""
    rule = "replicates.too_alike"
    found = [one for one in subject.measured().get(rule, []) if one["z"] is not None]
    row = min(found, key=lambda one: (not one["speaks"], one["z"]), default=None)
    if row is None or subject.groups is None or not row["peers_median"]:
        return undrawn(subject, "replicates", rule)
    peers = subject.groups.peers(row)
    points = [(one["held"], one["value"]) for one in peers[:POINTS] if one["value"] is not None]
    axes = (
        Phrase("有平行样的样品数（对数）", "samples with replicates, by logarithm"),
        Phrase("平行样方差", "variance"),
    )
    picture = beside(
        (row["held"], row["value"]),
        points,
        row["peers_median"],
        axes,
        labelled_by=subject.id_of("replicates"),
    )
    times = f"{row['value'] / row['peers_median']:.2f}"
    answer = Phrase(
        f"{row['parameter']}：平行样方差是同行中位数的 {times} 倍（{row['held']:,.0f} 个样品）",
        f"{row['parameter']}: replicates vary {times} times as much as at the median peer ({row['held']:,.0f} samples)",
    )
    means = Phrase(
        "同一样品做两次，总会差一点，差多少由方法和样品决定，各家应当相近。远低于同行，说明几次结果过于一致。"
        "方法规定取平均后再填、设备精度更高，也会这样。",
        "Two tests of one sample always differ a little, by as much as the method and the sample bring; laboratories "
        "should be alike in that. Far below the peers the repeated results agree too well, as they also do where "
        "averages were entered or a better instrument was used.",
    )
    columns = [
        (Phrase("机构", "Institution"), ""),
        (Phrase("样品数", "Samples"), "num"),
        (Phrase("方差", "Variance"), "num"),
    ]
    table = listed(columns, _beside_peers(row, peers, lambda value: f"{value:.4g}"))
    return Drawn("replicates", (rule,), answer, means, picture, _figures(row, ""), table, row["speaks"])


def passes_drawn(subject: Subject) -> Drawn | Undrawn:
    """The share of reports that fail, in a funnel about the peers' median."""
    rule = "passes.too_many"
    found = subject.measured().get(rule, [])
    row = max(found, key=lambda one: (one["speaks"], one["held"]), default=None)
    if row is None or subject.groups is None or row["peers_median"] is None:
        return undrawn(subject, "passes", rule)
    peers = subject.groups.peers(row)
    points = [(one["held"], one["value"]) for one in peers]
    picture = funnel(
        (row["held"], row["value"]), points, row["peers_median"], row["tau_squared"] or 0.0,
        labelled_by=subject.id_of("passes"),
    )  # fmt: skip
    n, fails = round(row["held"]), round(row["held"] * row["value"])
    domain = DOMAINS.get(row["domain"], plain(str(row["domain"])))
    answer = Phrase(
        f"{domain.zh}：{n:,} 份报告 {fails:,} 份不合格（{row['value']:.2%}），同行中位数 {row['peers_median']:.2%}",
        f"{domain.en}: {fails:,} of {n:,} reports fail ({row['value']:.2%}), "
        f"{row['peers_median']:.2%} at the median peer",
    )
    means = Phrase(
        "每个灰点是一家同行，横看报告多少，竖看不合格率。报告越多，偶然的起伏越小，所以界限像漏斗。"
        "落在下边界线以下，偶然难以解释；只收送检的好样品、专做一类产品也会这样。",
        "Every grey point is a peer: across how many reports it has, up the share of them that fail. The more reports, "
        "the less chance moves the share, so the limits narrow. Below the lower curve chance hardly explains it; "
        "clients who send in good samples only, or one kind of product, do.",
    )
    columns = [
        (Phrase("机构", "Institution"), ""),
        (Phrase("报告数", "Reports"), "num"),
        (Phrase("不合格率", "Share that fails"), "num"),
    ]
    table = listed(columns, _beside_peers(row, peers, lambda share: f"{share:.2%}"))
    return Drawn("passes", (rule,), answer, means, picture, _figures(row, ""), table, row["speaks"])


def _beside_peers(row: Row, peers: Sequence[Row], told: Callable[[float], str]) -> list[tuple[object, ...]]:
    """This institution and its peers without their names: whom else it is compared with is nobody's business."""
    rows: list[tuple[object, ...]] = [(_OWN, f"{row['held']:,.0f}", told(row["value"]))]
    ordered = sorted((one for one in peers if one["value"] is not None), key=lambda one: -one["held"])
    for number, one in enumerate(ordered[:SHOWN], start=1):
        name = Phrase(f"同行 {number}", f"peer {number}")
        rows.append((name, f"{one['held']:,.0f}", told(one["value"])))
    if len(ordered) > SHOWN:
        left = len(ordered) - SHOWN
        rows.append((Phrase(f"另有 {left:,} 家", f"{left:,} more"), None, None))
    return rows


def _figures(row: Row, effect: str) -> tuple[tuple[Phrase, Phrase], ...]:
    """Effect before significance, and what it rests on."""
    found = []
    if effect and row["effect"] is not None:
        beside_it = f"（同行中位数 {row['peers_median']:.3g}）" if row["peers_median"] is not None else ""
        with_en = f" (median peer {row['peers_median']:.3g})" if row["peers_median"] is not None else ""
        told = Phrase(f"{row['effect']:.3g}{beside_it}", f"{row['effect']:.3g}{with_en}")
        found.append((Phrase(f"效应 {effect}", f"Effect {effect}"), told))
    place = [str(row[name]) for name in ("parameter", "method") if row[name]]
    if place:
        found.append((Phrase("参数和方法", "Parameter and method"), plain(" · ".join(place))))
    found.append((Phrase("查过的行", "Rows tested"), plain(f"{row['rows']:,}")))
    if row["peers"] is not None:
        found.append((Phrase("同行数", "Peers"), plain(f"{row['peers']:,.0f}")))
    q = "< 0.0001" if row["q_value"] < 0.0001 else f"{row['q_value']:.4f}"
    found.append((Phrase("q 值", "q value"), plain(q)))
    return tuple(found)


def _share(of: tuple[int, int]) -> str:
    return f"{of[0] / of[1]:.1%}" if of[1] else "—"
