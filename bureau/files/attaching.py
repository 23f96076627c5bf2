"""A stored content as an attachment: always to be saved, never to be shown in the page, under a name that is safe."""

from __future__ import annotations

import logging

from django.http import FileResponse
from django.utils.translation import gettext as _

from bureau.files.models import StoredFile
from bureau.files.store import open_content
from bureau.kernel.refusals import Refusal

log = logging.getLogger(__name__)


class ContentMissing(Refusal):
    """The row is there, its content is not (500): the store was damaged."""

    status = 500


def attached(file: StoredFile, name: str = "") -> FileResponse:
    """The content under its own name or another; whoever asks was judged already.

    Raises:
        ContentMissing: the store has lost it.
    """
    try:
        content = open_content(file.sha256)
    except FileNotFoundError as error:
        log.exception("the content of %s (%s) is missing", file.reference, file.sha256)
        raise ContentMissing(
            _("The content of %(ref)s is missing from the store. Ask your administrator to run verify_files.")
            % {"ref": file.reference}
        ) from error
    answer = FileResponse(
        content, as_attachment=True, filename=name or file.name, content_type=file.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
