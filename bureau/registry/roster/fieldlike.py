"""Whether a column says what is tested, by its cells alone: few short words, nearly all of a field of work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bureau.registry.roster.domains import read_domains

FEWEST, MOST = 3, 0.8  # cells, and the share of them that must be such words
FEW, SHORT = 8, 10  # pieces of a cell, and characters of each
SOME, SEVERAL = 0.3, 0.4  # of lists of short words: known ones, and those of more than one
_FIELD = re.compile(
    r"房建|玉石|宝石|矿泉|化肥|法医|痕迹|水运|环境|环保|生态|[水气煤油茶药兽船土](?:$|工|质|样|利|产|炭|品|叶|医|舶)|食品|农产|农业|农机|农药|畜|粮|饲料|肥料|种子|种苗|林业|竹木|木材"
    r"|建筑|建材|工程|市政|公路|桥梁|隧道|交通|机动车|车辆|汽车|[安环综]检|消防|防雷|雷电|司法|鉴定|卫生|职业|放射|辐射|医学|疾控|疾病"
    r"|化工|化学|石油|石化|矿|冶金|金属|有色|地质|岩土|土壤|固废|噪声|大气|废气|废水|污水|纺织|服装|皮革|轻工|家具|家电|造纸|包装"
    r"|计量|校准|特种设备|电梯|锅炉|起重|压力容器|无损|电力|电子|电器|电气|能源|燃气|节能|塑料|橡胶|玩具|珠宝|首饰|烟草|烟花|商品|进出口"
    r"|软件|信息|通信|网络安全|航空|民爆|罐体|防护|生物|微生物|材料|洁净|公共场所|日用|化妆品|洗涤|[乳奶蛋肉药灯缆苗草焊纤革棉丝鱼虾菜果糖豆菌尘壤渣泥焦瓷漆泵阀锅桩窗]|油料|塑胶|成品油|尿素|生鲜|病虫|荒漠|水土|人造板|饮片|电线|饮用|水产|渔|绒|动物|疫病|果蔬|棉|食盐|酒|饮料|玻璃|陶瓷|机械|电池|光伏|风电|涂料|油漆|印刷|体育|眼镜|器械|临床|基因|核酸|毒|病理|消毒|供水|排水|水利|管道|储罐|气瓶|绝缘|仪表|衡器|尾气|排放|摩托|铁路|地震|气象|人防|爆|结构|地基|基础|测绘|集料|水泥|沥青|混凝土|外加剂|砂浆|砌块|钢筋|标志|标线|护栏|轨道|构件|幕墙|门窗|防水|桩|热工|综合"
)
# Of somebody else's work, of machines, or of what was found.
_NEVER = re.compile(
    r"部门|股|科|处室|局|归口|主管|监管|检查|备注|说明|设备|仪器|问题|原因|整改|处罚|学历|岗位|职|名称|机构|单位|企业|客户|委托|地|路"
    r"|所|来源|口子|标题|文件|通知|情况|风险|等级|状态|标准|方法"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff（）()]+")
_OTHERWISE = re.compile(
    r"公司|企业|事业|有限|股份|(?<![公道铁桥])[路街]|[局股]$|(?<!场)所$|[期苑城]$|中心$|综合体|大厦|小区|花园|广场|[是否未已]|[镇乡村]$|苏木|嘎查|社区"
)


def looks_like_fields(word: str, cells: Sequence[str]) -> bool:
    """Whether cells under a word that says nothing else (做什么, 授权范围) are fields of work."""
    if _NEVER.search(word) or len(cells) < FEWEST:
        return False
    known = sum(map(names_fields, cells))
    return len(set(cells)) > 1 and (
        known >= MOST * len(cells) or (known >= SOME * len(cells) and _list_words(cells))
    )


def _list_words(cells: Sequence[str]) -> bool:
    """Whether cells are lists of short words, several of them of more than one: 小麦、莜麦、荞麦."""
    lists = [read_domains(one)[0] for one in cells]
    short = all(lists) and all(
        _CHINESE.fullmatch(word) and len(word) <= SHORT for one in lists for word in one
    )
    return (
        short
        and sum(len(one) > 1 for one in lists) >= SEVERAL * len(lists)
        and not any(map(_OTHERWISE.search, cells))
    )


def names_fields(text: str) -> bool:
    """Whether a cell names a few fields of work and nothing else."""
    pieces = read_domains(text)[0]
    return 0 < len(pieces) <= FEW and all(map(_is_field, pieces))


def _is_field(piece: str) -> bool:
    whole = len(piece) <= SHORT and _CHINESE.fullmatch(piece) is not None
    return whole and _FIELD.search(piece) is not None and _OTHERWISE.search(piece) is None
