"""The page on document templates is right: its example is taken from it and run."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import docx
import pytest

from tests.house.project import read

PAGE = "docs/how-to/add-a-document-template.md"


@pytest.fixture
def receipt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the page's example."""
    found = re.search(r"^   ```python\n(.*?)^   ```", read(PAGE), re.MULTILINE | re.DOTALL)
    assert found
    path = tmp_path / "receipt.py"
    path.write_text(textwrap.dedent(found[1]), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("receipt", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "receipt", module)
    spec.loader.exec_module(module)
    return module


def test_the_example_writes_a_document(receipt: ModuleType, tmp_path: Path) -> None:
    made = receipt.Receipt("云川区<市场监督管理局>", dt.date(2022, 5, 15), 64)
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    receipt.write_receipt(made, first)
    receipt.write_receipt(made, second)
    assert first.read_bytes() == second.read_bytes()
    document = docx.Document(str(first))
    assert [one.text for one in document.paragraphs] == [
        "检验检测机构名录回执",
        "云川区<市场监督管理局>：2022年5月15日收到的名录共 64 行，已经读取。",
    ]
    assert document.core_properties.title == "检验检测机构名录回执"
    with pytest.raises(ValueError, match="nothing"):
        receipt.Receipt("云川区", dt.date(2022, 5, 15), 0)
