"""Food, farm soil, drinking water and protective goods."""

from __future__ import annotations

from screener.ledger.sample.catalogue.terms import Measure, Product, Run

_WATER_CONTENT = "GB 5009.3-2010"

_RICE = Product(
    "大米",
    "food",
    (
        Run(
            "IC",
            "GB 5009.268-2016",
            (4, 14),
            (
                Measure("镉（以 Cd 计）", "mg/kg", 0.071, 0.45, 0.05, 3, None, 0.2),
                Measure("铅（以 Pb 计）", "mg/kg", 0.052, 0.4, 0.06, 3, None, 0.2),
                Measure("总砷（以 As 计）", "mg/kg", 0.098, 0.3, 0.05, 3),
                Measure("铬（以 Cr 计）", "mg/kg", 0.21, 0.4, 0.05, 2, None, 1.0),
            ),
            replicates=2,
        ),
        Run(
            "OV",
            _WATER_CONTENT,
            (240, 420),
            (Measure("水分", "g/100 g", 13.62, 0.035, 0.005, 2, None, 15.5),),
            replicates=2,
        ),
    ),
)

_MILK = Product(
    "全脂乳粉",
    "food",
    (
        Run(
            "KJ",
            "GB 5009.5-2016",
            (15, 32),
            (Measure("蛋白质", "g/100 g", 24.8, 0.03, 0.006, 1, 23.2),),
            replicates=2,
        ),
        Run(
            "SX",
            "GB 5009.6-2016",
            (240, 290),
            (Measure("脂肪", "g/100 g", 28.3, 0.03, 0.006, 1, 26.4),),
            replicates=2,
        ),
        Run(
            "OV",
            _WATER_CONTENT,
            (240, 420),
            (Measure("水分", "g/100 g", 3.31, 0.14, 0.02, 2, None, 5.0),),
            replicates=2,
        ),
        Run(
            "CU",
            "GB 4789.2-2016",
            (2760, 3000),
            (Measure("菌落总数", "CFU/g", 2150, 0.5, 0.1, 0, None, 10000),),
        ),
    ),
)

_GREENS = Product(
    "叶类蔬菜",
    "food",
    (
        Run(
            "GC",
            "GB 23200.113-2018",
            (30, 55),
            (
                Measure("毒死蜱", "mg/kg", 0.0061, 0.5, 0.08, 4, None, 0.02),
                Measure("腐霉利", "mg/kg", 0.214, 0.8, 0.07, 3, None, 5.0),
                Measure("氯氰菊酯", "mg/kg", 0.182, 0.8, 0.07, 3, None, 2.0),
                Measure("三唑磷", "mg/kg", 0.0084, 0.5, 0.08, 4, None, 0.05, required=False, blank=0.6),
                Measure("甲拌磷", "mg/kg", 0.0027, 0.4, 0.08, 4, None, 0.01, required=False, blank=0.8),
            ),
            replicates=2,
        ),
    ),
)

_FARM_SOIL = Product(
    "农用地土壤",
    "agriculture",
    (
        Run("TI", "NY/T 1377-2007", (8, 30), (Measure("土壤 pH", "", 7.62, 0.06, 0.004, 2),), replicates=2),
        Run(
            "IC",
            "HJ 803-2016",
            (5, 15),
            (
                Measure("土壤镉", "mg/kg", 0.176, 0.4, 0.05, 3, None, 0.6),
                Measure("土壤铅", "mg/kg", 24.6, 0.3, 0.04, 1, None, 170),
                Measure("土壤铬", "mg/kg", 61.2, 0.25, 0.04, 1, None, 250),
                Measure("土壤砷", "mg/kg", 9.41, 0.3, 0.04, 2, None, 25),
                Measure("土壤铜", "mg/kg", 26.3, 0.3, 0.04, 1, None, 100),
                Measure("土壤锌", "mg/kg", 78.5, 0.25, 0.04, 1, None, 300),
                Measure("土壤镍", "mg/kg", 29.4, 0.25, 0.04, 1, None, 190),
            ),
        ),
        Run(
            "TI", "NY/T 1121.6-2006", (12, 36), (Measure("有机质", "g/kg", 17.4, 0.3, 0.03, 1),), replicates=2
        ),
    ),
    arrival=(1, 5),
    sampled=(3, 8),
)

_TAP_WATER = Product(
    "生活饮用水",
    "health",
    (
        Run(
            "TB",
            "GB/T 5750.4-2006",
            (2, 10),
            (Measure("浑浊度", "NTU", 0.42, 0.35, 0.06, 2, None, 1.0),),
            replicates=2,
        ),
        Run("TI", "GB/T 5750.4-2006", (10, 34), (Measure("总硬度", "mg/L", 212, 0.22, 0.012, 0, None, 450),)),
        Run(
            "IO",
            "GB/T 5750.5-2006",
            (15, 36),
            (
                Measure("氟化物", "mg/L", 0.463, 0.3, 0.03, 3, None, 1.0),
                Measure("氯化物", "mg/L", 48.2, 0.4, 0.02, 1, None, 250),
                Measure("硝酸盐（以 N 计）", "mg/L", 3.42, 0.45, 0.02, 2, None, 10),
                Measure("硫酸盐", "mg/L", 71.5, 0.4, 0.02, 1, None, 250),
            ),
        ),
        Run(
            "CU",
            "GB/T 5750.12-2006",
            (2760, 3000),
            (Measure("菌落总数", "CFU/mL", 14, 0.8, 0.15, 0, None, 100, required=False, blank=0.1),),
            replicates=2,
        ),
    ),
    arrival=(0, 0),
    sampled=(0, 1),
)

_HELMET = Product(
    "安全帽",
    "protective_equipment",
    (
        Run(
            "HM",
            "GB/T 2812-2006",
            (6, 9),
            (Measure("冲击吸收性能", "N", 3720, 0.085, 0.04, 0, None, 4900),),
            replicates=3,
            serial=True,
        ),
        Run(
            "HM",
            "GB 2811-2019",
            (5, 9),
            (Measure("下颏带强度", "N", 196, 0.06, 0.03, 0, 150, 250),),
            replicates=2,
        ),
        Run(
            "BA", "GB 2811-2019", (2, 8), (Measure("质量", "g", 386, 0.05, 0.01, 0, None, 460),), replicates=3
        ),
    ),
    arrival=(1, 6),
    sampled=(3, 12),
)

_SHOE = Product(
    "防护鞋",
    "protective_equipment",
    (
        Run(
            "SH",
            "GB/T 20991-2007",
            (6, 24),
            (
                Measure("耐压力间距", "mm", 15.9, 0.06, 0.025, 1, 13.5),
                Measure("抗冲击间距", "mm", 15.4, 0.06, 0.03, 1, 13.5),
            ),
            replicates=2,
        ),
        Run(
            "UT",
            "GB/T 20991-2007",
            (5, 20),
            (Measure("鞋帮撕裂力", "N", 168, 0.11, 0.05, 0, 120),),
            replicates=3,
        ),
        Run("OV", "GB/T 20991-2007", (360, 560), (Measure("吸水率", "%", 21.4, 0.12, 0.04, 1, None, 30.0),)),
    ),
    arrival=(1, 6),
    sampled=(3, 12),
)

_SURGICAL_MASK = Product(
    "医用外科口罩",
    "medical_protection",
    (
        Run(
            "FT",
            "YY 0469-2011",
            (10, 24),
            (Measure("颗粒过滤效率", "%", 88.4, 0.03, 0.012, 1, 80.0),),
            replicates=3,
        ),
        Run(
            "FR",
            "YY 0469-2011",
            (8, 24),
            (Measure("压力差", "Pa", 33.8, 0.11, 0.05, 1, None, 49.0),),
            replicates=5,
        ),
        Run(
            "CU",
            "YY 0469-2011",
            (2820, 3000),
            (Measure("细菌过滤效率", "%", 98.2, 0.005, 0.002, 1, 95.0),),
            replicates=3,
        ),
    ),
    arrival=(1, 4),
    sampled=(2, 7),
)

_RESPIRATOR = Product(
    "医用防护口罩",
    "medical_protection",
    (
        Run(
            "FT",
            "GB 19083-2010",
            (12, 26),
            (Measure("非油性颗粒过滤效率", "%", 97.16, 0.008, 0.004, 2, 95.0),),
            replicates=6,
        ),
        Run(
            "FR",
            "GB 19083-2010",
            (8, 24),
            (Measure("气流阻力", "Pa", 118, 0.11, 0.05, 1, None, 343.2),),
            replicates=6,
        ),
    ),
    arrival=(1, 4),
    sampled=(2, 7),
)

PRODUCTS: tuple[tuple[Product, float], ...] = (
    (_RICE, 3.0),
    (_MILK, 2.0),
    (_GREENS, 3.0),
    (_FARM_SOIL, 2.0),
    (_TAP_WATER, 3.0),
    (_HELMET, 2.0),
    (_SHOE, 1.5),
    (_SURGICAL_MASK, 2.0),
    (_RESPIRATOR, 1.5),
)
