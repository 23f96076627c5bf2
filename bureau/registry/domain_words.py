"""Words for domains 领域, without Django: the codes, their names, what lists write, and the order of the form."""

from __future__ import annotations

from collections.abc import Iterable

OFFICIAL = {
    "food": "食品",
    "building_materials": "建筑材料",
    "protective_equipment": "个体防护装备",
    "medical_protection": "医疗器械防护用品",
    "tank": "常压液体危险货物罐体",
    "carbon_verification": "碳排放核查",
    "vehicle": "机动车检验",
    "environment": "生态环境",
    "construction": "建设工程",
    "agriculture": "农产品",
    "health": "卫生",
    "other": "其他",
}
ENGLISH = {
    "food": "Food",
    "building_materials": "Building materials",
    "protective_equipment": "Personal protective equipment",
    "medical_protection": "Medical protective articles",
    "tank": "Atmospheric tanks for dangerous liquids",
    "carbon_verification": "Verification of carbon emissions",
    "vehicle": "Motor vehicles",
    "environment": "Environment",
    "construction": "Construction works",
    "agriculture": "Agriculture",
    "health": "Public health",
    "other": "Other",
}
# The six fields of focus of the notice.
FOCUS = (
    "food",
    "building_materials",
    "protective_equipment",
    "medical_protection",
    "tank",
    "carbon_verification",
)
# What the form and the lists write; anything else that is not empty is a field of its own.
WORDS = {
    "食品": "food",
    "食品检验": "food",
    "食品检测": "food",
    "建筑材料": "building_materials",
    "建材": "building_materials",
    "个体防护装备": "protective_equipment",
    "个体防护": "protective_equipment",
    "劳动防护用品": "protective_equipment",
    "医疗器械防护用品": "medical_protection",
    "医疗防护用品": "medical_protection",
    "常压液体危险货物罐体": "tank",
    "常压罐体": "tank",
    "危险货物罐体": "tank",
    "碳排放核查": "carbon_verification",
    "碳核查": "carbon_verification",
    "机动车": "vehicle",
    "机动车检验": "vehicle",
    "机动车检测": "vehicle",
    "机动车安检": "vehicle",
    "环境": "environment",
    "环境监测": "environment",
    "生态环境监测": "environment",
    "建筑工程": "construction",
    "建设工程": "construction",
    "工程检测": "construction",
    "农产品": "agriculture",
    "农业": "agriculture",
    "卫生": "health",
    "公共卫生": "health",
    "其他": "other",
    "其它": "other",
    "环保": "environment",
    "建工": "construction",
    "建筑": "construction",
    "工程": "construction",
    "车检": "vehicle",
    "机动车检测站": "vehicle",
    "农产": "agriculture",
    "疾控": "health",
    "医疗卫生": "health",
}
LONGEST = 40


_ORDER = {code: place for place, code in enumerate(OFFICIAL)}


def in_order(codes: Iterable[str]) -> list[str]:
    """Codes as forms list them: those with an official name in its order, then the others by theirs."""
    return sorted(codes, key=lambda code: (_ORDER.get(code, len(_ORDER)), code))


_SPELLED = {
    "".join(name.split()).casefold(): code for names in (OFFICIAL, ENGLISH) for code, name in names.items()
}


def code_of(word: str) -> str:
    """The code for a word of a list; a word that is not known stays as it is."""
    text = "".join(word.split())
    if text in OFFICIAL or text in WORDS:
        return WORDS.get(text, text)
    return _SPELLED.get(text.casefold(), text[:LONGEST])
