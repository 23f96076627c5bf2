"""What is said of a file that is not the form, a form against itself, cells in doubt, in both languages."""

from __future__ import annotations

from bureau.registry.roster.refusing import Said

TWICE = Said(
    "“{name}”在第一至第三部分中出现了两次；每家机构只能在其中一个部分出现一次。",
    "“{name}” stands twice in parts 1 to 3; every body stands in exactly one of them, once.",
)
ASTRAY = Said(
    "第四部分的“{name}”不在第一至第三部分之中。", "“{name}” of part 4 stands in none of parts 1 to 3."
)
REPEATED = Said("“{name}”在第四部分中出现了两次。", "“{name}” stands twice in part 4.")
NAMELESS = Said("有一行没有机构名称。", "A line has no name of a body.")
NOT_THE_FORM = Said(
    "{name} 不是《检验检测机构基本情况汇总表》：没有找到“{heading}”。",
    "{name} is not the summary form: “{heading}” was not found.",
)
WRONG_COLUMNS = Said(
    "{name} 中“{heading}”的表头应为：{columns}。",
    "In {name}, the columns under “{heading}” should be: {columns}.",
)
MISCOUNTED = Said(
    "{name} 中“{heading}”写明共 {stated} 家，名单读到 {found} 家；请核对后改正。",
    "In {name}, “{heading}” says {stated} bodies and lists {found}; correct one of them.",
)
NO_DAY = Said(
    "{name} 中的日期“{text}”看不懂；应为 2021-03-05 这样的日期。",
    "{name} has a date that cannot be read, “{text}”; expected one such as 2021-03-05.",
)
TOO_LONG = Said(
    "{name} 中有一格超过 {most} 字，没有读取。",
    "{name} has a cell of more than {most} characters and was not read.",
)
NO_NUMBER = Said(
    "“{heading}”中“{body}”的序号“{text}”看不懂，已按一家机构读入；不是机构的，请删去这一行。",
    "Under “{heading}”, the number “{text}” of “{body}” is none; the line was read as a body. Delete it if it is none.",
)
LEFT_OUT = Said(
    "“{heading}”中有一行写着“{text}”，像机构却不是一行名单，没有读入；是机构的，请填好序号和机构名称。",
    "Under “{heading}”, “{text}” looks like a body but is no line and was left out; if it is one, number and name it.",
)
UNNAMED = Said(
    "“{heading}”中序号为“{text}”的一行没有机构名称，没有读入；是机构的，请补上名称。",
    "Under “{heading}”, the line with the number “{text}” names no body and was left out; if it is one, name it.",
)
NO_FIRST_DAY = Said(
    "“{heading}”中“{body}”的首次获证时间“{text}”没有读入：{zh}",
    "Under “{heading}”, the day “{text}” on which “{body}” was first certified was not taken: {en}",
)
