"""Report ledgers: the list of receipts, handing one in, one receipt with its faults, the empty workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bureau.kernel import clock
from bureau.kernel.access import gate, needs
from bureau.kernel.refusals import NotNow
from bureau.people.models.accounts import AccountKind
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.screening import selectors, services
from bureau.screening.forms import HandInLedgerForm, MapColumnsForm, ReasonForm
from bureau.screening.ledgers.empty import empty_workbook
from bureau.screening.ledgers.spoken import tables_spoken
from bureau.screening.lifecycle import HANDIN
from bureau.screening.models import HandIn
from bureau.screening.views.answers import done, form_page, posted, who
from bureau.ui.export import WORKBOOK, Cell, Export, answer
from bureau.ui.paging import page
from screener.ledger.filled.guessing import likely_table
from screener.ledger.tables import TABLES

NOTHING_ASKED: dict[str, Any] = {"name": "", "table": "", "shape": "", "headers": [], "samples": []}


def _ledger(request: HttpRequest, reference: str) -> HandIn:
    rows = HandIn.objects.select_related("unit", "institution", "repeats")
    found: HandIn = gate(rows, for_=who(request), reference=reference)
    return found


@needs(P.LEDGER_READ, P.LEDGER_HAND_IN)
def ledgers(request: HttpRequest) -> HttpResponse:
    """What was handed in, the newest first; an institution sees its own."""
    by = who(request)
    rows = selectors.ledgers_seen(by, current_unit(request))
    context = {
        "page": page(rows, ("-received_at", "-id"), request.GET.get("cursor", "")),
        "may_hand_in": by.may(P.LEDGER_HAND_IN),
        "may_read": by.may(P.LEDGER_READ),
    }
    return render(request, "screening/ledgers.html", context)


@needs(P.LEDGER_HAND_IN)
def hand_in_ledger(request: HttpRequest) -> HttpResponse:
    """Hand in a ledger: it is kept, and checked in the background."""
    by, unit = who(request), current_unit(request)
    form = HandInLedgerForm(posted(request), request.FILES or None, by=by)
    if request.method == "POST" and form.is_valid():
        made: list[HandIn] = []
        if done(form, lambda: made.append(_hand_in(form, request))):
            messages.success(
                request, _("Received: %(number)s. It is being checked.") % {"number": made[0].reference}
            )
            return redirect("screening:ledger", made[0].reference)
    return form_page(request, "screening/hand_in_ledger.html", form, unit=unit)


def _hand_in(form: HandInLedgerForm, request: HttpRequest) -> HandIn:
    by, clean = who(request), form.cleaned_data
    institution = clean["institution"]
    unit = institution.unit if institution is not None and institution.unit else current_unit(request)
    unit = unit or by.jurisdiction
    if unit is None:
        raise NotNow(_("No unit answers for the institution yet. Hand it to one first."))
    files = clean["file"]
    return services.hand_in_ledger(files=files, unit=unit, by=by, institution=institution, period=form.period)


@needs(P.LEDGER_READ, P.LEDGER_HAND_IN)
def ledger(request: HttpRequest, reference: str) -> HttpResponse:
    """One receipt: what was read, every fault, which version it became."""
    row, by = _ledger(request, reference), who(request)
    context = {
        "found": selectors.ledger_page(row, for_=by),
        "ledger": row,
        "own": by.kind == AccountKind.INSTITUTION,
        "may_read": by.may(P.LEDGER_READ),
        "sees_hits": by.may(P.HIT_READ),
        "objection": HANDIN.objection("put_ledger_aside", row, by),
    }
    return render(request, "screening/ledger.html", context)


@needs(P.LEDGER_READ, P.LEDGER_HAND_IN)
@require_safe
def ledger_faults(request: HttpRequest, reference: str) -> HttpResponse:
    """Every fault of a ledger, to be mended beside the file."""
    row = _ledger(request, reference)
    columns = (
        _("Table"),
        _("File"),
        _("Row"),
        _("Column"),
        _("Stands there"),
        _("What is expected"),
        _("How to mend it"),
    )
    about = [(_("Ledger"), row.reference), (_("As of"), clock.today().isoformat())]
    export = Export(_("Faults of the ledger"), about, columns, _fault_lines(row))
    return answer(export, f"{row.reference}-faults.xlsx")


def _fault_lines(row: HandIn) -> Iterator[tuple[Cell, ...]]:
    key = "zh" if (get_language() or "").startswith("zh") else "en"
    for one in row.faults:
        yield (
            one["table"],
            one["file"],
            one["row"],
            _column(one),
            one["value"],
            one[key],
            one.get(f"cure_{key}", ""),
        )


def _column(one: dict[str, Any]) -> str:
    """A column with its letter, where it is one of a sheet."""
    return f"{one.get('letter', '')} {one['column']}".strip()


@needs(P.LEDGER_HAND_IN)
@require_POST
def check_ledger(request: HttpRequest, reference: str) -> HttpResponse:
    """Check it again, where the first attempt came to no end."""
    row = _ledger(request, reference)
    services.check_again(handin=row, by=who(request))
    return redirect("screening:ledger", reference)


@needs(P.LEDGER_HAND_IN)
def put_ledger_aside(request: HttpRequest, reference: str) -> HttpResponse:
    """Put it aside before it was taken."""
    row, by = _ledger(request, reference), who(request)
    form = ReasonForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(
            form,
            lambda: services.put_ledger_aside(handin=row, by=by, reason=reason, base=base),
            tells=by.kind != AccountKind.INSTITUTION,
        ):
            messages.success(request, _("Put aside."))
            return redirect("screening:ledger", reference)
    objection = HANDIN.objection("put_ledger_aside", row, by)
    return form_page(request, "screening/put_ledger_aside.html", form, ledger=row, objection=objection)


@needs(P.LEDGER_HAND_IN)
def map_columns(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what each column of a file is, once: the first file of a ledger about which nobody said it yet."""
    row, by = _ledger(request, reference), who(request)
    objection = HANDIN.objection("map_columns", row, by)
    asked: dict[str, Any] = row.unmapped[0] if row.unmapped else NOTHING_ASKED
    named = request.GET.get("table", "")
    table = named if named in TABLES else asked["table"] or likely_table(asked["headers"])
    uscc = row.institution.uscc or "" if row.institution else ""
    form = MapColumnsForm(posted(request), row=row, asked=asked, table=table, uscc=uscc)
    if request.method == "POST" and form.is_valid():
        columns, base, shape = form.columns, form.base_version, str(asked["shape"])
        if done(
            form, lambda: services.map_columns(handin=row, shape=shape, columns=columns, by=by, base=base)
        ):
            messages.success(
                request, _("Kept. The ledger is being checked again; later files like it need no work.")
            )
            return redirect("screening:ledger", reference)
    context = {
        "ledger": row,
        "objection": objection,
        "asked": asked,
        "table": table,
        "tables": tables_spoken(),
    }
    return form_page(request, "screening/map_columns.html", form, **context)


@needs(P.LEDGER_HAND_IN)
@require_safe
def ledger_template(_request: HttpRequest) -> HttpResponse:
    """The empty workbook, in both languages; its name in the reader's."""
    language = get_language() or "zh"
    found: Any = HttpResponse(empty_workbook(), content_type=WORKBOOK)
    name = "报告台账.xlsx" if language.startswith("zh") else "report-ledger.xlsx"
    found["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return found  # type: ignore[no-any-return] # a response
