"""An officer chooses a basis among those offered, with a reason; it is replaced by another or taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.law.lifecycle import CHOICE
from bureau.law.models import Choice
from bureau.law.offers import Candidate, Proposal
from bureau.law.subjects import Subject
from bureau.people.models import Account
from bureau.trail.services import next_number


def choose_basis(
    *, subject: Subject, proposal: Proposal, digest: str, book: str, reason: str, by: Account
) -> Choice:
    """Choose the candidate whose entry has this digest; what was chosen before is replaced and stays on record.

    Raises:
        MissingPermission: the role does not include it at that unit.
        NotNow: it is closed, it is not among what was offered, or the days are not those on record.
    """
    chosen = next((one for one in proposal.candidates if one.entry.digest == digest), None)
    if chosen is None:
        raise NotNow(
            _("This basis is not among those offered now: the texts were changed. Look at them again.")
        )
    _insist_on_what_is_known(subject, proposal)
    row = _row(subject, proposal, chosen, book)
    row.reason, row.chosen_by, row.chosen_at = reason[:500], by, clock.now()
    with transaction.atomic():
        before = Choice.objects.standing().about(subject.reference).select_for_update().first()
        year = clock.today().year
        with CHOICE.creating("choose_basis", row, by=by, reason=reason) as made:
            series = f"B-{subject.unit.division}-{year}"
            made.reference = f"{series}-{next_number(series):04}"
            if before is not None:
                replace_choice(choice=before, to=made.reference, reason=reason, by=by)
    return made


def replace_choice(*, choice: Choice, to: str, reason: str, by: Account) -> Choice:
    """Another choice about the same takes its place; `choose_basis` does this in its transaction."""
    with CHOICE.moving("replace_choice", choice, by=by, reason=reason) as held:
        held.replaced_by = to
    return held


def take_back_choice(*, choice: Choice, reason: str, by: Account, base: int | None = None) -> Choice:
    """No basis is chosen any more, for a reason that stays on record."""
    with CHOICE.moving("take_back_choice", choice, by=by, reason=reason, base=base) as held:
        held.taken_back_why = reason[:500]
    return held


def _insist_on_what_is_known(subject: Subject, proposal: Proposal) -> None:
    """Conduct and days that are on record are not answered differently here."""
    if subject.closed:
        raise NotNow(subject.closed)
    if subject.conduct and subject.conduct != proposal.conduct:
        raise NotNow(_("On record is conduct %(code)s. Amend it there first.") % {"code": subject.conduct})
    known = (subject.first, subject.last or subject.first)
    if subject.first is not None and (proposal.during.first, proposal.during.last) != known:
        raise NotNow(_("On record are other days of the conduct. Amend them there first."))


def _row(subject: Subject, proposal: Proposal, chosen: Candidate, book: str) -> Choice:
    first, last = proposal.during.first, proposal.during.last
    assert first is not None and last is not None  # noqa: S101, PT018 - a question names its days
    return Choice(
        subject=subject.reference,
        unit=subject.unit,
        conduct=proposal.conduct,
        domain=proposal.domain,
        conduct_from=first,
        conduct_to=last,
        decided_on=proposal.decided,
        law=chosen.law.name,
        law_version=chosen.version.key,
        article=chosen.article,
        penalty_article=chosen.penalty_article or "",
        confidence=chosen.confidence,
        handled_by=chosen.basis.authority,
        digest=chosen.entry.digest,
        book=book,
        offered=[_offered(one) for one in proposal.candidates],
    )


def _offered(one: Candidate) -> dict[str, Any]:
    """A candidate as it was shown, for whoever asks later what else there was."""
    return {
        "digest": one.entry.digest,
        "law": one.law.name,
        "version": one.version.key,
        "number": one.version.number,
        "article": one.article,
        "penalty_article": one.penalty_article or "",
        "fine_min": one.basis.fine_min,
        "fine_max": one.basis.fine_max,
        "formula": list(one.basis.formula) if one.basis.formula else None,
        "measures": list(one.basis.measures),
        "handled_by": one.basis.authority,
        "applies": one.applies.value,
        "hearing": one.hearing,
        "confidence": one.confidence,
    }
