"""What the words of a header mean by what they are composed of: whose it is, what for, and what kind of thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

# Whoever is looked at stands for the body; the same words without 被 or 对象 are of whoever looks.
_LOOKED_AT = re.compile(
    r"[被受](?:检查|检验|检测|监管|监督|抽查|核查|评审|查|检|管|抽|评)?(?:单位|机构|企业|对象|主体|实验室|方|人(?!员))"
    r"|(?:检查|监管|抽查|监督|执法|服务|评审|核查|参评|考核|备案|报告|申报)对象"
)
_BODY = re.compile(
    r"(?:检验检测|检验|检测|监测|测试|试验|获证|持证|取证|申请|申报|参评|承诺|从业|技术服务|第三方|社会化|您|你|我|贵|本)*"
    r"(?:机构|单位|企业|公司|市场主体|经营主体|主体|相对人|申请人|申报人(?=名)|对象|组织(?=名|全|$))"
    r"|(?:化验|实验|试验|检测|检验|监测)(?:室|站|所|中心|院)"
)
SELF = "◇"
# Somebody or something else has such a thing too: who inspects, who stands above, who it was before.
_ANOTHER = re.compile(
    r"网格|监管|监督|执法|检查|抽查|包保|法定代表|法人(?!单位|名称|类|性|代码|机构|◇)|主检|协检|领导|审批|主管|上级"
    r"|发证[机单部◇]|颁证[机单部◇]|批准[机单部◇]|许可[机部]|签字人|技术负责|质量负责|授权人|投诉|举报|母体|总公司|总部|股东|出资|举办|主办"
    r"|委托|客户|供应|原(?![料件则])|曾用|旧|变更前|前身|隶属|开户|银行|专家|组长|采样|抽样|送检|租|业主|紧急|家属|评审|整改"
    r"|责任人|责任单位|属地|辖区(?:所|局)|填报(?:单位|◇)|核查|督导|推荐|车主|税务"
)
VISITOR = re.compile(r"学员|参训人|参会人|报名人|签到|领取|司机|车主|来电|诉求|反映人|住宿")
_ADDRESS = re.compile(
    r"地址|地点|住所|住址|场所|处所|所在地|位置|坐落|座落|座落|驻地|[厂站院所场局]址|场地|详址|办公点|检测点|在哪|哪里|哪儿|什么地方|啥地方"
    r"|(?:其[他它]|另外?|第二|分)的?(?:检测|检验|化验|实验|作业)?[点处址]$"
    r"|(?:办公|检测|检验|实验|试验|经营|注册|登记|生产|监测)地$"
)
_NO_ADDRESS = re.compile(
    r"网址|网络|IP|邮件|电子|收件|快递|面积|数量|个数|场所数|地点数|性质|产权|是否|类型|情况|环境|编号|代码|区域|照片|变更|经度|纬度|会议|培训|签到|开会|发证|领证|工程|项目|产地|存放|柜|档案|归档|类别|分类|关系"
)
_REGISTERED = re.compile(r"注册|法定|登记|工商|执照|证照|住所(?!地址$)")
_SITE = re.compile(
    r"检测|检验|实验|试验|经营|实际|办公|生产|工作|现场|监测|作业|本地|我[区市县旗]|本[区市县旗]"
)
_FURTHER = re.compile(
    r"另[一外]?[处个]?|其[他它]|第二|(?<![部区])分(?:场所|部|点)?(?:地址|地点|位置|址)|副(?:址|场所)|增加的|新增"
)
_POST = re.compile(r"通[讯信]|邮")
_DAY = re.compile(r"日期|时间|日$|年月|日子|之日|时限|哪天|几号")
_OTHER_DAY = re.compile(
    r"合同|协议|保险|合作|成立|注册|开业|营业|开展|检查|抽查|更新|填报|填表|上报|报送|统计|打印|入库|变更|核查|出生|备案|租|校准|检定|评审|受理"
    r"|申请|公示|处罚|整改|建档|建立|登记|录入|导出|复核|现场|审核|采样|报告|到岗|入职|搬迁|约谈|比对|监督|执法|注销|吊销|撤销"
    r"|暂停|考核|培训|提交|移送|立案|创建|修改|同步|联系|走访|自查|工作|上岗|提醒|查询|数据"
)
_FIRST = re.compile(r"首次|初次|最早|最初|第一次|首张|首本|首证|首发|初始|初证|头一次|首获|首取|原始")
_OF_CERTIFICATE = re.compile(r"证|取|获|认定|批|发|通过|资质|CMA")
_LAST = re.compile(
    r"到期|届满|期满|截止|截至|失效|终止|过期|有效期|有效至|有效日|有效时|有效止|有效截|有效期限|到(?:哪[天日]|几号|什么时候|啥时候|何时)"
)
_NO_LAST = re.compile(
    r"是否|状态|情况|剩余|天数|提醒|预警|期内|年数|年限|期年(?!月)|延续|统计|填报|报送|报名"
)
_BEGIN = re.compile(r"(?:起始|开始|生效|起算)|(?:有效|证书).*(?:起|始|自)$|有效期(?:起|始|自)")
_BOTH = re.compile(r"起[/／、\-—~]?[止讫]|始末")  # 资质认定起止时间: two days in a cell
_END = re.compile(r"[止至讫到终]")
_ISSUED = re.compile(
    r"获批|发证|颁证|颁发|批准|签发|核发|发放|领证|制证|生效|换证|换发|取得|获得|取证|获证|认定"
)
_AT_FIRST = re.compile(r"取得|获得|取证|获证")
_THIS_TIME = re.compile(r"本次|现|最近|最新|当前|换|本证|此次|末次|上次")
_ISSUED_ALONE = re.compile(
    r"(?:CMA|资质认定|资质)?(?:发证|颁证)|(?:本次|现证|最近(?:一次)?|最新|此次|当前)(?:取证|获证|认定|换证|批准|取得)"
    r"|(?:本次|本证|这[本张次]|此证|现证|最近(?:一次)?|最新|最后一次|末次|上次)?(?:发证|颁证|签发|颁发|核发|领证)"
)
_TERM_ALONE = re.compile(r"(?:证书?|资质|认定|CMA|证件)?(?:有效)?(?:期限|到期|截止|届满|期满)")
_PHONE = re.compile(
    r"电话|手机|座机|固话|联[系络]方式|联[系络]号|通[讯信]方式|小灵通|移动号|(?:联系|办公|手机)号码"
)
_PERSON = re.compile(
    r"联系人|联络人|联[系络]员|负责(?:人|同志)|填写人|申报人|接待人|经手人|经办人|承办人|接洽|对接|联[系络](?!方式|电话|号|地)|业务员|(?:会员|授权|企业|单位)代表(?!人)|找谁|问谁|咨询人|答复人|办事人|管事的?|(?:◇|本)?(?:站长|院长|厂长|经理|主任|老板)"
)
_AFTER = re.compile(r"联[系络][人员]|负责人|经办人|对接人|姓名")
_NO_PERSON = re.compile(r"人数|职务|职称|身份|证|签字|签名|意见|邮箱|微信|QQ|部门|性别|情况|地址")
_NUMBER = re.compile(r"编号|号码|证号|书号|字号|编码|证书?代码|号$")
_MARKED = re.compile(r"CMA|资质|认定|计量认证|证书|获证|证")
_CERTIFIED = re.compile(r"CMA|资质认定|计量认证")
_OTHER_NUMBER = re.compile(
    r"会员|CNAS|CNAL|CATL|认可|许可|执照|执法|检查证|监督证|等级|建设工程|建筑|人防|安全生产|医疗|执业|计量授权|授权|商标|专利|ISO|体系|CCC|3C|身份"
    r"|上岗|职称|设备|校准|检定|报告|房产|土地|排污|消防|备案|登记证|税|批准文号|批复"
)
_NAMED_CERTIFICATE = re.compile(r"(?:◇|◇◇)?(?:CMA|资质认定|计量认证)(?:计量认证)?(?:资质)?(?:证书|证)?")
_CODE = re.compile(r"信用代?码|信用号|统一代?码|(?:◇|法人|组织|社会|主体)\w{0,6}代码")
_NATURE = re.compile(
    r"(?:◇|法人|经济|登记|组织|所有制|主体)\w{0,4}(?:性质|类型|类别|属性|形式|归类|分类|体制)|所有制|体制"
)
_FIELD = re.compile(
    r"(?:检测|检验|监测|测试|试验|检定|承检|认定|认证|批准|核准|获证|业务|从事|主营|专业|行业|重点|涉及|资质能力|能力)"
    r"(?:的|资质|主要|所属|服务|检测|检验|监测)*(?:领域|类别|范围|专业|门类|种类|行业|方向|大类|要素|业务)"
)
_WORK = re.compile(
    r"(?:◇)*从事(?:检测|检验)|(?:◇)*(?:主要|主营|承接|开展|现有|所做|从事)的?(?:检测|检验)?业务(?:内容|类型|类别|种类)?"
    r"|(?:◇|检测|检验|监测|测试|试验|资质|认定|技术|主要|业务)+能力(?:概述|简述|情况)?|业务(?:内容|类型|类别|种类)|(?:检测|检验)类型"
)
_NO_FIELD = re.compile(
    r"建[设筑](?:行业|业)?资质|数|经营范围|许可|是否|情况|代码|收入|电话|负责|联系|编号|编码|附表|变更|风险|信用|区域"
)
_NAME = re.compile(
    r"(?:证书|资质|执照|营业执照|登记|注册|工商|辖区内?|区内|本地|外地|外省|现|相关|涉及|全|CMA|资质认定|在册|备案|入库|纳入|受理|列入|具体)*"
    rf"(?:{SELF})+(?:的?(?:全称|名称|名字|全名|名|称谓|名单|单位))?(?:全称)?"
)
_REGISTERED_NAME = re.compile(
    r"(?:工商|市监|营业执照|执照|注册|登记|法定|正式|规范|标准|现用?|当前)+上?的?(?:名称|全称|全名|名字|名)"
)

# Bodies of whatever kind, behind all surer words: 会员单位; none of somebody else's.
_ANY_BODY = re.compile(r"[\u4e00-\u9fff]{2,6}(?:单位|机构|企业)(?:名称|全称)?")
_SOMEBODY = re.compile(
    r"所属|所在|隶属|管理|承办|协办|填报|报送|上报|报告|推荐|服务|采样|施工|建设|设计|监理|勘察|业主|使用|生产|销售|经营|送检|供货|签约|产权"
    r"|登记|注册|核发|颁发|认可|认证|评审|验收|仲裁|校准|检定|计量授权|指导|牵头|责任|配合|归口|对应|出具|事业|国有|民营|外资|其他|其它|分支|编制|制表|统计|盖章|工作|来源|数据|提供|移交|接收|收件|发文|主送|抄送|建档|录入|审核|复核|原|注销|暂停|吊销|撤销|有效|失效|在业|存续|其中|正常|异常|规上"
)

# In a column of natures or as the word of one, which a line may say as well as a header.
_NATURE_SAID = re.compile(r"(?:第三方|社会化|检测|检验)*(?:企业|公司|单位|机构|主体|对象)")

# Without any of these nothing is composed: lists have millions of cells, and hardly any of them has one.
MAY_MEAN = re.compile(
    "|".join(
        one.pattern
        for one in (_PHONE, _PERSON, _ADDRESS, _DAY, _FIRST, _LAST, _ISSUED, _CODE, _NAMED_CERTIFICATE)
    )
    + r"|^从事|编号|号码|证号|书号|字号|编码|证书?代码|(?:CMA|资质|认定|证).*号$|起始|开始|期限|截止"
    + r"|能力|性质|类型|类别|属性|形式|归类|分类|体制|所有制|领域|范围|专业|门类|种类|行业|方向|大类|要素|业务"
    + r"|^.{0,12}(?:名称?|全称|全名|名字|称谓|名单|机构|单位|企业|主体|相对人|对象|[室站所院方人])$"
)

Composed = tuple[str, str, int]
SURE, VAGUE = 0, 50  # how strongly words speak for a field among those of their kind


@lru_cache(maxsize=65_536)
def composed(key: str) -> Composed | None:
    """The field that words without blanks and brackets mean, by which of them, and how strongly (less is surer).

    The field is `other` where they are somebody else's, or of another kind of the same; None where nothing is told.
    """
    if not key or len(key) > LONGEST:
        return None
    own = _BODY.sub(SELF, _LOOKED_AT.sub(SELF, key))
    for reader in _READERS:
        found = reader(own, _LOOKED_AT.sub(SELF, key))
        if found is not None:
            field, by, rank = found
            return field, by.replace(SELF, "") or key, rank
    return None


LONGEST = 24  # characters of words that are composed; longer ones are sentences


def _said(*found: re.Match[str] | None) -> str:
    return "+".join(dict.fromkeys(one[0] for one in found if one is not None))


def _phone(own: str, key: str) -> Composed | None:
    phone = _PHONE.search(own)
    if phone is None:
        return None
    if _ANOTHER.search(key) or VISITOR.search(key) or re.search(r"是否|数量|情况|核实", own):
        return "other", phone[0], SURE
    if _AFTER.search(own, phone.end()) and not _NO_PERSON.search(own):  # 电话及联系人
        return "contact_and_phone", own, SURE
    before = own[: phone.start()]
    person = _PERSON.search(before)
    joined = re.search(r"[及和与兼或暨＋+&]", before) or re.search(r"姓名", before)
    if (person or "姓名" in before) and joined:
        return "contact_and_phone", _said(person, phone), SURE
    return "phone", _said(person, phone), SURE


def _person(own: str, key: str) -> Composed | None:
    person = _PERSON.search(own)
    if person is None:
        return None
    visits = VISITOR.search(key) and not re.search(r"联[系络]", key)
    if _ANOTHER.search(key) or visits or _NO_PERSON.search(own):
        return "other", person[0], SURE
    return "contact", person[0], VAGUE if "负责" in person[0] else SURE


def _address(own: str, key: str) -> Composed | None:
    place = _ADDRESS.search(own) or _ADDRESS.search(key)
    if place is None or own == SELF:
        return None
    if _NO_ADDRESS.search(own) or _ANOTHER.search(key) or _PERSON.search(own):
        return "other", place[0], SURE
    if _FURTHER.search(key):
        return "other_address", place[0], SURE
    legal = _REGISTERED.search(own)
    site = _SITE.search(own, legal.end()) if legal else _SITE.search(key)
    if legal and (site is None or "执照" in own):
        return "registered_address", _said(legal, place), SURE
    if _POST.search(own):
        return "address", place[0], 2 * VAGUE
    return "address", _said(site, place), SURE if site else VAGUE


def _day(own: str, key: str) -> Composed | None:
    """Days of a certificate. 截止日期 and 有效期 are its last; what begins a term is the day of issue."""
    day, first, last = _DAY.search(own), _FIRST.search(own), _LAST.search(own)
    if first and re.search(r"类别|类型|方式|性质|种类|事项", own):
        return "other", first[0], SURE  # 首次批准类别: 首次 or 扩项
    if _ISSUED_ALONE.fullmatch(own):
        return "issued", own, SURE
    earlier = first and re.match(r"原(?:证书?|资质|始)", own)
    if (day or first or last) and not earlier and _foreign_day(own, key):
        return "other", _said(first, last, day), SURE
    if first and _OF_CERTIFICATE.search(own.replace(first[0], "") or first[0]):
        return "first_issued", _said(first, day), SURE
    return _term(own, day, last) or _issued(own, day)


def _term(own: str, day: re.Match[str] | None, last: re.Match[str] | None) -> Composed | None:
    """The beginning of a term or its end."""
    if _BOTH.search(own) and (last or day or "证" in own):
        return "valid_to", own, SURE
    begin = _BEGIN.search(own)
    if begin and (last or day or "证" in own) and not _END.search(own[begin.end() :]):
        return "issued", begin[0], 2 * VAGUE
    if last and _NO_LAST.search(own):
        return "other", last[0], SURE
    alone = _TERM_ALONE.fullmatch(own)
    if last and (alone or day or "有效" in own or "证" in own):
        return "valid_to", _said(last, day), SURE
    return ("valid_to", own, VAGUE) if alone else None


def _issued(own: str, day: re.Match[str] | None) -> Composed | None:
    issued = _ISSUED.search(own)
    if day is None or issued is None:
        return None
    early = _AT_FIRST.search(own) and not _THIS_TIME.search(own)
    return "first_issued" if early else "issued", _said(issued, day), SURE


def _foreign_day(own: str, key: str) -> bool:
    """Whether a day is none of a certificate's."""
    if re.search(r"CMA|资质认定|证书|有效期|发证|获证|取证", own):
        return (
            re.search(
                r"检查|注销|吊销|撤销|暂停|变更|复核|提醒|查询|更新|原|旧|CNAS|认可|许可|等级|执照", own
            )
            is not None
        )
    return _OTHER_DAY.search(own) is not None or _ANOTHER.search(key) is not None


def _number(own: str, key: str) -> Composed | None:
    code = _CODE.search(own)
    if code is not None:
        return ("other" if _ANOTHER.search(key) else "uscc"), code[0], SURE
    certified = _CERTIFIED.search(own)
    if _NAMED_CERTIFICATE.fullmatch(own):
        return "certificate", own, VAGUE
    number, marked = _NUMBER.search(own), _MARKED.search(own)
    if number is None or marked is None:
        return None
    if re.search(
        r"原|旧|变更前|附表|份数|CNAS.{0,6}证书?编?号" if not certified else r"原|旧|变更前|附表", own
    ):
        return "other", _said(marked, number), SURE
    if _OTHER_NUMBER.search(own) and not certified:
        return "other", _said(marked, number), SURE
    return "certificate", _said(certified or marked, number), SURE if certified else VAGUE


def _nature(own: str, key: str) -> Composed | None:
    found = _NATURE.search(own)
    if found is None or _ANOTHER.search(key) or re.search(r"风险|信用|行业|监管|证书", own):
        return None
    return "kind", found[0].replace(SELF, ""), SURE


def _field(own: str, key: str) -> Composed | None:
    found = _FIELD.search(key) or _WORK.fullmatch(own)
    if found is None or _NO_FIELD.search(own):
        return None
    return "domains", found[0], VAGUE


def _name(own: str, key: str) -> Composed | None:
    if _REGISTERED_NAME.fullmatch(key):
        return "name", key, SURE
    if _ANY_BODY.fullmatch(key) and not _SOMEBODY.search(key) and not _ANOTHER.search(key):
        return "name", key, 3 * VAGUE
    if _NAME.fullmatch(own) is None or _ANOTHER.search(key) or _NATURE_SAID.fullmatch(key):
        return None
    return "name", key, SURE if re.search(r"名|称", own) else VAGUE


_READERS: tuple[Callable[[str, str], Composed | None], ...] = (
    _phone,
    _person,
    _address,
    _day,
    _number,
    _nature,
    _field,
    _name,
)
