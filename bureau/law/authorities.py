"""Who acts on a basis, the conducts and the domains that the texts may name, with their words in both languages."""

from __future__ import annotations

from bureau.kernel.phrases import Phrase

# The words of the text files -> what programs read.
AUTHORITIES = {
    "本局": "us",
    "上报资质认定部门": "report:certifying_department",
    "移送农业农村主管部门": "transfer:agriculture",
    "移送公安机关交通管理部门": "transfer:traffic_police",
    "移送生态环境主管部门": "transfer:ecology_environment",
    "移送应急管理等部门": "transfer:emergency_management",
    "移送住房城乡建设主管部门": "transfer:housing_construction",
}
AUTHORITY_WORDS = {
    "us": Phrase("本局处理", "handled by us"),
    "report:certifying_department": Phrase("上报资质认定部门", "reported to the certifying department"),
    "transfer:agriculture": Phrase("移送农业农村主管部门", "transferred to agriculture"),
    "transfer:traffic_police": Phrase("移送公安机关交通管理部门", "transferred to the traffic police"),
    "transfer:ecology_environment": Phrase("移送生态环境主管部门", "transferred to ecology and environment"),
    "transfer:emergency_management": Phrase(
        "移送应急管理等部门", "transferred to emergency management or others"
    ),
    "transfer:housing_construction": Phrase(
        "移送住房城乡建设主管部门", "transferred to housing and construction"
    ),
}
CONDUCTS = {
    "U1": Phrase("不实：样品管理违反标准", "untrue: samples managed against the standard"),
    "U2": Phrase("不实：仪器设备未经检定或者校准", "untrue: instruments not verified or calibrated"),
    "U3": Phrase("不实：违反强制性规程或者方法", "untrue: against a mandatory procedure or method"),
    "U4": Phrase(
        "不实：原始数据和报告未按标准传输、保存", "untrue: raw data and reports not kept as required"
    ),
    "F1": Phrase("虚假：未经检验检测", "false: not tested at all"),
    "F2": Phrase("虚假：伪造、变造原始数据、记录", "false: raw data or records forged or altered"),
    "F3": Phrase(
        "虚假：减少、遗漏、变更项目或改变关键条件", "false: items left out, or key conditions changed"
    ),
    "F4": Phrase("虚假：调换样品或改变其原有状态", "false: the sample exchanged or its state changed"),
    "F5": Phrase("虚假：伪造印章、签名或签发时间", "false: a forged seal, signature or date of issue"),
    "NOCERT": Phrase("未取得资质认定", "no approval held"),
    "CONDITIONS": Phrase("资质认定条件未保持", "conditions of the approval not kept"),
    "SCOPE": Phrase("超出资质认定能力范围", "beyond the approved scope"),
    "CERT": Phrase("转让、冒用或使用失效证书、标志", "certificate or mark lent, forged or not in force"),
    "CHANGE": Phrase("未办理变更手续", "a change not declared"),
    "MARK": Phrase("未标注资质认定标志", "the mark missing"),
    "SIGN": Phrase("印章、授权签字人不符合要求", "seal or signatory not as required"),
    "SUBCONTRACT": Phrase("违法分包或未注明", "subcontracted against the rules"),
    "MANDATORY": Phrase("违反强制性规定", "mandatory requirement not kept"),
    "TWOJOBS": Phrase("人员在两家以上机构从业", "staff employed by two institutions"),
    "ARCHIVE": Phrase("归档不足六年", "archive incomplete"),
    "DECLARE": Phrase("未作自我声明、未报送", "declaration not made"),
    "PT": Phrase("未参加能力验证", "proficiency test not taken"),
    "COMMITMENT": Phrase("告知承诺不实", "commitment not kept"),
    "MANAGEMENT": Phrase("管理问题，情节轻微", "a minor matter of management"),
}
# The first twelve are the domains of the ledger; the others say more exactly what was tested.
DOMAINS = {
    "food": Phrase("食品", "food"),
    "building_materials": Phrase("建筑材料", "building materials"),
    "protective_equipment": Phrase("个体防护装备", "personal protective equipment"),
    "medical_protection": Phrase("医疗器械防护用品", "medical protective articles"),
    "tank": Phrase("常压液体危险货物罐体", "atmospheric tanks for dangerous liquids"),
    "carbon_verification": Phrase("碳排放核查", "verification of carbon emissions"),
    "vehicle": Phrase("机动车检验", "motor vehicles"),
    "environment": Phrase("生态环境", "environment"),
    "construction": Phrase("建设工程", "construction works"),
    "agriculture": Phrase("农产品", "agriculture"),
    "health": Phrase("卫生", "public health"),
    "other": Phrase("其他", "other"),
    "product": Phrase("产品质量检验", "product quality inspection"),
    "vehicle_safety": Phrase("机动车安全技术检验", "vehicle safety inspection"),
    "vehicle_emission": Phrase("机动车排放检验", "vehicle emission inspection"),
    "special_equipment": Phrase("特种设备", "special equipment"),
    "safety": Phrase("安全生产检测检验", "testing for work safety"),
    "seismic": Phrase("建设工程抗震质量检测", "seismic quality of construction works"),
}
