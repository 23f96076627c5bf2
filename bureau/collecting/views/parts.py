"""One part as officers see it: what was asked and entered; accepted, returned, withdrawn, reported by its unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.collecting import services
from bureau.collecting.forms import SendInForm
from bureau.collecting.lifecycle import LINK, PART
from bureau.collecting.models import Link, Part
from bureau.collecting.selectors import part_of, part_page
from bureau.collecting.selectors.progress import is_late
from bureau.collecting.views.steps import Step, step_page
from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.registry.forms import ReasonForm
from bureau.registry.selectors.lists import contacts_of
from bureau.registry.views.answers import posted, who
from bureau.ui.forms import VersionedForm

MOVES = ("accept_part", "return_part", "withdraw_part", "report_part")


@needs(P.INSTITUTION_READ)
def part(request: HttpRequest, reference: str) -> HttpResponse:
    """What was asked, what of it is there, what may be done now."""
    by = who(request)
    row = part_of(reference, by)
    body = row.institution
    context = {
        "found": part_page(row),
        "part": row,
        "late": is_late(row, clock.today()),
        "objections": {name: PART.objection(name, row, by) for name in MOVES},
        "may_judge": by.may(P.FACT_ACCEPT, at=row.unit),
        "may_manage": by.may(P.COLLECTION_MANAGE, at=row.unit),
        "may_amend": by.may(P.INSTITUTION_AMEND, at=row.unit),
        "link": row.links.first(),
        "may_link": not LINK.objection("give_link", Link(part=row), by),
        "contact": contacts_of([body], clock.today()).get(body.pk) if body else None,
        "open_phones": by.may(P.CONTACT_READ),
    }
    return render(request, "collecting/part.html", context)


def _step(
    request: HttpRequest,
    row: Part,
    form: forms.Form,
    name: str,
    act: Callable[[Any], object],
    **words: Any,
) -> HttpResponse:
    back = reverse("collecting:part", args=[row.reference])
    step = Step(about=row.of_whom, back=back, where=row.reference, **words)
    return step_page(request, step, form, act, PART.objection(name, row, who(request)))


@needs(P.FACT_ACCEPT)
def accept_part(request: HttpRequest, reference: str) -> HttpResponse:
    """It is settled."""
    row, by = part_of(reference, who(request)), who(request)
    form = VersionedForm(posted(request), row=row)
    missing = len(part_page(row).missing)
    return _step(
        request,
        row,
        form,
        "accept_part",
        lambda _clean: services.accept_part(part=row, by=by, base=form.base_version),
        title=_("Accept the part"),
        do=_("Accept the part"),
        consequence=_("Nothing more is asked of them. %(n)s things are still missing in the dossier.")
        % {"n": missing}
        if missing
        else _("Nothing more is asked of them."),
        said=_("Accepted."),
    )


@needs(P.FACT_ACCEPT)
def return_part(request: HttpRequest, reference: str) -> HttpResponse:
    """It goes back with the reason."""
    row, by = part_of(reference, who(request)), who(request)
    form = ReasonForm(posted(request), row=row)
    return _step(
        request,
        row,
        form,
        "return_part",
        lambda clean: services.return_part(part=row, by=by, reason=clean["reason"], base=form.base_version),
        title=_("Return the part"),
        do=_("Return the part"),
        consequence=_("They read the reason, mend it and send it in again; the due date stays as it is."),
        said=_("Returned with the reason."),
    )


@needs(P.COLLECTION_MANAGE)
def withdraw_part(request: HttpRequest, reference: str) -> HttpResponse:
    """It is not asked for any more."""
    row, by = part_of(reference, who(request)), who(request)
    form = ReasonForm(posted(request), row=row)
    return _step(
        request,
        row,
        form,
        "withdraw_part",
        lambda clean: services.withdraw_part(part=row, by=by, reason=clean["reason"], base=form.base_version),
        title=_("Withdraw the part"),
        do=_("Withdraw the part"),
        consequence=_(
            "They are asked no more, and it does not count in the progress. It cannot be asked again."
        ),
        said=_("Withdrawn."),
        danger=True,
    )


@needs(P.INSTITUTION_AMEND)
def report_part(request: HttpRequest, reference: str) -> HttpResponse:
    """A unit reports that its dossiers have what the office must supply."""
    row, by = part_of(reference, who(request)), who(request)
    form = SendInForm(posted(request), row=row)
    return _step(
        request,
        row,
        form,
        "report_part",
        lambda clean: services.report_part(part=row, by=by, note=clean["note"], base=form.base_version),
        title=_("Report it done"),
        do=_("Report it done"),
        consequence=_("%(unit)s looks at it and accepts it or returns it with the reason.")
        % {"unit": row.collection.unit},
        said=_("Reported."),
    )
