"""Domains 领域: the short codes of the ledger format, what they are called, and the words that lists use for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise] = {
    "food": _("Food"),
    "building_materials": _("Building materials"),
    "protective_equipment": _("Personal protective equipment"),
    "medical_protection": _("Medical protective articles"),
    "tank": _("Atmospheric tanks for dangerous liquids"),
    "carbon_verification": _("Verification of carbon emissions"),
    "vehicle": _("Motor vehicles"),
    "environment": _("Environment"),
    "construction": _("Construction works"),
    "agriculture": _("Agriculture"),
    "health": _("Public health"),
    "other": _("Other"),
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
}
LONGEST = 40


def code_of(word: str) -> str:
    """The code for a word of a list; a word that is not known stays as it is."""
    text = "".join(word.split())
    if text in NAMES or text in WORDS:
        return WORDS.get(text, text)
    named = {"".join(str(name).split()).casefold(): code for code, name in NAMES.items()}
    return named.get(text.casefold(), text[:LONGEST])


def name_of(code: str) -> str:
    """What a domain is called."""
    return str(NAMES.get(code, code))


def names_of(codes: Iterable[str]) -> str:
    """Several, as a list is written."""
    return "、".join(name_of(code) for code in codes)
