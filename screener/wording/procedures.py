"""Words of the rules about how a test was done: length, age of the sample, dates, missing items."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

TEST_TOO_SHORT = Wording(
    rule="test.too_short",
    label_zh="试验时间不够",
    label_en="Test too short",
    title_zh="“{parameter}”只记了 {length}，方法至少要 {min_length}",
    title_en="“{parameter}” took {length} by the ledger; the method needs at least {min_length}",
    meaning_zh="按 {method}，这项试验做完至少要 {min_length}，台账从开始到结束是 {length}。要么没有做满，"
    "要么所写的时间不是实际时间。",
    meaning_en="By {method} this test takes at least {min_length}; the ledger has {length} from beginning "
    "to end. Either it was cut short or the times written are not the real ones.",
    innocent=(
        Innocent(
            "只登了上机时间，培养、养护或放置没有算进去",
            "看原始记录里前后各步的时刻",
            "Only the time on the instrument was entered, not incubation, curing or standing",
            "See the times of all steps in the raw record",
        ),
        Innocent(
            "日期填错一天，或上下午填反",
            "看设备日志和原始记录",
            "The date is a day off, or morning and afternoon are swapped",
            "See the instrument's log and the raw record",
        ),
        Innocent(
            "用的是方法允许的快速步骤",
            "看方法条文和报告里的说明",
            "A quicker step that the method allows was used",
            "See the method and the statement in the report",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("设备、培养箱或养护室的日志", "Log of the instrument, incubator or curing room"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("运行时间确实不够", "The run was too short"),
            Phrase("运行时间够，台账只登了一段", "Long enough; the ledger has only a part"),
        ),
        SiteCheck(
            Phrase("原始记录逐次读数的时刻", "Times of the readings in the raw record"),
            Phrase("调取原件，复印件逐页签字", "Take the originals; sign each page of the copies"),
            Phrase("没有中间读数，或时刻凑不齐", "No readings in between, or times that do not add up"),
            Phrase("读数完整，时间够", "Complete readings over a sufficient time"),
        ),
        SiteCheck(
            Phrase("留样或试后残样", "Retained sample or remains"),
            Phrase("拍照，核对样品编号", "Photograph; compare the sample number"),
            Phrase("样品没有开封、没有试验痕迹", "Unopened, no trace of a test"),
            Phrase("有试验痕迹，编号一致", "Traces of the test, same number"),
        ),
    ),
)

SAMPLE_AGE = Wording(
    rule="sample.age",
    label_zh="样品龄期不符",
    label_en="Sample too young or too old",
    title_zh="“{parameter}”试验那天样品 {age_days} 天，方法要求 {bounds}",
    title_en="The sample was {age_days} days old when “{parameter}” was tested; the method asks for {bounds}",
    meaning_zh="样品 {sample_no} 于 {sampled_on} 取样（成型），试验在 {on} 开始。{method} 要求的龄期是 "
    "{bounds}。龄期是关键试验条件，差几天结果就不能比。",
    meaning_en="Sample {sample_no} was taken (or cast) on {sampled_on}, the test began on {on}. {method} "
    "asks for {bounds}. Age is a key condition: a few days make results incomparable.",
    innocent=(
        Innocent(
            "取样日期登的是送样日期",
            "看取样单、成型记录和试块上的日期",
            "The date entered is that of delivery",
            "See the sampling sheet, the casting record and the date on the sample",
        ),
        Innocent(
            "客户要求提前或推后试验，报告已写明龄期",
            "看委托单和报告里的龄期",
            "The client asked for another age and the report states it",
            "See the order and the age in the report",
        ),
        Innocent(
            "同条件养护，按累计温度计龄",
            "看测温记录",
            "Cured on site, its age counted by temperature",
            "See the temperature record",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("取样单、成型记录、试块标识", "Sampling sheet, casting record, marks on the sample"),
            Phrase("拍照，向取样单位核实", "Photograph; confirm with whoever took the sample"),
            Phrase("取样日期与台账一致", "The date agrees with the ledger"),
            Phrase("真实日期算出的龄期符合要求", "The real date gives a proper age"),
        ),
        SiteCheck(
            Phrase("试验机日志和曲线时间", "Log and curves of the testing machine"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("确在台账所写那天试验", "Tested on the day in the ledger"),
            Phrase("实际试验日符合龄期，台账写错", "Really tested at the proper age; the ledger is mistaken"),
        ),
    ),
)

DATES_ORDER = Wording(
    rule="dates.order",
    label_zh="日期先后颠倒",
    label_en="Dates out of order",
    title_zh="报告 {report_no} 的日期先后对不上：{breaches}",
    title_en="The dates of report {report_no} are out of order: {breaches}",
    meaning_zh="样品先收后试，试完才签发。台账写的顺序不可能照着发生，至少有一个日期不是真的。哪一个，"
    "要看原始凭证。",
    meaning_en="A sample is received, then tested, then the report is issued. What is written cannot have "
    "happened in that order, so at least one date is not the real one. Which, the original papers show.",
    innocent=(
        Innocent(
            "日期录入错误",
            "看收样登记、原始记录和签发记录三处的日期",
            "A typing error",
            "Compare the dates in the sample register, the raw record and the approval",
        ),
        Innocent(
            "收样时间是补登的",
            "看系统里的录入时间和接样单",
            "The receipt was entered afterwards",
            "See when the entry was made, and the receipt itself",
        ),
        Innocent(
            "现场试验，样品没有进实验室",
            "看现场记录和委托单",
            "Tested in the field; the sample never came in",
            "See the field record and the order",
        ),
        Innocent(
            "更正后重新签发，签发日期没有跟着改",
            "看更正记录和两个版本",
            "Reissued after a correction with the old date",
            "See the record of the correction and both versions",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("收样登记和接样单", "Sample register and receipt"),
            Phrase("拍照，核对客户留存的一联", "Photograph; compare with the client's copy"),
            Phrase("收样确实晚于试验或签发", "Received after the test or the issue"),
            Phrase("收样在前，台账登错", "Received before; the ledger is mistaken"),
        ),
        SiteCheck(
            Phrase("设备日志里的试验时间", "Time of the test in the instrument's log"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("与台账一致，或根本没有运行", "As in the ledger, or no run at all"),
            Phrase("实际时间在收样与签发之间", "Between receipt and issue"),
        ),
        SiteCheck(
            Phrase("签发审批和用章登记", "Approval for issue and seal register"),
            Phrase("系统日志做电子数据提取", "Extract the system's log"),
            Phrase("签发在试验结束之前", "Issued before the test ended"),
            Phrase("签发在试验结束之后", "Issued after it ended"),
        ),
    ),
)

ITEMS_MISSING = Wording(
    rule="items.missing",
    label_zh="必检项目缺结果",
    label_en="Required items missing",
    title_zh="“{product}”的报告 {report_no} 缺 {missing_total} 个必检项目：{missing}",
    title_en="Report {report_no} on “{product}” lacks {missing_total} of the required items: {missing}",
    meaning_zh="产品标准要求的 {required_total} 个项目里，报告有结果的是 {present_total} 个。"
    "如果报告下了整体结论，结论就缺少依据。",
    meaning_en="Of the {required_total} items that the product standard requires, the report has results "
    "for {present_total}. If it concludes on the product as a whole, the conclusion lacks a basis.",
    innocent=(
        Innocent(
            "客户只委托了部分项目，报告没有下整体结论",
            "看委托单和报告结论的写法",
            "The client ordered some items only and the report does not judge the whole",
            "See the order and the words of the conclusion",
        ),
        Innocent(
            "项目在另一份报告里，或分包出具",
            "看同一样品的其他报告",
            "The item is in another report, or was subcontracted",
            "See the other reports on the sample",
        ),
        Innocent(
            "项目名称写法不同，或这一规格不要求",
            "对照产品标准的适用条款",
            "The item has another name, or this grade does not need it",
            "See which clauses of the standard apply",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("委托单和报告结论", "Order and conclusion of the report"),
            Phrase("调取存档件，复印件签字", "Take the archived copy; sign it"),
            Phrase("委托全项，结论按全项下", "All items ordered and judged"),
            Phrase("只委托部分项目，结论写明限于所检项目", "Some ordered, and the conclusion says so"),
        ),
        SiteCheck(
            Phrase("缺的项目有没有原始记录", "Raw records of the missing items"),
            Phrase("按样品号查原始记录和设备日志", "Search records and logs by sample number"),
            Phrase("没有做过", "The item was never tested"),
            Phrase("做过，有原始记录，台账漏登", "Tested and recorded; missing only from the ledger"),
        ),
    ),
)

PROCEDURES = (TEST_TOO_SHORT, SAMPLE_AGE, DATES_ORDER, ITEMS_MISSING)
