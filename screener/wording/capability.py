"""Words of the rules about what the institution is approved for: scope, certificate, method, signatory."""

from __future__ import annotations

from screener.phrases import Phrase
from screener.wording.shape import Innocent, SiteCheck, Wording

SCOPE_UNCOVERED = Wording(
    rule="scope.uncovered",
    label_zh="能力附表未覆盖",
    label_en="Outside the approved scope",
    title_zh="{on} 在场所 {site_id} 做的“{parameter}”（{method}），能力附表里没有当天有效的依据",
    title_en="Nothing in the approved scope covers “{parameter}” by {method} at site {site_id} on {on}",
    meaning_zh="报告 {report_no} 使用了资质认定标志。能力附表里没有一行同时对上场所、参数、方法和日期，"
    "或者对上的那一行所在的证书当天无效。{near}",
    meaning_en="Report {report_no} carries the certification mark. No row of the approved scope fits the "
    "site, the parameter, the method and the day at once, or the one that fits belongs to a certificate "
    "not in force that day. {near}",
    innocent=(
        Innocent(
            "参数或方法的写法与附表不同，指的是同一项",
            "拿附表原件，逐字对参数名称和标准编号",
            "The parameter or method is spelled differently from the scope and means the same",
            "Compare name and standard number with the original annex, character by character",
        ),
        Innocent(
            "扩项在试验前已经批准，台账没有更新",
            "看批准文件上的日期",
            "An extension was approved before the test and the ledger was not updated",
            "See the date on the approval",
        ),
        Innocent(
            "这一项是分包的，或者报告已注明不在能力范围内",
            "看报告正本里的说明和客户同意书",
            "The item was subcontracted, or the report states that it is outside the scope",
            "See the statement in the report as issued and the client's consent",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("证书附表，试验当天有效的版本", "Annex of the certificate as in force on the day"),
            Phrase(
                "复印，机构盖章确认，注明版本日期",
                "Copy sealed by the institution, with the date of the version",
            ),
            Phrase("附表没有这个场所的这一参数和方法", "It lacks this parameter and method for this site"),
            Phrase("附表有这一行，批准日期不晚于试验日", "It has the row, approved on or before the day"),
        ),
        SiteCheck(
            Phrase("报告正本首页和声明页", "First page and statements of the report as issued"),
            Phrase("拍照，调取存档件", "Photograph; take the archived copy"),
            Phrase("有标志，也没有范围外的说明", "The mark is there and no statement on the scope"),
            Phrase("没有标志，或者已注明该项在范围外", "No mark, or the item is stated to be outside"),
        ),
        SiteCheck(
            Phrase("原始记录上的试验地点", "Place of the test in the raw record"),
            Phrase("调取原件，复印件逐页签字", "Take the original; sign each page of the copy"),
            Phrase("地点就是这个场所", "The place is this site"),
            Phrase(
                "在另一个已获准的场所做的，报告写错", "Done at another, approved site; the report is mistaken"
            ),
        ),
    ),
)

CERTIFICATE_NOT_IN_FORCE = Wording(
    rule="certificate.not_in_force",
    label_zh="签发日没有有效证书",
    label_en="No certificate in force",
    title_zh="{on} 签发的报告 {report_no} 使用了资质认定标志，当天没有有效的证书",
    title_en="Report {report_no}, issued on {on} with the certification mark, on a day with no certificate "
    "in force",
    meaning_zh="{near}签发那天，没有一张证书在有效期内。",
    meaning_en="{near}None was in force on the day of issue.",
    innocent=(
        Innocent(
            "续期或换证已经批准，新证没有登进台账",
            "查发证机关公布的证书信息",
            "A renewal had been granted and is missing from the ledger",
            "Look the certificate up with the authority that issued it",
        ),
        Innocent(
            "签发日期录错",
            "看报告正本、签发审批和用章登记",
            "The date of issue was typed wrongly",
            "See the report as issued, the approval and the seal register",
        ),
        Innocent(
            "报告正本上没有标志，台账误记为有",
            "看报告正本首页",
            "The report as issued has no mark; the ledger says so by mistake",
            "See its first page",
        ),
    ),
    site=(
        SiteCheck(
            Phrase(
                "证书正本、副本和发证机关的记录", "The certificate and the record of the issuing authority"
            ),
            Phrase("拍照，打印查询结果并注明时间", "Photograph; print the query with its time"),
            Phrase("签发日不在任何一张证书的有效期内", "The day lies in no period of validity"),
            Phrase("有一张证书在签发日有效", "One certificate was valid on the day"),
        ),
        SiteCheck(
            Phrase("报告正本与用章登记", "The report as issued and the seal register"),
            Phrase("调取存档件，登记簿拍照", "Take the archived copy; photograph the register"),
            Phrase("正本有标志，用章日期与签发日一致", "It has the mark, sealed on the day of issue"),
            Phrase("正本没有标志，或实际签发日在有效期内", "No mark, or really issued within the validity"),
        ),
    ),
)

METHOD_SUPERSEDED = Wording(
    rule="method.superseded",
    label_zh="方法已被代替",
    label_en="Superseded method",
    title_zh="{on} 还在用 {superseded_on} 起已被代替的方法 {method}",
    title_en="Method {method}, superseded from {superseded_on}, still used on {on}",
    meaning_zh="“{parameter}”的这个方法被代替 {days} 天后，试验才开始。要看客户有没有指定旧版、"
    "机构有没有办理方法变更。",
    meaning_en="The test of “{parameter}” began {days} days after its method was replaced. What matters is "
    "whether the client asked for the old edition and whether the institution went through a change of "
    "method.",
    innocent=(
        Innocent(
            "合同、图纸或产品标准指定用旧版",
            "看委托单、合同和产品标准的引用方式",
            "The contract, drawing or product standard calls for the old edition",
            "See the order, the contract and how the product standard cites the method",
        ),
        Innocent(
            "新旧两版有过渡期",
            "看标准发布公告里的实施日期和过渡安排",
            "Both editions were valid for a time",
            "See the announcement: date of effect and transition",
        ),
        Innocent(
            "实际按新版做，台账方法号没改",
            "看原始记录引用的版本和试验条件",
            "The new edition was used and the ledger keeps the old number",
            "See the edition and the conditions in the raw record",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("委托单和合同", "Order and contract"),
            Phrase("调取原件，复印件签字", "Take the original; sign the copy"),
            Phrase("没有指定旧版", "The old edition is not asked for"),
            Phrase("客户书面指定旧版，报告已注明", "Asked for in writing and stated in the report"),
        ),
        SiteCheck(
            Phrase("标准查新和方法变更记录", "Records of standards review and change of method"),
            Phrase("拍照，复印", "Photograph and copy"),
            Phrase("没有查新，或查到后没有办理变更", "No review, or no change made after it"),
            Phrase("试验前已完成变更和人员确认", "Change and staff confirmed before the test"),
        ),
    ),
)

SIGNATORY_UNAUTHORISED = Wording(
    rule="signatory.unauthorised",
    label_zh="签发人无当日授权",
    label_en="Signatory not authorised",
    title_zh="{on} 签发的报告 {report_no}，{why}",
    title_en="Report {report_no} of {on}: {why}",
    meaning_zh="报告应由授权签字人在其授权领域内签发，并且签发当天在职。报告的领域是“{domain}”。"
    "台账里这几样有一样对不上。",
    meaning_en="A report is signed by an authorised signatory, within the authorised field, employed on "
    "the day. The field of this report is “{domain}”. In the ledger one of these does not hold.",
    innocent=(
        Innocent(
            "授权已批准，台账没有登记或领域代码写错",
            "看授权签字人批准文件和领域",
            "The authorisation exists and is missing or miscoded in the ledger",
            "See the approval of signatories and its field",
        ),
        Innocent(
            "签发人编号录错",
            "看报告正本上的签名",
            "The signatory's number was typed wrongly",
            "See the signature on the report as issued",
        ),
        Innocent(
            "签发日期录错，实际在授权或在职期间",
            "看签发审批记录",
            "The date of issue was typed wrongly",
            "See the record of approval for issue",
        ),
    ),
    site=(
        SiteCheck(
            Phrase("报告正本的签名和签发记录", "Signature on the report and record of issue"),
            Phrase("调取存档件，系统审批日志做电子数据提取", "Take the copy; extract the approval log"),
            Phrase("签名人就是台账所记，当天没有授权", "Signed by the person named, not authorised that day"),
            Phrase("签名的是另一位有授权的人", "Signed by another, authorised person"),
        ),
        SiteCheck(
            Phrase("授权签字人批准文件", "Approval of the authorised signatories"),
            Phrase("复印，机构盖章确认", "Copy sealed by the institution"),
            Phrase("没有这个人，或没有这个领域", "Neither the person nor the field is in it"),
            Phrase("有，且在签发日有效", "Both are, valid on the day"),
        ),
        SiteCheck(
            Phrase("劳动合同和当月社保记录", "Contract of employment and social insurance of the month"),
            Phrase("复印，注明来源", "Copy with its source"),
            Phrase("签发日不在职", "Not employed on the day"),
            Phrase("签发日在职", "Employed on the day"),
        ),
    ),
)

CAPABILITY = (SCOPE_UNCOVERED, CERTIFICATE_NOT_IN_FORCE, METHOD_SUPERSEDED, SIGNATORY_UNAUTHORISED)
