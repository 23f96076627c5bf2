"""Words of the rules about tests of vehicles: electronic identity and rated power."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

OBD = SiteCheck(
    Phrase("OBD 读取原始数据和诊断仪日志", "The data read from the OBD port, the log of the scan tool"),
    Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
    Phrase("读取记录缺失，或来自同一台设备", "No reading, or all from one device"),
    Phrase("每车各有读取记录，读数如此", "A reading of each vehicle that says so"),
)
PICTURES = SiteCheck(
    Phrase("检验过程视频和照片", "Video and pictures of the test"),
    Phrase("调取当日全部视频，注明时间", "Take the day's video with its times"),
    Phrase("没有视频，或画面不是这辆车", "None, or it shows another vehicle"),
    Phrase("车牌、车型、过程都对", "Plate, model and course agree"),
)

SHARED_IDENTITY = Wording(
    rule="vehicle.shared_identity",
    label_zh="多家厂的车同一组代码",
    label_en="One identity, several makers",
    title_zh="CAL ID {cal_id}、CVN {cvn} 出现在 {makers} 家制造厂的车上",
    title_en="CAL ID {cal_id} with CVN {cvn} was read from vehicles of {makers} makers",
    meaning_zh="这组代码标识发动机控制程序，各厂不同。本机构有 {others_total} 份报告写着同一组，报告 {report_no} "
    "是其中一份。要看读取时接的是不是受检车。",
    meaning_en="The two identify an engine's control program, which is the maker's own. The institution has "
    "{others_total} reports with the same ones, {report_no} among them. Was the vehicle tested the one plugged in?",
    innocent=(
        Innocent(
            "同一集团或代工，程序相同",
            "向制造厂或信息公开网核对",
            "One group or a common supplier with one program",
            "Ask the makers or look up what they publish",
        ),
        Innocent(
            "诊断仪读不出时填了默认值",
            "看诊断仪对老旧车型的返回值",
            "The scan tool fills in a default when it cannot read",
            "See what it returns for old models",
        ),
        Innocent(
            "台账导出时串行",
            "看联网平台上传的原始数据",
            "Rows were mixed up when exporting",
            "See what was sent to the platform",
        ),
    ),
    site=(OBD, PICTURES),
)

CHANGED_IDENTITY = Wording(
    rule="vehicle.changed_identity",
    label_zh="同车短期内换了代码",
    label_en="Identity changed within a month",
    title_zh="车辆 {vin} 三十天内两次检验，CAL ID 或 CVN 不同",
    title_en="Vehicle {vin} was tested twice within thirty days, with another CAL ID or CVN",
    meaning_zh="报告 {report_no} 是其中一次。控制程序升级会改变代码，平时很少见；复检换代码，"
    "要看前后两次是不是同一辆车。",
    meaning_en="Report {report_no} is one of the two. An update of the control program changes them and is rare; "
    "when they change from a test to its repeat: was it the same vehicle?",
    innocent=(
        Innocent(
            "两次之间换了控制器或升级程序",
            "看维修记录和车主说明",
            "The controller was replaced or updated in between",
            "See the repair and ask the owner",
        ),
        Innocent(
            "车上有两个控制器，读的不是同一个",
            "看两次读取的控制器地址",
            "The vehicle has two controllers",
            "See which of them was read",
        ),
        Innocent(
            "车辆识别代号或代码录错一位",
            "看读取原始数据",
            "A character was mistyped",
            "See the data as read",
        ),
    ),
    site=(OBD, PICTURES),
)

POWER_DIFFERS = Wording(
    rule="vehicle.power_differs",
    label_zh="检验功率与登记不符",
    label_en="Power unlike the registered one",
    title_zh="车辆 {vin} 检验用额定功率 {rated_power} 千瓦，登记 {registered_power} 千瓦",
    title_en="Vehicle {vin} was tested with a rated power of {rated_power} kW; {registered_power} kW is registered",
    meaning_zh="两者相差超过 5 %。额定功率决定加载多少和是否合格；报告 {report_no} 用的功率从哪里来，要核对。",
    meaning_en="They are more than 5 % apart. The rated power sets the load and the limit: where did report "
    "{report_no} take it from?",
    innocent=(
        Innocent(
            "单位用了马力，或填的是最大净功率",
            "看铭牌和行驶证",
            "Horsepower, or net power, was entered",
            "See the plate and the licence",
        ),
        Innocent(
            "登记数据有误，铭牌是对的",
            "看车辆铭牌照片",
            "The registration is wrong and the plate right",
            "See the picture of the plate",
        ),
        Innocent(
            "合法变更过发动机，登记未更新",
            "看变更手续",
            "The engine was changed and the registration not",
            "See the papers of the change",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("车辆铭牌、行驶证、登记查询", "Plate, licence and registration"),
            Phrase("拍照，向登记机关核实", "Photograph; ask the registry"),
            Phrase("铭牌与登记一致，检验时改了", "Plate and registration agree: it was changed for the test"),
            Phrase("检验用的与铭牌一致", "The test used what the plate says"),
        ),
        SiteCheck(
            Phrase("检测线软件的参数修改日志", "The line's log of changed parameters"),
            Phrase("电子数据提取，计算校验值", "Extract with a checksum"),
            Phrase("检验前后有人改过功率", "Somebody changed the power around the test"),
            Phrase("没有改动", "No change"),
        ),
    ),
)

VEHICLES = (SHARED_IDENTITY, CHANGED_IDENTITY, POWER_DIFFERS)
