"""Words of the rules about instruments: calibration, double bookings, another place."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

INSTRUMENT_UNCALIBRATED = Wording(
    rule="instrument.uncalibrated",
    label_zh="设备无有效检定校准",
    label_en="No valid calibration",
    title_zh="设备 {instrument_id} 在 {on} 没有有效的检定或校准，仍用于试验",
    title_en="Instrument {instrument_id} was used on {on} without a valid calibration",
    meaning_zh="疑似不实，待复核。{near}单凭这一条不能认定不实，还要看结果有没有错、能不能复核。",
    meaning_en="Possibly untrue, to be rechecked. {near}This alone does not make a report untrue: the "
    "result would also have to be wrong, or impossible to recheck.",
    innocent=(
        Innocent(
            "证书在，没有登进台账",
            "看检定或校准证书原件和编号",
            "The certificate exists and was not entered",
            "See the original certificate and its number",
        ),
        Innocent(
            "设备编号填错，用的是另一台",
            "看两台设备当天的使用记录",
            "Another instrument was used and the number is mistaken",
            "See the day's log of both instruments",
        ),
        Innocent(
            "这台设备按规定不需要检定或校准",
            "看设备一览表的管理类别和期间核查记录",
            "The instrument needs no calibration",
            "See its class in the equipment list and the interim checks",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("检定或校准证书", "Certificate of verification or calibration"),
            Phrase("拍照，向出证单位核实编号", "Photograph; confirm its number with the issuer"),
            Phrase("试验当天不在有效期内，或结论不合格", "Not valid on the day, or not passed"),
            Phrase("有一张证书覆盖试验当天", "One certificate covers the day"),
        ),
        SiteCheck(
            Phrase("过期后的下一次检定结果", "The next calibration after the gap"),
            Phrase("复印证书和误差数据", "Copy the certificate and the errors found"),
            Phrase("误差超出允许范围", "Errors beyond what is allowed"),
            Phrase("误差在允许范围内，没有调整过", "Errors within what is allowed, no adjustment"),
        ),
        SiteCheck(
            Phrase("留样或原始数据能否复核", "Can retained samples or raw data be rechecked"),
            Phrase("留样封存，现场见证复测", "Seal the sample; witness a repeat test"),
            Phrase("复测不符，或已无法复核", "The repeat disagrees, or nothing is left to recheck"),
            Phrase("复测与报告一致", "The repeat agrees with the report"),
        ),
    ),
)

INSTRUMENT_DOUBLE_BOOKED = Wording(
    rule="instrument.double_booked",
    label_zh="设备同时做多组试验",
    label_en="Instrument booked beyond capacity",
    title_zh="设备 {instrument_id} 同一时刻记了 {active} 组试验，登记的容量是 {capacity} 组",
    title_en="Instrument {instrument_id} is down for {active} tests at the same moment; its capacity is "
    "{capacity}",
    meaning_zh="{at} 这一刻，台账上有 {active} 组试验同时占着这台设备。至少有 {excess} "
    "组没有按所写的时间在这台设备上做。是哪一组、是没做还是记错，台账看不出来，要到现场看。",
    meaning_en="At {at} the ledger has {active} tests on this instrument at once. At least {excess} of "
    "them did not run on it at the time written. Which one, and whether it was not done or written down "
    "wrongly, only a visit can tell.",
    innocent=(
        Innocent(
            "设备能同时做更多组，容量登记错了",
            "看铭牌、说明书和工位数量",
            "The instrument can run more tests at once than registered",
            "See its plate, manual and number of stations",
        ),
        Innocent(
            "实际用了另一台，设备编号填错",
            "看另一台同期的运行日志",
            "Another instrument was used and the number is mistaken",
            "See that instrument's log of the time",
        ),
        Innocent(
            "时间按任务单填写，不是实际开机时间",
            "看原始记录里逐次读数的时刻",
            "The times come from the work order, not from the run",
            "See the times of the readings in the raw record",
        ),
        Innocent(
            "几个样品合成一批一次上机",
            "看批次记录和进样序列",
            "Several samples were run as one batch",
            "See the batch record and the injection sequence",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("设备自带日志或采集软件记录", "The instrument's own log or acquisition software"),
            Phrase("电子数据提取笔录，计算校验值", "Extract with a record and a checksum"),
            Phrase("重叠时段只有一次运行", "One run only in the overlap"),
            Phrase("重叠时段确有各自独立的运行", "Separate runs in the overlap"),
        ),
        SiteCheck(
            Phrase("设备铭牌和工位", "Plate and stations of the instrument"),
            Phrase(
                "拍照，两名执法人员和机构人员签字", "Photograph, signed by two officers and the institution"
            ),
            Phrase("工位数不超过登记的容量", "No more stations than registered"),
            Phrase("工位够，可以分别控制", "Enough stations, separately controlled"),
        ),
        SiteCheck(
            Phrase("各份原始记录", "The raw records"),
            Phrase("调取原件，复印件逐页签字", "Take the originals; sign each page of the copies"),
            Phrase("读数时刻整齐划一，或缺页", "Readings at suspiciously even times, or pages missing"),
            Phrase("读数时刻与日志一致", "Readings agree with the log"),
        ),
        SiteCheck(
            Phrase("样品流转单和试后残样", "Sample hand-over and remains"),
            Phrase("拍照，核对留样登记", "Photograph; compare with the register of retained samples"),
            Phrase("没有残样，也没有处置记录", "No remains and no record of disposal"),
            Phrase("每组都有残样或处置记录", "Remains or disposal record of every test"),
        ),
    ),
)

INSTRUMENT_ELSEWHERE = Wording(
    rule="instrument.elsewhere",
    label_zh="设备登记在别处",
    label_en="Instrument of another place",
    title_zh="报告 {report_no} 用的设备 {instrument_id}，{why}",
    title_en="Instrument {instrument_id} of report {report_no} {why}",
    meaning_zh="报告的场所是 {site_id}，设备却登记在别处。要么试验不在报告所写的地方做，"
    "要么设备不是所写的这一台，要么台账没有跟上设备的变动。",
    meaning_en="The report names site {site_id}, the instrument is registered elsewhere. Either the test "
    "was not done where the report says, or not on this instrument, or the ledger has not followed a move.",
    innocent=(
        Innocent(
            "设备借用或租用",
            "看借用租用合同、交接单和付款凭证",
            "The instrument was lent or hired",
            "See the contract, the hand-over and the payment",
        ),
        Innocent(
            "设备搬过场所，台账没有更新",
            "看搬迁后的验收和核查记录",
            "The instrument was moved and the ledger not updated",
            "See the acceptance check after the move",
        ),
        Innocent(
            "样品送到设备所在场所做，报告只写了总部",
            "看样品流转单和原始记录上的地点",
            "The sample went to the instrument; the report names the head office",
            "See the sample hand-over and the place in the raw record",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("设备实物、编号和出厂号", "The instrument itself, its number and serial number"),
            Phrase("拍照，注明所在房间", "Photograph, with the room"),
            Phrase("设备一直在登记的地方", "It has always been where it is registered"),
            Phrase(
                "设备在报告所写的场所，有搬迁记录",
                "It is at the site of the report, with a record of the move",
            ),
        ),
        SiteCheck(
            Phrase("设备使用和开机日志", "Log of use"),
            Phrase("电子数据提取，复印登记本", "Extract the data; copy the log book"),
            Phrase("当天没有为这份报告运行", "No run for this report on the day"),
            Phrase("当天有运行，样品号对得上", "A run on the day with this sample number"),
        ),
        SiteCheck(
            Phrase("借用、租用、搬迁手续", "Papers of loan, hire or move"),
            Phrase("复印，核对日期和付款", "Copy; compare dates and payment"),
            Phrase("没有手续，或手续晚于试验", "None, or later than the test"),
            Phrase("手续早于试验，内容相符", "Earlier than the test and consistent"),
        ),
    ),
)

INSTRUMENTS = (INSTRUMENT_UNCALIBRATED, INSTRUMENT_DOUBLE_BOOKED, INSTRUMENT_ELSEWHERE)
