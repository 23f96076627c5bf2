"""Plain words in both languages for the codes of the format: outcomes, conducts, fields, columns."""

from __future__ import annotations

import re

from screener.phrases import Phrase
from screener.wording import supplementary

#: The four answers of a rule. “未见异常” may stand only where something was tested.
OUTCOMES: dict[str, Phrase] = {
    "hit": Phrase("有疑点", "has hits"),
    "clear": Phrase("未见异常", "clear"),
    "not_enough_data": Phrase("数据不足", "not enough data"),
    "not_applicable": Phrase("不适用", "not applicable"),
}

GRADES: dict[str, Phrase] = {
    "contradiction": Phrase("矛盾类", "contradiction"),
    "anomaly": Phrase("异常类", "anomaly"),
}

#: What a hit would be about if a visit confirmed it. Which article that is depends on the day: not said here.
CONDUCTS: dict[str, Phrase] = {
    "U1": Phrase("样品的采集、流转、保管不合要求", "samples not taken, passed on or kept as required"),
    "U2": Phrase(
        "仪器设备未经检定或校准（疑似不实，待复核）",
        "instruments not calibrated (possibly untrue, to be rechecked)",
    ),
    "U3": Phrase("违反强制性的规程或方法", "a mandatory procedure or method not followed"),
    "U4": Phrase("原始数据和报告未按要求保存", "raw data and reports not kept as required"),
    "F1": Phrase("未经检验检测出具报告", "a report without a test"),
    "F2": Phrase("伪造、变造原始数据或记录", "raw data or records forged or altered"),
    "F3": Phrase(
        "减少、遗漏或变更应检项目，或改变关键条件",
        "required items left out or changed, or key conditions changed",
    ),
    "F4": Phrase("调换样品或改变样品原有状态", "samples swapped or altered"),
    "F5": Phrase("伪造印章、签名或签发时间", "a forged seal, signature or date of issue"),
    "SCOPE": Phrase("超出批准的能力范围", "beyond the approved scope"),
    "CERT": Phrase("没有有效证书而使用标志", "the mark used without a valid certificate"),
    "CHANGE": Phrase("方法变更未办手续", "a change of method not gone through"),
    "SIGN": Phrase("签发人没有授权或超出授权领域", "signed without, or beyond, authorisation"),
    "DECLARE": Phrase("申报、声明与登记不一致", "declared otherwise than registered"),
    "TWOJOBS": Phrase("人员同时在两家机构从业", "staff employed by two institutions at once"),
    "CONDITIONS": Phrase("不再持续符合资质认定条件", "conditions of the approval no longer kept"),
}

DOMAINS: dict[str, Phrase] = {
    "food": Phrase("食品", "food"),
    "building_materials": Phrase("建筑材料", "building materials"),
    "protective_equipment": Phrase("个体防护装备", "protective equipment"),
    "medical_protection": Phrase("医疗器械防护用品", "medical protection"),
    "tank": Phrase("危险货物罐体", "tanks"),
    "carbon_verification": Phrase("碳排放核查", "carbon verification"),
    "vehicle": Phrase("机动车检验", "vehicles"),
    "environment": Phrase("生态环境", "environment"),
    "construction": Phrase("建设工程", "construction"),
    "agriculture": Phrase("农产品", "agriculture"),
    "health": Phrase("卫生", "health"),
    "other": Phrase("其他", "other"),
}

CONCLUSIONS: dict[str, Phrase] = {
    "pass": Phrase("合格", "pass"),
    "fail": Phrase("不合格", "fail"),
    "none": Phrase("不作结论", "none"),
}

#: Why a rule has no answer, by the words the run writes.
REASONS: dict[str, Phrase] = {
    "no row of the kind the rule speaks about": Phrase(
        "没有这条规则管的行", "no row of the kind the rule speaks about"
    ),
    "no row has the columns the rule compares": Phrase(
        "要比的列都是空的", "no row has the columns the rule compares"
    ),
    "not chosen for this run": Phrase("这次没有选它", "not chosen for this run"),
    "no reference was given": Phrase("没有给参照库", "no reference was given"),
    "no earlier hand-in was given": Phrase("没有给以前交来的台账", "no earlier hand-in was given"),
    "no invoice names a number within those of 10 of its reports": Phrase(
        "开票记录里没有落在它 10 份以上报告编号之间的号",
        "no invoice names a number within those of 10 of its reports",
    ),
    "the reference holds none of its rows": Phrase(
        "参照库里没有它的行", "the reference holds none of its rows"
    ),
    "none of its reports is in an earlier hand-in": Phrase(
        "它的报告都不在以前交来的台账里", "none of its reports is in an earlier hand-in"
    ),
}
_ABSENT = "absent table: "
_NOT_TESTED = "groups not tested: "
_WHOLE = {"the institution": "机构整体"}
_MORE = re.compile(r" and (\d+) more$")
#: Why a group could not be tested, by the words the run writes.
WHYS: dict[str, str] = {
    "fewer than 300 values of 3 digits": "三位有效数字的值不足 300 个",
    "values too close together": "值太集中",
    "fewer than 300 values": "值不足 300 个",
    "values reach less than 3 decades": "值的跨度不到三个数量级",
    "fewer than 5 peers": "可比同行不足 5 家",
    "fewer than 30 samples with replicates": "有平行样的样品不足 30 个",
    "variance cannot be compared": "方差无法比较",
    "fewer than 20 samples": "样品不足 20 个",
    "values all the same": "值全都相同",
    "fewer than 8 peers": "可比同行不足 8 家",
    "fewer than 100 values of 3 digits": "三位有效数字的值不足 100 个",
    "fewer than 100 values near the limit": "限值附近的值不足 100 个",
    "fewer than 5 peers to set the band": "定带宽的同行不足 5 家",
    "fewer than 20 values beside the limit": "紧挨限值的值不足 20 个",
    "fewer than 100 reports that pass or fail": "有合格与否结论的报告不足 100 份",
    "fewer than 20 operator-days": "人日不足 20 个",
    "no two reports on different samples with the same four values or more to compare": (
        "没有不同样品的两份报告具有相同的四个以上检测项可比"
    ),
    "fewer than 100 numbers in a row of reports": "连号报告的编号跨度不足 100 个",
}

#: Families of rules, the part of a rule's name before the point.
FAMILIES: dict[str, Phrase] = {
    "scope": Phrase("能力范围", "scope"),
    "certificate": Phrase("证书", "certificate"),
    "method": Phrase("方法", "method"),
    "instrument": Phrase("设备", "instruments"),
    "person": Phrase("操作人", "operators"),
    "signatory": Phrase("签发人", "signatories"),
    "test": Phrase("试验时间", "length of tests"),
    "sample": Phrase("样品", "samples"),
    "dates": Phrase("日期", "dates"),
    "items": Phrase("检验项目", "items"),
    "raw": Phrase("原始记录", "raw records"),
    "results": Phrase("结果数据", "results"),
    "number": Phrase("报告编号", "report numbers"),
    "digits": Phrase("数字分布", "digits"),
    "replicates": Phrase("平行样", "replicates"),
    "spread": Phrase("样品间离散", "spread"),
    "values": Phrase("数值重复", "values that come back"),
    "limit": Phrase("限值附近", "limits"),
    "passes": Phrase("不合格率", "share that fails"),
    "workload": Phrase("工作量", "workload"),
    **supplementary.FAMILIES,
    "clones": Phrase("近似雷同", "nearly equal reports"),
    "reference": Phrase("与登记信息不符", "disagreement with the reference"),
    "ledger": Phrase("前后台账不一", "changes between hand-ins"),
    "conditions": Phrase("环境条件", "surroundings"),
}

BREACHES: dict[str, Phrase] = {
    "issued_before_received": Phrase("签发早于收样", "issued before the sample came"),
    "started_before_received": Phrase("试验开始早于收样", "test begun before the sample came"),
    "ended_before_started": Phrase("试验结束早于开始", "test ended before it began"),
    "ended_after_issued": Phrase("试验结束晚于签发", "test ended after the issue"),
    **supplementary.BREACHES,
}

TABLES: dict[str, Phrase] = {
    "institutions": Phrase("机构", "institutions"),
    "sites": Phrase("场所", "sites"),
    "certificates": Phrase("资质认定证书", "certificates"),
    "scope": Phrase("能力附表", "approved scope"),
    "instruments": Phrase("仪器设备", "instruments"),
    "calibrations": Phrase("检定校准", "calibrations"),
    "people": Phrase("人员", "staff"),
    "authorisations": Phrase("签字人授权", "authorisations"),
    "methods": Phrase("方法", "methods"),
    "product_requirements": Phrase("产品必检项目", "required items"),
    "reports": Phrase("报告", "reports"),
    "results": Phrase("结果", "results"),
    **supplementary.TABLES,
    "procedures": Phrase("方法规程", "what methods demand"),
    "prescribed_methods": Phrase("产品规定方法", "prescribed methods"),
    "environment_log": Phrase("环境记录", "readings of the environment"),
}

COLUMNS: dict[str, Phrase] = {
    "report_no": Phrase("报告编号", "Report no."),
    "sample_no": Phrase("样品编号", "Sample"),
    "product": Phrase("产品", "Product"),
    "domain": Phrase("领域", "Field"),
    "parameter": Phrase("参数", "Parameter"),
    "method": Phrase("方法", "Method"),
    "replicate": Phrase("平行", "Replicate"),
    "value": Phrase("数值", "Value"),
    "decimals": Phrase("小数位", "Decimals"),
    "unit": Phrase("单位", "Unit"),
    "conclusion": Phrase("结论", "Conclusion"),
    "instrument_id": Phrase("设备编号", "Instrument"),
    "name": Phrase("名称", "Name"),
    "capacity": Phrase("容量", "Capacity"),
    "portable": Phrase("可移动", "Portable"),
    "serial_no": Phrase("出厂编号", "Serial no."),
    "operator_id": Phrase("操作人", "Operator"),
    "signatory_id": Phrase("签发人", "Signatory"),
    "person_id": Phrase("人员编号", "Person"),
    "sampled_on": Phrase("取样日", "Sampled"),
    "received_at": Phrase("收样", "Received"),
    "started_at": Phrase("开始", "Started"),
    "ended_at": Phrase("结束", "Ended"),
    "issued_at": Phrase("签发", "Issued"),
    "raw_record": Phrase("原始记录", "Raw record"),
    "replaces": Phrase("代替的报告", "Replaces"),
    "cma_marked": Phrase("使用标志", "Marked"),
    "certificate_no": Phrase("证书编号", "Certificate"),
    "valid_from": Phrase("生效", "Valid from"),
    "valid_to": Phrase("有效至", "Valid to"),
    "ended_on": Phrase("终止日", "Ended on"),
    "certificate_uscc": Phrase("证书所属机构", "Certificate of"),
    "certificate_valid_from": Phrase("证书生效", "Certificate from"),
    "certificate_valid_to": Phrase("证书有效至", "Certificate to"),
    "certificate_ended_on": Phrase("证书终止日", "Certificate ended"),
    "calibrated_on": Phrase("检定校准日", "Calibrated"),
    "valid_until": Phrase("有效至", "Valid until"),
    "passed": Phrase("合格", "Passed"),
    "employed_from": Phrase("入职", "Employed from"),
    "employed_to": Phrase("离职", "Employed to"),
    "identity": Phrase("身份散列", "Identity hash"),
    "min_minutes": Phrase("最短时间（分钟）", "Least minutes"),
    "superseded_on": Phrase("被代替日", "Superseded"),
    "min_age_days": Phrase("最小龄期（天）", "Least age, days"),
    "max_age_days": Phrase("最大龄期（天）", "Most age, days"),
    "limit_low": Phrase("下限", "Lower limit"),
    "limit_high": Phrase("上限", "Upper limit"),
    "chain": Phrase("代替关系", "Replaces, in turn"),
    "earlier": Phrase("早收 7 天以上", "Over 7 days earlier"),
    "breaches": Phrase("哪里颠倒", "Out of order"),
    "division": Phrase("区划", "Division"),
    "address": Phrase("地址", "Address"),
    "home_division": Phrase("登记区划", "Home division"),
    "kind": Phrase("类别", "Kind"),
    "site_id": Phrase("场所", "Site"),
    "min_replicates": Phrase("最少平行数", "Fewest replicates"),
    "temperature_low": Phrase("温度下限", "Lowest temperature"),
    "temperature_high": Phrase("温度上限", "Highest temperature"),
    "humidity_low": Phrase("湿度下限", "Lowest humidity"),
    "humidity_high": Phrase("湿度上限", "Highest humidity"),
    "at": Phrase("读数时间", "Read at"),
    "temperature": Phrase("温度", "Temperature"),
    "humidity": Phrase("湿度", "Humidity"),
    "said_by": Phrase("谁说的", "Said by"),
    "change": Phrase("怎么变的", "Change"),
    "columns": Phrase("变了哪些列", "Columns changed"),
    "used_from": Phrase("最早使用", "Used from"),
    "used_to": Phrase("最晚使用", "Used to"),
    "uscc": Phrase("机构代码", "Institution"),
    "report_id": Phrase("报告 ID", "Report ID"),
    "result_id": Phrase("结果 ID", "Result ID"),
    **supplementary.COLUMNS,
}


def reason_of(text: str) -> Phrase:
    """The reason a run gives for having no answer, in both languages; an unknown one is left as it is."""
    if text.startswith(_ABSENT):
        names = text.removeprefix(_ABSENT).split(", ")
        known = [TABLES.get(name, Phrase(name, name)) for name in names]
        return Phrase(
            f"没有提供：{'、'.join(table.zh for table in known)}",
            f"not handed in: {', '.join(table.en for table in known)}",
        )
    if text.startswith(_NOT_TESTED):
        told = text.removeprefix(_NOT_TESTED).split("; ")
        named = [part.partition(": ") for part in told]
        listed = "；".join(
            f"{WHYS.get(why, why)}{groups and f'：{_groups_zh(groups)}'}" for why, _, groups in named
        )
        return Phrase(f"没能核对的分组：{listed}", text)
    return REASONS.get(text, Phrase(text, text))


def _groups_zh(groups: str) -> str:
    """The groups of a reason as they are listed in Chinese: fields by name, and how many there are besides."""
    if groups in _WHOLE:
        return _WHOLE[groups]
    more = _MORE.search(groups)
    told = _MORE.sub("", groups)
    if all(name in DOMAINS for name in told.split(", ")):
        told = "、".join(DOMAINS[name].zh for name in told.split(", "))
    return f"{told} 等，另有 {more[1]} 组" if more else told
