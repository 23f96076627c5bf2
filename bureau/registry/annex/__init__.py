"""The annex form 检验检测机构基本情况汇总表: one declaration, two kinds of file, read back from either.

Nothing here knows a database: whoever fills the form gives it whole.
"""

from bureau.registry.annex.document import write_docx
from bureau.registry.annex.filled import Annex, Line, OverlappingError, VisitorLine
from bureau.registry.annex.joining import Joined, Repeated, Source, join_forms
from bureau.registry.annex.reading import read_annex
from bureau.registry.annex.workbook import write_xlsx

__all__ = [
    "Annex",
    "Joined",
    "Line",
    "OverlappingError",
    "Repeated",
    "Source",
    "VisitorLine",
    "join_forms",
    "read_annex",
    "write_docx",
    "write_xlsx",
]
