"""Reasons for not inspecting and the proof: each move and its guards, the figures, the lists behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse

from bureau.campaign import services
from bureau.campaign.exits import standings_of
from bureau.campaign.models import Campaign, Excuse
from bureau.campaign.models.excuses import left_out
from bureau.campaign.selectors.proof import proof_of
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.reminders.selectors import waiting_for
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.factories import make_institution
from tests.rooms.campaign.running import TODAY, issued

pytestmark = [pytest.mark.django_db, pytest.mark.db]
WHY = {"ground": "ceased", "words": "已停业，登记机关备案〔2022〕3号"}


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def leader(officer: MakeOfficer) -> Account:
    return officer("leader", username="the-leader")


@pytest.fixture
def office(officer: MakeOfficer) -> Account:
    return officer("office", username="the-office")


@pytest.fixture
def campaign(district: Unit, leader: Account) -> Campaign:
    return issued(district, leader)


@pytest.fixture
def bodies(district: Unit, station: Unit) -> list[Institution]:
    domains: tuple[list[str], ...] = (["food"], ["food", "tank"], [], ["vehicle"])
    units = (station, district, station, None)
    return [
        make_institution(f"云川{n}检测公司", unit=unit, division="150699", uscc="", domains=own)
        for n, (own, unit) in enumerate(zip(domains, units, strict=True))
    ]


def proposed(campaign: Campaign, body: Institution, by: Account) -> Excuse:
    return services.propose_excuse(campaign=campaign, institution=body, by=by, **WHY)


def test_nobody_is_forgotten_until_everyone_is_inspected_or_excused(
    campaign: Campaign, bodies: list[Institution], office: Account, leader: Account
) -> None:
    def sums() -> tuple[int, int, int, int, int]:
        total = proof_of(campaign, for_=office).total
        return total.due, total.covered, total.excused, total.waiting, total.open

    assert sums() == (4, 0, 0, 0, 4)
    for body in bodies[:2]:
        services.record_coverage(
            campaign=campaign,
            institution=body,
            on=dt.date(2022, 5, 18),
            reference=f"V-{body.reference}",
            by=PROGRAM,
        )
    rows = [proposed(campaign, body, office) for body in bodies[2:]]
    assert sums() == (4, 2, 0, 2, 0)
    assert not proof_of(campaign, for_=office).total.proven
    services.approve_excuse(excuse=rows[0], by=leader)
    assert sums() == (4, 2, 1, 1, 0)
    services.approve_excuse(excuse=rows[1], by=leader)
    proof = proof_of(campaign, for_=office)
    assert proof.total.proven
    assert [one.state for one in proof.accounts] == ["covered", "covered", "excused", "excused"]


def test_each_institution_stands_in_its_unit_once_and_in_every_field_it_has(
    campaign: Campaign, bodies: list[Institution], office: Account
) -> None:
    proof = proof_of(campaign, for_=office)
    assert sum(one.due for one in proof.units) == proof.total.due == len(bodies)
    by_field = {one.query: one.due for one in proof.domains}
    assert by_field == {"domain=food": 2, "domain=tank": 1, "domain=vehicle": 1, "domain=unknown": 1}
    assert {one.query: one.due for one in proof.units}["unit=none"] == 1


def test_every_figure_opens_a_list_of_as_many(
    campaign: Campaign, bodies: list[Institution], office: Account, leader: Account
) -> None:
    services.record_coverage(
        campaign=campaign, institution=bodies[0], on=dt.date(2022, 5, 18), reference="V-1", by=PROGRAM
    )
    services.approve_excuse(excuse=proposed(campaign, bodies[1], office), by=leader)
    client, at = client_for(office), reverse("campaign:institutions", args=[campaign.reference])
    proof = proof_of(campaign, for_=office)
    for one in (proof.total, *proof.domains, *proof.units):
        for state, number in (("", one.due), ("covered", one.covered), ("excused", one.excused)):
            page = client.get(f"{at}?state={state}&{one.query}").context["page"]
            assert page.total.number == number, (one.title, state)
        left = client.get(f"{at}?state=left&{one.query}").context["page"]
        assert left.total.number == one.open + one.waiting


def test_an_approved_reason_meets_the_exit_condition_and_a_withdrawn_one_does_not(
    campaign: Campaign, bodies: list[Institution], office: Account, leader: Account
) -> None:
    def left() -> int:
        standing = standings_of(campaign.phases_now()[1])[0].standing
        assert standing is not None
        return standing.of - standing.now

    row = proposed(campaign, bodies[0], office)
    assert left() == 4
    row = services.approve_excuse(excuse=row, by=leader)
    assert left() == 3
    services.withdraw_excuse(excuse=row, by=office, reason="已恢复营业")
    assert left() == 4


def test_it_waits_for_the_heads_and_is_decided_by_one_who_did_not_propose_it(
    campaign: Campaign, bodies: list[Institution], office: Account, leader: Account
) -> None:
    row = proposed(campaign, bodies[0], office)
    assert waiting_for(leader).filter(subject=row.reference).count() == 1
    for move in (services.approve_excuse, lambda **more: services.refuse_excuse(reason="应当检查", **more)):
        with pytest.raises(NotNow):
            move(excuse=row, by=office)
    services.refuse_excuse(excuse=row, by=leader, reason="仍在出具报告")
    assert not waiting_for(leader).filter(subject=row.reference).exists()
    own = proposed(campaign, bodies[1], leader)
    with pytest.raises(NotNow):
        services.approve_excuse(excuse=own, by=leader)


def test_what_stands_against_proposing(
    campaign: Campaign, bodies: list[Institution], office: Account, officer: MakeOfficer
) -> None:
    proposed(campaign, bodies[0], office)
    with pytest.raises(NotNow):
        proposed(campaign, bodies[0], office)
    services.record_coverage(
        campaign=campaign, institution=bodies[1], on=dt.date(2022, 5, 18), reference="V-1", by=PROGRAM
    )
    with pytest.raises(NotNow):
        proposed(campaign, bodies[1], office)
    with pytest.raises(MissingPermission):
        proposed(campaign, bodies[2], officer("inspector"))
    assert Excuse.objects.count() == 1


def test_who_may_open_what(
    campaign: Campaign, bodies: list[Institution], office: Account, officer: MakeOfficer, elsewhere: Unit
) -> None:
    body = bodies[0]
    proposed(campaign, body, office)
    at = {
        name: reverse(f"campaign:{name}", args=[campaign.reference, *more])
        for name, more in (
            ("proof", ()),
            ("propose-excuse", (bodies[1].reference,)),
            *((f"{verb}-excuse", (body.reference,)) for verb in ("decide", "approve", "refuse", "withdraw")),
        )
    }
    expert, stranger = client_for(officer("expert")), client_for(officer("office", elsewhere))
    for name, address in at.items():
        assert client_for(office).get(address).status_code == 200, name
        assert expert.get(address).status_code == (200 if name == "proof" else 403), name
        assert stranger.get(address).status_code == 404, name


def test_a_reason_stands_against_undoing_the_import_of_its_institution(
    campaign: Campaign, bodies: list[Institution], office: Account
) -> None:
    row = proposed(campaign, bodies[0], office)
    assert [campaign.reference in said for said in left_out(bodies)] == [True]
    services.withdraw_excuse(excuse=row, by=office, reason="已恢复营业")
    assert not list(left_out(bodies))
