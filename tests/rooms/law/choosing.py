"""How tests choose a basis; and for the world one chosen, an entry confirmed, and where their pages are."""

from __future__ import annotations

from typing import Any

from bureau.kernel import clock
from bureau.kernel.calendars import Calendar
from bureau.law import services
from bureau.law.entries import doubtful_entries
from bureau.law.models import Choice
from bureau.law.reading import read_book
from bureau.law.selectors import propose
from bureau.law.subjects import Subject, subject_of
from bureau.people.models import Account, Unit
from bureau.rectification.models import Problem


def choose(subject: Subject, by: Account, number: int = 0, **asked: Any) -> Choice:
    """Choose one of the candidates in their order; what is asked of the law may be changed."""
    first = asked.get("first", subject.first)
    assert first is not None
    conduct, domain = asked.get("conduct", subject.conduct), asked.get("domain", subject.domain)
    proposal = propose(conduct, domain, first=first, last=asked.get("last", subject.last))
    digest = asked.get("digest") or proposal.candidates[number].entry.digest
    book = read_book().digest
    return services.choose_basis(
        subject=subject, proposal=proposal, digest=digest, book=book, reason="特别法优先", by=by
    )


def legal_places(unit: Unit, accounts: dict[str, Account]) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of the pages of the law."""
    by = accounts["inspector"]
    problem = Problem.objects.get(unit=unit)
    subject = subject_of(problem.reference, for_=by)
    assert subject is not None
    proposal = propose("U2", "food", first=clock.today())
    made = services.choose_basis(
        subject=subject,
        proposal=proposal,
        digest=proposal.candidates[-1].entry.digest,
        book=read_book().digest,
        reason="摇光事项",
        by=by,
    )
    doubtful = [one for one in doubtful_entries(read_book()) if not one.undated]
    services.confirm_entry(entry=doubtful[0], grounds="天璇已读原文", by=accounts["leader"])
    services.load_calendar(content=b"# none", table=Calendar(), by="王敏")
    return {
        "law:choose-basis": {"reference": problem.reference},
        "law:choice": {"reference": made.reference},
        "law:take-back-choice": {"reference": made.reference},
        "law:confirm-entry": {"digest": doubtful[1].digest},
        "law:withdraw-confirmation": {"digest": doubtful[0].digest},
    }
