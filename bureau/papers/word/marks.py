"""Fields in the text of a Word file: `{{当事人}}`, found though Word has cut it into runs, and replaced by its text."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
MARK = re.compile(r"\{\{([^{}]*)\}\}")
HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def paragraphs(root: Element) -> Iterator[Element]:
    """Every paragraph, those in tables and text boxes too."""
    yield from root.iter(f"{W}p")


def texts_of(paragraph: Element) -> list[Element]:
    """The pieces of text that belong to a paragraph, not to one within it."""
    return [one for one in paragraph.iter(f"{W}t") if next(one.iterancestors(f"{W}p"), None) is paragraph]


def text_of(paragraph: Element) -> str:
    """What a paragraph says."""
    return "".join(one.text or "" for one in texts_of(paragraph))


def marks_in(root: Element) -> list[str]:
    """What stands between double braces, in the order of the text."""
    return [found.strip() for one in paragraphs(root) for found in MARK.findall(text_of(one))]


def loose_braces(root: Element) -> list[str]:
    """Paragraphs in which a double brace is opened or closed alone, or a template language speaks."""
    said = [(text_of(one), MARK.sub("", text_of(one))) for one in paragraphs(root)]
    return [
        whole for whole, rest in said if any(sign in rest for sign in ("{{", "}}", "{%", "%}", "{#", "#}"))
    ]


def fill(root: Element, values: Mapping[str, str]) -> None:
    """Replace every field by its text; several lines become as many paragraphs of the same kind."""
    for paragraph in list(paragraphs(root)):
        while MARK.search(text_of(paragraph)):
            paragraph = _replace_first(paragraph, values)  # noqa: PLW2901 - the last of the paragraphs it became


def _replace_first(paragraph: Element, values: Mapping[str, str]) -> Element:
    """Replace the first field of a paragraph; what stands behind it is looked at next."""
    texts = texts_of(paragraph)
    found = MARK.search(text_of(paragraph))
    assert found is not None  # noqa: S101 - the caller has looked
    lines = HIDDEN.sub("", values[found[1].strip()]).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = _spliced(texts, found.start(), found.end(), _safe(lines[0]))
    if len(lines) == 1:
        return paragraph
    rest = _cut_behind(texts, first, len(_safe(lines[0])))
    last = paragraph
    for number, line in enumerate(lines[1:], start=2):
        more = _like(paragraph, first, texts, _safe(line) + (rest if number == len(lines) else ""))
        last.addnext(more)
        last = more
    return last


def _safe(text: str) -> str:
    """A value is never read as a field again."""
    return text.replace("{{", "｛｛").replace("}}", "｝｝").replace("\t", "　")


def _spliced(texts: list[Element], start: int, end: int, text: str) -> tuple[int, int]:
    """Put the text in place of a stretch that may reach over several pieces; gives piece and place of its beginning."""
    at, begun = 0, (-1, 0)
    for index, one in enumerate(texts):
        held = one.text or ""
        low, high = max(start - at, 0), min(end - at, len(held))
        if low < high:
            opening = begun[0] < 0
            begun = (index, low) if opening else begun
            one.text = held[:low] + (text if opening else "") + held[high:]
            one.set(PRESERVE, "preserve")
        at += len(held)
    return begun


def _cut_behind(texts: list[Element], first: tuple[int, int], length: int) -> str:
    """Take away what stands behind the first line; it goes behind the last."""
    index, place = first
    held = texts[index].text or ""
    rest = held[place + length :] + "".join(one.text or "" for one in texts[index + 1 :])
    texts[index].text = held[: place + length]
    for one in texts[index + 1 :]:
        one.text = ""
    return rest


def _like(paragraph: Element, first: tuple[int, int], texts: list[Element], text: str) -> Element:
    """Another paragraph of the same kind, in the face of the field, with one text."""
    made = etree.Element(paragraph.tag, nsmap={name: at for name, at in paragraph.nsmap.items() if name})
    shape = paragraph.find(f"{W}pPr")
    if shape is not None:
        made.append(copy.deepcopy(shape))
        for section in made.iter(f"{W}sectPr"):
            section.getparent().remove(section)  # type: ignore[union-attr] # it stands in the shape
    run = etree.SubElement(made, f"{W}r")
    holder = texts[first[0]].getparent()
    face = holder.find(f"{W}rPr") if holder is not None else None
    if face is not None:
        run.append(copy.deepcopy(face))
    piece = etree.SubElement(run, f"{W}t")
    piece.set(PRESERVE, "preserve")
    piece.text = text
    return made
