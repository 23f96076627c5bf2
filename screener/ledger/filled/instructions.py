"""What the first sheet of the template says, in Chinese and in English."""

from __future__ import annotations

LINES: tuple[tuple[str, str], ...] = (
    (
        "怎样填写",
        "How to fill it in",
    ),
    (
        "每张工作表是一张表。先填 institutions、reports、results 三张，其余有多少填多少；整张不填的表按“没有”处理。",
        (
            "A sheet is a table. Fill in institutions, reports and results first, of the others what "
            "you have; a sheet left empty counts as absent."
        ),
    ),
    (
        "灰底的示例行（备注写着“示例”）不会读入，可以留着，也可以删去。不要在示例行里填真实数据。",
        (
            "The grey example row (marked Example in the notes) is never read; leave it or delete it. "
            "Do not fill real rows into it."
        ),
    ),
    (
        "表头带 * 的列必填。鼠标停在表头上可以看到这一列该写什么。",
        "Columns with a star must be filled in. Point at a header to see what belongs there.",
    ),
    (
        "编号一律按文本填写，前面的 0 和很长的数字才不会丢。同一个编号在各表中必须写得一样。",
        (
            "Identifiers are typed as text, so that leading zeros and long numbers survive. Write each "
            "the same on every sheet."
        ),
    ),
    (
        "日期写 2022-06-01；时间必须写到时刻，如 2022-06-01 08:30:00。用日期格式的单元格也可以。",
        (
            "Write days as 2022-06-01; times need the time of day, as 2022-06-01 08:30:00. Cells with a"
            " date format will do as well."
        ),
    ),
    (
        "检测值照报告印的写，1.50 不要写成 1.5：印了几位小数是要核对的。没有数值的留空。",
        (
            "Write values as printed on the report, 1.50 not 1.5: the decimals are compared. Leave "
            "empty what has no figure."
        ),
    ),
    (
        "结果可以一行一个（results），也可以一份报告一行、参数横排（results_wide）：表头写参数，下面两行写方法和计量单位。",
        (
            "Results go one a row (results), or one report a row with parameters side by side "
            "(results_wide): the parameter in the header, its method and unit in the two rows below."
        ),
    ),
    (
        "填好后交给监管部门，或用 mingjian ledger convert 转换。每一处错误都会指出工作表、行、列和改法。",
        (
            "Hand it in to the office, or turn it into a ledger with mingjian ledger convert. Every "
            "fault is named with its sheet, row, column and cure."
        ),
    ),
    (
        "身份证号码不要填写；“身份密文”一列由监管部门生成。",
        "Do not write numbers of identity cards; the column of the keyed hash is made by the office.",
    ),
)
