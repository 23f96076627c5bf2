"""Schedules 附表 of a body: handed in, shown entry by entry, imported into its dossier, and taken back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.files.models import StoredFile
from bureau.files.selectors import get_file
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.registry import services
from bureau.registry.forms import ImportScheduleForm, ReadScheduleForm, ReasonForm
from bureau.registry.importing import left_out, plan_schedule
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Institution, Verdict
from bureau.registry.roster.refusing import UnreadableError
from bureau.registry.schedules import Schedules
from bureau.registry.views.answers import done, form_page, institution_of, who

SHOWN = 500


def _document(request: HttpRequest, institution: Institution, reference: str) -> StoredFile:
    file = get_file(reference, for_=who(request))
    if file.owner != institution.reference:
        raise Http404(reference)
    return file


@needs(P.INSTITUTION_AMEND)
def read_schedule(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand a file in: it is kept among the documents and read; nothing enters the dossier yet."""
    row, by = institution_of(request, reference), who(request)
    form = ReadScheduleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, formed_on = form.cleaned_data["file"], form.cleaned_data["formed_on"]
        made: list[StoredFile] = []

        def keep() -> None:
            made.append(
                services.add_document(
                    institution=row, content=file, name=file.name, by=by, formed_on=formed_on, use="table"
                )
            )

        if done(form, keep):
            return redirect("registry:import-schedule", reference, made[0].reference)
    objection = INSTITUTION.objection("import_schedule", row, by)
    return form_page(request, "registry/read_schedule.html", form, institution=row, objection=objection)


@needs(P.INSTITUTION_AMEND)
def import_schedule(request: HttpRequest, reference: str, file: str) -> HttpResponse:
    """What was read of it and what each entry becomes; imported on confirmation."""
    row, by = institution_of(request, reference), who(request)
    document = _document(request, row, file)
    refusal, found, hidden = "", Schedules(), request.GET.get("hidden") == "yes"
    try:
        found = services.read_schedule(document, hidden=hidden)
    except UnreadableError as unreadable:
        refusal = unreadable.said.en if get_language() == "en" else unreadable.said.zh
    form = ImportScheduleForm(request.POST or None, row=row, institution=row, found=found)
    if request.method == "POST" and form.is_valid():
        base, chosen = form.base_version, form.chosen
        if done(
            form,
            lambda: services.import_schedule(
                institution=row, file=document, chosen=chosen, by=by, hidden=hidden, base=base
            ),
        ):
            messages.success(request, _("Imported into the dossier; it can be taken back whole."))
            return redirect("registry:institution", reference)
    lines = plan_schedule(row, found.entries, form.chosen)
    context = {
        "institution": row,
        "document": document,
        "refusal": refusal,
        "hidden": found.hidden,
        "hidden_read": hidden,
        "lines": lines[:SHOWN],
        "more": max(0, len(lines) - SHOWN),
        "left_out": left_out(row, lines, form.chosen)[:SHOWN],
        "counts": _counts(lines),
        "problems": _problems(found),
        "objection": INSTITUTION.objection("import_schedule", row, by),
    }
    return form_page(request, "registry/import_schedule.html", form, **context)


def _counts(lines: Any) -> list[tuple[Verdict, int]]:  # noqa: ANN401 - lines of a plan
    counts = Counter(line.verdict for line in lines)
    return [(one, counts[one]) for one in Verdict if counts[one]]


def _problems(found: Schedules) -> list[dict[str, Any]]:
    english = get_language() == "en"
    return [
        {
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
            "value": one.value,
            "message": one.said.en if english else one.said.zh,
        }
        for one in found.problems[:SHOWN]
    ]


@needs(P.INSTITUTION_AMEND)
def undo_schedule(request: HttpRequest, reference: str, file: str) -> HttpResponse:
    """Take back what a file brought into the dossier."""
    row, by = institution_of(request, reference), who(request)
    document = _document(request, row, file)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(
            form,
            lambda: services.undo_schedule(institution=row, file=document, by=by, reason=reason, base=base),
        ):
            messages.success(request, _("Undone. What it wrote is withdrawn; the record stays."))
            return redirect("registry:institution", reference)
    context = {
        "institution": row,
        "document": document,
        "count": len(services.brought_by(row, document)),
        "objection": INSTITUTION.objection("undo_schedule", row, by),
    }
    return form_page(request, "registry/undo_schedule.html", form, **context)
