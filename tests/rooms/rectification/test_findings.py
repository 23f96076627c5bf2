"""A finding becomes a problem; after that problem was withdrawn it becomes another, or is closed with a reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bureau.console.chains import chain_of
from bureau.inspection import services as inspection
from bureau.inspection.models import Finding
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.rectification import findings, services, sources
from bureau.rectification.models import Problem
from bureau.trail.models import Link
from bureau.trail.verify import verify
from tests.cast import client_for
from tests.rooms.inspection.going import Trip, fresh
from tests.rooms.rectification.register import Office

pytestmark = [pytest.mark.django_db, pytest.mark.db]
WHY = "与另一项重复登记"


@pytest.fixture
def finding(register: Office, district: Unit, monkeypatch: pytest.MonkeyPatch) -> Finding:
    """A signed finding about the institution of the register."""
    monkeypatch.setattr(sources, "_sources", {})
    trip = Trip(district, "on-site-")
    trip.institution = register.institution
    return trip.established()


def taken_over(register: Office, finding: Finding) -> Problem:
    return register.problem(source=finding.reference)


def withdrawn(register: Office, finding: Finding) -> Problem:
    return services.withdraw_problem(problem=taken_over(register, finding), by=register.leader, reason=WHY)


def test_after_a_withdrawal_it_becomes_a_problem_again(register: Office, finding: Finding) -> None:
    first = withdrawn(register, finding)
    free = fresh(finding)
    assert (free.state, free.handed_on_to) == ("established", "")
    assert [one.reference for one in sources.waiting_to_be_taken_over(register.inspector, None)] == [
        finding.reference
    ]
    second = taken_over(register, finding)
    assert (fresh(finding).state, fresh(finding).handed_on_to) == ("handed_on", second.reference)
    kept = set(Link.objects.filter(source=finding.reference, kind="became").values_list("target", flat=True))
    assert kept == {first.reference, second.reference}
    assert verify().discrepancies == ()


def test_the_chain_shows_both_and_why_the_first_ended(register: Office, finding: Finding) -> None:
    first = withdrawn(register, finding)
    second = taken_over(register, finding)
    chain = chain_of(finding.reference, for_=register.leader)
    assert chain is not None
    nodes = {node.reference: node for stage in chain.stages for node in stage.nodes}
    ended = nodes[first.reference]
    assert ended.stopped
    assert ended.card is not None
    assert ended.card.note == WHY
    assert not nodes[second.reference].stopped


def test_whoever_may_withdraw_the_problem_frees_the_finding(register: Office, finding: Finding) -> None:
    """The finding may be of a visit that another unit made."""
    problem = taken_over(register, finding)
    findings.released(finding.reference, "P-of-another", register.leader, WHY)
    assert fresh(finding).state == "handed_on"
    findings.released(finding.reference, problem.reference, register.speaker, WHY)
    assert fresh(finding).state == "established"


def test_it_is_closed_without_a_problem(register: Office, finding: Finding) -> None:
    withdrawn(register, finding)
    client = client_for(register.leader)
    address = reverse("inspection:close-finding", args=[finding.reference])
    assert client.post(address, {"reason": "", "base": fresh(finding).version}).status_code == 422
    answer = client.post(address, {"reason": "当场改正，责令改正书已送达", "base": fresh(finding).version})
    assert answer.status_code == 302
    closed = fresh(finding)
    assert (closed.state, closed.closed_why) == ("closed", "当场改正，责令改正书已送达")
    assert not sources.waiting_to_be_taken_over(register.inspector, None)
    shown = client.get(reverse("inspection:finding", args=[finding.reference])).content.decode()
    assert "当场改正，责令改正书已送达" in shown
    assert client.post(address, {"reason": "再关一次试试", "base": closed.version}).status_code == 409
    with pytest.raises(NotNow, match="no D-"):
        taken_over(register, finding)


def test_who_was_on_the_visit_does_not_close_its_finding(register: Office, finding: Finding) -> None:
    office = finding.visit.second_officer
    with pytest.raises(NotNow, match="You were on this visit"):
        inspection.close_finding(finding=finding, by=office, reason=WHY)
    page = client_for(office).get(reverse("inspection:close-finding", args=[finding.reference]))
    assert "You were on this visit" in page.content.decode()


def test_another_source_hears_it_too(register: Office) -> None:
    register.findings.offered["Z-1"] = sources.Offered("Z-1", register.institution, "未检定")
    problem = register.problem(source="Z-1")
    services.withdraw_problem(problem=problem, by=register.leader, reason=WHY)
    assert register.findings.released == [("Z-1", problem.reference, WHY)]
    sources.release_source("Q-1", "P-1", register.leader, WHY)  # nobody listens
