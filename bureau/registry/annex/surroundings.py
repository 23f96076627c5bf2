"""What stands around the tables of the Word document: page, page numbers, styles, and fonts with their substitutes."""

from __future__ import annotations

from html import escape

from bureau.registry.annex.form import TITLE

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MADE = "2000-01-01T00:00:00Z"  # the same for every file, so that equal forms are equal bytes

TITLE_FACE, TEXT_FACE, HEAD_FACE, NUMBER_FACE = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
# A machine without a face takes the first of its substitutes that it has.
SUBSTITUTES = {
    TITLE_FACE: "方正小标宋_GBK,小标宋,小标宋体,华文中宋,宋体",
    TEXT_FACE: "仿宋,FangSong,方正仿宋_GBK,华文仿宋",
    HEAD_FACE: "SimHei,方正黑体_GBK,思源黑体",
    NUMBER_FACE: "SimSun,方正书宋_GBK,思源宋体",
}


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def _face(name: str, size: float) -> str:
    faces = " ".join(f'w:{which}="{name}"' for which in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts {faces}/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def _style(
    key: str, name: str, face: str, size: float, *, align: str = "left", joined: bool = False, after: int = 0
) -> str:
    """A paragraph style; a joined paragraph stays on the page of the next one. `after` is in points."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{"<w:keepNext/>" * joined}'
        f'<w:spacing w:before="0" w:after="{after * 20}"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:rPr>{_face(face, size)}</w:rPr></w:style>"
    )


_STYLES = (
    f"{_XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_face(TEXT_FACE, 16)}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    + _style("FormLabel", "汇总表附件", HEAD_FACE, 16, joined=True, after=6)
    + _style("FormTitle", "汇总表标题", TITLE_FACE, 22, align="center", joined=True)
    + _style("FormPlace", "汇总表旗区", TEXT_FACE, 12, joined=True)
    + _style("FormPart", "汇总表部分", HEAD_FACE, 12, joined=True)
    + _style("FormHeader", "汇总表表头", HEAD_FACE, 10.5, align="center", joined=True)
    + _style("FormText", "汇总表文字", TEXT_FACE, 10.5)
    + _style("FormMiddle", "汇总表居中", TEXT_FACE, 10.5, align="center")
    + '<w:style w:type="paragraph" w:customStyle="1" w:styleId="FormJoint"><w:name w:val="汇总表接缝"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="2" w:lineRule="exact"/></w:pPr>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    "</w:styles>"
)
_FONTS = (
    f"{_XML}<w:fonts {NAMESPACES}>"
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for name, instead in SUBSTITUTES.items()
    )
    + "</w:fonts>"
)


def _footer(align: str) -> str:
    """A page number between dashes, one character in from the outer edge."""
    run, end = f"<w:r><w:rPr>{_face(NUMBER_FACE, 14)}</w:rPr>", "</w:r>"
    field = "".join(
        f"{run}{piece}{end}"
        for piece in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    indent = f'<w:ind w:{align}="280"/><w:jc w:val="{align}"/>'
    return f"{_XML}<w:ftr {NAMESPACES}><w:p><w:pPr>{indent}</w:pPr>{field}</w:p></w:ftr>"


SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
    f'<w:pgSz w:w="{_twips(210)}" w:h="{_twips(297)}"/>'
    f'<w:pgMar w:top="{_twips(37)}" w:right="{_twips(26)}" w:bottom="{_twips(35)}" w:left="{_twips(28)}" '
    f'w:header="{_twips(15)}" w:footer="{_twips(22)}" w:gutter="0"/></w:sectPr>'
)
_SETTINGS = (
    f'{_XML}<w:settings {NAMESPACES}><w:evenAndOddHeaders/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
_PIECES = ("styles", "settings", "fontTable", "footer", "footer")
_TARGETS = ("styles", "settings", "fontTable", "footer1", "footer2")
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KINDS}.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{target}.xml" ContentType="{_KINDS}.{kind}+xml"/>'
        for kind, target in zip(_PIECES, _TARGETS, strict=True)
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_CORE = (
    f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(TITLE)}</dc:title>'
    f'<dcterms:created xsi:type="dcterms:W3CDTF">{MADE}</dcterms:created>'
    f'<dcterms:modified xsi:type="dcterms:W3CDTF">{MADE}</dcterms:modified></cp:coreProperties>'
)


def _relations(*relations: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


FIXED = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": _relations(
        (f"{_OFFICE}/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ),
    "docProps/core.xml": _CORE,
    "word/_rels/document.xml.rels": _relations(
        *((f"{_OFFICE}/{kind}", f"{target}.xml") for kind, target in zip(_PIECES, _TARGETS, strict=True))
    ),
    "word/styles.xml": _STYLES,
    "word/settings.xml": _SETTINGS,
    "word/fontTable.xml": _FONTS,
    "word/footer1.xml": _footer("right"),
    "word/footer2.xml": _footer("left"),
}
