"""What the page of one paper shows: how far it is, what it says, its editions, its files, what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.approvals.models import Proposal
from bureau.files.models import StoredFile
from bureau.kernel.access import Actor, gate
from bureau.law.models import Choice
from bureau.papers.chosen import choice_for, where_to_choose
from bureau.papers.drawing import draw_paper, number_words, template_in_use
from bureau.papers.lifecycle import PAPER, PaperState
from bureau.papers.models import Edition, Paper, Template
from bureau.papers.objections import KIND
from bureau.papers.selectors.templates import template_changed_since
from bureau.papers.sources import Filled, filled_from
from bureau.papers.word.filling import lines_of
from bureau.people.histories import Happening

MOVES = ("amend_paper", "propose_paper", "issue_paper", "file_signed_copy", "withdraw_paper")


@dataclass(frozen=True)
class Line:
    """One paragraph of the preview: how it stands, what it says."""

    kind: str
    text: str


@dataclass(frozen=True)
class PaperPage:
    """One paper with everything its page needs."""

    paper: Paper
    number: str
    lines: tuple[Line, ...]
    editions: tuple[Edition, ...]
    signed: tuple[StoredFile, ...]  # the authoritative one first
    proposal: Proposal | None
    template: Template | None
    template_changed: Happening | None
    record: Filled | None
    objections: dict[str, str]
    later: Choice | None  # the choice by which a later law is applied
    choose_at: str  # where the basis is chosen that it waits for


def get_paper(reference: str, *, for_: Actor) -> Paper:
    """One paper that somebody may see, or none (404)."""
    rows = Paper.objects.select_related("unit", "issuer", "drafted_by", "issued_by", "file", "signed_file")
    found: Paper = gate(rows, for_=for_, reference=reference)
    return found


def preview(paper: Paper) -> tuple[Line, ...]:
    """What the paper says, paragraph by paragraph, as it stands in the Word file."""
    return tuple(
        Line(style.removeprefix("Paper").lower(), text) for style, text in lines_of(draw_paper(paper))
    )


def paper_page(paper: Paper, by: Actor) -> PaperPage:
    """Everything that one paper's page shows."""
    kept = StoredFile.objects.of(paper.reference).order_by("-received_at", "-pk")
    copies = [one for one in kept if one.pk != paper.file_id]
    proposals = Proposal.objects.filter(kind=KIND, subject=paper.reference).select_related(
        "decided_by", "proposer"
    )
    return PaperPage(
        paper=paper,
        number=number_words(paper),
        lines=preview(paper),
        editions=tuple(paper.editions.select_related("made_by")),
        signed=tuple(sorted(copies, key=lambda one: one.pk != paper.signed_file_id)),
        proposal=proposals.order_by("-proposed_at", "-pk").first(),
        template=None if paper.is_fixed else template_in_use(paper.issuer, paper.blank),
        template_changed=template_changed_since(paper),
        record=filled_from(paper.source, paper.blank_slug, for_=by),
        later=_later(paper),
        choose_at=_choose_at(paper, by),
        objections={name: PAPER.objection(name, paper, by) for name in MOVES},
    )


def _later(paper: Paper) -> Choice | None:
    basis = paper.present.basis
    if basis.get("applied") != "later":
        return None
    found: Choice | None = Choice.objects.filter(reference=basis.get("choice")).first()
    return found


def _choose_at(paper: Paper, by: Actor) -> str:
    if not paper.blank.cites or paper.state != PaperState.DRAFTED:
        return ""
    return where_to_choose(paper.source, choice_for(paper.source, by=by), by=by)
