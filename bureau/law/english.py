"""The words of the texts in English: measures, conditions, remarks. Names of laws stay as they are."""

from __future__ import annotations

from bureau.kernel.phrases import Phrase

# By the Chinese that stands in the texts. What a lawyer adds there without a line here is shown as it was written.
ENGLISH = {
    "没收检验费用": "confiscation of the fee",
    "约谈改正": "interview to correct",
    "造成损失的承担赔偿责任": "compensation where it caused a loss",
    "情节严重的取消检验资格": "where serious, the qualification is withdrawn",
    "约谈": "interview",
    "责令改正": "order to correct",
    "责令停业整顿": "order to stop business and put it right",
    "提醒": "reminder",
    "造成重大损失的撤销检验资格": "where it caused a heavy loss, the qualification is revoked",
    "撤销资质": "revocation of the qualification",
    "通报批评": "circulated criticism",
    "通报省级": "notice to the province",
    "人员五年或者十年禁业": "persons barred for five or ten years",
    "没收违法所得": "confiscation of the illegal income",
    "情节严重的由资质认定部门取消检验资格": "where serious, the certifying department withdraws the qualification",
    "撤销检验资格": "revocation of the qualification to inspect",
    "禁业": "persons barred",
    "撤销资质认定（由资质认定部门决定）": "revocation of the approval (decided by the certifying department)",
    "十年不受理申请": "no application accepted for ten years",
    "责令停止检验": "order to stop testing",
    "说服教育": "persuasion",
    "人员十年或者终身禁业": "persons barred for ten years or for life",
    "提醒敦促": "reminder and urging",
    "责令限期改正": "order to correct within a time limit",
    "机动车安全技术检验": "safety inspection of motor vehicles",
    "法律、法规另有规定的从其规定": "where a law or regulation says otherwise, that goes first",
    "检验、检测结果或者结论严重失实；只是不实、够不上严重失实的，不适用": (
        "the result or conclusion is seriously untrue; what is untrue and not seriously so does not fall under it"
    ),
    "安全生产检测检验；虚假报告": "testing for work safety; a false report",
    "安全生产检测检验；失实报告": "testing for work safety; an untrue report",
    "结果不实并且造成损失": "the result is untrue and caused a loss",
    "数据、结果存在错误或者无法复核；否则只写“疑似不实，待复核”": (
        "data or result wrong or not re-checkable; otherwise write only “perhaps untrue, to be re-checked”"
    ),
    "情节轻微、不需要追究法律责任": "minor, and nobody is to be held liable",
    "较早的依据": "an older basis",
    "法律、法规对撤销、吊销另有规定的从其规定": "where a law or regulation rules on revocation, that goes first",
    "核查结论为承诺严重不实或者虚假": "the verification found the commitment seriously untrue or false",
    "机动车排放检验": "emission inspection of motor vehicles",
    "本办法没有自己的罚款；归档不足另看不实报告第四项": (
        "the rule has no fine of its own; for incomplete archives see untrue reports, item 4"
    ),
    "不实报告是否构成“严重失实”是推断，由办案人员认定": (
        "that an untrue report is seriously untrue is inferred: the officer decides"
    ),
    "把管理问题归到本条是推断": "that matters of management fall under this article is inferred",
    "法释〔2023〕7号；施行的月日和数额所指资料未载": (
        "法释〔2023〕7号; month and day, and what the sum is of, are not in the source"
    ),
    "直接经济损失（元）": "direct loss (yuan)",
    "违法所得（元）": "illegal income (yuan)",
    "虚构数额（元，且占百分之三十以上）": "fictitious amount (yuan, and 30 % or more)",
    "两年内受过处罚的次数": "penalties within two years, and again",
    "重大失实造成的损失（元）": "loss by gross negligence (yuan)",
    "环境监测、碳排放检验检测（元）": "environmental monitoring, tests of carbon (yuan)",
    "简易程序罚款上限（单位）": "greatest fine by the simple procedure (organisation)",
    "重点领域虚假报告份数": "false reports in key fields, in number",
    "任何产品领域虚假报告份数": "false reports in any field of products, in number",
    "每案奖励上限（元）": "greatest reward in a case (yuan)",
    "会同财政部门的奖励（元）": "reward settled together with finance (yuan)",
    "听证：对单位罚款或者没收": "hearing: fine or confiscation of an organisation",
    "听证：对个人罚款或者没收": "hearing: fine or confiscation of a person",
}


def told(text: str) -> Phrase:
    """A measure, a condition or a remark of the texts in both languages."""
    return Phrase(text, ENGLISH.get(text, text))


def all_told(texts: tuple[str, ...]) -> Phrase:
    """Several of them, one after the other."""
    found = [told(one) for one in texts]
    return Phrase("、".join(one.zh for one in found), ", ".join(one.en for one in found))
