"""Templates: our own hold every field in the faces of the standard; what others hand in is looked through first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.papers.blanks import BLANKS, Blank
from bureau.papers.word import checking
from bureau.papers.word.checking import faults_of
from bureau.papers.word.filling import FieldMissingError, fill_in, lines_of
from bureau.papers.word.layout import own_template
from bureau.papers.word.packages import close_package, open_package
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.papers.packages import DOCUMENT, texts, with_part, with_words

ORDER = BLANKS["correction-order"]
RELS = "word/_rels/document.xml.rels"


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS)
def test_our_own_templates(blank: Blank) -> None:
    content = own_template(blank)
    assert faults_of(content, blank) == []
    values = {name: f"甲{number}" for number, name in enumerate(blank.names)}
    made = fill_in(content, values, title="题")
    said = "\n".join(text for _style, text in lines_of(made))
    assert "{{" not in said
    assert "}}" not in said
    assert "None" not in said
    assert not re.search(r"[A-Za-z]", said)
    kept = [one.name for one in blank.fields if one.kept]
    assert all(values[name] in said for name in kept)
    faces = set(re.findall(r'w:eastAsia="([^"]+)"', open_package(made)["word/styles.xml"].decode()))
    assert faces - {"zh-CN"} == {"方正小标宋简体", "仿宋_GB2312", "黑体"}
    assert made == fill_in(content, values, title="题")


def test_a_field_is_filled_wherever_word_has_cut_it() -> None:
    """Word parts a field into runs as it likes; text of several lines becomes paragraphs; a value is no field."""
    cut = with_words(
        ORDER,
        "{{违法行为}}",
        "前{{违</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>法行</w:t></w:r><w:r><w:t>为 }}后{{文号}}",
    )
    values = dict.fromkeys(ORDER.names, "值") | {
        "违法行为": "一\n{{文号}}\x01<b>&\n三",
        "文号": "〔2022〕1号",
    }
    made = [text for _style, text in lines_of(fill_in(cut, values, title="题"))]
    at = made.index("前一")
    assert made[at : at + 3] == ["前一", "｛｛文号｝｝<b>&", "三后〔2022〕1号"]
    with pytest.raises(FieldMissingError, match="文号"):
        fill_in(cut, {name: "" for name in ORDER.names if name != "文号"}, title="题")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_any_text_is_printed_as_it_is(text: str) -> None:
    made = fill_in(own_template(ORDER), dict.fromkeys(ORDER.names, text), title="题")
    safe = text.replace("{{", "｛｛").replace("}}", "｝｝").replace("\ufffe", "").replace("\uffff", "")
    assert lines_of(made)[2] == ("PaperNumber", safe)


BAD = {
    "misspelt": (with_words(ORDER, "{{改正期限}}", "{{改正期现}}"), "Did you mean {{改正期限}}"),
    "unknown": (with_words(ORDER, "{{联系电话}}", "{{xyz}}"), "no field {{xyz}}"),
    "left out": (with_words(ORDER, "{{文号}}", ""), "{{文号}} (Official number) is missing"),
    "open brace": (with_words(ORDER, "联系人：", "联系人{{："), "Braces do not fit"),
    "template language": (with_words(ORDER, "联系人：", "{% for x in y %}"), "Braces do not fit"),
    "an expression": (with_words(ORDER, "{{联系电话}}", "{{ ''.__class__ }}"), "no field"),
    "tracked": (with_words(ORDER, "<w:r><w:t", "<w:ins><w:r/></w:ins><w:r><w:t"), "tracked changes"),
    "field code": (
        with_words(ORDER, "<w:r><w:t", "<w:r><w:instrText> DDEAUTO c:\\\\x </w:instrText></w:r><w:r><w:t"),
        "field code of Word",
    ),
    "simple field code": (
        with_words(ORDER, "<w:r><w:t", '<w:fldSimple w:instr="INCLUDETEXT x"/><w:r><w:t'),
        "field code of Word",
    ),
    "macros": (with_part(ORDER, "word/vbaProject.bin", b"x"), "something that runs"),
    "macro type": (with_part(ORDER, "[Content_Types].xml", b"<T>macroEnabled</T>"), "file with macros"),
    "embedded": (with_part(ORDER, "word/embeddings/oleObject1.bin", b"x"), "embedded file"),
    "external": (
        with_part(
            ORDER,
            RELS,
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            b'Id="rId9" Type="x/image" Target="http://example.org/x.png" TargetMode="External"/></Relationships>',
        ),
        "refers to something outside: http://example.org/x.png",
    ),
    "attached": (
        with_part(
            ORDER,
            RELS,
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            b'Id="rId9" Type="x/attachedTemplate" Target="y.dotm"/></Relationships>',
        ),
        "may run or fetch",
    ),
    "document type": (
        with_part(ORDER, DOCUMENT, b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        "declares a document type",
    ),
    "no xml": (with_part(ORDER, DOCUMENT, b"<a>"), "is damaged"),
    "a bomb": (with_part(ORDER, "word/media/x.png", b"0" * (8 << 20)), "Unpacked|unpacks"),
    "no zip": (b"PK\x03\x04 nothing", "damaged"),
    "a workbook": (close_package({"xl/workbook.xml": b"<a/>"}), "no Word document"),
    "too large": (b"0" * (checking.MOST + 1), "MB"),
}


def test_the_number_of_the_page_as_word_writes_it() -> None:
    field = r'<w:fldSimple w:instr=" PAGE  \* MERGEFORMAT "/><w:r><w:t'
    assert faults_of(with_words(ORDER, "<w:r><w:t", field), ORDER) == []


def test_what_may_not_become_a_template() -> None:
    for name, (content, said) in BAD.items():
        faults = faults_of(content, ORDER)
        assert any(re.search(said, one) or said in one for one in faults), (name, faults)


def test_whoever_wrote_a_template_is_not_named_in_the_paper() -> None:
    named = with_part(ORDER, "docProps/core.xml", "<x>张三</x>".encode())
    made = fill_in(named, dict.fromkeys(ORDER.names, "值"), title="责令改正通知书")
    assert "张三" not in texts(made)
    assert "责令改正通知书" in open_package(made)["docProps/core.xml"].decode()
