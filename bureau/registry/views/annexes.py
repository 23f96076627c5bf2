"""The annex form of the unit chosen in the top bar: on the page, as a file, submitted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

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
from bureau.registry.annex.form import PARTS, TITLE, Part, heading, printed
from bureau.registry.models import AnnexSubmission
from bureau.registry.selectors import annex_of, annex_of_unit, basis_of, bodies_of
from bureau.registry.views.answers import who
from bureau.ui.templatetags.mj import masked

WRITERS: dict[str, tuple[Callable[[Annex, Path], None], str]] = {
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
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


def _unit(request: HttpRequest) -> Unit:
    unit = current_unit(request)
    if unit is None:
        raise Http404("unit")
    return unit


@needs(P.ANNEX_READ)
def annex(request: HttpRequest) -> HttpResponse:
    """The four parts with their counts; every line opens its dossier."""
    by, unit, today = who(request), _unit(request), clock.today()
    found = annex_of_unit(unit, today)
    parts = [_part(part, found.lines(part), open_phones=by.may(P.CONTACT_READ)) for part in PARTS]
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
    }
    return render(request, "registry/annex.html", context)


def _part(part: Part, lines: Sequence[Any], *, open_phones: bool) -> dict[str, Any]:
    """One part as the page shows it; lines are those of the form, or as they were frozen."""
    shown = []
    for line in lines:
        held = line if isinstance(line, dict) else vars(line)
        phone = printed(held.get("phone"))
        shown.append(
            {name: printed(held.get(name)) for name in COLUMNS}
            | {"key": held["key"], "phone": phone if open_phones else masked(phone)}
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
    bodies = bodies_of(unit, today)
    made = services.submit_annex(
        annex=annex_of(bodies, unit, today),
        unit=unit,
        reported_on=today,
        by=who(request),
        basis=basis_of(bodies),
    )
    messages.success(request, _("Submitted and frozen: %(ref)s.") % {"ref": made.reference})
    return redirect("registry:annex-submission", made.reference)


@needs(P.ANNEX_READ)
def submission(request: HttpRequest, reference: str) -> HttpResponse:
    """A form as it was submitted."""
    by = who(request)
    row: AnnexSubmission = gate(AnnexSubmission.objects.select_related("unit"), for_=by, reference=reference)
    open_phones = by.may(P.CONTACT_READ)
    parts = [_part(part, row.content[part.lines], open_phones=open_phones) for part in PARTS]
    # Forms frozen before the district was kept name their unit.
    district = row.content.get("district", row.unit.name)
    context = {"submission": row, "district": district, "parts": parts, "title": TITLE}
    return render(request, "registry/annex_submission.html", context)
