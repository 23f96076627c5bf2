"""What stands in remarks and among other words: numbers, days, people, and that a body is elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.registry.roster import read_roster
from bureau.registry.roster.told import Roster

BODIES = ["云川启衡检测有限公司", "云川食品检验所", "云川华恒机动车检测有限公司", "云川水质监测站"]


def _read(tmp_path: Path, *rows: str) -> Roster:
    path = tmp_path / "名单.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return read_roster(path)


@pytest.mark.parametrize(
    "remark",
    [
        "不在我区，移送？",
        "不是我们的，转达旗",
        "场地迁至珠晖区，待移交珠晖区局",
        "不属于本辖区",
        "已迁出到东河区",
    ],
)
def test_a_remark_that_a_body_is_elsewhere_is_told(tmp_path: Path, remark: str) -> None:
    rows = [f"{name},21270104004{n},{remark if n == 2 else '正常'}" for n, name in enumerate(BODIES)]
    roster = _read(tmp_path, "名称,CMA号,备注", *[one.replace("，", "、") for one in rows])
    assert [(one.row, one.column) for one in roster.problems if "不在本辖区" in one.said.zh] == [(4, "备注")]
    assert len(roster.lines) == len(BODIES)


@pytest.mark.parametrize("remark", ["移动电话已换", "不在编", "转型中", "已整改到位", "迁址手续齐"])
def test_other_remarks_are_no_matter(tmp_path: Path, remark: str) -> None:
    roster = _read(tmp_path, "名称,CMA号,备注", f"{BODIES[0]},212701040040,{remark}")
    assert roster.problems == []


def test_number_and_people_in_remarks_where_the_list_has_no_columns_for_them(tmp_path: Path) -> None:
    roster = _read(
        tmp_path,
        "序号,机构名称,领域,备注",
        f"1,{BODIES[0]},食品,资质认定证书编号203000090041",
        f"2,{BODIES[1]},食品,联系人：郭建、13785116024",
        f"3,{BODIES[2]},机动车,编制3人",
    )
    one, two, three = roster.lines
    assert one.certificate_numbers == ("203000090041",)
    assert (two.contact, two.phone) == ("郭建", "13785116024")
    assert (three.certificate_numbers, three.contact) == ((), None)
    assert [one.row for one in roster.problems] == [2, 3]
    other = _read(tmp_path, "机构名称,CMA号,备注", f"{BODIES[0]},212701040040,原证书编号203000090041")
    assert other.lines[0].certificate_numbers == ("212701040040",)


def test_a_column_whose_words_give_number_and_last_day(tmp_path: Path) -> None:
    found = [
        "持CMA证书222905020136、有效期至2028年3月14日",
        "CMA：232912050071、有效至2029-6-30",
        "证号212902060088、2027年1月20日到期",
        "证书232900110118、2029年12月3日前有效",
    ]
    rows = [f"XN{n},{name},{text}" for n, (name, text) in enumerate(zip(BODIES, found, strict=True))]
    lines = _read(tmp_path, "工单,被反映单位,核查情况（证照）", *rows).lines
    assert [one.certificate_numbers for one in lines] == [
        ("222905020136",),
        ("232912050071",),
        ("212902060088",),
        ("232900110118",),
    ]
    assert [str(one.valid_to) for one in lines] == ["2028-03-14", "2029-06-30", "2027-01-20", "2029-12-03"]


def test_telephones_of_visitors_and_desks_before_names(tmp_path: Path) -> None:
    roster = _read(
        tmp_path,
        "序号,参训单位,资质证书号,单位联络员,联络员电话,学员姓名,学员手机",
        f"1,{BODIES[0]},211713080044,会长办 罗倩,0712-8282017 转 802,鲁珊,15826833042",
        f"2,{BODIES[1]},211713080045,程军,13627230095,程军,13627230095",
    )
    assert (roster.lines[0].contact, roster.lines[0].phone) == ("罗倩", "0712-8282017转802")


def test_the_telephone_of_whoever_is_responsible_where_there_is_no_other(tmp_path: Path) -> None:
    rows = [f"{name},怀杰,1396682207{n}" for n, name in enumerate(BODIES)]
    assert _read(tmp_path, "实验室名称,责任人,手机", *rows).lines[0].phone == "13966822070"


def test_building_sites_are_no_fields(tmp_path: Path) -> None:
    sites = ["东湾安置房二期", "和平里地铁口综合体", "体育中心", "安置房三期"]
    rows = [f"{name},21270104004{n},{sites[n]}" for n, name in enumerate(BODIES)]
    assert {one.domains for one in _read(tmp_path, "机构,CMA号,项目", *rows).lines} == {()}


def test_a_county_in_the_list_of_a_city_without_districts_is_told(tmp_path: Path) -> None:
    places = [f"介休市义安镇{n}号" for n in range(9)]
    rows = [f"介休{n}检测站,21270104004{n},{place}" for n, place in enumerate(places)]
    roster = _read(
        tmp_path,
        "介休市检验检测机构摸底情况表,,",
        "机构名称,证书编号,实验室地址",
        *rows,
        "平遥汾河源检测技术有限公司,210412050142,平遥县洪善镇京陵村",
    )
    assert [one.row for one in roster.problems if "平遥县" in one.said.zh] == [12]


def test_a_card_that_was_left_blank_is_none(tmp_path: Path) -> None:
    labels = ["机构名称", "资质认定证书编号", "发证日期", "检测场所", "联系人"]
    values = [
        [BODIES[0], "202701060411", "2020年9月15日", "工业园3号厂房", "韩磊"],
        [BODIES[1], "212704090052", "2019.11.31", "（未填）", "蔺红"],
        [""] * 5,
    ]
    cards = [
        [f"监管卡片（{n}）,", *[f"{label},{value}" for label, value in zip(labels, said, strict=True)], ","]
        for n, said in enumerate(values, start=1)
    ]
    roster = _read(tmp_path, *[line for card in cards for line in card])
    assert [one.name for one in roster.lines] == BODIES[:2]
    assert (roster.lines[1].issued_on, roster.lines[1].address) == (None, None)
    assert any("2019.11.31" in one.value for one in roster.problems)


def test_labels_in_the_column_of_names_are_no_bodies(tmp_path: Path) -> None:
    roster = _read(
        tmp_path, "机构名称,证书编号,联系人", f"{BODIES[0]},202701060411,韩磊", "资质认定证书编号,机构性质,"
    )
    assert [one.name for one in roster.lines] == [BODIES[0]]


def test_few_clerks_of_the_office_are_not_to_be_asked(tmp_path: Path) -> None:
    rows = [f"云川{n}检测站,21270104004{n},{'赵雪' if n % 2 else '孟和'},1390475000{n}" for n in range(9)]
    lines = _read(tmp_path, "机构名称,证书编号,经办人,机构接收号码", *rows).lines
    assert {one.contact for one in lines} == {None}
    assert lines[0].phone == "13904750000"


def test_both_ends_of_a_term_beside_the_number(tmp_path: Path) -> None:
    said = ["（有效期至2023年8月1日）", "（2018年7月3日—2024年7月2日）", "（2016年5月22日—2022年5月21日）"]
    rows = [f"{BODIES[n]},17270106041{n}{text},韩磊 029-33289911" for n, text in enumerate(said)]
    lines = _read(tmp_path, "检测单位,资质证书号及有效期,联系人、电话", *rows).lines
    assert [str(one.valid_to) for one in lines] == ["2023-08-01", "2024-07-02", "2022-05-21"]


@pytest.mark.parametrize("words", ["辖区内无检测机构", "本所辖区暂无检验检测机构", "无机构"])
def test_that_there_is_none_is_no_body(tmp_path: Path, words: str) -> None:
    roster = _read(
        tmp_path, "序号,机构名称,证书编号,所", f"1,{BODIES[0]},202701060411,一所", f"2,{words},,二所"
    )
    assert [one.name for one in roster.lines] == [BODIES[0]]
    assert [one.row for one in roster.problems] == [3]


def test_codes_under_words_of_a_certificate_are_codes(tmp_path: Path) -> None:
    rows = [f"{BODIES[0]},91150310000221732T,221212340031", f"{BODIES[1]},911503100000158383,211205340176"]
    lines = _read(tmp_path, "申请单位,申请单位证件号码,许可证件编号", *rows).lines
    assert [(one.uscc, one.certificate_numbers) for one in lines] == [
        ("91150310000221732T", ("221212340031",)),
        ("911503100000158383", ("211205340176",)),
    ]


def test_whoever_stands_before_a_telephone_is_to_be_asked(tmp_path: Path) -> None:
    names = ["高怀亮", "折向荣", "贺宝山", "拓东东"]
    rows = [f"{BODIES[n]},1827050200{n}5,{name},1389121908{n},0912-352671{n}" for n, name in enumerate(names)]
    lines = _read(tmp_path, "会员单位,认定证书号,单位代表,移动电话,固定电话", *rows).lines
    assert [one.contact for one in lines] == names
    clerk = _read(
        tmp_path, "统计单位名称,CMA编号,填报员,填报员电话", *[one.rsplit(",", 1)[0] for one in rows]
    ).lines
    assert [one.contact for one in clerk] == names


def test_people_under_words_of_telephones_are_people(tmp_path: Path) -> None:
    rows = [
        f"{BODIES[n]},19060534020{n},{who},1394028771{n}"
        for n, who in enumerate(["杜春雷", "贾宁", "孟庆祝"])
    ]
    line = _read(tmp_path, "机构,许可证号,电话通知对象,号码", *rows).lines[0]
    assert (line.contact, line.phone) == ("杜春雷", "13940287710")


def test_a_signature_below_marks_hides_no_field(tmp_path: Path) -> None:
    roster = _read(
        tmp_path,
        "序号,摸底对象,食品,环境,建工,证书编号",
        f"1,{BODIES[0]},√,√,,202700140211",
        f"2,{BODIES[1]},√,,√,202700140212",
        ",,,,审签：,",
    )
    assert [one.domains for one in roster.lines] == [("食品", "环境"), ("食品", "建工")]


def test_a_city_whose_name_begins_with_a_numeral(tmp_path: Path) -> None:
    rows = [f"五常{n}检测站,18080502014{n},五常镇南二环路" for n in range(9)]
    last = "平安机动车检测有限公司,200805020266,哈尔滨市阿城区玉泉街道"
    roster = _read(tmp_path, "五常市市场监管局抽查计划表,,", "受检机构,资质证书号,所在地", *rows, last)
    assert any("哈尔滨市" in one.said.zh for one in roster.problems)
    assert {one.address for one in roster.lines} == {"五常镇南二环路", "哈尔滨市阿城区玉泉街道"}


def test_one_district_elsewhere_in_a_sheet_of_its_own_place(tmp_path: Path) -> None:
    rows = [f"曹县{n}检测站,18150215003{n},曹县庄寨镇{n}号" for n in range(5)]
    roster = _read(
        tmp_path,
        "曹县检验检测机构名册,,",
        "机构,资质证书,地址",
        *rows,
        f"{BODIES[2]},201605020771,河南省商丘市梁园区一路",
    )
    assert [one.row for one in roster.problems if "商丘市" in one.said.zh] == [8]


def test_cards_of_two_hands_in_one_sheet(tmp_path: Path) -> None:
    one = [
        "机构名称,{}",
        "信用代码,91150310000221732T",
        "CMA证书号,201500110127",
        "检测场所,中兴路228号",
        "联系人,宋丽",
        ",",
    ]
    other = [
        "名 称,{}",
        "统一代码,911503100000158383",
        "证书编号,221508240052",
        "地址,振兴街19号",
        "联络员,成磊",
        ",",
    ]
    cards = [
        line.format(name) for name, card in zip(BODIES, [one, other, other], strict=False) for line in card
    ]
    lines = _read(tmp_path, *cards).lines
    assert [(line.name, line.contact) for line in lines] == [
        (BODIES[0], "宋丽"),
        (BODIES[1], "成磊"),
        (BODIES[2], "成磊"),
    ]
    assert [line.address for line in lines] == ["中兴路228号", "振兴街19号", "振兴街19号"]


def test_two_lines_of_telephone_below_one_word(tmp_path: Path) -> None:
    roster = _read(
        tmp_path,
        "序号,单位名称,检测领域,检测领域,证书编号,联系人,联系方式,联系方式",
        "序号,单位名称,食品农产品,疾控卫生,证书编号,联系人,办公,手机",
        f"1,{BODIES[0]},√,,190500110037,包金山,0475-6212207,13947540066",
        f"2,{BODIES[1]},,√,210503100026,尹桂兰,0475-6216550,",
    )
    assert [one.phone for one in roster.lines] == ["0475-6212207、13947540066", "0475-6216550"]
    assert [one.domains for one in roster.lines] == [("食品农产品",), ("疾控卫生",)]


def test_what_the_certificate_is_like_in_words(tmp_path: Path) -> None:
    said = [
        "220701060038，2022年7月4日发的，2028年7月3日到期",
        "证号 230705020114；有效期2023.4.12-2029.4.11",
        "210721270006 有效期至2027年8月19日",
        "210700130011 2021/3/30~2027/3/29",
    ]
    tested = ["房建/市政", "机动车", "宝玉石", "矿泉水、食品"]
    rows = [f"江北所,{BODIES[n]},江北街红旗路 71号,{text},{tested[n]}" for n, text in enumerate(said)]
    lines = _read(tmp_path, "谁报的,哪家单位,在哪儿,CMA证的情况,能测啥", *rows).lines
    assert [(one.certificate_numbers, str(one.valid_to)) for one in lines] == [
        (("220701060038",), "2028-07-03"),
        (("230705020114",), "2029-04-11"),
        (("210721270006",), "2027-08-19"),
        (("210700130011",), "2027-03-29"),
    ]
    assert [one.domains[0] for one in lines] == ["房建", "机动车", "宝玉石", "矿泉水"]


def test_places_that_commas_part(tmp_path: Path) -> None:
    places = "右江区阳圩镇六丰村、右江区汪甸乡集镇"
    (line,) = _read(
        tmp_path, "机构名称,资质认定编号,实际检测地址", f"{BODIES[0]},222001060041,{places}"
    ).lines
    assert line.addresses == ("右江区阳圩镇六丰村", "右江区汪甸乡集镇")


def test_a_list_with_many_sums_whose_header_says_whose_it_is(tmp_path: Path) -> None:
    rows = [f"{n},{name},20140310001{n},2026-08-1{n}" for n, name in enumerate(BODIES)]
    sums = [",水东街道小计,,", ",红旗街道小计,,", ",合计,,"]
    roster = _read(
        tmp_path, "序号,填报单位,编号,有效期至", rows[0], rows[1], sums[0], rows[2], rows[3], *sums[1:]
    )
    assert [one.name for one in roster.lines] == BODIES


def test_numbers_of_which_one_has_no_day(tmp_path: Path) -> None:
    said = ["241809010512，2030年2月25日到期", "241808110582（有效期至2030.6.30）", "221811110078"]
    rows = [f"{BODIES[n]},{text},1807300147{n}" for n, text in enumerate(said)]
    lines = _read(tmp_path, "名称,证书编号及有效期,电话", *rows).lines
    assert [(one.certificate_numbers, str(one.valid_to)) for one in lines] == [
        (("241809010512",), "2030-02-25"),
        (("241808110582",), "2030-06-30"),
        (("221811110078",), "None"),
    ]


def test_whom_to_remind_is_whom_to_ask(tmp_path: Path) -> None:
    rows = [
        f"{BODIES[n]},20140010056{n},2026年1月12日,{who},1387941022{n}"
        for n, who in enumerate(["熊志", "饶国", "邹平"])
    ]
    roster = _read(tmp_path, "机构全称,证书号,证书届满日,提醒对象,提醒电话", *rows, ",,,填报人：张明,")
    assert [one.contact for one in roster.lines] == ["熊志", "饶国", "邹平"]
