"""Words of the rules over registers: the reference, earlier hand-ins, two employers, two owners."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

REFERENCE_DISAGREES = Wording(
    rule="reference.disagrees",
    label_zh="与登记信息不符",
    label_en="Not as registered",
    title_zh="台账里有 {differences} 行与参照库不同：{what}",
    title_en="Rows of the ledger that differ from the reference: {differences} – {what}",
    meaning_zh="参照库里有这一项，台账写的却不一样，或者台账写了参照库没有的。筛查以参照库为准。"
    "是台账写错、参照库没更新，还是多报，要对照原件才知道。",
    meaning_en="The reference holds this, and the ledger says otherwise, or says more than the reference holds. The "
    "screening went by the reference. Whether the ledger is wrong, the reference is out of date or more was "
    "claimed than is held, only the originals can tell.",
    innocent=(
        Innocent(
            "参照库没有及时更新",
            "看近期的变更批准和批准日期",
            "The reference is behind",
            "See recent changes that were approved, and their dates",
        ),
        Innocent(
            "检定校准由别的机构做，登记机关没有记录",
            "看证书原件和出具机构",
            "Calibrations were made elsewhere and never registered",
            "See the certificates and who issued them",
        ),
        Innocent(
            "名称、日期的写法不同或抄错一位",
            "逐字对照两行",
            "A name or date is spelt otherwise or mistyped",
            "Compare the two rows letter by letter",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("证书、附表和批准文件的原件", "Originals of certificate, annex and approval"),
            Phrase("复印，与登记系统截图放在一起", "Copy them beside a print of the register"),
            Phrase("原件与登记一致，与台账不同", "They agree with the register, not with the ledger"),
            Phrase("原件与台账一致，登记有误", "They agree with the ledger; the register is wrong"),
        ),
        SiteCheck(
            Phrase("检定校准证书原件", "Originals of calibration certificates"),
            Phrase("复印，向出具机构核实编号", "Copy them; ask the issuer about their numbers"),
            Phrase("出具机构没有出过这张证书", "The issuer never issued it"),
            Phrase("出具机构确认出过", "The issuer confirms it"),
        ),
    ),
)

LEDGER_CHANGED = Wording(
    rule="ledger.changed",
    label_zh="前后台账不一",
    label_en="Changed since handed in",
    title_zh="报告 {report_no} 与以前交来的不同：{what}",
    title_en="Report {report_no} is not as handed in before: {what}",
    meaning_zh="同一份报告在以前交来的台账里写法不同。更正报告应当另出一份并写明代替哪一份，原来的不动。"
    "是导出方式变了、补登了，还是改了已经发出的报告，要看当时的原件和系统日志。",
    meaning_en="An earlier hand-in tells the same report otherwise. A correction is a report of its own that names the "
    "one it replaces, and leaves that as it was. Whether the export changed, something was entered later or an "
    "issued report was altered, the originals and the system's log tell.",
    innocent=(
        Innocent(
            "导出方式或字段对应变了",
            "看两次导出的设置，是否许多报告都在同一列不同",
            "The export or its mapping changed",
            "See both settings, and whether many reports differ in the same column",
        ),
        Innocent(
            "上次交来时还没有登完",
            "看登记时间和签发时间",
            "It was not complete when first handed in",
            "See when it was entered and when it was issued",
        ),
        Innocent(
            "台账里抄错，后来改正，报告本身没变",
            "看报告原件",
            "The ledger was wrong and was put right; the report never changed",
            "See the original report",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("发给客户的报告原件", "The report as the client got it"),
            Phrase("向委托方调取，复印", "Take it from the client; copy it"),
            Phrase("与以前的台账一致，与现在的不同", "As in the earlier ledger, not as now"),
            Phrase("与现在的台账一致", "As in the ledger now"),
        ),
        SiteCheck(
            Phrase("信息系统的修改日志", "The system's log of changes"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("签发之后改过数值或时间", "Values or times were changed after the issue"),
            Phrase("没有改过，或按程序更正并留痕", "None, or corrected by the procedure and on record"),
        ),
    ),
)

PERSON_TWO_EMPLOYERS = Wording(
    rule="person.two_employers",
    label_zh="同时在两家从业",
    label_en="Two employers at once",
    title_zh="人员 {person_id} 在职期间，同一身份还登记在别家：{others_total} 行",
    title_en="While {person_id} is employed here, the same person is on others' lists: {others_total} rows",
    meaning_zh="检验检测人员只能在一家机构从业。两家的人员表都写着同一个人在职，至少有一家没有如实登记。"
    "是离职没有登记、借用证书，还是真在两边做，要分别核实。",
    meaning_en="Staff may work for one inspection body only. Both lists have the same person at the same time, so at "
    "least one is not right. Whether a departure was not entered, a name was borrowed or both employ the "
    "person has to be asked at each.",
    innocent=(
        Innocent(
            "离开一家时人员表没有更新",
            "看离职证明和社保停缴月份",
            "A departure was not entered",
            "See the proof of leaving and the last month of social insurance",
        ),
        Innocent(
            "两家同属一个集团，有书面的人员共用安排",
            "看协议和批准，是否符合规定",
            "Both belong to one group and share staff by agreement",
            "See the agreement and whether it is allowed",
        ),
        Innocent(
            "身份信息录入有误，其实是两个人",
            "核对两边的身份证件",
            "An identity was mistyped: they are two people",
            "Compare the identity papers at both",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("两家的劳动合同和社保缴纳记录", "Contracts and social insurance at both"),
            Phrase("复印，按月列表对照", "Copy them; list month by month"),
            Phrase("同一月份两边都有用工关系", "Employed by both in the same month"),
            Phrase("前后衔接，没有重叠", "One ends before the other begins"),
        ),
        SiteCheck(
            Phrase("本人陈述和两边的原始记录签名", "The person's own word and signatures at both"),
            Phrase("询问并做笔录，调取原件", "Question on record; take the originals"),
            Phrase("本人不在这家做过，签名不是本人", "Never worked here; did not sign"),
            Phrase("只在一家做，另一家已说明并更正", "Worked at one only; the other has put it right"),
        ),
    ),
)

INSTRUMENT_TWO_OWNERS = Wording(
    rule="instrument.two_owners",
    label_zh="一台设备两家在用",
    label_en="One instrument, two owners",
    title_zh="设备 {name}（出厂编号 {serial_no}）{used_from} 至 {used_to} 在用，别家同期也登记在用",
    title_en="{name}, serial number {serial_no}, in use here from {used_from} to {used_to}, is in use elsewhere, too",
    meaning_zh="两家机构登记的设备名称和出厂编号完全相同，使用的日子有重叠。一台设备不能同时归两家使用。"
    "是转让、共用、编号抄错，还是借来应付核查，要到两边看铭牌。",
    meaning_en="Two institutions list an instrument of the same name and maker's number, and used it within the same "
    "days. One instrument cannot be both theirs. Whether it was sold, is shared, was mistyped or was borrowed "
    "for an audit, the name plates at both tell.",
    innocent=(
        Innocent(
            "设备在这段时间转让或调拨过",
            "看转让合同和交接单的日期",
            "It changed hands within these days",
            "See the contract and the date of delivery",
        ),
        Innocent(
            "有书面的设备租用或共用协议",
            "看协议和使用记录，是否允许",
            "It is rented or shared by agreement",
            "See the agreement, the log, and whether that is allowed",
        ),
        Innocent(
            "填的是型号或批号，不是出厂编号",
            "看铭牌",
            "A model or batch number stands for the serial number",
            "See the name plate",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("两边的设备铭牌", "The name plates at both"),
            Phrase("拍照，记录编号和位置", "Photograph; note number and place"),
            Phrase("只有一台，或编号与登记不符", "There is only one, or the number is another"),
            Phrase("两台各有编号，台账抄错", "Two instruments with numbers of their own"),
        ),
        SiteCheck(
            Phrase("购置发票、检定证书和使用记录", "Invoice, calibration and log of use"),
            Phrase("复印，按日期对照", "Copy them; compare by date"),
            Phrase("一方没有购置或租用的凭据", "One of them has no proof of owning or renting it"),
            Phrase("交接日期前后衔接", "It was handed over in between"),
        ),
    ),
)

DECLARED = (REFERENCE_DISAGREES, LEDGER_CHANGED, PERSON_TWO_EMPLOYERS, INSTRUMENT_TWO_OWNERS)
