"""Words of the rules about people: two places at once, and operators who were not employed."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

PERSON_TWO_PLACES = Wording(
    rule="person.two_places",
    label_zh="同一人同时在多处",
    label_en="One person in two places",
    title_zh="操作人 {operator_id} 同一时段记在 {places} 个场所做试验",
    title_en="Operator {operator_id} is down for tests at {places} sites at the same time",
    meaning_zh="重叠最长的一段是 {overlap_from} 至 {overlap_to}，共{overlap}。"
    "至少有一处不是本人在所写的时间做的。是没做、别人做还是时间记错，要到现场看。",
    meaning_en="The longest overlap is {overlap_from} to {overlap_to}, {overlap}. At least one of the "
    "tests was not done by this person at the time written. Whether it was not done, done by another or "
    "written down wrongly, only a visit can tell.",
    innocent=(
        Innocent(
            "试验自动运行，人不用一直守着",
            "看方法要求和装样、读数的时刻",
            "The test runs by itself and nobody need stay",
            "See the method and the times of loading and reading",
        ),
        Innocent(
            "两个场所在同一座楼或相邻",
            "看场所地址，走一遍",
            "The sites are in one building or next to each other",
            "See the addresses and walk between them",
        ),
        Innocent(
            "几个人共用一个编号",
            "看原始记录的签名和系统账号",
            "Several people share one number",
            "See the signatures and the accounts in the system",
        ),
        Innocent(
            "时间按任务单填写",
            "看原始记录里逐次读数的时刻",
            "The times come from the work order",
            "See the times of the readings in the raw record",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("考勤、门禁和监控", "Attendance, door and camera records"),
            Phrase("调取当日记录，电子数据提取", "Take the day's records; extract the data"),
            Phrase("当天只在一处，或两处都不在", "At one site only that day, or at neither"),
            Phrase("时间确实允许往返", "Time enough to go from one to the other"),
        ),
        SiteCheck(
            Phrase("两处的原始记录签名", "Signatures in the raw records of both sites"),
            Phrase("调取原件，必要时送笔迹比对", "Take the originals; have the writing compared if needed"),
            Phrase("签名不是同一人，或是代签", "Not one person's writing, or signed for him"),
            Phrase("签名一致，时间有先后", "One person's, at times that follow each other"),
        ),
        SiteCheck(
            Phrase("设备登录账号日志", "Log-in records of the instruments"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("两处同时用这个账号登录", "The account was in use at both at once"),
            Phrase("登录时间与所写不重叠", "The log-ins do not overlap"),
        ),
    ),
)

PERSON_NOT_EMPLOYED = Wording(
    rule="person.not_employed",
    label_zh="操作人当日不在职",
    label_en="Operator not employed",
    title_zh="{on} 做试验的操作人 {operator_id}，{why}",
    title_en="Operator {operator_id}, who did the test on {on}, {why}",
    meaning_zh="报告 {report_no} 的试验记在一个当天不属于本机构的人名下。可能是人员表没登全，"
    "也可能记录上的人不是实际做试验的人。",
    meaning_en="A test of report {report_no} stands under a person who did not belong to the institution "
    "that day. The staff list may be incomplete, or the person on the record may not be the one who did "
    "the test.",
    innocent=(
        Innocent(
            "人员表漏登，或入职离职日期登错",
            "看劳动合同和社保缴纳月份",
            "The staff list lacks the person or has a wrong date",
            "See the contract and the months of social insurance",
        ),
        Innocent(
            "劳务派遣、借调或实习人员",
            "看派遣借调协议和监督记录",
            "An agency worker, a loan or a trainee",
            "See the agreement and the record of supervision",
        ),
        Innocent(
            "操作人编号填错",
            "看原始记录上的签名",
            "The operator's number is mistaken",
            "See the signature in the raw record",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("劳动合同、社保、工资发放", "Contract, social insurance and pay"),
            Phrase("复印当月记录，注明来源", "Copy the month's records with their source"),
            Phrase("当天没有任何用工关系", "No employment of any kind on the day"),
            Phrase("当天在职或有派遣协议", "Employed or on loan on the day"),
        ),
        SiteCheck(
            Phrase("原始记录签名与能力确认记录", "Signature and proof of competence"),
            Phrase("调取原件，询问本人并做笔录", "Take the originals; question the person on record"),
            Phrase("本人说没做过，或签名不是本人", "The person did not do it, or did not sign"),
            Phrase("本人做的，有上岗确认", "Did it, and was confirmed for the work"),
        ),
    ),
)

PEOPLE = (PERSON_TWO_PLACES, PERSON_NOT_EMPLOYED)
