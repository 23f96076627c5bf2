"""The annex form of the unit chosen in the top bar: on the page, as a file, submitted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bureau.kernel import clock
from bureau.kernel.access import gate, needs
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry import services
from bureau.registry.annex import Annex, write_docx, write_xlsx
from bureau.registry.annex.form import PARTS, TITLE, heading
from bureau.registry.models import AnnexSubmission
from bureau.registry.selectors import annex_of_unit
from bureau.registry.views.answers import who
from bureau.ui.templatetags.mj import masked

WRITERS: dict[str, tuple[Callable[[Annex, Path], None], str]] = {
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def _unit(request: HttpRequest) -> Unit:
    unit = current_unit(request)
    if unit is None:
        raise Http404("unit")
    return unit


@needs(P.ANNEX_READ)
def annex(request: HttpRequest) -> HttpResponse:
    """The four parts with their counts; every line opens its dossier."""
    by, unit = who(request), _unit(request)
    found = annex_of_unit(unit, clock.today())
    open_phones = by.may(P.CONTACT_READ)
    parts = [
        {
            "heading": heading(part, len(found.lines(part))),
            "visitors": part.lines == "other_province",
            "lines": [
                {"line": line, "phone": _phone(getattr(line, "phone", ""), open_phones)}
                for line in found.lines(part)
            ],
        }
        for part in PARTS
    ]
    submissions = AnnexSubmission.objects.visible_to(by).filter(unit=unit).order_by("-submitted_at")
    context = {
        "unit": unit,
        "title": TITLE,
        "parts": parts,
        "submissions": submissions,
        "may_submit": by.may(P.ANNEX_SUBMIT, at=unit),
        "may_download": open_phones,
    }
    return render(request, "registry/annex.html", context)


def _phone(phone: str, is_open: bool) -> str:
    return phone if is_open else masked(phone)


@needs(P.CONTACT_READ)
def download_annex(request: HttpRequest, form: str) -> HttpResponse:
    """The form as a file; it names contacts, so whoever may not read those does not get it."""
    if form not in WRITERS:
        raise Http404(form)
    unit, today = _unit(request), clock.today()
    write, media_type = WRITERS[form]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"annex.{form}"
        write(annex_of_unit(unit, today), path)
        answer = HttpResponse(path.read_bytes(), content_type=media_type)
    name = f"{TITLE}-{unit.short_name}-{today:%Y%m%d}.{form}"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(P.ANNEX_SUBMIT)
@require_POST
def submit_annex(request: HttpRequest) -> HttpResponse:
    """Freeze the form as it now is."""
    unit, today = _unit(request), clock.today()
    made = services.submit_annex(
        annex=annex_of_unit(unit, today), unit=unit, reported_on=today, by=who(request)
    )
    messages.success(request, _("Submitted and frozen: %(ref)s.") % {"ref": made.reference})
    return redirect("registry:annex-submission", made.reference)


@needs(P.ANNEX_READ)
def submission(request: HttpRequest, reference: str) -> HttpResponse:
    """A form as it was submitted."""
    by = who(request)
    row: AnnexSubmission = gate(AnnexSubmission.objects.select_related("unit"), for_=by, reference=reference)
    open_phones = by.may(P.CONTACT_READ)
    parts = [
        {
            "heading": heading(part, len(row.content[part.lines])),
            "visitors": part.lines == "other_province",
            "lines": [
                {"line": line, "phone": _phone(line.get("phone", ""), open_phones)}
                for line in row.content[part.lines]
            ],
        }
        for part in PARTS
    ]
    return render(
        request, "registry/annex_submission.html", {"submission": row, "parts": parts, "title": TITLE}
    )
