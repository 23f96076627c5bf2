"""What is approved of a paper: what it says, by which article, in which template; not its number, which follows."""

from __future__ import annotations

import hashlib
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.approvals.kinds import Kind, declare
from bureau.papers.drawing import template_content
from bureau.papers.models import Paper
from bureau.papers.objections import KIND


def _content(reference: str) -> dict[str, Any]:
    paper = Paper.objects.select_related("issuer").get(reference=reference)
    template = template_content(paper.issuer, paper.blank)
    return {
        "blank": paper.blank_slug,
        "values": paper.present.field_values,
        "basis": paper.present.basis,
        "template": hashlib.sha256(template).hexdigest(),
        "withdrawn": paper.withdrawn_why,
    }


def _approved(proposal: Any, by: Any) -> object:  # noqa: ANN401 - of the room of approvals
    from bureau.papers.services import approve_paper  # noqa: PLC0415 - services propose by this kind

    return approve_paper(proposal=proposal, by=by)


def _returned(proposal: Any, by: Any) -> object:  # noqa: ANN401 - of the room of approvals
    from bureau.papers.services import return_paper  # noqa: PLC0415 - services propose by this kind

    return return_paper(proposal=proposal, by=by)


def _void(proposal: Any, by: Any) -> object:  # noqa: ANN401 - of the room of approvals
    from bureau.papers.services import void_paper  # noqa: PLC0415 - services propose by this kind

    return void_paper(proposal=proposal, by=by)


PAPERS = declare(
    Kind(
        KIND,
        _("Paper"),
        _content,
        lambda reference: reverse("papers:paper", args=[reference]),
        _approved,
        _returned,
        _void,
        lambda reference: Paper.objects.values_list("drafted_by", flat=True).get(reference=reference),
    )
)
