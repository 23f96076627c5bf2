"""Words of the rules about report numbers: one number twice, and numbers filled in afterwards."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

NUMBER_DUPLICATE = Wording(
    rule="number.duplicate",
    label_zh="报告编号重复",
    label_en="Duplicate report number",
    title_zh="编号 {report_no} 下有 {reports_total} 份报告，彼此没有更正关系",
    title_en="{reports_total} reports bear the number {report_no} and none corrects the other",
    meaning_zh="一个编号只应对应一份报告。更正后重出的报告会写明代替哪一份，这里没有。"
    "要看哪一份是真正发出去的。",
    meaning_en="One number stands for one report. A reissue names the report that it replaces; these do "
    "not. Which one was really sent out?",
    innocent=(
        Innocent(
            "是更正后重出的，台账没登“代替”关系",
            "看更正记录和报告里的更正标识",
            "It is a reissue and the ledger lacks the link",
            "See the record of correction and its mark in the report",
        ),
        Innocent(
            "编号录错一位",
            "看报告正本",
            "A digit was mistyped",
            "See the reports as issued",
        ),
        Innocent(
            "各场所或各年份分别编号",
            "看编号规则",
            "Sites or years number their reports separately",
            "See how reports are numbered",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("这几份报告的正本和存档件", "The reports as issued and as archived"),
            Phrase("逐份拍照，复印件签字", "Photograph each; sign the copies"),
            Phrase(
                "编号相同，内容不同，没有更正标识", "Same number, different content, no mark of correction"
            ),
            Phrase("有更正标识，写明代替哪一份", "Marked as a correction of the other"),
        ),
        SiteCheck(
            Phrase("编号登记簿和出具系统的日志", "Register of numbers and log of the system"),
            Phrase("电子数据提取，登记簿拍照", "Extract the data; photograph the register"),
            Phrase("编号是手工填的，或绕过了系统", "Filled in by hand, or past the system"),
            Phrase("系统各自取号，台账抄错", "Numbered by the system; the ledger is mistaken"),
        ),
        SiteCheck(
            Phrase("客户手里的报告", "The report in the client's hands"),
            Phrase("向客户核实，做询问笔录", "Ask the client on the record"),
            Phrase("客户的与存档的不是同一份", "Not the one in the archive"),
            Phrase("客户的与存档的一致", "The same as in the archive"),
        ),
    ),
)

NUMBER_BACKFILLED = Wording(
    rule="number.backfilled",
    label_zh="编号与收样先后不符",
    label_en="Number out of step with receipt",
    title_zh="编号 {report_no} 在前，样品却比后面 {earlier} 个编号晚收 7 天以上",
    title_en="Report {report_no} has a lower number than {earlier} reports whose samples came over 7 days "
    "earlier",
    meaning_zh="编号一般随收样往后排。看它后面的 {next} 个编号，有 {earlier} 个的样品早收 7 天以上。"
    "可能是预留的号后来才用，也可能是倒填。",
    meaning_en="Numbers usually follow the receipt of samples. Of the {next} numbers after this one, "
    "{earlier} belong to samples received more than 7 days before. A number may have been kept free and "
    "used later, or filled in backwards.",
    innocent=(
        Innocent(
            "给长期客户或项目预留了号段",
            "看预留登记和客户合同",
            "Numbers were set aside for a client or project",
            "See the reservation and the contract",
        ),
        Innocent(
            "编号按委托排，样品后到",
            "看委托日期和接样单",
            "Numbers follow the order and the sample came later",
            "See the dates of order and receipt",
        ),
        Innocent(
            "换年或换号段，台账把两段混在一起",
            "看编号规则和年度交接",
            "A new year or series was mixed with the old one",
            "See how reports are numbered at the turn of the year",
        ),
        Innocent(
            "收样时间录错",
            "看接样单",
            "The time of receipt is mistyped",
            "See the receipt",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("编号登记簿、系统取号日志", "Register of numbers; log of the system that gives them"),
            Phrase("电子数据提取，登记簿拍照", "Extract the data; photograph the register"),
            Phrase("这个号是在后面的号之后才取的", "Taken after the later numbers"),
            Phrase("按顺序取号，或有预留登记", "Taken in order, or a reservation is on record"),
        ),
        SiteCheck(
            Phrase("接样单、委托单和收费记录", "Receipt, order and payment"),
            Phrase("复印，核对客户留存的一联", "Copy; compare with the client's"),
            Phrase("委托和付款都晚于报告所写日期", "Order and payment are later than the report's dates"),
            Phrase("委托、收样、付款先后合理", "Order, receipt and payment follow in order"),
        ),
        SiteCheck(
            Phrase("报告电子文件的创建时间", "When the report's file was created"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("文件晚于签发日期才创建", "Created after the date of issue"),
            Phrase("创建时间与签发日期一致", "Created at the time of issue"),
        ),
    ),
)

NUMBERS = (NUMBER_DUPLICATE, NUMBER_BACKFILLED)
