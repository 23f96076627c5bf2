"""Looks at what is handed in before it is kept: how large, what by its content, whether it would burst."""

from __future__ import annotations

from collections.abc import Collection
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from bureau.files.archives import BurstingError, look_through
from bureau.files.formats import DOCX, LOCKED, MACROS, OFD, USES, XLSX, called
from bureau.files.sniffing import sniff
from bureau.kernel.refusals import Refusal

PACKAGES = {XLSX, DOCX, OFD, MACROS}


class NotAccepted(Refusal):
    """The file was not kept (422): what is wrong with it, and what would be right."""

    status = 422


def accept(file: BinaryIO, allowed: Collection[str]) -> str:
    """The media type of a file that may be kept for this use.

    Raises:
        NotAccepted: nothing was kept; the sentence says why and what would be taken.
    """
    size = file.seek(0, 2)
    check_size(size)
    if not size:
        raise NotAccepted(_("The file is empty; nothing was kept. Choose it again, or save it anew."))
    media_type = sniff(file)
    if media_type not in allowed:
        raise NotAccepted(_unfit(media_type, allowed))
    if media_type in PACKAGES:
        try:
            look_through(file)
        except BurstingError as bursting:
            raise NotAccepted(
                _("Nothing was kept. %(why)s Save it anew in its program and hand it in again.")
                % {"why": bursting}
            ) from bursting
    return media_type


def check_size(size: int) -> None:
    """Refuse what is too large, with both numbers."""
    if size > settings.UPLOAD_LIMIT:
        raise NotAccepted(too_large(size))


def too_large(size: int) -> str:
    """The sentence for it; a size of 0 is unknown."""
    most = settings.UPLOAD_LIMIT >> 20
    if not size:
        return _("Nothing was kept: a file may have %(most)d MB at most. Split it.") % {"most": most}
    return _("Nothing was kept: the file has %(size)d MB, a file may have %(most)d MB at most. Split it.") % {
        "size": -(-size >> 20),
        "most": most,
    }


def allowed_for(use: str) -> frozenset[str]:
    """The formats that a use takes."""
    return USES[use]


def _unfit(media_type: str, allowed: Collection[str]) -> str:
    taken = {"formats": called(allowed)}
    if media_type == MACROS:
        return (
            _("Nothing was kept: the file holds macros. Save it without them; taken are %(formats)s.") % taken
        )
    if media_type == LOCKED:
        return _("Nothing was kept: the file is protected by a password. Take the password off first.")
    said = _(
        "Nothing was kept: whatever its name says, the content is none of what is taken here: %(formats)s."
    )
    return said % taken
