"""The text of a notice, from the file that was kept."""

from __future__ import annotations

from bureau.campaign.models import Notice
from bureau.campaign.notices import text_of_docx, text_of_plain
from bureau.files.formats import DOCX
from bureau.files.store import open_content


def text_of(notice: Notice) -> str:
    """Its text: of the original, or of what was pasted beside a PDF."""
    with open_content(notice.words.sha256) as file:
        return text_of_docx(file) if notice.words.media_type == DOCX else text_of_plain(file.read())
