"""The words in which the catalogue is written: instrument kinds, measures, runs and products.

The standard numbers look like those a laboratory cites, but every figure here (durations, ages, limits, dates of
supersession) is made up for the sample and states nothing about a real standard.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of instrument.

    `slot` is how long, in minutes, it is set aside for one test of a working day; a kind with `days` is loaded
    once and left alone for so many calendar days (incubators).
    """

    code: str  # two letters, used in identifiers
    name: str
    slot: int = 0
    capacity: int = 1
    portable: bool = False
    days: int = 0


@dataclass(frozen=True)
class Measure:
    """One reported parameter: its log-normal model, how it is printed, and its limits."""

    parameter: str
    unit: str
    median: float
    between: float  # standard deviation of ln(value) between samples
    within: float  # the same between replicates of one sample
    decimals: int
    low: float | None = None
    high: float | None = None
    required: bool = True
    blank: float = 0.0  # share of samples in which it was not detected: the value is then left empty


@dataclass(frozen=True)
class Run:
    """One stay on one instrument, which gives every measure `replicates` times.

    `minutes` is (least the method allows, longest a run takes). `serial` runs test the replicates one after another,
    each in an interval of its own. `wait` is the number of days after the report's first day of testing.
    """

    kind: str
    method: str
    minutes: tuple[int, int]
    measures: tuple[Measure, ...]
    replicates: int = 1
    wait: int = 0
    age: tuple[int | None, int | None] = (None, None)
    serial: bool = False


@dataclass(frozen=True)
class Product:
    """A product as reports name it.

    Day ranges are closed and count back from the first day of testing (`arrival`, `sampled`) or forward from the
    end of the last test (`issue`).
    """

    name: str
    domain: str
    runs: tuple[Run, ...]
    arrival: tuple[int, int] = (0, 3)
    sampled: tuple[int, int] | None = (0, 4)
    issue: tuple[int, int] = (1, 4)
    drive_in: bool = False  # received minutes before the test and reported minutes after it (vehicles)
    scoped: bool = True  # False: outside the approved scope, so reported without the CMA mark


KINDS: tuple[Kind, ...] = (
    Kind("PR", "压力试验机", 20),
    Kind("UT", "微机控制万能试验机", 30),
    Kind("BE", "钢筋弯曲试验机", 15),
    Kind("FX", "水泥电动抗折试验机", 20),
    Kind("VC", "水泥凝结时间测定仪", 300, 4),
    Kind("BX", "雷氏沸煮箱", 300, 6),
    Kind("SV", "电动摇筛机", 30),
    Kind("OV", "电热鼓风干燥箱", 600, 12),
    Kind("BA", "电子天平", 15),
    Kind("PL", "饰面砖粘结强度检测仪", 40, portable=True),
    Kind("IC", "电感耦合等离子体质谱仪", 20),
    Kind("GC", "气相色谱-质谱联用仪", 60),
    Kind("IO", "离子色谱仪", 40),
    Kind("UV", "紫外可见分光光度计", 30),
    Kind("TI", "自动电位滴定仪", 40),
    Kind("CO", "回流消解仪", 200, 8),
    Kind("KJ", "全自动凯氏定氮仪", 40),
    Kind("SX", "索氏抽提仪", 300, 6),
    Kind("CU", "生化培养箱", capacity=40, days=3),
    Kind("BO", "BOD 恒温培养箱", capacity=30, days=6),
    Kind("PM", "便携式多参数水质仪", 20, portable=True),
    Kind("NS", "多功能声级计", 60, portable=True),
    Kind("TB", "浊度仪", 15),
    Kind("HM", "安全帽冲击穿刺试验机", 30),
    Kind("SH", "鞋类耐压试验机", 30),
    Kind("FT", "颗粒物过滤效率测试仪", 30),
    Kind("FR", "呼吸阻力测试仪", 30),
    Kind("TH", "超声波测厚仪", 40, portable=True),
    Kind("AT", "罐体气密性试验装置", 120),
    Kind("SA", "安全阀校验台", 40),
    Kind("CA", "自动量热仪", 60),
    Kind("EL", "碳氢元素分析仪", 40),
    Kind("SU", "库仑测硫仪", 30),
    Kind("MU", "马弗炉", 300, 10),
    Kind("VE", "汽车排气污染物检测线", 12),
    Kind("VD", "柴油车加载减速检测线", 15),
    Kind("VB", "滚筒反力式制动检验台", 10),
)

# method: (its successor, first day on which only the successor may be used)
SUCCESSORS: dict[str, tuple[str, str]] = {
    "GB/T 17671-1999": ("GB/T 17671-2021", "2022-04-01"),
    "GB/T 228.1-2010": ("GB/T 228.1-2021", "2022-03-15"),
    "GB/T 11901-1989": ("HJ 9901-2022", "2022-04-01"),
    "GB 5009.3-2010": ("GB 5009.3-2016", "2022-03-15"),
    "GB 38900-2018": ("GB 38900-2020", "2022-04-01"),
}
