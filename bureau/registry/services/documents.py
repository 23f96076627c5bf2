"""Documents are added to a dossier."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from bureau.files.models import StoredFile
from bureau.files.services import keep_file
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.registry.models import Institution

POLICY = "registry.dossier"


def add_document(
    *,
    institution: Institution,
    content: Any,  # noqa: ANN401 - an upload, an open file, or bytes
    name: str,
    by: Actor,
    formed_on: dt.date | None = None,
    use: str = "evidence",
) -> StoredFile:
    """Keep a document of an institution; `formed_on` is the day it speaks of, when it came in the clock says.

    Raises:
        MissingPermission, NotAccepted, NotNow: nothing was kept.
    """
    if not institution.is_kept:
        raise NotNow(_("The dossier is closed; nothing can be added to it."))
    return keep_file(
        content=content,
        name=name,
        policy=POLICY,
        owner=institution.reference,
        use=use,
        by=by,
        formed_on=formed_on,
        at=institution.unit,
    )
