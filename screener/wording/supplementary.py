"""Plain words in both languages for the supplementary tables: what they and their columns are called."""

from __future__ import annotations

from screener.phrases import Phrase

TABLES: dict[str, Phrase] = {
    "samples": Phrase("样品登记", "register of samples"),
    "sample_chain": Phrase("样品流转", "hands of samples"),
    "attendance": Phrase("考勤", "attendance"),
    "instrument_log": Phrase("设备运行日志", "instrument log"),
    "raw_files": Phrase("原始数据文件", "raw data files"),
    "vehicle_tests": Phrase("机动车检验", "vehicle tests"),
    "samplings": Phrase("现场采样", "samplings"),
    "invoices": Phrase("开票记录", "invoices"),
}

COLUMNS: dict[str, Phrase] = {
    "registered_at": Phrase("登记", "Registered"),
    "disposed_at": Phrase("退还或销毁", "Disposed of"),
    "step": Phrase("流转序号", "Step"),
    "handed_at": Phrase("交接", "Handed over"),
    "given_by": Phrase("交出人", "Given by"),
    "taken_by": Phrase("接收人", "Taken by"),
    "arrived_at": Phrase("到达", "Arrived"),
    "left_at": Phrase("离开", "Left"),
    "sha256": Phrase("文件校验值", "SHA-256"),
    "created_at": Phrase("文件创建", "File created"),
    "modified_at": Phrase("文件修改", "File modified"),
    "vin": Phrase("车辆识别代号", "VIN"),
    "attempt": Phrase("第几次检验", "Attempt"),
    "tested_at": Phrase("检验时间", "Tested"),
    "cal_id": Phrase("CAL ID（标定识别码）", "CAL ID"),
    "cvn": Phrase("CVN（标定验证码）", "CVN"),
    "rated_power": Phrase("检验用功率（千瓦）", "Rated power, kW"),
    "registered_power": Phrase("登记功率（千瓦）", "Registered power, kW"),
    "latitude": Phrase("纬度", "Latitude"),
    "longitude": Phrase("经度", "Longitude"),
    "invoice_no": Phrase("发票号码", "Invoice"),
    "line": Phrase("行号", "Line"),
    "issued_on": Phrase("开票日期", "Invoiced"),
    "amount": Phrase("金额（元）", "Amount, yuan"),
}

FAMILIES: dict[str, Phrase] = {
    "vehicle": Phrase("机动车", "vehicles"),
    "invoice": Phrase("开票与报告", "invoices and reports"),
}

#: What is wrong with the hands a sample went through.
BREACHES: dict[str, Phrase] = {
    "step_missing": Phrase("流转序号不连续", "a step is missing"),
    "handed_backwards": Phrase("后一步早于前一步", "a step is earlier than the one before"),
    "hands_differ": Phrase("交出人不是前一步的接收人", "given by somebody else than had taken it"),
}
