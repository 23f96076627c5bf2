"""Which dossiers may be of one body: what speaks for it, what against it, and what is never taken for a duplicate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bureau.registry.likeness import Body, alike, core_of, likely, place_key

SAME = [
    ("云川检测有限公司", "云川检测有限责任公司"),
    ("云川检测有限公司", "云川检测公司"),
    ("云川检测（内蒙古）有限公司", "云川检测(内蒙古)有限公司"),
    ("云川检测有限公司东胜分公司", "云川检测公司（东胜分公司）"),
    ("云川市疾病预防控制中心", "疾病预防控制中心"),
]
DIFFERENT = [
    ("云川检测有限公司", "云川检测有限公司东胜分公司"),
    ("云川检测有限公司东胜分公司", "云川检测有限公司康巴什分公司"),
    ("云川第一检测有限公司", "云川第二检测有限公司"),
    ("云川甲检测中心", "云川乙检测中心"),
    ("云川环境研究院", "云川环境研究院实验室"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_names_of_one_body(first: str, second: str) -> None:
    assert alike(first, second) == alike(second, first) >= 95


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_names_of_two_bodies(first: str, second: str) -> None:
    assert alike(first, second) == alike(second, first) == 0


def test_a_name_without_its_form_and_its_branch() -> None:
    assert core_of("云川检测（内蒙古）股份有限公司") == ("云川检测内蒙古", "")
    assert core_of("云川检测有限公司（东胜分公司）") == ("云川检测", "东胜分公司")


def test_an_address_without_a_number_is_no_place() -> None:
    assert place_key("云川区铁西街道") == ""
    assert place_key("云川区铁西路 １１６ 号") == place_key("云川区铁西路116号") == "云川区铁西路116号"


def reasons(*bodies: Body) -> list[tuple[set[str], tuple[str, ...]]]:
    return [({name for name, _ in one.reasons}, one.against) for one in likely(bodies)]


def test_what_speaks_for_one_body() -> None:
    one = Body("a", "云川检测有限公司", certificates=frozenset({"180502110417"}))
    other = Body("b", "华衡环境有限公司", certificates=frozenset({"180502110417"}))
    assert reasons(one, other) == [({"certificate"}, ())]
    assert reasons(Body("a", "云川检测有限公司"), Body("b", "云川检测公司")) == [({"name"}, ())]
    renamed = Body("b", "华衡环境有限公司", former=("云川检测有限公司",))
    assert reasons(Body("a", "云川检测有限公司"), renamed) == [({"former"}, ())]
    there = frozenset({"铁西路116号"})
    near, far = "云川环境监测有限公司", "云川环境检测有限公司"
    assert reasons(Body("a", near), Body("b", far)) == []
    assert reasons(Body("a", near, addresses=there), Body("b", far, addresses=there)) == [
        ({"name", "address"}, ())
    ]
    unlike = Body("b", "华衡食品有限公司", code="1", addresses=there)
    assert reasons(Body("a", near, addresses=there), unlike) == [({"address"}, ())], (
        "a lead: one code is missing"
    )
    assert reasons(Body("a", near, code="2", addresses=there), unlike) == []


def test_what_speaks_against_it() -> None:
    first, second = (Body(key, "云川检测有限公司", code=code) for key, code in (("a", "1"), ("b", "2")))
    assert reasons(first, second) == [({"name"}, ("codes",))]
    numbered = frozenset({"180502110417"})
    parent = Body("a", "云川检测有限公司", certificates=numbered)
    assert reasons(parent, Body("b", "云川检测站", certificates=numbered, parent="a")) == []


def test_the_likeliest_first_and_a_crowd_says_nothing() -> None:
    numbered = frozenset({"180502110417"})
    bodies = [
        Body("a", "云川检测有限公司", certificates=numbered),
        Body("b", "云川检测公司", certificates=numbered),
    ]
    bodies += [Body("c", "华衡环境有限公司"), Body("d", "华衡环境公司")]
    assert [(one.first, one.second) for one in likely(bodies)] == [("a", "b"), ("c", "d")]
    crowd = [
        Body(str(n), f"{chr(0x4E00 + 97 * n)}检测有限公司", phones=frozenset({"04778313683"}))
        for n in range(20)
    ]
    assert likely(crowd) == []


def test_an_address_alone_is_a_lead_where_a_code_is_missing() -> None:
    place = frozenset({"临河区临河街18号3层"})
    first = Body("1", "宏远计量校准服务部", addresses=place)
    second = Body("2", "鼎新环境监测站", code="91", addresses=place)
    (found,) = likely([first, second])
    assert found.reasons == (("address", "临河区临河街18号3层"),)
    assert found.strength < 40, "it stands behind every pair with another reason"
    assert likely([replace(first, code="92"), second]) == [], "two codes are two bodies, whoever lives there"
