"""The annex form is submitted: frozen with the rows behind every count."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.registry.annex import Annex
from bureau.registry.annex.form import PARTS, Part, printed
from bureau.registry.lifecycle import SUBMISSION
from bureau.registry.models import AnnexSubmission
from bureau.trail.services import next_number


def submit_annex(
    *,
    annex: Annex,
    unit: Unit,
    reported_on: dt.date,
    by: Actor,
    basis: Mapping[str, Mapping[str, Any]] | None = None,
    why: str = "",
) -> AnnexSubmission:
    """Freeze the form as it now is; a later one does not change it, and says why it follows.

    `basis` holds for each body, by its reference, what put it where it stands.
    """
    content: dict[str, Any] = {"district": printed(annex.district)}
    content |= {part.lines: _lines(annex, part, basis or {}) for part in PARTS}
    submission = AnnexSubmission(
        unit=unit,
        reported_on=reported_on,
        content=content,
        sha256=digest_of(content),
        submitted_by=by.trail_name,
        submitted_at=clock.now(),
    )
    with SUBMISSION.creating("submit_annex", submission, by=by) as row:
        same = AnnexSubmission.objects.filter(unit=unit, reported_on=reported_on, sha256=row.sha256).first()
        if same is not None:
            raise NotNow(_("This very form was submitted already: %(ref)s.") % {"ref": same.reference})
        row.follows = AnnexSubmission.objects.filter(unit=unit).order_by("-submitted_at", "-id").first()
        if row.follows is not None and not why.strip():
            raise NotNow(
                _("%(ref)s was submitted on %(day)s. Say why the form is submitted again.")
                % {"ref": row.follows.reference, "day": row.follows.reported_on.isoformat()}
            )
        row.why = why.strip()[:300] if row.follows is not None else ""
        series = f"AX-{unit.division}-{reported_on.year}"
        row.reference = f"{series}-{next_number(series):04}"
    return row


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of a form's content in its one canonical form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _lines(annex: Annex, part: Part, basis: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "key": line.key,
            **{column.value: printed(getattr(line, column.value)) for column in part.columns if column.value},
            "basis": dict(basis.get(line.key, {})),
        }
        for line in annex.lines(part)
    ]
