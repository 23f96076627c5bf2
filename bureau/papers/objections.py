"""What speaks against a move of a paper, each the sentence that the officer reads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bureau.approvals.kinds import digest_of
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.law.lifecycle import ChoiceState
from bureau.law.models import Choice
from bureau.law.selectors.printing import choice_not_printable
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
    """The article is one that the law gives for the day of the conduct, or the later one chosen, and may be printed."""
    if not paper.blank.cites:
        return ""
    chosen = paper.present.basis
    if not chosen:
        return _(
            "No article is chosen yet. Choose a basis for %(source)s with a reason where there is none, then amend the "
            "paper and choose the article."
        ) % {"source": paper.source}
    key, about = chosen.get("key", ""), (paper.conduct, paper.domain, paper.conduct_from, paper.conduct_to)
    choice = _pinned_choice(paper)
    if citations(*about, choice=choice).named(key) is not None:
        return ""
    return why_not_printed(key, *about, choice=choice) or _(
        "The article on it is not one that may be printed for the day of the conduct. Choose it again."
    )


def remedies_changed(paper: Row, _by: Actor) -> str:
    """What it says of reconsideration and court is what the law gives today, or nothing where it may not be printed."""
    return remedies_not_of_the_day(paper.blank, paper.present.field_values)


def basis_not_chosen(paper: Row, _by: Actor) -> str:
    """What it cites is a basis that an officer chose, with a reason, for this conduct on these days, and that holds."""
    if not paper.blank.cites:
        return ""
    choice = _pinned_choice(paper)
    if choice is None:
        return _(
            "No officer is on record as having chosen the basis that it cites. Choose one for %(source)s with a "
            "reason, then amend the paper and take the article from that choice."
        ) % {"source": paper.source}
    return (
        _ended(choice)
        or _other_since(paper, choice)
        or _not_about(paper, choice)
        or choice_not_printable(choice)
    )


def _pinned_choice(paper: Row) -> Choice | None:
    reference = paper.present.basis.get("choice")
    found: Choice | None = Choice.objects.filter(reference=reference).first() if reference else None
    return found


def _ended(choice: Choice) -> str:
    if choice.state == ChoiceState.CHOSEN:
        return ""
    if choice.state == ChoiceState.REPLACED:
        return _(
            "The basis chosen for it, %(ref)s, was replaced by %(other)s. Amend the paper and choose the article again."
        ) % {"ref": choice.reference, "other": choice.replaced_by}
    return _(
        "The basis chosen for it, %(ref)s, was taken back: %(why)s. Choose a basis again, then amend the paper."
    ) % {"ref": choice.reference, "why": choice.taken_back_why}


def _other_since(paper: Row, choice: Choice) -> str:
    """A choice for the record itself goes before that for what the record came from."""
    own = Choice.objects.standing().about(paper.source).first()
    if own is None or own.pk == choice.pk:
        return ""
    return _(
        "The article on it is of choice %(ref)s, and for %(source)s holds %(other)s. Amend the paper and choose the "
        "article again."
    ) % {"ref": choice.reference, "source": paper.source, "other": own.reference}


def _not_about(paper: Row, choice: Choice) -> str:
    """The choice is about the conduct and the days of the paper, and so is the record."""
    said = (choice.conduct, choice.domain, choice.conduct_from, choice.conduct_to)
    if said != (paper.conduct, paper.domain, paper.conduct_from, paper.conduct_to):
        return _(
            "%(ref)s was chosen for conduct %(code)s from %(first)s to %(last)s, and the paper says otherwise. Amend "
            "the paper to these days, or choose a basis again."
        ) % {
            "ref": choice.reference,
            "code": choice.conduct,
            "first": choice.conduct_from.isoformat(),
            "last": choice.conduct_to.isoformat(),
        }
    now = filled_from(paper.source, paper.blank_slug, for_=None)
    if now is None:
        return ""
    told = (now.conduct or choice.conduct, *((now.first, now.last or now.first) if now.first else said[2:]))
    if told == (choice.conduct, choice.conduct_from, choice.conduct_to):
        return ""
    return _(
        "%(source)s names another conduct or other days since %(ref)s was chosen. Choose a basis again, then amend "
        "the paper."
    ) % {"source": paper.source, "ref": choice.reference}


def number_of_another_year(paper: Row, _by: Actor) -> str:
    """A number names the year of the day of the document: what is approved again in another year is another paper."""
    if paper.year is None or paper.year == clock.today().year:
        return ""
    return _(
        "Its number is of %(year)s, and approved today it would bear a day of another year. Withdraw this paper, which "
        "keeps its number, and draft another from %(source)s."
    ) % {"year": paper.year, "source": paper.source}


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
