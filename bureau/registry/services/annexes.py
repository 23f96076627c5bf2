"""The annex form is submitted: frozen with the rows behind every count."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Unit
from bureau.registry.annex import Annex
from bureau.registry.annex.form import PARTS, printed
from bureau.registry.lifecycle import SUBMISSION
from bureau.registry.models import AnnexSubmission
from bureau.trail.services import next_number


def submit_annex(*, annex: Annex, unit: Unit, reported_on: dt.date, by: Actor) -> AnnexSubmission:
    """Freeze the form as it now is; a later one does not change it."""
    content = {
        part.lines: [
            {
                "key": line.key,
                **{
                    column.value: printed(getattr(line, column.value))
                    for column in part.columns
                    if column.value
                },
            }
            for line in annex.lines(part)
        ]
        for part in PARTS
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    submission = AnnexSubmission(
        unit=unit,
        reported_on=reported_on,
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        submitted_by=by.trail_name,
        submitted_at=clock.now(),
    )
    with SUBMISSION.creating("submit_annex", submission, by=by) as row:
        series = f"F-{unit.division}-{reported_on.year}"
        row.reference = f"{series}-{next_number(series):04}"
    return row
