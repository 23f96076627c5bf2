"""What stands around the tables of the form as a Word document: the surroundings of every paper, and its own styles."""

from __future__ import annotations

from bureau.papers.word.surroundings import (
    HEAD_FACE,
    MADE,
    NAMESPACES,
    NUMBER_FACE,
    SECTION,
    SUBSTITUTES,
    TEXT_FACE,
    TITLE_FACE,
    style,
    surroundings,
)
from bureau.registry.annex.form import TITLE

__all__ = [
    "FIXED",
    "HEAD_FACE",
    "MADE",
    "NAMESPACES",
    "NUMBER_FACE",
    "SECTION",
    "SUBSTITUTES",
    "TEXT_FACE",
    "TITLE_FACE",
]
JOINT = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="FormJoint"><w:name w:val="汇总表接缝"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="2" w:lineRule="exact"/></w:pPr>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
)
FIXED = surroundings(
    TITLE,
    (
        style("FormLabel", "汇总表附件", HEAD_FACE, 16, joined=True, after=6),
        style("FormTitle", "汇总表标题", TITLE_FACE, 22, align="center", joined=True),
        style("FormPlace", "汇总表旗区", TEXT_FACE, 12, joined=True),
        style("FormPart", "汇总表部分", HEAD_FACE, 12, joined=True),
        style("FormHeader", "汇总表表头", HEAD_FACE, 10.5, align="center", joined=True),
        style("FormText", "汇总表文字", TEXT_FACE, 10.5),
        style("FormMiddle", "汇总表居中", TEXT_FACE, 10.5, align="center"),
        JOINT,
    ),
)
