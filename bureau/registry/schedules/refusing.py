"""What is said of schedules that cannot be read, in both languages, with the cure."""

from __future__ import annotations

from bureau.registry.roster.refusing import Said

HIDDEN = Said(
    "这一张是隐藏的，没有读；需要的话点“连隐藏的工作表一起读”，或者取消隐藏后再读。",
    "This sheet is hidden and was not read; choose to read hidden sheets too, or unhide it.",
)
NOTHING_ABOVE = Said(
    "写着“同上”，上面一行却没有可以照抄的内容，没有读入；请写明。",
    "It says “the same”, and nothing stands above it to repeat; not read. Write out what is meant.",
)
NO_HEADER = Said(
    "没有认出表头，这一张没有读。能力附表要有“项目/参数”和“依据的标准（方法）”，签字人表要有“姓名”和“授权签字领域”，"
    "设备表要有“设备名称”和“设备编号”或“型号”，人员表要有“姓名”和“岗位”。",
    "No header was recognised and nothing of this table was read: capabilities need parameter and method, "
    "signatories name and field, instruments name and number or model, staff name and post.",
)
NO_PARAMETER = Said(
    "没有写项目或参数，没有读入；请补上。", "No parameter stands here and it was not read; add it."
)
NO_METHOD = Said(
    "没有写依据的标准（方法），没有读入；请补上，如 GB/T 17671-2021。",
    "No method stands here and it was not read; add it, such as GB/T 17671-2021.",
)
NO_YEAR = Said(
    "标准没有年号，照写的读了；请对照证书附表补上，如 GB/T 17671-2021。",
    "The standard has no year and was read as it stands; add it by the certificate, such as GB/T 17671-2021.",
)
LONG = Said("超过 {most} 个字，没有读入；请写短。", "Longer than {most} characters and not read; shorten it.")
STRUCK = Said(
    "这一行写着“{word}”，没有读入；如仍有效请改正后再读。",
    "This line says “{word}” and was not read; correct it if it is still approved.",
)
TWICE = Said("和第 {row} 行一样，没有再读。", "The same as row {row}; not read again.")
NAMELESS = Said("没有写名称或姓名，没有读入；请补上。", "No name stands here and it was not read; add it.")
BARE = Said(
    "没有设备编号也没有出厂编号，没有读入：分不清是哪一台；请补上。",
    "Neither an own number nor the maker's: which instrument it is cannot be told; add one.",
)
BACKWARDS = Said(
    "到期早于开始，两个日期都没有读；请对照证书改正。",
    "It would end before it began; neither day was taken. Correct them by the certificate.",
)
UNTOLD = Said(
    "看不出这次检定校准是否合格，没有读入这次检定校准；请对照证书写“合格”或“不合格”。",
    "Whether this calibration passed cannot be told, and it was not read; write 合格 or 不合格 by the certificate.",
)
