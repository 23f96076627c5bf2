"""What turns documents into PDF reaches no network and takes no more memory than it is given."""

from __future__ import annotations

import io
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bureau.papers.word import pdf
from bureau.papers.word.pdf import NoPdf, to_pdf

pytestmark = [pytest.mark.loopback, pytest.mark.skipif(not pdf.walls(), reason="no network namespaces here")]
REACHING_OUT = """#!{python}
import pathlib, socket, sys
home = pathlib.Path(sys.argv[0]).parent
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=5).close()
except OSError as error:
    (home / "said").write_text(f"refused {{error}}")
else:
    (home / "said").write_text("reached")
"""
GREEDY = """#!{python}
import pathlib, sys
home = pathlib.Path(sys.argv[0]).parent
try:
    bytearray({size})
except MemoryError:
    (home / "said").write_text("no memory")
else:
    (home / "said").write_text("got it")
"""


@contextmanager
def listener() -> Iterator[socket.socket]:
    """Somebody who waits for a call on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        waiting.settimeout(0.2)
        yield waiting


def called(waiting: socket.socket) -> bool:
    try:
        waiting.accept()[0].close()
    except TimeoutError:
        return False
    return True


def standing_in(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place; where it says what it met."""
    program = folder / "soffice"
    program.write_text(text)
    program.chmod(0o700)
    monkeypatch.setattr(pdf, "program", lambda: str(program))
    with pytest.raises(NoPdf):
        to_pdf(document())
    return folder / "said"


def document(address: str = "") -> bytes:
    """A document, which may show a picture from elsewhere."""
    made, memory = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph("试验")
    if address:
        key = made.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
        paragraph._p.append(
            parse_xml(
                f'<w:r {nsdecls("w", "r")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
                f'<v:shape style="width:90pt;height:90pt"><v:imagedata r:id="{key}"/></v:shape></w:pict></w:r>'
            )
        )
    made.save(memory)
    return memory.getvalue()


def test_nobody_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with listener() as waiting:
        text = REACHING_OUT.format(python=sys.executable, port=waiting.getsockname()[1])
        assert standing_in(tmp_path, text, monkeypatch).read_text().startswith("refused")
        assert not called(waiting)


def test_without_walls_it_would_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail."""
    monkeypatch.setattr(pdf, "walls", lambda: ())
    with listener() as waiting:
        text = REACHING_OUT.format(python=sys.executable, port=waiting.getsockname()[1])
        assert standing_in(tmp_path, text, monkeypatch).read_text() == "reached"
        assert called(waiting)


@pytest.mark.parametrize(("size", "said"), [(pdf.MEMORY, "no memory"), (pdf.MEMORY // 8, "got it")])
def test_memory_ends(size: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = GREEDY.format(python=sys.executable, size=size)
    assert standing_in(tmp_path, text, monkeypatch).read_text() == said


def test_a_system_without_namespaces_is_told_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pdf.walls.cache_clear()
    monkeypatch.setattr(pdf, "ALONE", (("--no-such-wall",),))
    assert pdf.walls() == ()
    assert "no network namespaces" in caplog.text
    pdf.walls.cache_clear()


@pytest.mark.full
def test_a_picture_from_elsewhere_is_not_fetched() -> None:
    """By LibreOffice itself."""
    with listener() as waiting:
        assert to_pdf(document(f"http://127.0.0.1:{waiting.getsockname()[1]}/a.png")).startswith(b"%PDF")
        assert not called(waiting)
