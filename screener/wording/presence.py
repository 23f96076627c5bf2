"""Words of the rules about who and what was there: attendance, the instrument's log, samplings too far apart."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

DOORS = SiteCheck(
    Phrase("门禁、监控、打卡机原始数据", "Door, camera and clock-in data, as recorded"),
    Phrase(
        "当场导出，计算校验值，注明时钟偏差", "Export on the spot with a checksum; note how the clock is set"
    ),
    Phrase("当时没有进入，没有影像", "Did not enter at the time, and is on no picture"),
    Phrase("有影像或进出记录", "Is on a picture or went through the door"),
)

PERSON_ABSENT = Wording(
    rule="person.absent",
    label_zh="检测时人不在岗",
    label_en="Operator was not there",
    title_zh="{started_at} 开始的检测记在 {operator_id} 名下，考勤上此人当时不在岗",
    title_en="A test that began on {started_at} stands under {operator_id}, whom attendance does not show there",
    meaning_zh="此人当月有 {others_total} 条考勤，没有一条覆盖报告 {report_no} 这次检测的开始时间。"
    "可能考勤不全，也可能做检测的不是此人，或检测不在这个时间。",
    meaning_en="Attendance was taken of this person that month (rows: {others_total}); none covers the start "
    "of this test of report {report_no}. Attendance may be incomplete, the test another's, or its time wrong.",
    innocent=(
        Innocent(
            "当天外出采样或现场检测，没有打卡",
            "看派车、外出单和现场记录",
            "Out for sampling or a test on the spot, without clocking in",
            "See the car, the slip and the record made there",
        ),
        Innocent(
            "忘打卡，事后补了手写单",
            "看补卡审批和当天其他记录",
            "Forgot to clock in and made it up on paper",
            "See the approval and what else was signed that day",
        ),
        Innocent(
            "设备自动运行，开始时间由程序记下",
            "看进样序列和设备账号",
            "The instrument ran by itself and wrote the time down",
            "See the sequence and the account",
        ),
        Innocent(
            "夜班跨天，只有到岗没有离岗",
            "看排班表和次日交接",
            "A night shift with an arrival and no departure",
            "See the roster and the handing over next morning",
        ),
    ),
    site=(
        DOORS,
        SiteCheck(
            Phrase("原始记录签名和设备登录", "The signature in the raw record, the log-in at the instrument"),
            Phrase("调取原件，询问本人并做笔录", "Take the originals; question the person on record"),
            Phrase(
                "签名不是本人，或账号由别人使用",
                "Not that person's writing, or the account was used by another",
            ),
            Phrase("本人签名，有同事证明在场", "That person's, and others saw it done"),
        ),
    ),
)

SIGNATORY_ABSENT = Wording(
    rule="signatory.absent",
    label_zh="签发当日签字人不在岗",
    label_en="Signatory was not there",
    title_zh="报告 {report_no} 于 {on} 由 {signatory_id} 签发，考勤上此人当天不在岗",
    title_en="Report {report_no} was issued on {on} by {signatory_id}, whom attendance does not show that day",
    meaning_zh="授权签字人当月有 {others_total} 条考勤，签发当天没有。可能用电子签名在外签发，"
    "也可能由别人代签，或签发日期是后来填的。",
    meaning_en="Attendance was taken of the signatory that month (rows: {others_total}) and not on the day of "
    "issue. It may have been signed electronically from elsewhere, by another, or dated later.",
    innocent=(
        Innocent(
            "电子签名，在外地审核签发",
            "看签名系统的登录地点和时间",
            "Signed electronically while travelling",
            "See where and when the signing system was entered",
        ),
        Innocent(
            "周末或假日到岗没有打卡",
            "看加班记录和门禁",
            "Came on a day off without clocking in",
            "See overtime and the door",
        ),
        Innocent(
            "签发日期按打印或盖章日填写",
            "看审批流程里的签发时间",
            "The date is that of the print-out or the seal",
            "See the time of approval in the system",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("报告审批流程和签名日志", "The course of approval and the log of signatures"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("签名来自别人的账号或终端", "The signature came from another's account or machine"),
            Phrase("本人账号，地点时间说得通", "The signatory's own, from a place and at a time that fit"),
        ),
        DOORS,
    ),
)

NO_RUN = Wording(
    rule="instrument.no_run",
    label_zh="设备日志没有这次运行",
    label_en="No run in the instrument's log",
    title_zh="设备 {instrument_id} 的日志里没有样品 {sample_no} 的这次运行",
    title_en="The log of instrument {instrument_id} has no run of sample {sample_no} at that time",
    meaning_zh="日志从 {log_from} 到 {log_to}，共 {others_total} 次运行。报告 {report_no} 写检测从 {started_at} "
    "到 {ended_at}，这段时间内没有一次运行写着这个样品，或没有写样品。",
    meaning_en="The log runs from {log_from} to {log_to} (runs: {others_total}). Report {report_no} says the test "
    "took from {started_at} to {ended_at}; no run at that time names this sample, or none.",
    innocent=(
        Innocent(
            "设备时钟不准",
            "当场对时，看偏差有多大",
            "The instrument's clock is wrong",
            "Compare it with the time on the spot",
        ),
        Innocent(
            "日志里的样品号用了另一种写法",
            "看进样序列和编号规则",
            "The log names samples otherwise",
            "See the sequence and how samples are numbered",
        ),
        Innocent(
            "日志满了被覆盖，或只导出一部分",
            "看设备里的原始日志",
            "The log was overwritten or exported in part",
            "See the log in the instrument itself",
        ),
        Innocent(
            "设备编号登错，在另一台上做的",
            "看同型号其他设备的日志",
            "Done on another instrument of the kind",
            "See the logs of the others",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("设备主机里的运行日志和数据文件", "The log and the data files in the instrument itself"),
            Phrase("镜像或导出，计算校验值，记录对时", "Image or export with a checksum; note the clock"),
            Phrase("主机里也没有这次运行", "The instrument does not know the run either"),
            Phrase("主机里有，导出时漏了", "It does; the export left it out"),
        ),
        SiteCheck(
            Phrase("原始记录里的谱图、曲线", "Spectra and curves with the raw record"),
            Phrase("调取原件，比对采集时间和校验值", "Take the originals; compare times and checksums"),
            Phrase("没有谱图，或采集时间对不上", "None, or acquired at another time"),
            Phrase("有谱图，时间和样品都对", "One with the right time and sample"),
        ),
    ),
)

IMPOSSIBLE_TRAVEL = Wording(
    rule="person.impossible_travel",
    label_zh="两处采样来不及赶到",
    label_en="Samplings too far apart",
    title_zh="采样人员 {sampler} 两次采样相距 {km} 千米，中间只有 {gap}",
    title_en="{sampler} sampled at two places {km} km apart with {gap} in between",
    meaning_zh="涉及报告 {report_no}。按每小时 120 千米也赶不到。至少有一处的时间、位置或人员与实际不符，"
    "是没去、别人去还是记错，要到现场看。",
    meaning_en="One of them for report {report_no}. Not even at 120 km an hour is there time. At least one time, "
    "place or person is not as written; whether nobody went, another did, or it is a mistake, only a visit tells.",
    innocent=(
        Innocent(
            "定位漂移，或记的是机构地址",
            "看设备轨迹，和厂区位置对照",
            "The position drifted or is the office's",
            "Compare the track with the place",
        ),
        Innocent(
            "两个小组用同一人的账号登记",
            "看采样原始记录的签名和照片",
            "Two crews used one person's account",
            "See signatures and pictures in the records",
        ),
        Innocent(
            "到场离场时间按计划填写",
            "看采样照片和仪器开机时间",
            "The times are those of the plan",
            "See the pictures and when the device was on",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("车辆轨迹、过路费、加油记录", "The car's track, tolls and fuel"),
            Phrase("调取当日记录，注明来源", "Take the day's records with their source"),
            Phrase("车没有到过其中一处", "The car was never at one of the places"),
            Phrase("两处都到过，时间记错", "It was at both; the time is mistaken"),
        ),
        SiteCheck(
            Phrase("被采样单位的进门登记和监控", "The gate book and camera at the places sampled"),
            Phrase("到现场调取，请对方签字", "Take them there; have them signed"),
            Phrase("没有来过，或来的是别人", "Nobody came, or others did"),
            Phrase("本人来过，时间说得通", "The person came, at a time that fits"),
        ),
        SiteCheck(
            Phrase("采样仪器的开机、流量和定位数据", "The sampler's own data: on, flow, position"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("当时没有开机，或在别处", "It was off, or elsewhere"),
            Phrase("数据与记录一致", "The data agree with the record"),
        ),
    ),
)

PRESENCE = (PERSON_ABSENT, SIGNATORY_ABSENT, NO_RUN, IMPOSSIBLE_TRAVEL)
