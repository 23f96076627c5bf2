"""Our own template of a blank as a Word file: the pieces it declares, set by GB/T 9704."""

from __future__ import annotations

import io
from functools import lru_cache
from html import escape

from bureau.papers.blanks.declaring import Blank, Piece
from bureau.papers.word.sealing import pack
from bureau.papers.word.surroundings import (
    HEAD_FACE,
    NAMESPACES,
    SECTION,
    TEXT_FACE,
    TITLE_FACE,
    style,
    surroundings,
)

LINE = 28  # points from line to line: 22 lines a page
STYLES = (
    style("PaperBureau", "文书机关", TITLE_FACE, 22, align="center", joined=True, line=34),
    style("PaperTitle", "文书标题", TITLE_FACE, 22, align="center", joined=True, after=12, line=34),
    style("PaperNumber", "文书文号", TEXT_FACE, 16, align="center", after=12, line=LINE),
    style("PaperLine", "文书栏目", TEXT_FACE, 16, line=LINE),
    style("PaperHead", "文书小标题", HEAD_FACE, 16, joined=True, line=LINE, indent=True),
    style("PaperText", "文书正文", TEXT_FACE, 16, align="both", line=LINE, indent=True),
    style("PaperSeal", "文书落款", TEXT_FACE, 16, align="right", joined=True, line=LINE),
)


@lru_cache
def own_template(blank: Blank) -> bytes:
    """The template that stands where no office has replaced it; the same bytes every time."""
    body = "".join(_paragraph(one) for one in blank.pieces)
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:document {NAMESPACES}><w:body>{body}{SECTION}</w:body></w:document>"
    )
    parts = surroundings(blank.title, STYLES, on_every_page=blank.on_every_page)
    made = io.BytesIO()
    pack({**parts, "word/document.xml": document}, made)
    return made.getvalue()


def _paragraph(piece: Piece) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(piece.words)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{piece.style}"/></w:pPr>{run}</w:p>'
