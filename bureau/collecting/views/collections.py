"""Collections: the list, starting one, how far one has come, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.collecting import services
from bureau.collecting.forms import HandOverForm, StartForm
from bureau.collecting.lacking import NAMES, Lacking, lacking
from bureau.collecting.lifecycle import COLLECTION, PartState
from bureau.collecting.models import Collection
from bureau.collecting.selectors import Progress, collection_of, collections_seen, progress_of
from bureau.collecting.views.steps import Step, step_page
from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.forms import ReasonForm
from bureau.registry.models import InstitutionAccount
from bureau.registry.views.answers import done, form_page, posted, who
from bureau.ui.export import Cell, Export, answer
from bureau.ui.forms import VersionedForm
from bureau.ui.paging import page
from bureau.ui.templatetags.mj import masked

ORDER = ("-started_at", "-pk")
NAMED = 20  # institutions of a preview that are named
STANDING = ~Q(parts__state=PartState.WITHDRAWN)


@needs(P.INSTITUTION_READ)
def collections(request: HttpRequest) -> HttpResponse:
    """Collections, the newest first, each with how much of it is settled."""
    by, unit = who(request), current_unit(request)
    rows = collections_seen(by, unit).annotate(
        asked_of=Count("parts", filter=STANDING),
        accepted=Count("parts", filter=Q(parts__state=PartState.ACCEPTED)),
        sent_in=Count("parts", filter=Q(parts__state=PartState.SENT_IN)),
    )
    context = {
        "page": page(rows, ORDER, request.GET.get("cursor", "")),
        "may_start": unit is not None and by.may(P.COLLECTION_MANAGE, at=unit),
    }
    return render(request, "collecting/collections.html", context)


@needs(P.COLLECTION_MANAGE)
def start_collection(request: HttpRequest) -> HttpResponse:
    """Say what is asked, look at of whom, and ask them."""
    by, unit = who(request), current_unit(request)
    if unit is None:
        raise Http404("unit")
    form = StartForm(posted(request), by=by, unit=unit)
    found: list[Lacking] = []
    if request.method == "POST" and form.is_valid():
        clean, made = form.cleaned_data, []
        found = lacking(form.institutions(), clean["asked"], units_too=clean["units_too"])
        if not found:
            form.add_error(
                None, _("None of the institutions meant lacks any of this; nothing is to be asked.")
            )
        elif request.POST.get("confirmed") and done(
            form,
            lambda: made.append(
                services.start_collection(asking=form.entered(), lacking=found, unit=unit, by=by)
            ),
        ):
            messages.success(request, _("Asked. It stands in the queue of whoever must act."))
            return redirect("collecting:collection", made[0].reference)
    objection = COLLECTION.objection("start_collection", Collection(unit=unit), by)
    preview = _preview(found) if not form.errors else None
    return form_page(request, "collecting/start.html", form, unit=unit, preview=preview, objection=objection)


def _preview(found: list[Lacking]) -> dict[str, Any] | None:
    """Of whom something would be asked."""
    if not found:
        return None
    bodies = [one.institution for one in found if one.of_body]
    units = {str(one.institution.unit or "") for one in found if one.of_office}
    standing = InstitutionAccount.objects.filter(
        valid_to__isnull=True, institution__in=[one.pk for one in bodies]
    )
    spoken_for = standing.values("institution").distinct().count()
    return {
        "bodies": bodies[:NAMED],
        "count": len(bodies),
        "more": max(len(bodies) - NAMED, 0),
        "units": len(units),
        "without_account": len(bodies) - spoken_for,
    }


@needs(P.INSTITUTION_READ)
def collection(request: HttpRequest, reference: str) -> HttpResponse:
    """One collection: how far each unit is, who is late and whom to call."""
    by = who(request)
    row = collection_of(reference, by)
    moves = ("close_collection", "withdraw_collection", "hand_over_collection")
    objections = {name: COLLECTION.objection(name, row, by) for name in moves}
    context = {
        "collection": row,
        "asked": [NAMES.get(key, key) for key in row.asked],
        "progress": progress_of(row, by),
        "may_manage": by.may(P.COLLECTION_MANAGE, at=row.unit),
        "objections": objections,
        "open_phones": by.may(P.CONTACT_READ),
        "may_export": by.may(P.INSTITUTION_EXPORT),
    }
    return render(request, "collecting/collection.html", context)


@needs(P.INSTITUTION_EXPORT)
def export_collection(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """Its parts as a workbook or as CSV; telephones are masked for whoever may not read contacts."""
    by, today = who(request), clock.today()
    row = collection_of(reference, by)
    if form not in {"xlsx", "csv"}:
        raise Http404(form)
    about = [
        (_("Collection"), f"{row.title} ({row.reference})"),
        (_("Unit"), row.unit.name),
        (_("Due on"), row.due_on.isoformat()),
        (_("As of"), today.isoformat()),
        (_("Drawn by"), f"{by} ({by.username})"),
    ]
    columns = (
        *(_("Number"), _("Unit"), _("Asked of"), _("State"), _("Late"), _("Sent in"), _("Reason")),
        *(_("Note"), _("Contact"), _("Telephone")),
    )
    lines = _lines(progress_of(row, by), open_phones=by.may(P.CONTACT_READ))
    demo = "-demo" if settings.DEMO else ""
    return answer(
        Export(_("Collection"), about, columns, lines), f"{row.reference}-{today:%Y%m%d}{demo}.{form}"
    )


def _lines(found: Progress, *, open_phones: bool) -> Iterator[tuple[Cell, ...]]:
    for one in found.parts:
        part, contact = one.part, one.contact
        phone = contact.phone if contact else ""
        yield (
            part.reference,
            part.unit.short_name,
            part.of_whom,
            str(part.get_state_display()),
            _("late") if one.late else "",
            part.sent_in_at,
            part.reason,
            part.note,
            contact.name if contact else "",
            phone if open_phones else masked(phone),
        )


def _step(
    request: HttpRequest,
    reference: str,
    form: type[VersionedForm],
    name: str,
    act: Callable[..., object],
    **words: Any,
) -> HttpResponse:
    row, by = collection_of(reference, who(request)), who(request)
    back = reverse("collecting:collection", args=[row.reference])
    step = Step(about=row.title, back=back, where=row.reference, **words)
    made = form(posted(request), row=row)
    return step_page(
        request,
        step,
        made,
        lambda clean: act(collection=row, by=by, reason=clean["reason"], base=made.base_version),
        COLLECTION.objection(name, row, by),
    )


@needs(P.COLLECTION_MANAGE)
def close_collection(request: HttpRequest, reference: str) -> HttpResponse:
    """It is over."""
    return _step(
        request,
        reference,
        ReasonForm,
        "close_collection",
        services.close_collection,
        title=_("Close the collection"),
        do=_("Close the collection"),
        consequence=_(
            "Whoever has not sent in is asked no more, and their links end. What was entered stays and is decided."
        ),
        said=_("Closed."),
        danger=True,
    )


@needs(P.COLLECTION_MANAGE)
def withdraw_collection(request: HttpRequest, reference: str) -> HttpResponse:
    """It was started by mistake."""
    return _step(
        request,
        reference,
        ReasonForm,
        "withdraw_collection",
        services.withdraw_collection,
        title=_("Withdraw the collection"),
        do=_("Withdraw the collection"),
        consequence=_(
            "Nobody is asked any more, those who have sent in neither. What was entered stays a proposal."
        ),
        said=_("Withdrawn."),
        danger=True,
    )


@needs(P.COLLECTION_MANAGE)
def hand_over_collection(request: HttpRequest, reference: str) -> HttpResponse:
    """Another officer is in charge of it."""
    row, by = collection_of(reference, who(request)), who(request)
    form = HandOverForm(posted(request), row=row, by=by)
    step = Step(
        title=_("Hand the collection over"),
        do=_("Hand it over"),
        about=row.title,
        consequence=_("%(name)s is in charge of it now.") % {"name": row.officer},
        said=_("Handed over."),
        back=reverse("collecting:collection", args=[row.reference]),
        where=row.reference,
    )
    return step_page(
        request,
        step,
        form,
        lambda clean: services.hand_over_collection(
            collection=row, officer=clean["officer"], by=by, reason=clean["reason"], base=form.base_version
        ),
        COLLECTION.objection("hand_over_collection", row, by),
    )
