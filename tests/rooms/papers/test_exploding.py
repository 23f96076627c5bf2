"""A template that would burst, hides its text or keeps the server busy is refused in a sentence, and quickly."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bureau.papers.word import pdf
from bureau.papers.word.bounds import FIELDS, size_of
from bureau.papers.word.checking import faults_of
from bureau.papers.word.faces import with_free_faces
from bureau.papers.word.filling import fill_in
from bureau.papers.word.layout import own_template
from bureau.papers.word.marks import W
from bureau.papers.word.packages import open_package
from bureau.papers.word.pdf import NoPdf, to_pdf
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.papers import exploding as made
from tests.rooms.papers.exploding import ORDER, TYPES
from tests.rooms.papers.packages import with_part

ROOT = Path(__file__).parents[3]
SPACE = W[1:-1]
TEXT = f'<w:document xmlns:w="{SPACE}"><w:body><w:p><w:r><w:t>别的话</w:t></w:r></w:p></w:body></w:document>'
COMMENT = f'<w:comments xmlns:w="{SPACE}"><w:comment w:id="0" w:author="张三"/></w:comments>'
BOUND = f'<w:p><w:sdt><w:sdtPr><w:dataBinding xmlns:w="{SPACE}" w:xpath="/x"/></w:sdtPr></w:sdt></w:p>'
DECLARED = b'<Override PartName="/word/other.bin" ContentType="application/x.document.main+xml"/></Types>'
BAD = {
    "many large parts": (
        made.packed("word/media/x", b"0" * (1 << 20), 60),
        "more than 100 times its size. Write it anew in Word",
    ),
    "one part under many names": (made.overlapping(), "damaged|more than 100 times"),
    "a billion laughs": (made.laughs(), r"word/settings.xml declares a document type"),
    "tables within tables": (made.tables(7), "Tables stand within tables, more than 6 deep"),
    "tables as deep as XML goes": (made.tables(2000), "damaged|Tables stand within tables"),
    "fields without end": (made.fields(20_001), "in more than 20000 pieces"),
    "too many fields": (made.fields(FIELDS + 1), "more than 400 fields"),
    "text without end": (
        made.with_more(f"<w:p>{os.urandom(3 << 20).hex()}</w:p>"),
        "larger than 4 MB unpacked",
    ),
    "a picture too wide": (made.showing(made.png(50_000, 50_000)), "50000 × 50000 points"),
    "a picture of too many points": (made.showing(made.png(9_000, 9_000)), "smaller than 6000 each way"),
    "a drawing that fetches": (made.showing(b"<svg/>", "image1.svg"), "is not a PNG, JPEG, GIF or BMP"),
    "another text": (with_part(ORDER, "word/document2.xml", TEXT.encode()), "word/document2.xml holds text"),
    "a header elsewhere": (
        with_part(ORDER, "custom/kopf.xml", TEXT.replace("w:document", "w:hdr").encode()),
        "custom/kopf.xml holds text",
    ),
    "text that is not called XML": (
        with_part(ORDER, TYPES, open_package(own_template(ORDER))[TYPES].replace(b"</Types>", DECLARED)),
        "/word/other.bin holds text",
    ),
    "bound to data": (made.with_more(BOUND), "takes its text from elsewhere"),
    "comments": (with_part(ORDER, "word/comments.xml", COMMENT.encode()), "It holds comments"),
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD)
def test_it_is_refused_quickly_and_in_words(content: bytes, said: str) -> None:
    begun = time.monotonic()
    faults = faults_of(content, ORDER)
    assert time.monotonic() - begun < 5
    assert any(re.search(said, one) for one in faults), faults


def test_what_an_office_does_is_not_refused() -> None:
    for content in (made.tables(6), made.fields(FIELDS - 30), made.showing(made.png(3_000, 3_000))):
        assert faults_of(content, ORDER) == []
    begun = time.monotonic()
    values = dict.fromkeys(ORDER.names, "值")
    fill_in(made.fields(FIELDS - 30), values, title="题")
    assert time.monotonic() - begun < 5


def test_how_large_a_picture_is() -> None:
    assert size_of(made.png(30, 40)) == (30, 40)
    assert size_of(made.jpeg_of(300, 400)) == (300, 400)
    assert size_of(b"GIF89a\x03\x00\x04\x00") == (3, 4)
    assert size_of(b"BM" + b"\0" * 16 + b"\x05\0\0\0\xfa\xff\xff\xff") == (5, 6)
    for short in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xc0\0", b"GIF89a"):
        assert size_of(short) is None


def test_a_part_in_another_encoding_stays_as_it_is() -> None:
    theme = '<?xml version="1.0" encoding="UTF-16"?><a x="宋体"/>'.encode("utf-16")
    content = with_part(ORDER, "word/theme1.xml", theme)
    assert faults_of(content, ORDER) == []
    assert open_package(with_free_faces(content))["word/theme1.xml"] == theme


def running(mark: str) -> list[int]:
    """The processes that name this in their words."""
    found = []
    for one in Path("/proc").iterdir():
        if one.name.isdigit() and int(one.name) != os.getpid():
            try:
                if mark.encode() in (one / "cmdline").read_bytes():
                    found.append(int(one.name))
            except OSError:
                continue
    return found


def test_what_it_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that leaves its group and sleeps on, started by one that never ends."""
    if "--pid" not in pdf.walls():
        pytest.skip("no process namespaces here")
    mark = f"sleeper-{tmp_path.name}-{os.getpid()}"
    program = tmp_path / "soffice"
    program.write_text(
        f"#!/bin/sh\nsetsid {sys.executable} -c 'import time; time.sleep(60)' {mark} &\nsleep 60\n"
    )
    program.chmod(0o700)
    monkeypatch.setattr(pdf, "program", lambda: str(program))
    begun = time.monotonic()
    with pytest.raises(NoPdf, match="did not finish within 2 seconds"):
        to_pdf(own_template(ORDER), seconds=2)
    assert time.monotonic() - begun < 20
    patience = time.monotonic() + 10  # the kernel ends what is in a namespace after its first process
    while (left := running(mark)) and time.monotonic() < patience:
        time.sleep(0.05)
    for one in left:
        os.kill(one, signal.SIGKILL)
    assert left == []


def test_who_waits_too_long_is_told() -> None:
    with pdf.ONE_AT_A_TIME, pytest.raises(NoPdf, match="Ask again in a minute"):
        to_pdf(own_template(ORDER), seconds=0.05)


@pytest.mark.full
def test_libreoffice_itself_is_stopped_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms, prepare = [], pdf._prepare

    def prepared(room: Path, content: bytes) -> None:
        rooms.append(room)
        prepare(room, content)

    monkeypatch.setattr(pdf, "_prepare", prepared)
    with pytest.raises(NoPdf, match="did not finish"):
        to_pdf(own_template(ORDER), seconds=0.6)
    assert running(str(rooms[0])) == []


@pytest.mark.full
def test_two_processes_at_once() -> None:
    """Each has a profile of its own."""
    words = (
        "import django; django.setup()\n"
        "from bureau.papers.blanks import BLANKS\n"
        "from bureau.papers.word.layout import own_template\n"
        "from bureau.papers.word.pdf import to_pdf\n"
        "for _ in range(2):\n"
        "    print(to_pdf(own_template(BLANKS['on-site-record']))[:5].decode())\n"
    )
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", words], cwd=ROOT, env=known, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for one in both:
        said, failed = one.communicate(timeout=120)
        assert (one.returncode, said.decode().split()) == (0, ["%PDF-", "%PDF-"]), failed.decode()


@pytest.mark.full
@pytest.mark.parametrize(
    "content", [made.tables(6), made.showing(made.png(6_000, 6_000))], ids=["tables", "picture"]
)
def test_the_largest_that_is_taken_is_drawn_in_time(content: bytes) -> None:
    assert faults_of(content, ORDER) == []
    begun = time.monotonic()
    assert to_pdf(content).startswith(b"%PDF")
    assert time.monotonic() - begun < 30
