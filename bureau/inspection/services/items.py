"""Items are put on a visit, withdrawn, answered on site and corrected; photos and documents are kept with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from bureau.files.models import StoredFile
from bureau.files.services import keep_file
from bureau.inspection import objections as no
from bureau.inspection.lifecycle import ITEM
from bureau.inspection.models import Answer, OriginKind, Visit, VisitItem
from bureau.inspection.origins import source_of
from bureau.inspection.services.findings import POLICY, draft_finding, withdraw_finding
from bureau.inspection.services.holding import holding
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.permissions import P
from bureau.trail.services import link


@dataclass(frozen=True)
class Question:
    """What is to be looked at, and where the question comes from."""

    text: str
    how: str = ""
    domain: str = ""
    kind: str = OriginKind.CHECKLIST
    origin: str = ""
    conduct: str = ""


def add_item(*, visit: Visit, question: Question, by: Actor) -> VisitItem:
    """Put something on a visit. Where a room owns its origin, that room hears it in the same transaction.

    Raises:
        MissingPermission, NotNow: nothing was put on.
    """
    with holding(visit) as held:
        _refuse_foreign_origin(held, question, by)
        last = held.items.aggregate(last=Max("number"))["last"] or 0
        item = VisitItem(
            visit=held,
            number=last + 1,
            reference=f"{held.reference}/{last + 1}",
            origin_kind=question.kind,
            origin=question.origin,
            question=question.text,
            how=question.how,
            domain=question.domain,
            conduct=question.conduct,
        )
        with ITEM.creating("add_item", item, by=by) as row:
            if question.origin:
                link(source=question.origin, target=row.reference, kind="put_on", by=by.trail_name)
                source = source_of(question.origin)
                if source is not None:
                    source.put_on(question.origin, item=row.reference, by=by)
    return row


def withdraw_item(*, item: VisitItem, by: Actor, reason: str, base: int | None = None) -> VisitItem:
    """It is not looked at on this visit; its origin is open again."""
    with holding(item.visit), ITEM.moving("withdraw_item", item, by=by, reason=reason, base=base) as held:
        held.withdrawn_why = reason
        source = source_of(held.origin) if held.origin else None
        if source is not None:
            source.tell_outcome(held.origin, item=held.reference, outcome="withdrawn", by=by)
    return held


def answer_item(*, item: VisitItem, answer: str, note: str, by: Actor, base: int | None = None) -> VisitItem:
    """Answer an item on site. What is confirmed becomes a finding at once.

    Raises:
        Stale: the other officer answered meanwhile; both answers are to be looked at, and one is chosen.
        MissingPermission, NotNow: nothing was changed.
    """
    with holding(item.visit):
        with ITEM.moving("answer_item", item, by=by, base=base) as held:
            _put(held, answer, note, by)
        if held.is_confirmed:
            draft_finding(item=held, by=by)
    return held


def correct_answer(
    *, item: VisitItem, answer: str, note: str, by: Actor, reason: str, base: int | None = None
) -> VisitItem:
    """Replace an answer, with the reason. A draft that came of the earlier answer is withdrawn with it."""
    with holding(item.visit):
        with ITEM.moving("correct_answer", item, by=by, reason=reason, base=base) as held:
            _put(held, answer, note, by)
        finding = held.standing_finding
        if held.is_confirmed and finding is None:
            draft_finding(item=held, by=by)
        elif not held.is_confirmed and finding is not None:
            withdraw_finding(finding=finding, by=by, reason=reason)
    return held


def add_evidence(
    *, item: VisitItem, files: Iterable[Any], by: Actor, use: str = "evidence"
) -> list[StoredFile]:
    """Keep photos and documents that were taken for an item. They stay, whatever becomes of the answer.

    Raises:
        MissingPermission, NotNow, NotAccepted: that file, and those after it, were not kept.
    """
    with holding(item.visit) as visit:
        item.visit = visit
        refused = no.not_on_site(item, by) or no.not_on_this_visit(item, by)
        if refused:
            raise NotNow(refused)
        if not item.is_standing:
            raise NotNow(_("The item was withdrawn; nothing is added to it."))
        return [
            keep_file(
                content=file,
                name=file.name,
                policy=POLICY,
                owner=item.reference,
                use=use,
                by=by,
                formed_on=clock.today(),
                permission=P.VISIT_CONDUCT,
                at=visit.unit,
            )
            for file in files
        ]


def lacking(item: VisitItem, answer: str, note: str, *, files: int = 0) -> str:
    """What an answer still needs, in the sentence that the officer reads; `files` come with it."""
    if answer not in Answer.values:
        return _("Choose one of the three answers.")
    if not note.strip():
        return {
            str(Answer.CONFIRMED): _("Write what you saw."),
            str(Answer.EXPLAINED): _("Write how it was explained."),
            str(Answer.NOT_FOUND): _("Write why it could not be looked at."),
        }[answer]
    if answer == Answer.CONFIRMED and not files and not item.files.exists():
        return _("What is confirmed needs at least one photo or document.")
    return ""


def _put(held: VisitItem, answer: str, note: str, by: Any) -> None:  # noqa: ANN401 - an account: a guard has seen to it
    refused = lacking(held, answer, note)
    if refused:
        raise NotNow(refused)
    held.answer, held.note = answer, note.strip()
    held.answered_at, held.answered_by = clock.now(), by


def _refuse_foreign_origin(visit: Visit, question: Question, by: Actor) -> None:
    """An origin that a room owns is there for whoever puts it on, and is about the institution that is visited."""
    source = source_of(question.origin) if question.origin else None
    if source is None:
        return
    origin = source.origin(question.origin, for_=by)
    if origin is None:
        raise NotNow(_("There is no %(origin)s among yours.") % {"origin": question.origin})
    if origin.institution.pk != visit.institution_id:
        raise NotNow(
            _("%(origin)s is about %(other)s, not about the institution of this visit.")
            % {"origin": question.origin, "other": origin.institution}
        )
