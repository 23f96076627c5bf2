"""Remarks on a ledger: what looks odd but does not keep it from being screened."""

from __future__ import annotations

from screener.ledger import csvfile, parquetfile
from screener.ledger.coding import Coded, Lexicon
from screener.ledger.faults import Faults
from screener.ledger.identifiers import is_division, is_uscc
from screener.ledger.notes import Remark
from screener.ledger.package import Package
from screener.ledger.tables import TABLES
from screener.phrases import Phrase

USCC = Phrase(
    "统一社会信用代码不合 GB 32100-2015（校验字符或长度不对）",
    "not a unified social credit code of GB 32100-2015 (check character or length)",
)
DIVISION = Phrase("行政区划代码应为 6 位数字", "a division code has six digits")
LEFT_OUT = Phrase("文件里没有这一列，按空处理", "the column is not in the file; it is taken as empty")


def remarks_on(package: Package, small: dict[str, Coded], lexicon: Lexicon) -> list[Remark]:
    """Codes of credit and divisions that are malformed, and columns that were left out."""
    remarks = _left_out(package)
    texts = lexicon.words["uscc"].texts()
    wrong = [texts[code] for code in small["institutions"]["uscc"].tolist() if not is_uscc(texts[code])]
    if wrong:
        remarks.append(Remark("institutions", "uscc", USCC, len(wrong), wrong))
    for table, column in (("institutions", "home_division"), ("sites", "division")):
        odd = [value for value in small[table][column].tolist() if not is_division(str(value))]
        if odd:
            remarks.append(Remark(table, column, DIVISION, len(odd), sorted(set(odd))))
    return remarks


def _left_out(package: Package) -> list[Remark]:
    remarks = []
    for name, files in package.files.items():
        table, held = TABLES[name], set[str]()
        for file in files:
            reader = csvfile if file.format == "csv" else parquetfile
            held |= set(reader.read_header(file, table, Faults(0)) or ())
        absent = [column.name for column in table.columns if column.nullable and column.name not in held]
        remarks += [Remark(name, column, LEFT_OUT, 0, []) for column in absent]
    return remarks
