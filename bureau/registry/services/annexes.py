"""The annex form is submitted: frozen with the rows behind every count; forms of the units below are asked for."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.registry.annex import Annex
from bureau.registry.annex.form import PARTS, TITLE, Part, printed
from bureau.registry.annex.joining import identity
from bureau.registry.lifecycle import SUBMISSION
from bureau.registry.models import AnnexSubmission
from bureau.registry.reporting import last_submissions, reporting_below, subject_of
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, withdraw_due_date
from bureau.trail.scope import scope
from bureau.trail.services import next_number

NOTHING_BELOW = gettext_lazy("No unit below has submitted a form yet; there is nothing to add up.")
AWAITED = gettext_noop("The unit above asked for the summary form; your role submits it.")


def submit_annex(
    *,
    annex: Annex,
    unit: Unit,
    reported_on: dt.date,
    by: Actor,
    basis: Mapping[str, Mapping[str, Any]] | None = None,
    beside: Mapping[str, Any] | None = None,
    why: str = "",
) -> AnnexSubmission:
    """Freeze the form as it now is; a later one does not change it, and says why it follows.

    `basis` holds for each body, by its reference, what put it where it stands; `beside` what a sum stands on.
    """
    if beside is not None and not beside["stands_on"]:
        raise NotNow(str(NOTHING_BELOW))
    made = row_of(annex, unit, reported_on, basis or {}, by)
    made.content |= beside or {}
    made.sha256 = digest_of(made.content)
    with SUBMISSION.creating("submit_annex", made, by=by) as row:
        number_it(row, why)
        await_no_more(unit, by)
    return row


def call_for_annexes(*, unit: Unit, due_on: dt.date, by: Actor, again: bool = True) -> list[Unit]:
    """Ask the cities and districts below for their forms by a day; what is awaited of them moves to that day.

    With `again` also those are asked that have submitted one; else only those without.

    Raises:
        MissingPermission, NotNow: nobody was asked.
    """
    if not by.may_now(P.ANNEX_SUBMIT, at=unit):
        raise MissingPermission(P.ANNEX_SUBMIT, _("Your role does not include this."))
    if due_on < clock.today():
        raise NotNow(
            _("The day %(day)s has passed. Choose today or a later one.") % {"day": due_on.isoformat()}
        )
    below = reporting_below(unit)
    reported = set() if again else set(last_submissions(below, clock.today()))
    asked = [one for one in below if one.pk not in reported]
    if not asked:
        raise NotNow(_("No unit below is left to be asked."))
    with scope(actor=by.trail_name, move="call_for_annexes", reference=unit.reference):
        for one in asked:
            for due in waiting_about(subject_of(one)):
                withdraw_due_date(
                    due_date=due, by=Consequence(by.trail_name), reason=_("asked for another day")
                )
            add_due_date(
                subject=subject_of(one),
                title=f"{TITLE} {one.name}",
                why=AWAITED,
                address=reverse("registry:annex"),
                due_on=due_on,
                permission=P.ANNEX_SUBMIT,
                unit=one,
                by=Consequence(by.trail_name),
            )
    return asked


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of a form's content in its one canonical form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def row_of(
    annex: Annex, unit: Unit, reported_on: dt.date, basis: Mapping[str, Mapping[str, Any]], by: Actor
) -> AnnexSubmission:
    """A form to be frozen, without number and digest yet."""
    content: dict[str, Any] = {"district": printed(annex.district)}
    content |= {part.lines: _lines(annex, part, basis) for part in PARTS}
    return AnnexSubmission(
        unit=unit,
        reported_on=reported_on,
        content=content,
        submitted_by=by.trail_name,
        submitted_at=clock.now(),
    )


def number_it(row: AnnexSubmission, why: str) -> None:
    """Its number, and the form that it follows, for a reason."""
    unit, day = row.unit, row.reported_on
    same = AnnexSubmission.objects.filter(unit=unit, reported_on=day, sha256=row.sha256).first()
    if same is not None:
        raise NotNow(_("This very form was submitted already: %(ref)s.") % {"ref": same.reference})
    row.follows = AnnexSubmission.objects.filter(unit=unit).order_by("-submitted_at", "-id").first()
    if row.follows is not None and not why.strip():
        raise NotNow(
            _("%(ref)s was submitted on %(day)s. Say why the form is submitted again.")
            % {"ref": row.follows.reference, "day": row.follows.reported_on.isoformat()}
        )
    row.why = why.strip()[:300] if row.follows is not None else ""
    series = f"AX-{unit.division}-{day.year}"
    row.reference = f"{series}-{next_number(series):04}"


def await_no_more(unit: Unit, by: Actor) -> None:
    """The form that was awaited of a unit has come."""
    for due in waiting_about(subject_of(unit)):
        finish_due_date(due_date=due, by=Consequence(by.trail_name))


def _lines(annex: Annex, part: Part, basis: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "key": line.key,
            **{column.value: printed(getattr(line, column.value)) for column in part.columns if column.value},
            "basis": dict(basis.get(identity(line), {})),
        }
        for line in annex.lines(part)
    ]
