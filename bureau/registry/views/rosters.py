"""Rosters: handed in, looked at line by line, imported, undone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.files.services import clean_name, keep, place
from bureau.kernel.access import gate, needs
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry import services
from bureau.registry.forms import ReasonForm, ReceiveRosterForm
from bureau.registry.importing import Verdict
from bureau.registry.lifecycle import ROSTER
from bureau.registry.models import RosterImport
from bureau.registry.roster import Roster, UnreadableError, read_roster
from bureau.registry.roster.refusing import Said
from bureau.registry.services.rosters import Reading
from bureau.registry.views.answers import done, form_page, who

MOST_SHOWN = 500


def _roster(request: HttpRequest, reference: str) -> RosterImport:
    found: RosterImport = gate(
        RosterImport.objects.select_related("unit"), for_=who(request), reference=reference
    )
    return found


@needs(P.ROSTER_IMPORT)
def rosters(request: HttpRequest) -> HttpResponse:
    """What was handed in, newest first."""
    rows = RosterImport.objects.visible_to(who(request)).select_related("unit").order_by("-received_at")
    return render(request, "registry/rosters.html", {"rosters": rows[:200]})


@needs(P.ROSTER_IMPORT)
def receive_roster(request: HttpRequest) -> HttpResponse:
    """Hand in a file: it is kept, read, and shown line by line; nothing is imported yet."""
    by, unit = who(request), current_unit(request)
    form = ReceiveRosterForm(
        request.POST or None,
        request.FILES or None,
        by=by,
        initial={"unit": unit.reference if unit else None},
    )
    if request.method == "POST" and form.is_valid():
        file, chosen = form.cleaned_data["file"], form.cleaned_data["unit"]
        try:
            received = _receive(file, chosen, by)
        except UnreadableError as unreadable:
            form.add_error("file", _in_language(unreadable.said))
        else:
            again = (
                RosterImport.objects.filter(file_sha256=received.file_sha256).exclude(pk=received.pk).first()
            )
            if again is not None:
                said = _("The same file was handed in before: %(ref)s, %(state)s.")
                messages.warning(request, said % {"ref": again.reference, "state": again.get_state_display()})
            return redirect("registry:roster", received.reference)
    return form_page(request, "registry/receive_roster.html", form)


def _receive(file: UploadedFile, unit: Unit, by: Any) -> RosterImport:  # noqa: ANN401 - an account
    name = clean_name(file.name or "")
    kept = keep(file.chunks())
    path = place(kept.sha256)
    reading = path.with_name(f"{kept.sha256}.reading{name[name.rfind('.') :].lower()}")
    reading.unlink(missing_ok=True)
    reading.hardlink_to(path)  # text is told from workbooks by its name
    try:
        found = read_roster(reading)
    except UnreadableError as unreadable:
        said = unreadable.said
        raise UnreadableError(
            Said(said.zh.replace(reading.name, name), said.en.replace(reading.name, name))
        ) from None
    finally:
        reading.unlink(missing_ok=True)
    return services.receive_roster(reading=_reading(name, kept.sha256, kept.size, found), unit=unit, by=by)


def _reading(name: str, sha256: str, size: int, found: Roster) -> Reading:
    return Reading(
        file_name=name,
        sha256=sha256,
        size=size,
        lines=[line.as_json() | {"part": line.part} for line in found.lines],
        problems=[
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "zh": one.said.zh,
                "en": one.said.en,
            }
            for one in found.problems
        ],
        columns=[
            {
                "sheet": one.sheet,
                "headers": list(one.headers),
                "columns": dict(one.columns),
                "lines": one.lines,
            }
            for one in found.sheets
        ],
    )


def _in_language(said: Said) -> str:
    return said.en if get_language() == "en" else said.zh


@needs(P.ROSTER_IMPORT)
def roster(request: HttpRequest, reference: str) -> HttpResponse:
    """What was understood of it, what is in doubt, and what would become (or became) of each line."""
    row, by = _roster(request, reference), who(request)
    rows = list(row.rows.select_related("institution")[:MOST_SHOWN])
    counts = Counter(row.rows.order_by().values_list("verdict", flat=True))
    spoken = "en" if get_language() == "en" else "zh"
    context = {
        "roster": row,
        "rows": rows,
        "more": max(0, sum(counts.values()) - len(rows)),
        "counts": [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]],
        "total": sum(counts.values()),
        "problems": [{**one, "message": one[spoken]} for one in row.problems[:MOST_SHOWN]],
        "objections": {
            name: ROSTER.objection(name, row, by)
            for name in ("import_roster", "withdraw_roster", "undo_roster")
        },
    }
    return render(request, "registry/roster.html", context)


@needs(P.ROSTER_IMPORT)
def original(request: HttpRequest, reference: str) -> FileResponse:
    """The file as it was handed in, always as a download."""
    row = _roster(request, reference)
    answer = FileResponse(place(row.file_sha256).open("rb"), as_attachment=True, filename=row.file_name)
    answer["Content-Type"] = "application/octet-stream"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(P.ROSTER_IMPORT)
def import_roster(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm: every line that is not in conflict, in one piece."""
    row, by = _roster(request, reference), who(request)
    form = _Confirmation(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        base = form.base_version
        if done(form, lambda: services.import_roster(roster=row, by=by, base=base)):
            messages.success(request, _("Imported. It can be undone whole until somebody builds on it."))
            return redirect("registry:roster", reference)
    objection = ROSTER.objection("import_roster", row, by)
    return form_page(request, "registry/import_roster.html", form, roster=row, objection=objection)


class _Confirmation(ReasonForm):
    """A confirmation without a reason."""

    reason = None


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
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.undo_roster(roster=row, by=by, reason=reason, base=base)):
            messages.success(request, _("Undone. What it wrote is withdrawn; the record stays."))
            return redirect("registry:roster", reference)
    objection = ROSTER.objection("undo_roster", row, by)
    return form_page(request, "registry/undo_roster.html", form, roster=row, objection=objection)
