"""The annex form of the unit chosen in the top bar: on the page, as a file, submitted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import gate, needs
from bureau.papers.word.pdf import to_pdf
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry import services
from bureau.registry.annex import Annex, write_docx, write_xlsx
from bureau.registry.annex.form import PARTS, TITLE, Part, heading, printed
from bureau.registry.forms import SubmitAnnexForm
from bureau.registry.models import AnnexSubmission
from bureau.registry.reporting import reporting_below
from bureau.registry.selectors import (
    THIRD,
    Difference,
    annex_of,
    annex_of_unit,
    basis_of,
    bodies_of,
    differences,
    form_of,
    roll_up,
    why_there,
)
from bureau.registry.selectors.submissions import COMPARED
from bureau.registry.views.answers import done, form_page, posted, who
from bureau.ui.templatetags.mj import masked


def write_pdf(form: Annex, path: Path) -> None:
    """The Word file as PDF; NoPdf where there is no LibreOffice."""
    word = path.with_suffix(".docx")
    write_docx(form, word)
    path.write_bytes(to_pdf(word.read_bytes()))


WRITERS: dict[str, tuple[Callable[[Annex, Path], None], str]] = {
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (write_pdf, "application/pdf"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


# The parts in few words, as they stand over their counts.
SHORT = {
    "public_institutions": "事业单位属性",
    "third_party": "第三方",
    "other_province": "外省在本辖区",
    "multi_domain": "涉及多领域",
}
COLUMNS = ("name", "domains", "remarks", "first_certified_on", "contact")


def unit_of(request: HttpRequest) -> Unit:
    """The unit in which whoever asks works now; without one there is no form (404)."""
    unit = current_unit(request)
    if unit is None:
        raise Http404("unit")
    return unit


@needs(P.ANNEX_READ)
def annex(request: HttpRequest) -> HttpResponse:
    """The four parts with their counts; every line opens its dossier."""
    by, unit, today = who(request), unit_of(request), clock.today()
    found = annex_of_unit(unit, today)
    parts = [part_shown(part, found.lines(part), open_phones=by.may(P.CONTACT_READ)) for part in PARTS]
    submissions = AnnexSubmission.objects.visible_to(by).filter(unit=unit).order_by("-submitted_at", "-id")
    context = {
        "unit": unit,
        "district": found.district,
        "title": TITLE,
        "parts": parts,
        "submissions": submissions[:50],
        "bodies": sum(len(found.lines(part)) for part in PARTS[:3]),
        "may_submit": by.may(P.ANNEX_SUBMIT, at=unit),
        "may_download": by.may(P.CONTACT_READ),
        "adds_up": bool(reporting_below(unit)),
    }
    return render(request, "registry/annex.html", context)


def part_shown(part: Part, lines: Sequence[Any], *, open_phones: bool) -> dict[str, Any]:
    """One part as the page shows it; lines are those of the form, or as they were frozen."""
    shown = []
    for line in lines:
        held = line if isinstance(line, dict) else vars(line)
        phone = printed(held.get("phone"))
        shown.append(
            {name: printed(held.get(name)) for name in COLUMNS}
            | {"key": held["key"], "phone": phone if open_phones else masked(phone)}
            | {"why": why_there(held.get("basis", {}))}
        )
    return {
        "heading": heading(part, len(shown)),
        "name": part.heading.split("、")[0],
        "count": len(shown),
        "visitors": part.lines == "other_province",
        "short": SHORT[part.lines],
        "id": part.lines,
        "lines": shown,
    }


@needs(P.CONTACT_READ)
def download_annex(request: HttpRequest, form: str) -> HttpResponse:
    """The form as a file; it names contacts, so whoever may not read those does not get it."""
    unit, today = unit_of(request), clock.today()
    return annex_file(form, lambda: annex_of_unit(unit, today), f"{unit.short_name}-{today:%Y%m%d}")


@needs(P.CONTACT_READ)
def download_submission(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """A form as it was submitted, as a file."""
    row: AnnexSubmission = gate(
        AnnexSubmission.objects.select_related("unit"), for_=who(request), reference=reference
    )
    return annex_file(form, lambda: form_of(row), row.reference)


def annex_file(form: str, drawn: Callable[[], Annex], name: str) -> HttpResponse:
    """A file of one kind. The PDF is drawn of the Word file, in free faces where others are not installed."""
    if form not in WRITERS:
        raise Http404(form)
    write, media_type = WRITERS[form]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"annex.{form}"
        write(drawn(), path)
        answer = HttpResponse(path.read_bytes(), content_type=media_type)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{TITLE}-{name}.{form}") or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(P.ANNEX_SUBMIT)
def submit_annex(request: HttpRequest) -> HttpResponse:
    """What submitting will freeze, and how it differs from the form before; then freeze it."""
    by, unit, today = who(request), unit_of(request), clock.today()
    bodies = bodies_of(unit, today)
    found = annex_of(bodies, unit, today)
    rows = AnnexSubmission.objects.visible_to(by).filter(unit=unit).select_related("unit")
    before = rows.order_by("-submitted_at", "-id").first()
    unknown = [one.institution for one in bodies if one.part == THIRD and not one.institution.kind]
    form = SubmitAnnexForm(posted(request), before=before, unknown=len(unknown))
    if request.method == "POST" and form.is_valid():
        made: list[AnnexSubmission] = []
        why = form.cleaned_data.get("why", "")
        frozen = {"annex": found, "unit": unit, "reported_on": today, "basis": basis_of(bodies), "why": why}
        if done(form, lambda: made.append(services.submit_annex(by=by, **frozen))):
            messages.success(request, _("Submitted and frozen: %(ref)s.") % {"ref": made[0].reference})
            return redirect("registry:annex-submission", made[0].reference)
    parts = [part_shown(part, found.lines(part), open_phones=by.may(P.CONTACT_READ)) for part in PARTS]
    context = {
        "unit": unit,
        "parts": parts,
        "before": before,
        "differences": differences(form_of(before), found) if before is not None else [],
        "incomplete": sum(one.institution.missing > 0 for one in bodies),
        "bodies": len(bodies),
        "unknown": unknown,
    }
    return form_page(request, "registry/submit_annex.html", form, institution=None, **context)


@needs(P.ANNEX_READ)
def submission(request: HttpRequest, reference: str) -> HttpResponse:
    """A form as it was submitted, and how the dossiers stand otherwise now."""
    by = who(request)
    rows = AnnexSubmission.objects.select_related("unit", "follows", "file").prefetch_related("followed_by")
    row: AnnexSubmission = gate(rows, for_=by, reference=reference)
    open_phones = by.may(P.CONTACT_READ)
    parts = [part_shown(part, row.content[part.lines], open_phones=open_phones) for part in PARTS]
    then, today = form_of(row), clock.today()
    summed = "stands_on" in row.content
    now = roll_up(row.unit, today).annex if summed else annex_of_unit(row.unit, today)
    context = {
        "submission": row,
        "district": then.district,
        "parts": parts,
        "title": TITLE,
        "doubts": [one["en" if get_language() == "en" else "zh"] for one in row.content.get("doubts", [])],
        "differences": _shown(differences(then, now), open_phones=open_phones),
        "summed": summed,
        "shorts": list(SHORT.values()),
        "may_download": open_phones,
    }
    return render(request, "registry/annex_submission.html", context)


def _shown(found: list[Difference], *, open_phones: bool) -> list[Difference]:
    """Telephones masked for whoever may not read contacts."""
    if open_phones:
        return found
    return [
        replace(one, before=masked(one.before), now=masked(one.now))
        if one.column == COMPARED["phone"]
        else one
        for one in found
    ]
