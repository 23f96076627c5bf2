"""Environment, vehicles, tanks and coal for carbon verification."""

from __future__ import annotations

from screener.ledger.sample.catalogue.terms import Measure, Product, Run

_RIVER = Product(
    "地表水",
    "environment",
    (
        Run(
            "PM",
            "HJ 1147-2020",
            (5, 18),
            (
                Measure("pH 值", "", 7.86, 0.035, 0.002, 2, 6.0, 9.0),
                Measure("水温", "℃", 14.2, 0.25, 0.004, 1),
            ),
        ),
        Run("PM", "HJ 506-2009", (5, 18), (Measure("溶解氧", "mg/L", 8.24, 0.13, 0.01, 2, 5.0),)),
        Run(
            "CO",
            "HJ 828-2017",
            (120, 190),
            (Measure("化学需氧量", "mg/L", 12.6, 0.22, 0.04, 1, None, 20.0),),
            replicates=2,
        ),
        Run(
            "UV",
            "HJ 535-2009",
            (12, 25),
            (Measure("氨氮", "mg/L", 0.384, 0.42, 0.03, 3, None, 1.0),),
            replicates=2,
        ),
        Run(
            "UV",
            "GB/T 11893-1989",
            (15, 26),
            (Measure("总磷", "mg/L", 0.092, 0.38, 0.03, 3, None, 0.2),),
            replicates=2,
        ),
        Run(
            "BO",
            "HJ 505-2009",
            (7200, 7400),
            (Measure("五日生化需氧量", "mg/L", 2.31, 0.25, 0.05, 1, None, 4.0),),
            replicates=2,
            age=(None, 1),
        ),
    ),
    arrival=(0, 0),
    sampled=(0, 1),
)

_WASTE_WATER = Product(
    "工业废水",
    "environment",
    (
        Run("PM", "HJ 1147-2020", (5, 18), (Measure("pH 值", "", 7.52, 0.05, 0.002, 2, 6.0, 9.0),)),
        Run(
            "OV",
            "GB/T 11901-1989",
            (180, 420),
            (Measure("悬浮物", "mg/L", 31, 0.32, 0.05, 0, None, 70),),
            replicates=2,
        ),
        Run(
            "CO",
            "HJ 828-2017",
            (120, 190),
            (Measure("化学需氧量", "mg/L", 52.4, 0.3, 0.03, 1, None, 100),),
            replicates=2,
        ),
        Run(
            "UV",
            "HJ 535-2009",
            (12, 25),
            (Measure("氨氮", "mg/L", 5.6, 0.4, 0.03, 1, None, 15),),
            replicates=2,
        ),
    ),
    arrival=(0, 0),
    sampled=(0, 1),
)

_NOISE = Product(
    "厂界环境噪声",
    "environment",
    (
        Run(
            "NS",
            "GB 12348-2008",
            (10, 14),
            (
                Measure("昼间等效声级", "dB(A)", 56.8, 0.05, 0.02, 1, None, 65.0),
                Measure("背景噪声", "dB(A)", 46.9, 0.06, 0.02, 1),
            ),
            replicates=4,
            serial=True,
        ),
    ),
    arrival=(0, 0),
    sampled=None,
    issue=(1, 3),
)

_BRAKES = Run(
    "VB",
    "GB 38900-2018",
    (2, 8),
    (
        Measure("整车制动率", "%", 68.2, 0.05, 0.0, 1, 60.0),
        Measure("一轴制动不平衡率", "%", 8.3, 0.45, 0.0, 1, None, 20.0),
        Measure("驻车制动率", "%", 27.9, 0.12, 0.0, 1, 20.0),
    ),
)

_PETROL = Product(
    "在用汽油车",
    "vehicle",
    (
        Run(
            "VE",
            "GB 18285-2018",
            (4, 9),
            (
                Measure("CO（5025）", "%", 0.141, 0.45, 0.0, 3, None, 0.5),
                Measure("HC（5025）", "10⁻⁶", 31, 0.4, 0.0, 0, None, 90),
                Measure("NO（5025）", "10⁻⁶", 208, 0.5, 0.0, 0, None, 700),
                Measure("CO（2540）", "%", 0.117, 0.45, 0.0, 3, None, 0.4),
                Measure("HC（2540）", "10⁻⁶", 26, 0.4, 0.0, 0, None, 80),
                Measure("NO（2540）", "10⁻⁶", 186, 0.5, 0.0, 0, None, 650),
            ),
        ),
        _BRAKES,
    ),
    arrival=(0, 0),
    sampled=None,
    issue=(0, 0),
    drive_in=True,
)

_DIESEL = Product(
    "在用柴油车",
    "vehicle",
    (
        Run(
            "VD",
            "GB 3847-2018",
            (5, 12),
            (
                Measure("光吸收系数", "m⁻¹", 0.534, 0.35, 0.0, 2, None, 1.2),
                Measure("NOx", "10⁻⁶", 743, 0.25, 0.0, 0, None, 1500),
                Measure("实测最大轮边功率", "kW", 84.6, 0.22, 0.0, 1),
            ),
        ),
        _BRAKES,
    ),
    arrival=(0, 0),
    sampled=None,
    issue=(0, 0),
    drive_in=True,
)

_TANK = Product(
    "常压液体危险货物罐体",
    "tank",
    (
        Run(
            "TH",
            "GB 18564.1-2019",
            (15, 36),
            (Measure("罐体壁厚", "mm", 5.64, 0.05, 0.012, 2, 4.5),),
            replicates=8,
        ),
        Run(
            "AT",
            "GB 18564.1-2019",
            (30, 110),
            (
                Measure("气密性试验压力", "kPa", 36.8, 0.012, 0.0, 1, 36.0),
                Measure("保压压降", "kPa", 0.34, 0.4, 0.0, 2, None, 1.0),
            ),
        ),
        Run(
            "SA",
            "GB/T 12243-2005",
            (8, 36),
            (Measure("安全阀整定压力", "kPa", 42.6, 0.02, 0.006, 1, 40.0, 45.0),),
            replicates=3,
        ),
    ),
    arrival=(0, 1),
    sampled=None,
    issue=(1, 3),
)

_COAL = Product(
    "入炉煤月度缩分样",
    "carbon_verification",
    (
        Run(
            "CA",
            "GB/T 213-2008",
            (15, 25),
            (Measure("收到基低位发热量", "MJ/kg", 20.417, 0.06, 0.002, 3),),
            replicates=2,
            serial=True,
        ),
        Run(
            "EL",
            "GB/T 476-2008",
            (10, 36),
            (
                Measure("空气干燥基碳", "%", 55.83, 0.05, 0.003, 2),
                Measure("空气干燥基氢", "%", 3.62, 0.06, 0.01, 2),
            ),
            replicates=2,
        ),
        Run("OV", "GB/T 211-2017", (120, 300), (Measure("全水分", "%", 12.4, 0.15, 0.015, 1),), replicates=2),
        Run(
            "MU",
            "GB/T 212-2008",
            (60, 240),
            (Measure("灰分", "%", 17.84, 0.18, 0.006, 2), Measure("挥发分", "%", 29.46, 0.07, 0.006, 2)),
            replicates=2,
        ),
        Run("SU", "GB/T 214-2007", (8, 25), (Measure("全硫", "%", 0.62, 0.3, 0.02, 2),), replicates=2),
    ),
    arrival=(1, 6),
    sampled=(3, 15),
    issue=(1, 5),
)

PRODUCTS: tuple[tuple[Product, float], ...] = (
    (_RIVER, 2.0),
    (_WASTE_WATER, 2.5),
    (_NOISE, 1.5),
    (_PETROL, 7.0),
    (_DIESEL, 2.0),
    (_TANK, 3.0),
    (_COAL, 2.0),
)
