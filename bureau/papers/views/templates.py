"""The templates of the bureau of the unit chosen in the top bar: which counts, replaced, back to ours."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bureau.files.formats import DOCX
from bureau.kernel.access import needs
from bureau.papers import services
from bureau.papers.blanks import BLANKS, Blank
from bureau.papers.drawing import bureau_of, template_content
from bureau.papers.forms import ReasonForm, TemplateForm
from bureau.papers.lifecycle import TEMPLATE
from bureau.papers.selectors import template_lines, template_page
from bureau.papers.views.answers import done, form_page, sent, who
from bureau.papers.word.layout import own_template
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit


def _issuer(request: HttpRequest) -> Unit | None:
    unit = current_unit(request)
    return bureau_of(unit) if unit is not None else None


def _blank(slug: str) -> Blank:
    if slug not in BLANKS:
        raise Http404(slug)
    return BLANKS[slug]


@needs(P.PAPER_READ)
def templates(request: HttpRequest) -> HttpResponse:
    """Every kind of paper with the template that counts."""
    issuer = _issuer(request)
    return render(request, "papers/templates.html", {"lines": template_lines(issuer), "issuer": issuer})


@needs(P.PAPER_READ)
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind: its fields, the template that counts, the editions before."""
    by, issuer = who(request), _issuer(request)
    line = template_page(_blank(slug), issuer)
    context = {
        "line": line,
        "blank": line.blank,
        "issuer": issuer,
        "may_replace": issuer is not None and by.may(P.TEMPLATE_REPLACE, at=issuer),
    }
    return render(request, "papers/template.html", context)


@needs(P.PAPER_READ)
@require_safe
def download_template(request: HttpRequest, slug: str) -> HttpResponse:
    """The template that counts, to be changed in Word and handed in again; `?own=no` for our layout."""
    blank, issuer = _blank(slug), _issuer(request)
    ours = issuer is None or request.GET.get("own") == "no"
    content = own_template(blank) if ours or issuer is None else template_content(issuer, blank)
    answer = HttpResponse(content, content_type=DOCX)
    name = f"{blank.title}-{_('template')}.docx"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(P.TEMPLATE_REPLACE)
def replace_template(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand in the bureau's own Word file; every fault of it is named."""
    blank, issuer, by = _blank(slug), _issuer(request), who(request)
    assert issuer is not None  # noqa: S101 - whoever holds the permission holds it at a unit
    form = TemplateForm(**sent(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["document"]
        if done(
            form,
            lambda: services.replace_template(
                blank=blank,
                issuer=issuer,
                content=file.read(),
                name=file.name,
                why=form.cleaned_data["why"],
                by=by,
            ),
        ):
            messages.success(
                request, _("Replaced. New papers are drawn in it; what was issued stays as it is.")
            )
            return redirect("papers:template", slug)
    return form_page(request, "papers/replace_template.html", form, blank=blank, issuer=issuer)


@needs(P.TEMPLATE_REPLACE)
def retire_template(request: HttpRequest, slug: str) -> HttpResponse:
    """Back to our own layout."""
    blank, by = _blank(slug), who(request)
    own = template_page(blank, _issuer(request)).own
    if own is None:  # ours counts already
        return redirect("papers:template", slug)
    form = ReasonForm(**sent(request), row=own)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.retire_template(template=own, by=by, reason=reason, base=base)):
            messages.success(request, _("Retired. Papers are drawn in the built-in layout."))
            return redirect("papers:template", slug)
    context = {"blank": blank, "own": own, "objection": TEMPLATE.objection("retire_template", own, by)}
    return form_page(request, "papers/retire_template.html", form, **context)
