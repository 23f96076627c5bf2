"""The sentences that are told of the cells of a line."""

from __future__ import annotations

from bureau.registry.roster.refusing import Said

BACKWARDS = Said(
    "有效期止早于首次获证时间，两个都没有读；请对照证书改正。",
    "It would end before it began; neither day was taken. Correct them by the certificate.",
)
PERIOD = Said(
    "这一格写了两个日子，后一个 {end} 没有读；如果是到期的日子，请填进有效期一栏。",
    "Two days stand in this cell and the second, {end}, was not read; if it is the last day, enter it as such.",
)
DITTO_TAKEN = Said(
    "写的是“同上”，已照上一行读作“{above}”；不对请改正。",
    "It says “as above” and was read as “{above}” of the line above; correct it if that is wrong.",
)
DITTO_EMPTY = Said(
    "写的是“同上”，上一行这一栏却没有读出内容；请写全。",
    "It says “as above”, but nothing was read there in the line above; write it out.",
)
TWICE = Said(
    "表头里有两个“{word}”，像并排的两份名单；只读了左边一份，请把右边的接到下面。",
    "“{word}” stands twice in the header, as in two lists side by side; only the left one was read. Put one below.",
)
SKIPPED = Said("这一行按您的选择没有读入。", "This line was left out, as chosen by hand.")
ONE_OF = Said(
    "几栏写了不同的人，联系人按“{name}”读入，其余没有读；不对请更正各列。",
    "Several columns name people; “{name}” was read as the one to ask and the others were not. Correct the columns.",
)
PLACES = Said(
    "写了 {count} 个地址，都记作检测场所；不是的请删去，场所不在本辖区的请在档案里更正。",
    "{count} addresses stand here and each is taken for a place of testing; delete those that are none.",
)
GOES_ON = Said(
    "这一行没有写名称，证书编号已接在上一行的“{name}”后面；不对请补上名称。",
    "This row names no body; its certificate was taken for another one of “{name}” above. Add a name if that is wrong.",
)
FURTHER_PLACE = Said(
    "这一行只有地址，已接在上一行的“{name}”后面，作另一处检测场所；不对请补上名称或删去。",
    "This row gives an address alone, taken for another place of testing of “{name}” above. Correct it if it is none.",
)
PIECE = Said("其中“{piece}”：{zh}", "“{piece}” in it: {en}")
