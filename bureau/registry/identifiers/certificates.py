"""The twelve digits of a CMA certificate: year, issuing authority, field and running number; a hint, never a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

YEARS = 6  # that a certificate is in force: order 163, article 13; a hint only, as the digits are
AUTHORITIES = (
    *("国家认监委", "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏"),
    *("浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南"),
    *("重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆"),
)
FIELDS = (
    *(
        "食品",
        "建筑工程",
        "建材",
        "卫生计生",
        "农林牧渔",
        "机动车安检",
        "公安刑事技术",
        "司法鉴定",
        "机械",
        "电子信息",
    ),
    *(
        "轻工",
        "纺织服装",
        "环境与环保",
        "水质",
        "化工",
        "医疗器械",
        "采矿冶金",
        "能源",
        "医学",
        "生物安全",
        "综合",
        "其他",
    ),
)
SECTORS = (
    *(
        "教育",
        "工业和信息",
        "公安",
        "司法",
        "国土资源",
        "环保",
        "住房与建设",
        "交通",
        "水利",
        "农业",
        "卫计委",
    ),
    *("技术监督", "检验检疫", "安全生产", "食品药品", "林业", "中科院", "粮食", "国防科工", "海洋", "测绘"),
    *(
        "铁路",
        "机械",
        "化工",
        "石油",
        "电力",
        "轻工",
        "商贸",
        "建材",
        "供销",
        "分析测试与冶金",
        "有色",
        "节能",
    ),
    *("军队", "其他"),
)
FORM = re.compile(r"\d{12}[A-Z]?\Z", re.ASCII)
ACCREDITATION = re.compile(
    r"(?:(?:CNAS)?L|CNAS[A-Z]{0,2})\d{4,5}\Z", re.ASCII
)  # a laboratory's number at the accreditation service


@dataclass(frozen=True)
class CertificateNumber:
    """A number as read: `number` when it has the form; else `fault`, `accreditation` or `form`."""

    number: str | None
    fault: str = ""

    @property
    def year(self) -> int | None:
        """The year of issue that the first two digits say."""
        return 2000 + int(self.number[:2]) if self.number else None

    @property
    def authority(self) -> str:
        """Who issued it, as digits 3 and 4 say."""
        place = int(self.number[2:4]) if self.number else len(AUTHORITIES)
        return AUTHORITIES[place] if place < len(AUTHORITIES) else ""

    @property
    def field(self) -> str:
        """The field, as digits 5 and 6 say."""
        place = int(self.number[4:6]) if self.number else len(FIELDS)
        return FIELDS[place] if place < len(FIELDS) else ""

    @property
    def sector(self) -> str:
        """The department of the trade, as digits 7 and 8 say."""
        place = int(self.number[6:8]) if self.number else len(SECTORS)
        return SECTORS[place] if place < len(SECTORS) else ""


def read_certificate_number(text: str) -> CertificateNumber:
    """Read a number that is half width and without blanks."""
    number = text.upper().removeprefix("CMA")
    if FORM.match(number):
        return CertificateNumber(number)
    if ACCREDITATION.match(re.sub(r"[-:：]", "", number)):
        return CertificateNumber(None, "accreditation")
    return CertificateNumber(None, "form")
