"""Names that came from somebody's machine are harmless, whatever they were."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.files.names import LONGEST_NAME, clean_name, with_suffix


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("机构名录.xlsx", "机构名录.xlsx"),
        (r"C:\Users\张三\机构名录.xlsx", "机构名录.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("报告\u202egpj.exe", "报告gpj.exe"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("a\u200bb\u2066c\ufeff.txt", "abc.txt"),
        ('w: "x"?<y>|*.pdf', "w_ _x_y_.pdf"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("console.txt", "console.txt"),
        (".. .", "file"),
        ("", "file"),
        ("/", "file"),
        ("\ud800.txt", "txt"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
        ("长" * 300, "长" * 120),
        (".htaccess", "htaccess"),
    ],
)
def test_drawn(given_name: str, shown: str) -> None:
    assert clean_name(given_name) == shown


@given(st.text(max_size=400) | st.text(alphabet="./\\:. \u202e\u0000\n长a", max_size=400))
def test_any_name_comes_out_harmless(name: str) -> None:
    shown = clean_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert not set(shown) & set('/\\:*?"<>|')
    assert not {unicodedata.category(one) for one in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert shown.strip(" .") == shown
    assert clean_name(shown) == shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "suffixes", "shown"),
    [
        ("a.xlsx", (".xlsx",), "a.xlsx"),
        ("a.JPG", (".jpg", ".jpeg"), "a.JPG"),
        ("a.exe", (".pdf",), "a.exe.pdf"),
        ("a", (".pdf",), "a.pdf"),
        ("a.exe", (), "a.exe"),
        ("a" * LONGEST_NAME, (".pdf",), "a" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_the_ending_says_what_the_content_is(name: str, suffixes: tuple[str, ...], shown: str) -> None:
    assert with_suffix(name, suffixes) == shown
