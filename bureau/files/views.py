"""A file is handed out to whoever the room that owns it lets see it."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from bureau.files.attaching import attached
from bureau.files.selectors import get_file
from bureau.kernel.access import actor_of, needs
from bureau.people.permissions import P


@needs(P.FILE_READ)
@require_safe
def download(request: HttpRequest, reference: str) -> FileResponse:
    """One file, as an attachment."""
    return attached(get_file(reference, for_=actor_of(request)))
