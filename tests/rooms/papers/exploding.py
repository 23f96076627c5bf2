"""Word files that would burst, hide something, or keep a server busy: real ones, small on disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from bureau.papers.blanks import BLANKS
from bureau.papers.word.layout import own_template
from bureau.papers.word.packages import close_package, open_package
from tests.rooms.papers.packages import DOCUMENT, with_part, with_words

ORDER = BLANKS["correction-order"]
TYPES, RELS = "[Content_Types].xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PICTURE = (
    f'<w:p><w:r><w:drawing xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" '
    f'xmlns:pic="{DRAWING}/picture" xmlns:r="{OFFICE}"><wp:inline><wp:extent cx="900000" cy="900000"/>'
    f'<wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId77"/><a:stretch>'
    '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


def with_more(text: str) -> bytes:
    """Our template of the order with something more at its end."""
    return with_words(ORDER, "<w:sectPr>", f"{text}<w:sectPr>")


def tables(deep: int) -> bytes:
    """Tables within tables."""
    begun = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:tcPr/>'
    return with_more(f"{begun * deep}{'<w:p/></w:tc></w:tr></w:tbl>' * deep}<w:p/>")


def fields(number: int) -> bytes:
    """The same field in one paragraph, again and again."""
    return with_more(f"<w:p>{'<w:r><w:t>{{文号}}</w:t></w:r>' * number}</w:p>")


def png(wide: int, high: int) -> bytes:
    """A black picture of one bit a point: whole, and small however large it is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pack, line = zlib.compressobj(9), b"\0" + b"\0" * ((wide + 7) // 8)
    data = b"".join(pack.compress(line) for _ in range(high)) + pack.flush()
    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg_of(wide: int, high: int) -> bytes:
    """The beginning of a JPEG that says so; what follows need not be looked at."""
    first = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    return b"\xff\xd8" + first + b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, high, wide, 3) + b"\0" * 10


def showing(content: bytes, name: str = "image1.png") -> bytes:
    """Our template of the order with a picture in its text."""
    parts = open_package(with_more(PICTURE))
    suffix = name.rpartition(".")[2]
    kind = f'<Default Extension="{suffix}" ContentType="image/{suffix}"/><Default Extension="xml"'
    parts[TYPES] = parts[TYPES].replace(b'<Default Extension="xml"', kind.encode())
    more = f'<Relationship Id="rId77" Type="{OFFICE}/image" Target="media/{name}"/></Relationships>'
    parts[RELS] = parts[RELS].replace(b"</Relationships>", more.encode())
    return close_package({**parts, f"word/media/{name}": content})


def laughs() -> bytes:
    """Entities that hold ten of the one before, ten times over."""
    told = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "哈">{told}]><x>&l9;</x>'
    return with_part(ORDER, "word/settings.xml", text.encode())


def packed(name: str, content: bytes, times: int) -> bytes:
    """Many large parts that pack into next to nothing."""
    made = io.BytesIO(own_template(ORDER))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        for number in range(times):
            package.writestr(f"{name}{number}.bin", content)
    return made.getvalue()


def overlapping() -> bytes:
    """A list of parts in which many names stand for the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(DOCUMENT, b"<a/>")
        package.writestr("word/a.bin", b"0" * (2 << 20))
        one = package.infolist()[1]
        for number in range(60):
            again = zipfile.ZipInfo(f"word/a{number}.bin")
            again.compress_type, again.header_offset = one.compress_type, one.header_offset
            again.CRC, again.compress_size, again.file_size = one.CRC, one.compress_size, one.file_size
            package.filelist.append(again)
            package.NameToInfo[again.filename] = again
        package._didModify = True  # type: ignore[attr-defined] # so that the list is written with them
    return made.getvalue()


def renamed(name: str, content: bytes) -> bytes:
    """Another part of the text than those that are looked at."""
    return with_part(ORDER, name, content)
