"""Building materials, construction, and work done for clients outside the approved scope."""

from __future__ import annotations

from screener.ledger.sample.catalogue.terms import Measure, Product, Run


def _concrete(grade: int, median: float) -> Product:
    cubes = Run(
        "PR",
        "GB/T 50081-2019",
        (5, 14),
        (Measure("立方体抗压强度", "MPa", median, 0.075, 0.025, 1, grade * 0.95),),
        replicates=3,
        age=(27, 29),
    )
    return Product(
        f"混凝土立方体试件 C{grade}", "building_materials", (cubes,), arrival=(1, 26), sampled=(27, 29)
    )


def _cement_strength(
    days: int, bending: float, crushing: float, floors: tuple[float, float]
) -> tuple[Run, Run]:
    method = "GB/T 17671-1999"
    bend = Run(
        "FX",
        method,
        (3, 12),
        (Measure(f"{days} d 抗折强度", "MPa", bending, 0.06, 0.02, 1, floors[0]),),
        replicates=3,
        wait=days,
        age=(days, days),
    )
    crush = Run(
        "PR",
        method,
        (6, 16),
        (Measure(f"{days} d 抗压强度", "MPa", crushing, 0.07, 0.02, 1, floors[1]),),
        replicates=6,
        wait=days,
        age=(days, days),
    )
    return bend, crush


_CEMENT = Product(
    "普通硅酸盐水泥 P·O 42.5",
    "building_materials",
    (
        Run(
            "VC",
            "GB/T 1346-2011",
            (180, 290),
            (
                Measure("初凝时间", "min", 165, 0.12, 0.0, 0, 45),
                Measure("终凝时间", "min", 232, 0.1, 0.0, 0, None, 600),
            ),
        ),
        Run(
            "BX",
            "GB/T 1346-2011",
            (180, 240),
            (Measure("雷氏夹膨胀值", "mm", 1.4, 0.35, 0.08, 1, None, 5.0),),
            replicates=2,
        ),
        *_cement_strength(3, 5.6, 27.5, (3.5, 22.0)),
        *_cement_strength(28, 8.3, 48.9, (6.5, 42.5)),
    ),
    arrival=(0, 0),
    sampled=(0, 0),
)

_REBAR = Product(
    "热轧带肋钢筋 HRB400E",
    "building_materials",
    (
        Run(
            "UT",
            "GB/T 228.1-2010",
            (4, 12),
            (
                Measure("下屈服强度", "MPa", 441, 0.035, 0.008, 0, 400),
                Measure("抗拉强度", "MPa", 612, 0.03, 0.007, 0, 540),
                Measure("最大力总延伸率", "%", 14.9, 0.12, 0.04, 1, 9.0),
            ),
            replicates=2,
            serial=True,
        ),
        Run("BE", "GB/T 28900-2012", (2, 10), (Measure("反向弯曲角度", "°", 90.6, 0.004, 0.002, 1, 89.0),)),
        Run(
            "BA", "GB/T 1499.2-2018", (3, 10), (Measure("重量偏差绝对值", "%", 2.1, 0.35, 0.0, 1, None, 5.0),)
        ),
    ),
)

_SAND = Product(
    "建设用砂",
    "building_materials",
    (
        Run(
            "SV",
            "GB/T 14684-2011",
            (10, 25),
            (
                Measure("细度模数", "", 2.62, 0.06, 0.012, 2, 2.2, 3.1),
                Measure("0.63 mm 累计筛余", "%", 52.4, 0.09, 0.01, 1),
            ),
            replicates=2,
        ),
        Run(
            "OV",
            "GB/T 14684-2011",
            (240, 560),
            (
                Measure("含泥量", "%", 1.6, 0.3, 0.03, 1, None, 3.0),
                Measure("泥块含量", "%", 0.4, 0.35, 0.0, 1, None, 1.0),
            ),
        ),
    ),
)

_MORTAR = Product(
    "砌筑砂浆试件 M7.5",
    "building_materials",
    (
        Run(
            "PR",
            "JGJ/T 70-2009",
            (4, 12),
            (Measure("砂浆抗压强度", "MPa", 9.6, 0.11, 0.04, 1, 6.4),),
            replicates=3,
            age=(27, 29),
        ),
    ),
    arrival=(1, 26),
    sampled=(27, 29),
)

_SOIL = Product(
    "回填土压实度",
    "construction",
    (
        Run(
            "OV", "GB/T 50123-2019", (480, 590), (Measure("含水率", "%", 13.7, 0.14, 0.02, 1),), replicates=2
        ),
        Run(
            "BA",
            "GB/T 50123-2019",
            (2, 9),
            (
                Measure("湿密度", "g/cm³", 1.98, 0.025, 0.004, 2),
                Measure("压实度", "%", 95.6, 0.012, 0.003, 1, 93.0),
            ),
            replicates=2,
        ),
    ),
)

_TILES = Product(
    "外墙饰面砖粘结",
    "construction",
    (
        Run(
            "PL",
            "JGJ/T 110-2017",
            (10, 35),
            (
                Measure("粘结强度", "MPa", 0.72, 0.13, 0.06, 2, 0.4),
                Measure("断面面积", "mm²", 4510, 0.02, 0.01, 0),
            ),
            replicates=3,
        ),
    ),
    sampled=(2, 9),
    issue=(1, 3),
)

_RECYCLED = Product(
    "再生骨料（科研委托）",
    "other",
    (
        Run(
            "SV",
            "Q/ZX 011-2021",
            (10, 25),
            (
                Measure("再生料细度模数", "", 2.88, 0.08, 0.015, 2),
                Measure("再生微粉含量", "%", 2.24, 0.3, 0.04, 2),
            ),
            replicates=2,
        ),
        Run(
            "OV",
            "Q/ZX 012-2021",
            (200, 400),
            (Measure("再生料吸水率", "%", 4.15, 0.2, 0.03, 2),),
            replicates=2,
        ),
    ),
    scoped=False,
    sampled=None,
)

_MUD = Product(
    "河道底泥（科研委托）",
    "other",
    (
        Run(
            "OV",
            "Q/ZX 021-2021",
            (400, 560),
            (Measure("底泥含水率", "%", 58.3, 0.12, 0.02, 1),),
            replicates=2,
        ),
        Run(
            "UV",
            "Q/ZX 022-2021",
            (12, 25),
            (
                Measure("底泥总磷", "mg/kg", 812, 0.3, 0.03, 0),
                Measure("底泥总氮", "mg/kg", 1460, 0.3, 0.03, 0),
            ),
        ),
    ),
    scoped=False,
    sampled=None,
)

PRODUCTS: tuple[tuple[Product, float], ...] = (
    (_concrete(30, 34.1), 8.0),
    (_concrete(40, 45.2), 3.0),
    (_CEMENT, 1.2),
    (_REBAR, 4.0),
    (_SAND, 2.0),
    (_MORTAR, 2.0),
    (_SOIL, 5.0),
    (_TILES, 2.0),
    (_RECYCLED, 0.25),
    (_MUD, 0.25),
)
