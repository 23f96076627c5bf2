"""Whatever is done in whatever order by whomever, nothing stands there that contradicts itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.inspection import services
from bureau.inspection.models import Finding, Visit, VisitItem
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Account
from bureau.reminders.models import DueDate
from bureau.trail.models import Link
from bureau.trail.verify import verify
from tests.rooms.inspection.going import ENTRY, LEAVING, Trip, Waiting, fresh, photo, stated

pytestmark = [pytest.mark.django_db, pytest.mark.db]

Step = tuple[str, int, int]  # which move, by whom, on which of its rows
REASON = "事出有因"


def _pick(rows: Any, place: int) -> Any:  # noqa: ANN401 - a row of some table
    found = list(rows)
    return found[place % len(found)] if found else None


class Walk:
    """Makes the moves of one drawn sequence on one visit; what is refused changes nothing."""

    def __init__(self, trip: Trip, waiting: Waiting) -> None:
        self.trip, self.waiting = trip, waiting
        self.visit = trip.planned()
        self.people = (trip.first, trip.second, trip.reader)
        self.moves: dict[str, Callable[[Any, int], object]] = {
            "begin": lambda by, _at: services.begin_visit(visit=self.visit, entry=ENTRY, by=by),
            "conclude": lambda by, _at: services.conclude_visit(visit=self.visit, leaving=LEAVING, by=by),
            "call_off": lambda by, _at: services.call_off_visit(visit=self.visit, by=by, reason=REASON),
            "amend": lambda by, _at: services.amend_visit(visit=self.visit, plan=trip.plan(), by=by),
            "add": lambda by, _at: services.add_item(
                visit=self.visit, question=services.Question("一问"), by=by
            ),
            "put_on": self._put_on,
            "withdraw_item": self._on_item(services.withdraw_item, reason=REASON),
            "shoot": lambda by, at: services.add_evidence(item=self._item(at), files=[photo()], by=by),
            "confirm": self._on_item(services.answer_item, answer="confirmed", note="属实"),
            "explain": self._on_item(services.answer_item, answer="explained", note="可以解释"),
            "recant": self._on_item(
                services.correct_answer, answer="explained", note="其实可以", reason=REASON
            ),
            "reconfirm": self._on_item(
                services.correct_answer, answer="confirmed", note="确实", reason=REASON
            ),
            "say": lambda by, at: services.amend_finding(
                finding=self._finding(at), statement=stated(), by=by
            ),
            "sign": lambda by, at: services.establish_finding(finding=self._finding(at), by=by),
            "hand_on": lambda by, at: services.hand_on_finding(finding=self._finding(at), to="P-1", by=by),
            "drop": lambda by, at: services.withdraw_finding(finding=self._finding(at), by=by, reason=REASON),
        }

    def _item(self, place: int) -> VisitItem:
        item: VisitItem | None = _pick(self.visit.items.all(), place)
        if item is None:
            raise NotNow("nothing there")
        return item

    def _finding(self, place: int) -> Finding:
        finding: Finding | None = _pick(self.visit.findings.all(), place)
        if finding is None:
            raise NotNow("nothing there")
        return finding

    def _on_item(self, move: Callable[..., object], **more: Any) -> Callable[[Any, int], object]:
        return lambda by, at: move(item=self._item(at), by=by, **more)

    def _put_on(self, by: Account, _at: int) -> object:
        (lead,) = self.waiting.origins.values()
        question = services.Question(lead.question, kind="lead", origin=lead.reference)
        return services.add_item(visit=self.visit, question=question, by=by)

    def take(self, step: Step) -> None:
        name, person, place = step
        self.visit = Visit.objects.get(pk=self.visit.pk)
        with suppress(NotNow, MissingPermission, Stale), transaction.atomic():
            self.moves[name](self.people[person], place)


NAMES = (
    *("begin", "conclude", "call_off", "amend", "add", "put_on", "withdraw_item", "shoot", "confirm"),
    *("explain", "recant", "reconfirm", "say", "sign", "hand_on", "drop"),
)
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 2), st.integers(0, 3)), max_size=24)


def contradictions(visit: Visit, waiting: Waiting) -> list[str]:
    """What could not be so."""
    found = []
    for item in visit.items.all():
        findings = [one for one in item.findings.all() if one.state != "withdrawn"]
        found += [f"{item}: {len(findings)} findings"] if len(findings) > 1 else []
        found += (
            [f"{item}: a finding of what was not confirmed"]
            if findings and item.answer != "confirmed"
            else []
        )
        if item.answer == "confirmed":
            found += [f"{item}: confirmed with nothing to show"] if not item.files.exists() else []
            found += [f"{item}: confirmed without a finding"] if not item.findings.exists() else []
        if item.is_answered and visit.state in {"planned", "called_off"}:
            found.append(f"{item}: answered where nobody went")
        if visit.state in {"concluded", "called_off"} and item.state == "unanswered":
            found.append(f"{item}: left open")
        on = item.origin and item.state != "withdrawn"
        found += (
            [f"{item}: its origin does not know"]
            if on and waiting.on.get(item.origin) != item.reference
            else []
        )
    for finding in visit.findings.all():
        waits = DueDate.objects.open().about(finding.reference).count()
        found += [f"{finding}: waits {waits} times"] if waits != (finding.state == "drafted") else []
        linked = Link.objects.filter(
            source=finding.item.reference, target=finding.reference, kind="found"
        ).count()
        found += [f"{finding}: no link"] if linked != 1 else []
        if finding.established_by and finding.established_by == finding.drafted_by:
            found.append(f"{finding}: signed by whoever wrote it")
    waits = DueDate.objects.open().about(visit.reference).count()
    found += [f"{visit}: waits {waits} times"] if waits != (2 if visit.is_open else 0) else []
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence(trip: Trip, waiting: Waiting, steps: list[Step]) -> None:
    with transaction.atomic():
        waiting.origins.clear()
        waiting.on.clear()
        waiting.wait(trip.institution)
        walk = Walk(trip, waiting)
        for step in [("add", 0, 0), *steps]:
            walk.take(step)
            assert contradictions(fresh(walk.visit), waiting) == []
        assert verify().discrepancies == ()
        transaction.set_rollback(True)


BY_THE_BOOK = ("add", "begin", "shoot", "confirm", "say", "conclude")


def test_by_the_book(trip: Trip, waiting: Waiting) -> None:
    waiting.wait(trip.institution)
    walk = Walk(trip, waiting)
    for name in BY_THE_BOOK:
        walk.take((name, 0, 0))
    walk.take(("sign", 1, 0))
    walk.take(("hand_on", 0, 0))
    assert fresh(walk.visit).state == "concluded"
    assert Finding.objects.get().state == "handed_on"
    assert contradictions(fresh(walk.visit), waiting) == []
