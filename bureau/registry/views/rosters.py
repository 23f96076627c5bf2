"""Rosters: handed in, looked at line by line, imported, put aside, undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.jobs.services import start_job
from bureau.kernel.access import gate, needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry import selectors, services
from bureau.registry.forms import (
    FIELD_NAMES,
    ImportRosterForm,
    MapRosterForm,
    ReasonForm,
    ReceiveRosterForm,
)
from bureau.registry.lifecycle import ROSTER, RosterState
from bureau.registry.models import RosterImport, Verdict
from bureau.registry.views.answers import done, form_page, posted, who
from bureau.ui.paging import page

# Up to here one waits for the page; what is larger is read and imported in the background.
WAITED_BYTES, WAITED_LINES = 2 * 2**20, 400


def _roster(request: HttpRequest, reference: str) -> RosterImport:
    rows = RosterImport.objects.select_related("unit", "file")
    found: RosterImport = gate(rows, for_=who(request), reference=reference)
    return found


@needs(P.ROSTER_IMPORT)
def rosters(request: HttpRequest) -> HttpResponse:
    """What was handed in, newest first."""
    rows = RosterImport.objects.visible_to(who(request)).select_related("unit", "file")
    return render(
        request,
        "registry/rosters.html",
        {"page": page(rows, ("-received_at", "-id"), request.GET.get("cursor", ""))},
    )


@needs(P.ROSTER_IMPORT)
def receive_roster(request: HttpRequest) -> HttpResponse:
    """Hand in a file: it is kept, read, and shown line by line; nothing is imported yet."""
    by, unit = who(request), current_unit(request)
    initial = {"unit": unit.reference if unit else None}
    form = ReceiveRosterForm(request.POST or None, request.FILES or None, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[RosterImport] = []
        if done(form, lambda: made.append(_receive(form.cleaned_data, by))):
            if made[0].state == RosterState.UNREADABLE:
                messages.error(request, selectors.roster_page(made[0]).refusal)
            return redirect("registry:roster", made[0].reference)
    return form_page(request, "registry/receive_roster.html", form)


def _receive(clean: dict[str, Any], by: Any) -> RosterImport:  # noqa: ANN401 - an account
    file, unit = clean["file"], clean["unit"]
    roster = services.receive_roster(content=file, name=file.name, unit=unit, by=by, macros=clean["macros"])
    if file.size <= WAITED_BYTES:
        return services.read_roster(roster=roster, by=by)
    title = _("Reading the roster %(name)s") % {"name": roster.file.name}
    start_job("roster.read", title=title, arguments={"reference": roster.reference}, by=by, unit=unit)
    return roster


@needs(P.ROSTER_IMPORT)
def roster(request: HttpRequest, reference: str) -> HttpResponse:
    """What was understood of it, what is in doubt, and what would become (or became) of each line."""
    row, by = _roster(request, reference), who(request)
    chosen = request.GET.get("verdict", "")
    context = {
        "found": selectors.roster_page(
            row,
            verdict=chosen,
            lines_from=_place(request, "lines"),
            problems_from=_place(request, "problems"),
        ),
        "roster": row,
        "chosen": chosen if chosen in Verdict.values else "",
        "fields": FIELD_NAMES,
        "objections": {
            name: ROSTER.objection(name, row, by)
            for name in ("import_roster", "read_roster", "withdraw_roster", "undo_roster")
        },
    }
    return render(request, "registry/roster.html", context)


def _place(request: HttpRequest, name: str) -> int:
    """From which row on a long list is shown, as the address says."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


@needs(P.ROSTER_IMPORT)
def read_roster(request: HttpRequest, reference: str) -> HttpResponse:
    """Read it again, with the columns of one sheet (`?sheet=`) as somebody says they are."""
    row, by = _roster(request, reference), who(request)
    sheet = request.GET.get("sheet", "")
    known = next((one for one in row.columns if (one["sheet"] or "") == sheet), None)
    by_hand = row.mapping.get(sheet, {})
    header = _header(request, by_hand, known)
    cells, sample = selectors.sheet_cells(row, sheet, header)
    columns = by_hand.get("columns") or _recognised(cells, known)
    skipped = "、".join(map(str, by_hand.get("skipped", ())))
    initial = {"header": header, "skipped": skipped, "remember": True}
    initial |= {f"column_{place}": name for name, place in columns.items()}
    form = MapRosterForm(posted(request), row=row, cells=cells, initial=initial)
    if request.method == "POST" and form.is_valid():
        mapping, base = {**row.mapping, sheet: form.mapping}, form.base_version
        remember = sheet if form.cleaned_data["remember"] else None
        if done(
            form,
            lambda: services.read_roster(roster=row, by=by, mapping=mapping, remember=remember, base=base),
        ):
            messages.success(request, _("Read again with these columns."))
            return redirect("registry:roster", reference)
    objection = ROSTER.objection("read_roster", row, by)
    context = {"roster": row, "sheet": sheet, "sample": sample, "objection": objection, "header": header}
    return form_page(request, "registry/read_roster.html", form, **context)


def _header(request: HttpRequest, by_hand: dict[str, Any], known: dict[str, Any] | None) -> int:
    """The row of the header: as the address says, as corrected before, as recognised, or the first."""
    text = request.GET.get("header", "")
    if text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000:
        return int(text)
    recognised = known["headers"][0] if known and known["headers"] else 1
    found: int = by_hand.get("header", recognised)
    return found


def _recognised(cells: dict[int, str], known: dict[str, Any] | None) -> dict[str, int]:
    """Which column the reader took for which field; by the words of the header in readings of before."""
    if known and "places" in known:
        return {name: place for name, place in known["places"].items() if place in cells}
    words = known["columns"] if known else {}
    places = {text: place for place, text in reversed(cells.items()) if text}
    return {name: places[text] for name, text in words.items() if text in places}


@needs(P.ROSTER_IMPORT)
def import_roster(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm: every line that is not in conflict, in one piece."""
    row, by = _roster(request, reference), who(request)
    form = ImportRosterForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _import(row, form, by)):
        return redirect("registry:roster", reference)
    context = {
        "roster": row,
        "found": selectors.roster_page(row),
        "objection": ROSTER.objection("import_roster", row, by),
    }
    return form_page(request, "registry/import_roster.html", form, **context)


def _import(row: RosterImport, form: ImportRosterForm, by: Any) -> None:  # noqa: ANN401 - an account
    chosen = {name: form.cleaned_data[name] for name in ("differing", "elsewhere")}
    if row.lines.count() <= WAITED_LINES:
        services.import_roster(roster=row, by=by, base=form.base_version, **chosen)
        return
    arguments = {"reference": row.reference, **chosen}
    title = _("Importing the roster %(name)s") % {"name": row.file.name}
    start_job("roster.import", title=title, arguments=arguments, by=by, unit=row.unit)


@needs(P.ROSTER_IMPORT)
def withdraw_roster(request: HttpRequest, reference: str) -> HttpResponse:
    """Put it aside."""
    row, by = _roster(request, reference), who(request)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.withdraw_roster(roster=row, by=by, reason=reason, base=base)):
            messages.success(request, _("Put aside."))
            return redirect("registry:roster", reference)
    objection = ROSTER.objection("withdraw_roster", row, by)
    return form_page(request, "registry/withdraw_roster.html", form, roster=row, objection=objection)


@needs(P.ROSTER_UNDO)
def undo_roster(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the whole import back."""
    row, by = _roster(request, reference), who(request)
    form = ReasonForm(request.POST or None, row=row)
    objection = ROSTER.objection("undo_roster", row, by)
    undoing = None if objection else selectors.undoing(row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.undo_roster(roster=row, by=by, reason=reason, base=base)):
            messages.success(request, _("Undone. What it wrote is withdrawn; the record stays."))
            for one in undoing.staying if undoing else ():
                said = _("Stays open, since others worked in it: %(name)s (%(ref)s): %(work)s")
                more = {
                    "name": one.institution,
                    "ref": one.institution.reference,
                    "work": "；".join(one.work),
                }
                messages.warning(request, said % more)
            return redirect("registry:roster", reference)
    context = {"roster": row, "objection": objection, "undoing": undoing}
    return form_page(request, "registry/undo_roster.html", form, **context)
