"""A Word file as its parts, read without following anything: no entity, no network, no more than it should hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from bureau.files.archives import Limits, look_through
from bureau.papers.word.sealing import pack

Parts = dict[str, bytes]
LIMITS = Limits(total=64 << 20, ratio=100, floor=2 << 20, entries=500, depth=1, directory=1 << 20)


def open_package(content: bytes) -> Parts:
    """The parts by their names.

    Raises:
        BurstingError: it would burst, or is damaged; the sentence says which.
    """
    file = io.BytesIO(content)
    look_through(file, LIMITS)
    with zipfile.ZipFile(file) as package:
        return {one.filename: package.read(one) for one in package.infolist() if not one.is_dir()}


def read_part(content: bytes) -> etree._Element:
    """The tree of a part; whatever it refers to is not fetched and not expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def with_text(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The parts in which text may stand: the document, its headers, footers and notes."""
    words = ("document", "header", "footer", "footnotes", "endnotes")
    for name in sorted(parts):
        folder, _slash, last = name.rpartition("/")
        if folder == "word" and last.startswith(words) and last.endswith(".xml"):
            yield name


def close_package(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file again; equal parts give equal bytes."""
    made = io.BytesIO()
    pack(parts, made)
    return made.getvalue()


def written(root: etree._Element) -> bytes:
    """A tree as a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
