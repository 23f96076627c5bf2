"""Files are kept: as they came in, or as a safe copy that was made of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from bureau.files.formats import FORMATS
from bureau.files.intake import NotAccepted, accept, allowed_for, too_large
from bureau.files.models import FileKind, StoredFile
from bureau.files.names import clean_name, with_suffix
from bureau.files.store import PIECE, Kept, TooLargeError, keep, place, receiving
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import MissingPermission
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.trail.scope import scope
from bureau.trail.services import next_number

__all__ = ["Kept", "TooLargeError", "clean_name", "keep", "keep_file", "keep_safe_copy", "place"]


def keep_file(
    *,
    content: Any,  # noqa: ANN401 - an upload, an open file, or bytes
    name: str,
    policy: str,
    owner: str,
    use: str | Collection[str],
    by: Actor,
    formed_on: dt.date | None = None,
    permission: str = P.FILE_ADD,
    at: object | None = None,
) -> StoredFile:
    """Keep what was handed in, for the room and the thing it belongs to.

    `use` names a row of `formats.USES` or lists media types. `formed_on` is the day the file speaks of, as somebody
    states it; when it came in, the clock says. Whoever hands it in holds `permission`, at the unit `at` if any.

    Raises:
        MissingPermission, NotAccepted: nothing was kept.
    """
    if not by.may_now(permission, at=at):
        raise MissingPermission(permission, _("Your role does not include handing in files here."))
    allowed = allowed_for(use) if isinstance(use, str) else use
    try:
        with receiving(_pieces(content)) as incoming:
            with incoming.path.open("rb") as file:
                media_type = accept(file, allowed)
            kept = incoming.settle()
    except TooLargeError as error:
        raise NotAccepted(too_large(getattr(content, "size", 0) or 0)) from error
    row = StoredFile(policy=policy, owner=owner, formed_on=formed_on, media_type=media_type)
    return _recorded(row, kept, name, by, "keep_file")


def keep_safe_copy(
    *,
    original: StoredFile,
    content: Any,  # noqa: ANN401 - as above
    name: str,
    media_type: str,
    policy: str,
    by: Actor,
) -> StoredFile:
    """Keep a copy that the program made of an original, without what may not be handed on."""
    kept = keep(_pieces(content))
    row = StoredFile(
        kind=FileKind.SAFE_COPY,
        original=original,
        policy=policy,
        owner=original.owner,
        formed_on=original.formed_on,
        media_type=media_type,
    )
    return _recorded(row, kept, name, by, "keep_safe_copy")


def _recorded(row: StoredFile, kept: Kept, name: str, by: Actor, move: str) -> StoredFile:
    """The content is on the disk by now; the row that speaks of it follows."""
    with scope(actor=by.trail_name, move=move, reference=row.owner) as written:
        now = clock.now()
        year = clock.day_of(now).year
        row.reference = f"F-{year}-{next_number(f'F-{year}'):06d}"
        row.sha256, row.size = kept.sha256, kept.size
        suffixes = FORMATS[row.media_type].suffixes if row.media_type in FORMATS else ()
        row.name = with_suffix(clean_name(name), suffixes)
        row.received_at = now
        row.received_from = by if isinstance(by, Account) else None
        row.received_from_name = by.full_name if isinstance(by, Account) else by.trail_name
        row.save()
        written.reference = row.reference
    return row


def _pieces(content: Any) -> Iterable[bytes]:  # noqa: ANN401 - as above
    """A content as pieces, whichever way it is given."""
    if isinstance(content, bytes):
        return (content,)
    if hasattr(content, "chunks"):
        pieces: Iterable[bytes] = content.chunks(PIECE)
        return pieces
    return _read(content)


def _read(file: Any) -> Iterator[bytes]:  # noqa: ANN401 - an open file
    while piece := file.read(PIECE):
        yield piece
