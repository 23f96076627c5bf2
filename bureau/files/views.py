"""A file is handed out: always to be saved, never to be shown in the page, under a name that is safe."""

from __future__ import annotations

import logging

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bureau.files.selectors import get_file
from bureau.files.store import open_content
from bureau.kernel.access import actor_of, needs
from bureau.kernel.refusals import Refusal
from bureau.people.permissions import P

log = logging.getLogger(__name__)


class ContentMissing(Refusal):
    """The row is there, its content is not (500): the store was damaged."""

    status = 500


@needs(P.FILE_READ)
@require_safe
def download(request: HttpRequest, reference: str) -> FileResponse:
    """One file, as an attachment."""
    file = get_file(reference, for_=actor_of(request))
    try:
        content = open_content(file.sha256)
    except FileNotFoundError as error:
        log.exception("the content of %s (%s) is missing", file.reference, file.sha256)
        raise ContentMissing(
            _("The content of %(ref)s is missing from the store. Ask your administrator to run verify_files.")
            % {"ref": file.reference}
        ) from error
    answer = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
