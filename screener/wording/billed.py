"""Words of the rules over what was charged for reports."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

INVOICE_NO_REPORT = Wording(
    rule="invoice.no_report",
    label_zh="开了票的报告不在台账里",
    label_en="Charged for, and not in the ledger",
    title_zh="开票记录写着 {numbers} 个报告编号，台账里没有"
    "（如 {report_no}，在 {first_report_no} 与 {last_report_no} 之间）",
    title_en="Report numbers on invoices that the ledger lacks: {numbers} (such as {report_no}, between "
    "{first_report_no} and {last_report_no})",
    meaning_zh="这些编号前后的报告都在台账里，也收了钱、没有退，报告却没有交来。"
    "可能是作废、编号抄错，也可能是没有检测就开了票，或者把报告从台账里抽走了。",
    meaning_en="Reports numbered before and after these are in the ledger; these were paid for, nothing was given "
    "back, yet they were not handed in. They may be void or mistyped; or something was charged for and never "
    "tested, or reports were kept out of the ledger.",
    innocent=(
        Innocent(
            "报告作废了，红字发票还没有开",
            "看作废登记和红字发票申请",
            "The report was voided and the credit note is still to come",
            "See the record of void numbers and the request for the credit note",
        ),
        Innocent(
            "发票备注里的编号抄错了",
            "请财务对照委托单，看金额和客户对应哪一份报告",
            "The number was mistyped on the invoice",
            "Let the accountant find the order: which report have client and amount?",
        ),
        Innocent(
            "先收了钱，报告还没有签发",
            "看委托单的约定日期和样品是否还在检",
            "It was paid in advance and the report is not issued yet",
            "See the date agreed in the order, and whether the sample is still being tested",
        ),
        Innocent(
            "台账按业务导出，漏了同一编号序列的另一类报告",
            "看导出条件，请机构补交",
            "The ledger was exported by kind of work, and another kind shares the numbers",
            "See the conditions of the export; let the institution hand in the rest",
        ),
    ),
    site=(
        SiteCheck(
            Phrase(
                "报告签发登记和这些编号的报告副本",
                "The register of issued reports, and the copies of these numbers",
            ),
            Phrase(
                "按编号逐份调取，复印登记的前后各一页",
                "Take each by its number; copy the pages before and after",
            ),
            Phrase(
                "报告发出过，台账没有；或者没有原始记录", "It was issued and left out, or has no raw records"
            ),
            Phrase(
                "登记写明作废，有审批，客户没有拿到报告",
                "It is on record as void, approved, and no client has it",
            ),
        ),
        SiteCheck(
            Phrase("付款方手里的报告和委托合同", "The report and the order in the payer's hands"),
            Phrase("向付款方调取，复印，问清收到日期", "Take them from the payer; copy; ask when they came"),
            Phrase("付款方拿着报告，机构说没有出过", "The payer holds a report that the institution denies"),
            Phrase("付款方说明已退款或改为另一编号", "The payer says it was paid back or numbered anew"),
        ),
    ),
)

BILLED = (INVOICE_NO_REPORT,)
