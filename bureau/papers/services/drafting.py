"""A paper is drafted from a record, and amended: each time an edition of its own, filled from the record again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import Http404

from bureau.approvals.services import void_if_changed
from bureau.kernel import clock
from bureau.law.models import Choice
from bureau.papers.blanks import Blank
from bureau.papers.chosen import choice_for, matter_of
from bureau.papers.citing import citations
from bureau.papers.drawing import bureau_of
from bureau.papers.lifecycle import PAPER
from bureau.papers.models import Edition, Paper
from bureau.papers.objections import KIND
from bureau.papers.remedies import FIELD, remedies_of
from bureau.papers.sources import Filled, filled_from
from bureau.papers.telling import hush
from bureau.people.models import Account
from bureau.trail.images import canonical
from bureau.trail.services import next_number


@dataclass(frozen=True)
class Draft:
    """What an officer wrote: values of fields that are theirs, the days of the conduct, the article they chose."""

    values: dict[str, str] = field(default_factory=dict)
    conduct_from: dt.date | None = None
    conduct_to: dt.date | None = None
    citation: str = ""


def draft_paper(*, blank: Blank, source: str, draft: Draft, by: Account) -> Paper:
    """Draft a paper from a record that this person may see.

    Raises:
        Http404: there is no such record for them.
        MissingPermission: the role does not include it there.
    """
    filled = filled_from(source, blank.slug, for_=by)
    if filled is None or not source.startswith(blank.sources):
        raise Http404(source)
    now, choice = clock.now(), _choice(blank, source, by)
    row = Paper(
        blank_slug=blank.slug,
        unit=filled.unit,
        issuer=bureau_of(filled.unit),
        source=source,
        about=filled.about[:200],
        drafted_by=by,
        drafted_at=now,
    )
    with PAPER.creating("draft_paper", row, by=by) as made:
        year, division = clock.today().year, filled.unit.division
        made.reference = f"W-{division}-{year}-{next_number(f'W-{division}-{year}'):04d}"
        _set_conduct(made, filled, draft, choice)
        made.save()  # the edition points to it
        _edition(made, filled, draft, by, choice=choice)
    return made


def amend_paper(*, paper: Paper, draft: Draft, by: Account, reason: str, base: int | None = None) -> Paper:
    """Write another edition; what was proposed or approved of the one before is void."""
    with transaction.atomic():
        with PAPER.moving("amend_paper", paper, by=by, reason=reason, base=base) as held:
            filled = filled_from(held.source, held.blank_slug, for_=None)
            if filled is None:
                raise Http404(held.source)
            held.edition += 1
            held.approved_digest, held.approved_on = "", None
            choice = _choice(held.blank, held.source, by)
            _set_conduct(held, filled, draft, choice)
            _edition(held, filled, draft, by, choice=choice, why=reason)
            hush(held, by)
        void_if_changed(kind=KIND, subject=held.reference, by=by)
    return held


def _choice(blank: Blank, source: str, by: Account) -> Choice | None:
    return choice_for(source, by=by) if blank.cites else None


def _set_conduct(paper: Paper, filled: Filled, draft: Draft, choice: Choice | None) -> None:
    matter = matter_of(filled, choice)
    paper.conduct, paper.domain = matter.conduct, matter.domain
    paper.conduct_from = draft.conduct_from or matter.first
    paper.conduct_to = draft.conduct_to or draft.conduct_from or matter.last or matter.first


def _edition(
    paper: Paper, filled: Filled, draft: Draft, by: Account, *, choice: Choice | None, why: str = ""
) -> None:
    values, basis = _values(paper, filled, draft, choice)
    Edition(
        paper=paper,
        number=paper.edition,
        values=canonical(values),
        taken=canonical(filled.values),
        basis=basis,
        why=why,
        made_at=clock.now(),
        made_by=by,
    ).save()


def _values(
    paper: Paper, filled: Filled, draft: Draft, choice: Choice | None
) -> tuple[dict[str, str], dict[str, Any]]:
    """The record's word, in an officer's words where they may choose them; and the article with what pins it.

    Where the article is the one that an officer chose for the record, the choice is pinned with it.
    """
    blank = paper.blank
    values = {one.name: filled.values.get(one.name, "") for one in blank.fields if one.by == "record"}
    values |= {
        one.name: draft.values[one.name].strip() for one in blank.written() if one.name in draft.values
    }
    remedies = remedies_of(blank, values)
    values |= {FIELD: remedies.sentence} if blank.field(FIELD) else {}
    found = citations(paper.conduct, paper.domain, paper.conduct_from, paper.conduct_to, choice=choice)
    cited = found.named(draft.citation) if blank.cites else None
    if cited is None:
        return values, {}
    values |= {"违反条款": cited.broken, "责令依据": cited.ordered}
    basis = {"key": cited.key, **cited.pins, "remedies": remedies.pins}
    if choice is not None and (cited.digest, cited.article) == (choice.digest, choice.article):
        basis["choice"] = choice.reference
    return values, basis
