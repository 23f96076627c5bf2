"""Evidence of each anomaly as a run writes it, with believable values."""

from __future__ import annotations

from typing import Any

OWN = "91150699MA0QX7K23X"


def odd(row: dict[str, Any], **measured: Any) -> dict[str, Any]:
    """An evidence record about an institution, or one of its parameters."""
    points = [[40.0 + 9 * place, 1.4 + 0.05 * place] for place in range(12)]
    return {
        "row": {"uscc": OWN, **row},
        **measured,
        "rows": 480, "p": 2.1e-9, "q": 3.4e-7, "tested_groups": 640, "peers_points": points,
        "groups": [{**row, "decimals": 2, "rows": 120, "effect": 0.2, "z": 4.1, "p": 1e-6, "q": 2e-4}],
        "groups_total": 2, "others": [], "others_total": 0,
    }  # fmt: skip


VALUES = {"parameter": "立方体抗压强度", "method": "GB/T 50081-2019", "decimals": 1}
RATIO = {"variance": 0.02, "peers": 12, "peers_median": 1.67, "peers_log_median": 0.513, "peers_madn": 0.26}

CLONE = [
    ["水泥", "GB/T 1", 1, 1, 52.3, 52.3],
    ["砂", "GB/T 2", 1, 2, 1.26, 1.31],
    ["石", "GB/T 3", 1, 0, 812.0, 812.0],
]


def near(kind: str, **apart: Any) -> dict[str, Any]:
    """A pair of nearly equal reports."""
    reports = [
        {"report_id": name, "report_no": f"{name} 号", "uscc": OWN, "site_id": "S1", "sample_no": f"样 {name}",
         "product": "混凝土", "received_at": "2022-03-01T08:00:00"}
        for name in ("R1", "R2")
    ]  # fmt: skip
    return {"kind": kind, "reports": reports, "members": CLONE, "members_total": 14, **apart}


ODD: dict[str, tuple[str, dict[str, Any]]] = {
    "digits.terminal": ("F2", odd(
        VALUES, n=480, digits=[150, 20, 30, 40, 30, 120, 20, 30, 20, 20],
        peers_digits=[400, 410, 395, 402, 388, 401, 399, 405, 400, 400],
        chi_square=310.4, peers_median=0.03, peers=8, effect=0.792, z=38.0,
    )),
    "digits.first": ("F2", odd(
        VALUES, n=480, digits=[20, 30, 40, 120, 130, 60, 40, 20, 20],
        peers_digits=[602, 352, 250, 194, 158, 134, 116, 102, 92],
        chi_square=310.4, peers_median=0.006, peers=8, reach=2100.0, effect=0.09, z=38.0,
    )),
    "replicates.too_alike": ("F2", odd(
        VALUES, **RATIO, statistic=0.22, samples=94, freedom=94, squares=20.9, effect=0.132, z=-6.8,
    )),
    "spread.unlike_peers": ("F2", odd(
        VALUES, **RATIO, statistic=0.43, samples=145, ratio=0.257, effect=5.2, z=-5.2,
    )),
    "values.recycled": ("F2", odd(
        VALUES, **RATIO, statistic=8.1, n=480, equal=2100, apart=518, effect=4.85, z=7.7,
    )),
    "limit.bunching": ("F2", odd(
        VALUES, **RATIO, statistic=9.2, n=480, near=440, inside=91, outside=9, band=2.4, side="low", effect=5.5, z=6.1,
    )),
    "passes.too_many": ("F2", odd(
        {"domain": "food"}, n=575, fails=1, share=0.0017, peers=43, peers_median=0.021, tau_squared=0.0003,
        effect=0.08, z=-4.6,
    )),
    "workload.too_high": ("F1", odd(
        {"domain": "food"}, **RATIO, statistic=61.4, days=210, tests=12894, ratio=36.8, effect=7.4, z=7.4,
    )),
    "clones.near": ("F2", odd(
        {}, pairs=7, but_one=4, offset=2, factor=1, chance=0.02, shuffles=100, effect=350.0, z=9.1,
        cases=[near("but_one", parameter="砂"), near("offset", offset=-5), near("factor", factor=1.02)],
    )),
}  # fmt: skip
