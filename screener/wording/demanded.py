"""Words of the rules about what methods and standards demand, and of the gaps in report numbers."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

RAW = SiteCheck(
    Phrase("原始记录和仪器输出", "The raw record and what the instrument wrote"),
    Phrase("调取原件，电子数据提取", "Take the originals; extract the files"),
    Phrase("记录里也没有，或与报告不符", "They lack it, too, or say otherwise than the report"),
    Phrase("记录完整，台账漏登", "They are complete; the ledger left it out"),
)

REPLICATES_MISSING = Wording(
    rule="replicates.missing",
    label_zh="平行测定不足",
    label_en="Too few replicates",
    title_zh="{parameter}（{method}）只有 {replicates_total} 个平行结果，方法要求至少 {min_replicates} 个",
    title_en="{parameter} by {method} has {replicates_total} replicates; the method demands {min_replicates} at least",
    meaning_zh="报告 {report_no} 里这个参数的平行结果比方法要求的少。可能没有做够，也可能台账只登了平均值。",
    meaning_en="Report {report_no} has fewer replicates of this parameter than its method demands. They may not have "
    "been made, or the ledger may hold their mean only.",
    innocent=(
        Innocent(
            "台账只登平均值，平行数据在原始记录里",
            "看原始记录",
            "The ledger holds the mean; replicates are in the raw record",
            "See the raw record",
        ),
        Innocent(
            "方法对这类样品允许单次测定",
            "看方法原文的适用条件",
            "The method allows a single test of such samples",
            "See the conditions in the method's text",
        ),
        Innocent(
            "规程参考库的数目录错",
            "对照方法原文",
            "The reference has the number wrong",
            "Compare it with the method's text",
        ),
    ),
    site=(
        RAW,
        SiteCheck(
            Phrase("留样和试样的数量", "Retained samples and the number of specimens"),
            Phrase("清点、拍照，与流转单对照", "Count and photograph; compare with the sample's papers"),
            Phrase("试样不够做这么多次", "Too few specimens for so many tests"),
            Phrase("试样数量相符", "The number of specimens agrees"),
        ),
    ),
)

METHOD_NOT_PRESCRIBED = Wording(
    rule="method.not_prescribed",
    label_zh="未用规定方法",
    label_en="Not the prescribed method",
    title_zh="{product} 的 {parameter} 用了 {method}，产品规定的方法里没有它",
    title_en="{parameter} of {product} was tested by {method}, which is not among the methods prescribed",
    meaning_zh="产品标准规定了这个参数用哪些方法，报告 {report_no} 用的不在其中。"
    "可能是标准允许的替代方法，也可能用错。",
    meaning_en="The product's standard says by which methods this parameter is tested, and report {report_no} used "
    "another. It may be an alternative that the standard allows, or the wrong one.",
    innocent=(
        Innocent(
            "客户书面指定了方法，报告里写明",
            "看委托单和报告的说明",
            "The client asked for it in writing and the report says so",
            "See the order and the report's remarks",
        ),
        Innocent(
            "方法的编号写法不同，其实是同一个",
            "对照标准号和年号",
            "It is the same method, written otherwise",
            "Compare number and year of the standard",
        ),
        Innocent(
            "标准修订后新增了方法，参考库没有更新",
            "看标准现行版本",
            "The standard has a new method that the reference lacks",
            "See the edition in force",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("委托单、合同评审和报告", "Order, review of the contract, and report"),
            Phrase("复印，圈出方法一栏", "Copy them; mark the method"),
            Phrase("客户要的是规定方法，却用了别的", "The prescribed method was ordered, another used"),
            Phrase("客户同意并在报告中说明", "The client agreed and the report says so"),
        ),
        RAW,
    ),
)

CONDITIONS_OUTSIDE = Wording(
    rule="conditions.outside",
    label_zh="环境条件超出要求",
    label_en="Surroundings out of bounds",
    title_zh="{started_at} 至 {ended_at} 做 {parameter} 时，环境记录有 {outside} 次读数超出 {method} 的要求",
    title_en="While {parameter} was tested ({started_at} to {ended_at}), {outside} readings lay outside what {method} "
    "allows",
    meaning_zh="方法规定了试验时的温度或湿度，场所的环境记录里有读数超出。报告 {report_no} 的结果可能受影响，"
    "也可能读数来自别的房间。",
    meaning_en="The method sets bounds to temperature or humidity, and readings of the site lay outside. The result of "
    "report {report_no} may be affected, or the readings may be of another room.",
    innocent=(
        Innocent(
            "读数来自别的房间或室外",
            "看温湿度计的位置和编号",
            "The readings are of another room",
            "See where the meter hangs and its number",
        ),
        Innocent(
            "只有试验的某一步要求这个条件",
            "看方法原文和各步的时间",
            "Only one step of the test needs it",
            "See the method's text and the times of its steps",
        ),
        Innocent(
            "试样在恒温箱或养护室里，有单独的记录",
            "看设备自带的记录",
            "The specimen was in a chamber with a log of its own",
            "See the chamber's own log",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("温湿度计、自动记录仪和它的存储", "The meter and the recorder's memory"),
            Phrase("拍照，导出全部数据", "Photograph; export all data"),
            Phrase("试验的房间当时确实超出", "The room was outside at the time"),
            Phrase("试验的房间有另外的记录，没有超出", "The room has its own log, within bounds"),
        ),
        RAW,
    ),
)

NUMBER_GAPS = Wording(
    rule="number.gaps",
    label_zh="报告编号缺号过多",
    label_en="Many numbers left out",
    title_zh="报告编号应有 {n} 个，缺 {missing} 个（{share}），同行中位数是 {peers_median}",
    title_en="{missing} of {n} report numbers are not there ({share}); the median peer lacks {peers_median}",
    meaning_zh="报告编号按顺序发出，这家缺的比同行多得多。缺的号可能作废、没有交来，也可能留着以后补签。",
    meaning_en="Report numbers follow each other, and far more are left out here than elsewhere. They may have been "
    "cancelled, not handed in, or kept for reports written later.",
    innocent=(
        Innocent(
            "同一串编号也给不在台账里的报告用",
            "看编号规则和全部业务的登记",
            "The same numbers serve reports outside the ledger",
            "See the rule of numbering and the register of all work",
        ),
        Innocent(
            "受理时编号，后来撤销或合并",
            "看作废和撤销的登记",
            "Numbers are given at receipt and some are withdrawn",
            "See the register of what was cancelled",
        ),
        Innocent(
            "导出时漏了一部分",
            "看系统里的总数",
            "The export left some out",
            "See the totals in the system",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("编号登记簿和作废记录", "Register of numbers and of what was cancelled"),
            Phrase("复印，逐号核对", "Copy them; check number by number"),
            Phrase(
                "缺的号没有去向，或后来补签了旧日期",
                "Numbers have no story, or were issued later, dated back",
            ),
            Phrase("每个缺号都有作废的原因和记录", "Each is cancelled with a reason on record"),
        ),
        SiteCheck(
            Phrase("随机抽 10 个缺号，在系统里查", "Ten missing numbers at random, in the system"),
            Phrase("录屏，导出日志", "Record the screen; export the log"),
            Phrase("系统里有这份报告，却没有交来", "The system has the report; it was not handed in"),
            Phrase("系统里作废，时间早于检查", "Cancelled there before the visit"),
        ),
    ),
)

DEMANDED = (REPLICATES_MISSING, METHOD_NOT_PRESCRIBED, CONDITIONS_OUTSIDE)
GAPS = (NUMBER_GAPS,)
