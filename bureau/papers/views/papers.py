"""One paper: its page, drafted from a record, amended, and taken away as a Word file or a PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bureau.files.formats import DOCX, PDF
from bureau.kernel.access import needs
from bureau.papers import services
from bureau.papers.blanks import BLANKS
from bureau.papers.chosen import choice_for, where_to_choose
from bureau.papers.drawing import draw_paper
from bureau.papers.forms import PaperForm
from bureau.papers.lifecycle import PAPER
from bureau.papers.models import Paper
from bureau.papers.selectors import get_paper, paper_page
from bureau.papers.services.issuing import file_name
from bureau.papers.sources import filled_from
from bureau.papers.views.answers import done, form_page, sent, who
from bureau.papers.word.pdf import to_pdf
from bureau.people.permissions import P


@needs(P.PAPER_READ)
def paper(request: HttpRequest, reference: str) -> HttpResponse:
    """The copy that counts, what it says, its editions, who approved it, and what may be done now."""
    by = who(request)
    row = get_paper(reference, for_=by)
    return render(request, "papers/paper.html", {"paper": row, "found": paper_page(row, by)})


@needs(P.PAPER_READ)
@require_safe
def download_paper(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """The paper as it stands, or as it was issued."""
    row = get_paper(reference, for_=who(request))
    if form not in {"docx", "pdf"}:
        raise Http404(form)
    content = draw_paper(row)
    answer = HttpResponse(
        to_pdf(content) if form == "pdf" else content, content_type=PDF if form == "pdf" else DOCX
    )
    name = file_name(row, form)
    said = name if row.is_fixed else f"{_('draft')} {name}"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=said) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(P.PAPER_DRAFT)
def draft_paper(request: HttpRequest) -> HttpResponse:
    """Write a paper; `?blank=` and `?source=` say which, and from what."""
    by = who(request)
    given = request.GET
    blank, source = BLANKS.get(given.get("blank", "")), given.get("source", "")
    filled = filled_from(source, blank.slug, for_=by) if blank and source.startswith(blank.sources) else None
    if blank is None or filled is None:
        return render(request, "papers/draft_paper.html", {"blanks": BLANKS.values(), "form": None})
    choice = choice_for(source, by=by) if blank.cites else None
    form = PaperForm(**sent(request), blank=blank, filled=filled, choice=choice)
    if request.method == "POST" and form.is_valid():
        made: list[Paper] = []
        if done(
            form,
            lambda: made.append(services.draft_paper(blank=blank, source=source, draft=form.draft, by=by)),
        ):
            messages.success(request, _("Drafted: %(ref)s.") % {"ref": made[0].reference})
            return redirect("papers:paper", made[0].reference)
    context = {"blank": blank, "filled": filled, "source": source}
    context |= {"choose_at": where_to_choose(source, choice, by=by) if blank.cites else ""}
    return form_page(request, "papers/draft_paper.html", form, **context)


@needs(P.PAPER_DRAFT)
def amend_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Another edition; whatever was approved before is void."""
    by = who(request)
    row = get_paper(reference, for_=by)
    filled = filled_from(row.source, row.blank_slug, for_=None)
    if filled is None:
        raise Http404(row.source)
    choice = choice_for(row.source, by=by) if row.blank.cites else None
    form = PaperForm(**sent(request), blank=row.blank, filled=filled, choice=choice, row=row)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["reason"]
        if done(
            form,
            lambda: services.amend_paper(
                paper=row, draft=form.draft, by=by, reason=said, base=form.base_version
            ),
        ):
            messages.success(request, _("Written as another edition."))
            return redirect("papers:paper", reference)
    context = {"paper": row, "objection": PAPER.objection("amend_paper", row, by)}
    context |= {"choose_at": where_to_choose(row.source, choice, by=by) if row.blank.cites else ""}
    return form_page(request, "papers/amend_paper.html", form, **context)
