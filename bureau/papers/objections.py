"""What speaks against a move of a paper, each the sentence that the officer reads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bureau.approvals.kinds import digest_of
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.law.lifecycle import ChoiceState
from bureau.law.models import Choice
from bureau.papers.citing import citations, why_not_printed
from bureau.papers.remedies import remedies_not_of_the_day
from bureau.papers.sources import filled_from

Row = Any  # models lie above their lifecycle and cannot be named here
KIND = "papers.paper"


def needs_no_approval(paper: Row, _by: Actor) -> str:
    """A record of what happened is signed by those who were there, not approved."""
    return "" if paper.blank.approved else _("This kind of paper is issued and signed without an approval.")


def something_empty(paper: Row, _by: Actor) -> str:
    """Every field that is needed is filled."""
    empty = [str(one.label) for one in paper.unfilled()]
    if not empty:
        return ""
    return _("Still empty: %(fields)s. Fill them in first.") % {"fields": _(", ").join(empty)}


def record_moved_on(paper: Row, _by: Actor) -> str:
    """The record still says what the paper took from it."""
    now = filled_from(paper.source, paper.blank_slug, for_=None)
    if now is None or now.values == paper.present.taken_values:
        return ""
    return _(
        "%(source)s says otherwise since this edition. Amend the paper: it is filled from the record again."
    ) % {"source": paper.source}


def day_has_passed(paper: Row, _by: Actor) -> str:
    """Nobody is given until a day that is over."""
    now = filled_from(paper.source, paper.blank_slug, for_=None)
    if now is None or now.until is None or now.until >= clock.today():
        return ""
    return _("The day that it gives, %(day)s, is over. Have the deadline of %(source)s extended first.") % {
        "day": now.until.isoformat(),
        "source": paper.source,
    }


def law_not_of_the_day(paper: Row, _by: Actor) -> str:
    """The article is one that the law gives for the day of the conduct, and may be printed."""
    if not paper.blank.cites:
        return ""
    chosen = paper.present.basis
    if not chosen:
        return _("No article is chosen yet. Amend the paper and choose one for the day of the conduct.")
    key, about = chosen.get("key", ""), (paper.conduct, paper.domain, paper.conduct_from, paper.conduct_to)
    if citations(*about).named(key) is not None:
        return ""
    return why_not_printed(key, *about) or _(
        "The article on it is not one that may be printed for the day of the conduct. Choose it again."
    )


def remedies_changed(paper: Row, _by: Actor) -> str:
    """What it says of reconsideration and court is what the law gives today, or nothing where it may not be printed."""
    return remedies_not_of_the_day(paper.blank, paper.present.field_values)


def choice_no_longer_holds(paper: Row, _by: Actor) -> str:
    """The basis that an officer chose, where the article is that one, still holds."""
    reference = paper.present.basis.get("choice")
    choice = Choice.objects.filter(reference=reference).first() if reference else None
    if choice is None or choice.state == ChoiceState.CHOSEN:
        return ""
    if choice.state == ChoiceState.REPLACED:
        return _(
            "The basis chosen for it, %(ref)s, was replaced by %(other)s. Amend the paper and choose the article again."
        ) % {"ref": choice.reference, "other": choice.replaced_by}
    return _(
        "The basis chosen for it, %(ref)s, was taken back: %(why)s. Choose a basis again, then amend the paper."
    ) % {"ref": choice.reference, "why": choice.taken_back_why}


def not_approved(paper: Row, _by: Actor) -> str:
    """What needs an approval is approved."""
    if paper.blank.approved and not paper.is_approved:
        return _("It is issued after somebody else has approved it. Propose it first.")
    return ""


def changed_since_approval(paper: Row, _by: Actor) -> str:
    """What is issued is what was approved, template and all."""
    if not paper.blank.approved or digest_of(KIND, paper.reference) == paper.approved_digest:
        return ""
    return _("It is not what was approved any more. Amend it and propose it again.")
