"""Whether a Word file may become a template: its fields are known ones, and it holds nothing that runs or fetches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bureau.files.archives import BurstingError
from bureau.papers.blanks.declaring import Blank
from bureau.papers.word.bounds import out_of_bounds
from bureau.papers.word.marks import W, loose_braces, marks_in, paragraphs
from bureau.papers.word.packages import Parts, open_package, read_part, with_text

MOST = 10 << 20  # bytes
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ACTIVE = re.compile(
    r"vbaProject|vbaData|activeX|/embeddings/|oleObject|/customUI|afchunk|/webExtension", re.IGNORECASE
)
ACTIVE_KINDS = re.compile(
    r"/(vbaProject|wordVbaData|activeXControl\w*|control|oleObject|package|aFChunk|attachedTemplate|frame|subDocument"
    r"|mailMerge\w*|keyMapCustomizations|attachedToolbars)$",
    re.IGNORECASE,
)
TEXTS = frozenset(f"{W}{kind}" for kind in ("document", "hdr", "ftr", "footnotes", "endnotes"))
MAIN = "word/document.xml"
HARMLESS = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"}
FORMAT_WORDS = {"MERGEFORMAT", "CHARFORMAT"}  # what Word adds: keep the look of the last time
NEAR = 0.5


def faults_of(content: bytes, blank: Blank) -> list[str]:
    """Everything that keeps the file from being the template of this blank, a sentence each; none where it may be."""
    if len(content) > MOST:
        return [_("The file has more than %(most)d MB. Make its pictures smaller.") % {"most": MOST >> 20}]
    try:
        parts = open_package(content)
    except BurstingError as bursting:
        return [_("%(why)s Write it anew in Word: a template has a few pages.") % {"why": bursting}]
    if MAIN not in parts:
        return [_("This is no Word document (.docx). Save it as .docx and hand it in again.")]
    damaged = [*_declared(parts)]
    dangers = damaged or [*_active(parts), *_relations(parts), *_disguised(parts), *out_of_bounds(parts)]
    return dangers or [*_codes(parts), *_unsettled(parts), *_fields(parts, blank)]


def _declared(parts: Parts) -> Iterator[str]:
    """A part that declares a document type or entities, or that is no XML at all."""
    for name in sorted(parts):
        if not name.endswith((".xml", ".rels")):
            continue
        head = parts[name]
        if re.search(rb"<!\s*(DOCTYPE|ENTITY)", head.replace(b"\x00", b""), re.IGNORECASE):
            said = _(
                "Part %(name)s declares a document type, which no Word program writes. Save the file anew in Word."
            )
            yield said % {"name": name}
            continue
        try:
            read_part(head)
        except etree.XMLSyntaxError:
            yield _("Part %(name)s is damaged. Save the file anew in Word.") % {"name": name}


def _active(parts: Parts) -> Iterator[str]:
    """Macros, controls, embedded files."""
    for name in sorted(parts):
        if ACTIVE.search(name):
            said = _(
                "It holds something that runs or an embedded file: %(name)s. Take it out; save it without macros."
            )
            yield said % {"name": name}
    kinds = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in kinds or b"vba" in kinds:
        yield _("It is declared as a file with macros. Save it as a Word document without macros (.docx).")


def _relations(parts: Parts) -> Iterator[str]:
    """Whatever leads out of the file."""
    for name in sorted(one for one in parts if one.endswith(".rels")):
        for one in read_part(parts[name]).iter(RELATION):
            target, kind = one.get("Target") or "", one.get("Type") or ""
            if (
                (one.get("TargetMode") or "").lower() == "external"
                or "://" in target
                or target.startswith("\\\\")
            ):
                said = _(
                    "It refers to something outside: %(target)s (in %(name)s). Remove the link or picture."
                )
                yield said % {"target": target[:100], "name": name}
            elif ACTIVE_KINDS.search(kind):
                said = _("It brings in %(target)s, which may run or fetch (in %(name)s). Take it out.")
                yield said % {"target": target[:100], "name": name}


def _disguised(parts: Parts) -> Iterator[str]:
    """Text where nobody looks for it: under another name, or bound to data that Word puts in its place."""
    looked_at = set(with_text(parts))
    for name in sorted(parts):
        if not name.endswith(".xml"):
            continue
        root = read_part(parts[name])
        kind = str(root.tag)
        if kind in TEXTS and (name not in looked_at or (kind == f"{W}document" and name != MAIN)):
            said = _(
                "Part %(name)s holds text under a name that no Word program gives it. Save the file anew in Word."
            )
            yield said % {"name": name}
        if next(root.iter(f"{W}dataBinding"), None) is not None:
            yield _("A content control in it takes its text from elsewhere. Replace it by plain text.")
        if next(root.iter(f"{W}comment"), None) is not None:
            yield _("It holds comments. Delete all of them in Word, then save.")
    types = read_part(parts["[Content_Types].xml"]) if "[Content_Types].xml" in parts else []
    for one in types:
        named = str(one.get("PartName") or f".{one.get('Extension')}")
        if (one.get("ContentType") or "").endswith("+xml") and not named.lower().endswith((".xml", ".rels")):
            said = _(
                "Part %(name)s holds text under a name that no Word program gives it. Save the file anew in Word."
            )
            yield said % {"name": named}


def _codes(parts: Parts) -> Iterator[str]:
    """Word's own fields that compute, fetch or run; the number of the page may stay."""
    for name in with_text(parts):
        root = read_part(parts[name])
        simple = [one.get(f"{W}instr") or "" for one in root.iter(f"{W}fldSimple")]
        # Word may cut one code into several pieces; those of a paragraph are read as one.
        cut = ["".join(one.text or "" for one in each.iter(f"{W}instrText")) for each in paragraphs(root)]
        for code in filter(str.strip, [*simple, *cut]):
            words = code.split()
            if not (HARMLESS | FORMAT_WORDS).issuperset(
                word.upper() for word in words if word.isalpha() and word.isupper()
            ) or (words[0].upper() not in HARMLESS):
                said = _("It holds a field code of Word, “%(code)s”; only page numbers may stand there.")
                yield said % {"code": code.strip()[:60]}


def _unsettled(parts: Parts) -> Iterator[str]:
    """Changes that somebody tracked and nobody accepted: both texts are in the file."""
    for name in with_text(parts):
        root = read_part(parts[name])
        if next(root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None:
            yield _("It holds tracked changes. Accept or reject all of them in Word, then save.")
            return


def _fields(parts: Parts, blank: Blank) -> Iterator[str]:
    """Fields that are not known, braces that do not close, and fields that may not be left out."""
    seen: set[str] = set()
    for name in with_text(parts):
        root = read_part(parts[name])
        for words in loose_braces(root):
            said = _(
                "Braces do not fit in “%(words)s”. A field is written {{%(example)s}}, and nothing else is understood."
            )
            yield said % {"words": words[:60], "example": blank.names[0]}
        for mark in marks_in(root):
            if mark not in blank.names and mark not in seen:
                yield _unknown(mark, blank)
            seen.add(mark)
    for field in blank.fields:
        if field.kept and field.name not in seen:
            said = _("The field {{%(name)s}} (%(label)s) is missing; this paper may not go without it.")
            yield said % {"name": field.name, "label": field.label}


def _unknown(mark: str, blank: Blank) -> str:
    near = process.extractOne(mark, blank.names, scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR)
    if near is not None:
        said = _("There is no field {{%(mark)s}}. Did you mean {{%(near)s}}?")
        return said % {"mark": mark[:40], "near": near[0]}
    said = _("There is no field {{%(mark)s}}. This paper has: %(names)s.")
    return said % {"mark": mark[:40], "names": "、".join(blank.names)}
