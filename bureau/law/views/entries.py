"""Entries that are not sure: all of them, one confirmed by name, a confirmation withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.law import services
from bureau.law.forms import ConfirmEntryForm, ReasonForm
from bureau.law.selectors.lines import EntryLine, entry_line, entry_lines
from bureau.law.views.answers import done, form_page, posted, who
from bureau.people.permissions import P


@needs(P.LAW_READ)
def entries(request: HttpRequest) -> HttpResponse:
    """Every entry of confidence C or D or without a first day, and who answers for it."""
    lines = entry_lines()
    context = {
        "lines": lines,
        "open": sum(one.confirmation is None for one in lines),
        "may_confirm": who(request).may(P.LAW_CONFIRM),
    }
    return render(request, "law/entries.html", context)


@needs(P.LAW_CONFIRM)
def confirm_entry(request: HttpRequest, digest: str) -> HttpResponse:
    """Answer for one entry as it reads now."""
    line = _line(digest)
    form = ConfirmEntryForm(posted(request), undated=line.entry.undated)
    if request.method == "POST" and form.is_valid():
        said = {
            "grounds": form.cleaned_data["grounds"],
            "in_force_from": form.cleaned_data.get("in_force_from"),
        }
        if done(form, lambda: services.confirm_entry(entry=line.entry, by=who(request), **said)):
            messages.success(request, _("Confirmed. Documents may cite it, as long as it reads so."))
            return redirect("law:entries")
    return form_page(request, "law/confirm_entry.html", form, line=line, held=line.confirmation)


@needs(P.LAW_CONFIRM)
def withdraw_confirmation(request: HttpRequest, digest: str) -> HttpResponse:
    """Nobody answers for it any more."""
    line = _line(digest)
    held = line.confirmation
    form = ReasonForm(posted(request), row=held)
    if held is not None and request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(
            form,
            lambda: services.withdraw_confirmation(
                confirmation=held, reason=reason, by=who(request), base=base
            ),
        ):
            messages.success(request, _("Withdrawn. Documents may not cite it any more."))
            return redirect("law:entries")
    return form_page(request, "law/withdraw_confirmation.html", form, line=line, held=held)


def _line(digest: str) -> EntryLine:
    found = entry_line(digest)
    if found is None:
        raise Http404(digest)
    return found
