"""What a campaign begins with: three phases in the words of such notices, and the six domains of focus.

These are words of official documents, which are Chinese whatever the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass

from bureau.registry.domains import FOCUS


@dataclass(frozen=True)
class PresetPhase:
    """A phase as it is preset."""

    name: str
    task: str
    conditions: tuple[str, ...]


PHASES = (
    PresetPhase(
        "全面摸底",
        "对辖区内检验检测机构进行全面摸底排查，填写《检验检测机构基本情况汇总表》，建立完善底数清晰、资质明确、信息详实的监管档案。",
        ("annex_submitted", "all_responsible", "all_complete"),
    ),
    PresetPhase(
        "集中整治",
        "根据摸底排查情况，突出重点区域、重点领域、重点环节、重点问题，对辖区内检验检测市场乱象进行集中整治。",
        ("all_visited", "focus_visited"),
    ),
    PresetPhase(
        "巩固提升",
        "系统总结专项整治成效、经验，对查出问题整改落实情况进行复查，分析研判问题成因，加强日常监管措施，建立长效机制。",
        (),
    ),
)
FOCUS_REASON = "通知列明的六个重点领域"
DOMAINS = FOCUS
GOALS = ("规范一批", "查办一批", "震慑一批")
PRINCIPLES = "问题导向、依法监管、综合治理"
