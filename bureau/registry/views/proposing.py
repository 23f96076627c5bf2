"""The page on which an institution proposes a fact of its own, whoever speaks for it and wherever it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.kernel.access import Actor
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.forms import PROPOSAL_FORMS, FactForm, domain_words
from bureau.registry.models import FactProposal, Institution
from bureau.registry.views.answers import done, form_page, posted
from bureau.registry.views.facts import standing_fact


@dataclass(frozen=True)
class Offer:
    """What kind of fact is proposed of which institution, by whom, and the page they came from.

    `asked_by` is the unit that asked for it, if one did; `where` what the page they came from is called; `form` stands
    for the form of the kind where another enters the same.
    """

    institution: Institution
    kind: str
    by: Actor
    back: str
    template: str = "registry/propose_fact.html"
    asked_by: Unit | None = None
    where: str = ""
    form: type[FactForm] | None = None


def offer_fact(request: HttpRequest, offer: Offer, *, follows: str = "") -> HttpResponse:
    """Take the fact, or a correction of the one that `follows` names, and go back."""
    if offer.kind not in PROPOSAL_FORMS:
        raise Http404(offer.kind)
    form_class, row = offer.form or PROPOSAL_FORMS[offer.kind], offer.institution
    corrected = standing_fact(offer.kind, row, follows) if offer.kind != "identity" else None
    initial: dict[str, Any] = form_class.initial_of(corrected) if corrected is not None else {}
    form = form_class(posted(request), institution=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        lineage = corrected.lineage if corrected is not None else None
        made = _propose(request, offer, form, lineage)
        if made is not None:
            said = _("Proposed: %(ref)s. An officer will look at it.")
            if row.unit is None and offer.asked_by is None:
                said = _("Proposed: %(ref)s. No unit answers for your institution yet; tell the office.")
            messages.success(request, said % {"ref": made.reference})
            return redirect(offer.back)
    return form_page(
        request,
        offer.template,
        form,
        institution=row,
        title=form_class.title,
        follows=corrected,
        back=offer.back,
        where=offer.where or _("Own dossier"),
        domain_words=domain_words(),
    )


def _propose(request: HttpRequest, offer: Offer, form: FactForm, lineage: Any) -> FactProposal | None:  # noqa: ANN401 - a key or None
    made: list[FactProposal] = []
    done(
        form,
        lambda: made.append(
            services.propose_fact(
                institution=offer.institution,
                kind=offer.kind,
                entered=form.entered(),
                by=offer.by,
                follows=lineage,
                note=request.POST.get("note", "")[:500],
                asked_by=offer.asked_by,
            )
        ),
    )
    return made[0] if made else None
