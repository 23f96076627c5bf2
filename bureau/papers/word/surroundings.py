"""What stands around the text of a Word document by GB/T 9704: page, page numbers, styles, fonts and substitutes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

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


def twips(millimetres: float) -> int:
    """Millimetres as Word measures."""
    return round(millimetres * 1440 / 25.4)


def typeface(name: str, size: float) -> str:
    """The properties of a run: its face for every script, and its size in points."""
    faces = " ".join(f'w:{which}="{name}"' for which in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts {faces}/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def style(
    key: str,
    name: str,
    face: str,
    size: float,
    *,
    align: str = "left",
    joined: bool = False,
    after: int = 0,
    indent: bool = False,
    line: int = 0,
) -> str:
    """A paragraph style; a joined paragraph stays on the page of the next one. `after` and `line` are in points.

    `indent` sets the first line in by two characters.
    """
    exact = f' w:line="{line * 20}" w:lineRule="exact"' if line else ""
    first = f'<w:ind w:firstLineChars="200" w:firstLine="{round(size * 40)}"/>' if indent else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{"<w:keepNext/>" * joined}'
        f'<w:spacing w:before="0" w:after="{after * 20}"{exact}/>{first}<w:jc w:val="{align}"/></w:pPr>'
        f"<w:rPr>{typeface(face, size)}</w:rPr></w:style>"
    )


_DEFAULTS = (
    f"{_XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{typeface(TEXT_FACE, 16)}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
)
_FONTS = (
    f"{_XML}<w:fonts {NAMESPACES}>"
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for name, instead in SUBSTITUTES.items()
    )
    + "</w:fonts>"
)


def _counted(code: str) -> tuple[str, ...]:
    """A field that Word counts: PAGE or NUMPAGES."""
    return (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )


def _plain(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def _page_number(*, of_all: bool) -> str:
    """The number of the page: between dashes, or of how many where every page is signed."""
    run, end = f"<w:r><w:rPr>{typeface(NUMBER_FACE, 14)}</w:rPr>", "</w:r>"
    pieces = (_plain("— "), *_counted("PAGE"), _plain(" —"))
    if of_all:
        page, pages = _counted("PAGE"), _counted("NUMPAGES")
        pieces = (_plain("第 "), *page, _plain(" 页　共 "), *pages, _plain(" 页"))
    return "".join(f"{run}{piece}{end}" for piece in pieces)


def _footer(align: str, above: str) -> str:
    """A page number one character in from the outer edge; above it, what is to stand on every page."""
    indent = f'<w:ind w:{align}="280"/><w:jc w:val="{align}"/>'
    run = f"<w:r><w:rPr>{typeface(TEXT_FACE, 12)}</w:rPr>"
    lines = [f"<w:p>{run}<w:t>{escape(one)}</w:t></w:r></w:p>" for one in above.splitlines()]
    last = f"<w:p><w:pPr>{indent}</w:pPr>{_page_number(of_all=bool(above))}</w:p>"
    return f"{_XML}<w:ftr {NAMESPACES}>{''.join(lines)}{last}</w:ftr>"


SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
    f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
    f'<w:pgMar w:top="{twips(37)}" w:right="{twips(26)}" w:bottom="{twips(35)}" w:left="{twips(28)}" '
    f'w:header="{twips(15)}" w:footer="{twips(22)}" w:gutter="0"/></w:sectPr>'
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


def core(title: str) -> str:
    """The properties of a document: its title, and nobody's name."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title>'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{MADE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{MADE}</dcterms:modified></cp:coreProperties>'
    )


def _relations(*relations: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def surroundings(title: str, styles: Iterable[str], *, on_every_page: str = "") -> dict[str, str]:
    """Every part but the text itself, for a document of this title with these styles."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core(title),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_OFFICE}/{kind}", f"{target}.xml") for kind, target in zip(_PIECES, _TARGETS, strict=True))
        ),
        "word/styles.xml": f"{_DEFAULTS}{''.join(styles)}</w:styles>",
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        "word/footer1.xml": _footer("right", on_every_page),
        "word/footer2.xml": _footer("left", on_every_page),
    }
