"""Whether the district that a list gives for a line is plainly another than that of the unit whose list it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bureau.people.models import Unit
from bureau.people.models.units import UnitKind
from bureau.registry.importing.strangeness import place_of
from bureau.registry.models import Institution
from bureau.registry.roster.parts import OUTSIDE
from bureau.registry.texts import squeezed

LONGEST = 60  # characters of a district's name, as it is told
# A code of GB/T 2260, or the nine or twelve digits of one for a street or village in it.
_CODE = re.compile(
    r"(?<!\d)((?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4})(?:\d{3}|\d{6})?(?!\d)"
)
_ABOVE = re.compile(r"^.*(?:省|自治区|市|盟|州)(?=.{2,})")  # 内蒙古自治区云川市 before 临河区
_OFFICE = re.compile(r"(?:人民政府|市场监督管理局|市场监管局|市监局|监管局|工商局|分局|局)$")
_ASIDE = re.compile(r"[(（【\[].*$")
_SHORT = re.compile(r"[\u4e00-\u9fff][区旗县]")  # 达旗 of 达拉特旗
_DISTRICT = re.compile(
    r"([\u4e00-\u9fff]{2,10}?[区旗县])(?:[\u4e00-\u9fff]{1,8}(?:镇|乡|苏木|街道|街道办事处))?"
)
_LIST = re.compile(
    r"(?:检验检测)?(?:机构)?(?:基本情况)?(?:名录|名单|台账|汇总|汇总表|统计表)?$"
)  # 临河区机构名录
# Parts of a district, or nobody knows of which: 辖区, 东部片区, 高新区, 主城区, 外县.
_NO_DISTRICT = re.compile(
    r"(?:[辖地城郊牧林景社各本全我该市片新园矿校院厂库街港商]|开发|工业|产业|物流|示范|保税|风景|名胜|旅游|功能|合作|保护|管理|经济"
    r"|数据|填报|填写|录入|示例|样例|统计|说明|打印|备注|汇总|登记|商业|居民|生活|作业|聚集|集聚|核心|中心|自治|监管|行政|旗县?|县|[一二三四五六七八九十])区$"
    r"|(?:^[东南西北中]+部|[各本全我该外跨]|其[他它]|其余|所有|全部|周边)[区旗县]*[区旗县]$"
)


@dataclass(frozen=True)
class Districts:
    """The district of a unit: its code, names by which it and the others here go, and the offices of it."""

    code: str
    own: frozenset[str]
    others: frozenset[str]
    units: frozenset[Any] = frozenset()

    @classmethod
    def of(cls, unit: Unit) -> Districts | None:
        """Those of the district that a unit is or stands in; None for a city's or a region's, which is not asked."""
        found: Unit | None = unit
        while found is not None and found.kind != UnitKind.DISTRICT:
            found = found.parent
        if found is None:
            return None
        rows = Unit.objects.active().filter(kind=UnitKind.DISTRICT).exclude(division=found.division)
        own = _names(found)
        others = frozenset(name for one in rows for name in _names(one) if name not in own)
        within = frozenset(Unit.objects.within(found).values_list("pk", flat=True))
        return cls(found.division, own, others, within)

    def keeps(self, institution: Institution | None) -> bool:
        """Whether a dossier is kept by the district: its office, or one below it, answers for the body."""
        return institution is not None and institution.is_kept and institution.unit_id in self.units

    def another(self, line: dict[str, Any]) -> str:
        """What a line says of its district where that is plainly another; empty where it is not, or not said.

        Where its own cell is empty its sheet speaks, if that is called as a district and no more. A body from outside
        the province is not asked: a list may give its home. Nor is a word that names no district.
        """
        said = given_in(line)
        text = squeezed(said)
        if not text or OUTSIDE.search(str(line.get("part") or "")) or self._is_own(text):
            return ""
        codes = set(_CODE.findall(text))
        if codes:
            is_other = self.code not in codes and not any(one.endswith("00") for one in codes)
        else:
            is_other = self._names_another(text)
        return said[:LONGEST] if is_other else ""

    def _is_own(self, text: str) -> bool:
        """Whether it names the unit's own district, alone or among others, or less than a whole name of it."""
        bare = _bare(text)
        return any(text in name or name in text or _core(name) in bare for name in self.own)

    def _names_another(self, text: str) -> bool:
        bare = _bare(_ASIDE.sub("", text))
        if any(bare in (name, _core(name)) or (len(name) > 2 and name in text) for name in self.others):
            return True
        if _SHORT.fullmatch(bare):
            return not _is_short_for(bare, self.own) and _is_short_for(bare, self.others)
        found = _DISTRICT.fullmatch(bare)
        return found is not None and _NO_DISTRICT.search(found[1]) is None


def given_in(line: dict[str, Any]) -> str:
    """The district that a line gives, as written, or else that its sheet is called after; empty where none is."""
    sheet = _LIST.sub("", str(line.get("sheet") or ""))
    return str(line.get("district") or "") or (sheet if _DISTRICT.fullmatch(sheet) else "")


def _names(unit: Unit) -> frozenset[str]:
    """A district's name with and without what stands above it, and as forms print it."""
    whole = squeezed(place_of(unit.name))
    told = {whole, _bare(whole), squeezed(unit.area)}
    return frozenset(one for one in told if len(one) > 1)


def _bare(text: str) -> str:
    """A district's name alone: without the city above it and the office in it."""
    return _ABOVE.sub("", _OFFICE.sub("", text))


def _core(name: str) -> str:
    """临河 of 临河区; a name of two characters is never shortened."""
    return name[:-1] if len(name) > 2 else name


def _is_short_for(short: str, names: frozenset[str]) -> bool:
    """Whether a name such as 达旗 is short for one of these."""
    return any(name[0] == short[0] and name[-1] == short[-1] for name in names)
