"""Packages that would burst are refused before anything else opens them; ordinary ones pass."""

from __future__ import annotations

import io
import struct
import zipfile

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bureau.files.archives import BurstingError, Limits, look_through
from tests.rooms.files.handing_in import package, xlsx

SMALL = Limits(total=1 << 20, ratio=50, floor=1 << 16, entries=20, depth=2, directory=8192)


def said(content: bytes, limits: Limits = SMALL) -> str:
    """The objection, or an empty text."""
    file = io.BytesIO(content)
    try:
        look_through(file, limits)
    except BurstingError as bursting:
        return str(bursting)
    assert file.tell() == 0
    return ""


def test_an_ordinary_workbook_passes() -> None:
    assert said(xlsx()) == ""
    assert said(package({"word/embeddings/a.xlsx": xlsx(), "word/document.xml": b"x"})) == ""


def test_one_that_packs_too_well() -> None:
    assert "50 times" in said(package({"a": bytes(200_000)}))
    assert said(package({"a": bytes(60_000)})) == "", "small ones may pack well"


def test_one_that_is_too_large_unpacked() -> None:
    assert "1 MB" in said(package({"a": bytes(700_000), "b": bytes(700_000)}, compressed=False))


def test_one_with_too_many_parts() -> None:
    assert "20 parts" in said(package({str(n): b"" for n in range(21)}))


def test_a_list_of_parts_that_is_itself_too_long() -> None:
    assert "20 parts" in said(package({"n" * 250 + str(n): b"" for n in range(60)}))


def test_packages_within_packages() -> None:
    once = package({"inner.xlsx": xlsx()})
    assert said(once) == ""
    assert "within packages" in said(package({"outer.zip": once}))
    assert "50 times" in said(package({"inner.zip": package({"a": bytes(300_000)})}))


def test_parts_count_together_across_packages() -> None:
    inner = package({str(n): b"" for n in range(12)})
    assert "20 parts" in said(package({"1.zip": inner, "2.zip": inner}))


def test_one_with_a_password() -> None:
    content = bytearray(package({"a": b"x"}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "password" in said(bytes(content))


def test_one_that_lies_about_its_size() -> None:
    content = bytearray(package({"a": bytes(1000)}))
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 10)
    assert "damaged" in said(bytes(content))


def test_one_whose_list_is_described_in_sixty_four_bits() -> None:
    content = package({"a": b"x"})
    at = content.index(b"PK\x05\x06")
    start, size = struct.unpack_from("<L", content, at + 16)[0], struct.unpack_from("<L", content, at + 12)[0]
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    assert said(content[:at] + record + locator + content[at:]) == ""
    bad = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 1 << 40, start)
    assert "20 parts" in said(content[:at] + bad + locator + content[at:])


@settings(max_examples=60)
@example(parts={"a": b"PK\x03\x04"}, cut=0, at=0, byte=0)
@given(
    parts=st.dictionaries(st.text("ab/.", min_size=1, max_size=6), st.binary(max_size=300), max_size=8),
    cut=st.integers(0, 400),
    at=st.integers(0, 4000),
    byte=st.integers(0, 255),
)
def test_whatever_it_is_it_is_answered(parts: dict[str, bytes], cut: int, at: int, byte: int) -> None:
    whole = package(parts)
    # A part that begins like a package is opened as one.
    assert said(whole) == "" or any(part.startswith(b"PK\x03\x04") for part in parts.values())
    damaged = bytearray(whole[: max(0, len(whole) - cut)])
    if damaged:
        damaged[at % len(damaged)] = byte
    assert isinstance(said(bytes(damaged)), str)


@settings(max_examples=40)
@given(sizes=st.lists(st.integers(0, 200_000), min_size=1, max_size=15), compressed=st.booleans())
def test_the_counts_are_what_they_claim(sizes: list[int], compressed: bool) -> None:
    content = package({str(n): bytes(size) for n, size in enumerate(sizes)}, compressed=compressed)
    total = sum(sizes)
    bursts = total > SMALL.total or (total > SMALL.floor and total > SMALL.ratio * len(content))
    assert bool(said(content)) == bursts


def test_what_is_no_package_is_damaged() -> None:
    assert "damaged" in said(b"nothing of the kind")
    assert zipfile.is_zipfile(io.BytesIO(xlsx()))
