"""Words of the anomalies of whole domains: conclusions that pass too often, and too many tests a day."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

PASSES = Wording(
    rule="passes.too_many",
    label_zh="不合格率过低",
    label_en="Too few that fail",
    title_zh="{domain_name}领域 {n} 份报告里不合格 {fails} 份（{share}），同行中位数是 {peers_median}",
    title_en="{fails} of {n} reports of {domain_name} fail ({share}); the median peer has {peers_median}",
    meaning_zh="同一领域各家的不合格率有高有低，但这家低出了同行之间的差别。"
    "也可能是客户不同，也可能是不合格的没有出报告。",
    meaning_en="Shares of reports that fail differ between institutions, but this one is lower than that explains. Its "
    "clients may differ, or what failed may not have been reported.",
    innocent=(
        Innocent(
            "客户是质量稳定的大厂，或只做出厂检验",
            "看委托方构成",
            "Its clients are large and steady makers",
            "See who they are",
        ),
        Innocent(
            "不合格的另用编号或另出通知",
            "看不合格台账、退样和作废记录",
            "Failures have other numbers or notices",
            "See the register of failures, returns and cancelled reports",
        ),
        Innocent(
            "结论只在客户要求时才给",
            "看合同对结论的约定",
            "A conclusion is given only when asked for",
            "See what contracts say",
        ),
    ),
    site=(
        SiteCheck(
            Phrase(
                "不合格、复测、作废和退样的记录", "Records of failures, retests, cancellations and returns"
            ),
            Phrase("复印，与系统日志逐条核对", "Copy them; compare with the system's log"),
            Phrase(
                "有第一次不合格、后来改成合格而没有理由的", "A first failure became a pass without a reason"
            ),
            Phrase("每次复测都有理由和记录", "Every retest has a reason on record"),
        ),
        SiteCheck(
            Phrase(
                "随机抽 20 份合格报告对原始记录", "20 passing reports at random against their raw records"
            ),
            Phrase("拍照，电子数据提取", "Photograph; extract the files"),
            Phrase("原始记录里的值不合格", "The raw record holds a value that fails"),
            Phrase("原始记录与结论一致", "The raw records agree with the conclusions"),
        ),
    ),
)
WORKLOAD = Wording(
    rule="workload.too_high",
    label_zh="人均工作量过高",
    label_en="Too many tests a day",
    title_zh="{domain_name}领域每人每天做 {statistic} 项，是同行中位数的 {ratio} 倍（z = {effect}）",
    title_en="{statistic} tests an operator and day in {domain_name}, {ratio} times the median peer (z = {effect})",
    meaning_zh="按台账登记的操作人和日期，这家每人每天完成的项数远多于同行。也可能多人干活只登一人，也可能没有都做。",
    meaning_en="By the operators and days of the ledger, this one does many more "
    "tests a person and day than its peers. "
    "Several may work under one name, or not all was done.",
    innocent=(
        Innocent(
            "多人分工，系统只登一人",
            "看排班和各步骤的签名",
            "Several work, the system names one",
            "See rosters and the signatures of each step",
        ),
        Innocent(
            "自动进样、多通道设备",
            "看设备数量和批次记录",
            "Automatic or many-channel instruments",
            "See the instruments and their batches",
        ),
        Innocent(
            "开始时间是批量录入的",
            "看系统录入日志",
            "Times of start were entered in bulk",
            "See the system's log",
        ),
    ),
    site=(
        SiteCheck(
            Phrase(
                "做得最多的几天：排班、门禁、仪器使用记录",
                "The busiest days: rosters, door and instrument logs",
            ),
            Phrase("电子数据提取，记录拍照", "Extract the data; photograph the records"),
            Phrase("人不在，或仪器没有开机记录", "The person was away, or the instrument was off"),
            Phrase("人在、仪器在用，时间够", "Present, in use, and time enough"),
        ),
        SiteCheck(
            Phrase(
                "按方法最短时间和设备数算一天能做多少", "How many a day the methods and instruments allow"
            ),
            Phrase("现场计时一次", "Time one test on site"),
            Phrase("比能做的多", "More than possible"),
            Phrase("在能做的范围内", "Within what is possible"),
        ),
    ),
)

FUNNELS = (PASSES, WORKLOAD)
