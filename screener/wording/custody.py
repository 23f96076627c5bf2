"""Words of the rules about the register of samples and the hands they went through."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

REGISTER = SiteCheck(
    Phrase("收样登记原始台账（纸本或系统）", "The original register of samples, on paper or in the system"),
    Phrase("整段复印或导出，含修改痕迹，双方签字", "Copy or export the stretch with its changes; both sign"),
    Phrase("原始台账与交来的登记一致", "The original says the same as what was handed in"),
    Phrase("原始台账另有记载，交来的登记录错", "The original says otherwise: it was copied wrongly"),
)
RETAINED = SiteCheck(
    Phrase("样品实物、留样和标签", "The sample itself, what was retained, and the labels"),
    Phrase("清点拍照，封存，双方签字", "Count, photograph, seal; both sign"),
    Phrase("没有实物，标签对不上", "No sample, or labels that do not match"),
    Phrase("实物、标签、登记三者一致", "Sample, label and register agree"),
)

AFTER_DISPOSAL = Wording(
    rule="sample.after_disposal",
    label_zh="样品处置后还在检测",
    label_en="Tested after disposal",
    title_zh="样品 {sample_no} 已于 {disposed_at} 处置，{started_at} 又开始检测",
    title_en="Sample {sample_no} was disposed of on {disposed_at}; a test of it began on {started_at}",
    meaning_zh="样品登记写明样品已退还委托方或销毁，“{parameter}”的检测却在此时或此后开始。"
    "要弄清检测用的是什么样品。",
    meaning_en="By the register the sample had been returned or destroyed, and the test of “{parameter}” "
    "began then or later. What was it done on?",
    innocent=(
        Innocent(
            "退还的是余样，留样还在",
            "看留样记录和退样单上的数量",
            "What went back was surplus; a part was retained",
            "See the retained sample and the quantity on the receipt",
        ),
        Innocent(
            "处置时间登的是审批或打印时间",
            "看退样签收单和销毁记录的原件",
            "The time is that of an approval or a print-out",
            "See the signed receipt or the record of destruction",
        ),
        Innocent(
            "检测时间登错",
            "看原始记录和设备日志的时间",
            "The time of the test is mistaken",
            "See the times in the raw record and the instrument's log",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("退样签收单、销毁记录", "The receipt of return, the record of destruction"),
            Phrase("调取原件，向委托方核实", "Take the originals; ask the client"),
            Phrase("全部样品确已在检测前离开", "All of the sample had left before the test"),
            Phrase("只退一部分，或时间登错", "Only a part had, or the time is mistaken"),
        ),
        RETAINED,
    ),
)

OTHER_PRODUCT = Wording(
    rule="sample.other_product",
    label_zh="样品登记的是别的产品",
    label_en="Registered as another product",
    title_zh="样品 {sample_no} 登记为“{registered_product}”，报告 {report_no} 写成“{product}”",
    title_en="Sample {sample_no} is registered as “{registered_product}”, reported as “{product}” in {report_no}",
    meaning_zh="收样时登记的产品和报告上的产品不是同一个名称。可能只是叫法不同，"
    "也可能报告说的不是收到的那个样品。",
    meaning_en="The product written down when the sample came is not the one in the report. It may be a "
    "matter of names; or the report is not of the sample that came.",
    innocent=(
        Innocent(
            "同一产品两种叫法，或登记用简称",
            "看委托单和产品标准",
            "One product by two names, or a short one in the register",
            "See the order and the product standard",
        ),
        Innocent(
            "登记后按委托方要求更正了名称",
            "看更正记录和委托方的说明",
            "The name was corrected at the client's request",
            "See the correction and the client's word",
        ),
        Innocent(
            "登记时选错了下拉项",
            "看同日登记的其他样品和标签",
            "The wrong item was picked when registering",
            "See the labels and what else was registered that day",
        ),
    ),
    site=(RETAINED, REGISTER),
)

UNREGISTERED = Wording(
    rule="sample.unregistered",
    label_zh="样品没有登记",
    label_en="Sample not registered",
    title_zh="报告 {report_no} 的样品 {sample_no} 不在样品登记里",
    title_en="Report {report_no}: sample {sample_no} is not in the register",
    meaning_zh="这家机构的样品登记从 {first_registered_at} 到 {last_registered_at}，报告写的收样时间 "
    "{received_at} 在这段时间内，登记里却没有这个编号。",
    meaning_en="The institution's register runs from {first_registered_at} to {last_registered_at}. The report "
    "says the sample came on {received_at}, within that time, and the register lacks its number.",
    innocent=(
        Innocent(
            "登记只交了一个场所或一个部门的",
            "看登记覆盖哪些场所和领域",
            "The register handed in is of one site or department only",
            "See which sites and fields it covers",
        ),
        Innocent(
            "现场检测，没有样品入库",
            "看委托单和现场记录",
            "A test on the spot: no sample came in",
            "See the order and the record made on the spot",
        ),
        Innocent(
            "登记和报告的编号写法不同",
            "按委托单号到登记里找",
            "The number is written otherwise in the register",
            "Look it up by the number of the order",
        ),
    ),
    site=(
        REGISTER,
        SiteCheck(
            Phrase("委托单、收样照片、快递单", "The order, pictures on receipt, the courier's slip"),
            Phrase("调取原件，向委托方核实", "Take the originals; ask the client"),
            Phrase("没有任何收样的凭据", "Nothing shows that a sample came"),
            Phrase("有凭据，登记时漏了", "It came and was not registered"),
        ),
    ),
)

CHAIN_BROKEN = Wording(
    rule="sample.chain_broken",
    label_zh="样品流转不连续",
    label_en="Chain of custody broken",
    title_zh="样品 {sample_no} 的流转记录：{breaches}",
    title_en="Hands that sample {sample_no} went through: {breaches}",
    meaning_zh="报告 {report_no} 的样品有 {others_total} 步流转记录，前后接不上。中间这段样品在谁手里、"
    "有没有换过，记录说不清。",
    meaning_en="The sample of report {report_no} went through {others_total} recorded steps that do not follow "
    "each other. In whose hands it was in between, and whether it was still the same, they do not say.",
    innocent=(
        Innocent(
            "漏登一步，样品一直在同一处",
            "看样品室出入记录和监控",
            "A step was not entered; the sample stayed where it was",
            "See the log and the camera of the sample room",
        ),
        Innocent(
            "交接人写了部门或换了写法",
            "看流转卡上的签名",
            "A unit was written for the person, or the name otherwise",
            "See the signatures on the card",
        ),
        Innocent(
            "几步一并补登，时间按补登时写",
            "看流转卡和各步工作的时间",
            "Several steps were entered later, at one time",
            "See the card and when each step's work was done",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("样品流转卡原件", "The card that went with the sample"),
            Phrase(
                "调取原件，逐步询问交接人", "Take the original; ask those who handed it over, step by step"
            ),
            Phrase("没有卡，或卡上也断开", "No card, or a card with the same break"),
            Phrase("卡上连续，录入时出错", "The card is whole: it was entered wrongly"),
        ),
        RETAINED,
    ),
)

CUSTODY = (AFTER_DISPOSAL, OTHER_PRODUCT, UNREGISTERED, CHAIN_BROKEN)
