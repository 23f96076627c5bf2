"""The priority list: the order, the terms in words and numbers, the weights with their reasons, who may set them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse

from bureau.campaign import services
from bureau.campaign.models import Campaign, Weight
from bureau.campaign.ranking import GROUPS, terms
from bureau.campaign.selectors.histories import history
from bureau.campaign.selectors.priorities import ranked, weights_of
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.factories import make_institution
from tests.rooms.campaign.running import TODAY, issued

pytestmark = [pytest.mark.django_db, pytest.mark.db]
REASON = "局务会确定"


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def office(officer: MakeOfficer) -> Account:
    return officer("office", username="the-office")


@pytest.fixture
def campaign(district: Unit, officer: MakeOfficer) -> Campaign:
    return issued(district, officer("leader", username="the-leader"))


@pytest.fixture
def bodies(district: Unit, station: Unit) -> list[Institution]:
    listed = ((["food", "tank"], district), (["vehicle"], station), (["food"], district))
    return [
        make_institution(f"云川{n}检测公司", unit=unit, division="150699", uscc="", domains=own)
        for n, (own, unit) in enumerate(listed)
    ]


def test_every_room_contributes_terms_of_the_notices_four_kinds() -> None:
    assert {one.group for one in terms().values()} == set(GROUPS)
    assert {"area", "focus", "lapsed", "incomplete", "hits", "problems"} <= set(terms())


def test_the_place_is_the_sum_of_weights_and_points_and_says_why(
    campaign: Campaign, bodies: list[Institution], office: Account
) -> None:
    for name in terms():
        services.set_weight(
            campaign=campaign, term=name, weight=2 if name == "focus" else 0, reason=REASON, by=office
        )
    found = ranked(campaign, for_=office)
    assert [(one.place, one.institution, one.total) for one in found] == [
        (1, bodies[0], 4),
        (2, bodies[2], 2),
        (3, bodies[1], 0),
    ]
    part = found[0].parts[0]
    assert (part.weighed.weight, part.points.points, part.product) == (2, 2, 4)
    assert "食品" in str(part.points.words)
    assert all(one.total == sum(part.product for part in one.parts) for one in found)


def test_a_key_area_lifts_those_that_its_unit_answers_for(
    campaign: Campaign, bodies: list[Institution], office: Account, station: Unit
) -> None:
    services.set_weight(
        campaign=campaign, term="area", weight=10, chosen=[station.reference], reason=REASON, by=office
    )
    first = ranked(campaign, for_=office)[0]
    assert first.institution == bodies[1]
    assert station.short_name in str(
        next(p for p in first.parts if p.weighed.term.name == "area").points.words
    )


def test_who_was_inspected_or_excused_leaves_the_list(
    campaign: Campaign, bodies: list[Institution], office: Account
) -> None:
    services.record_coverage(
        campaign=campaign, institution=bodies[0], on=dt.date(2022, 5, 18), reference="V-1", by=PROGRAM
    )
    row = services.propose_excuse(
        campaign=campaign, institution=bodies[1], ground="ceased", words="已停业，有备案文件", by=office
    )
    services.approve_excuse(excuse=row, by=Account.objects.get(username="the-leader"))
    assert [one.institution for one in ranked(campaign, for_=office)] == [bodies[2]]


def test_a_weight_has_its_reason_and_what_held_before_stays_in_the_history(
    campaign: Campaign, office: Account
) -> None:
    services.set_weight(campaign=campaign, term="focus", weight=4, reason=REASON, by=office)
    services.set_weight(campaign=campaign, term="focus", weight=7, reason="市局要求", by=office)
    held = next(one for one in weights_of(campaign) if one.term.name == "focus")
    assert (held.weight, held.reason, Weight.objects.count()) == (7, "市局要求", 1)
    newest = history(campaign)[0]
    changed = {one.column: (one.before, one.after) for one in newest.differs}
    assert (newest.move, changed["weight"]) == ("change_weight", ("4", "7"))


def test_what_is_refused(campaign: Campaign, officer: MakeOfficer, office: Account) -> None:
    for term, weight in (("nothing", 1), ("focus", 11), ("focus", -1)):
        with pytest.raises(NotNow):
            services.set_weight(campaign=campaign, term=term, weight=weight, reason=REASON, by=office)
    with pytest.raises(MissingPermission):
        services.set_weight(campaign=campaign, term="focus", weight=1, reason=REASON, by=officer("inspector"))
    assert not Weight.objects.exists()


def test_who_may_open_and_set(
    campaign: Campaign, bodies: list[Institution], office: Account, officer: MakeOfficer, elsewhere: Unit
) -> None:
    at = reverse("campaign:priorities", args=[campaign.reference])
    weigh = reverse("campaign:set-weight", args=[campaign.reference, "focus"])
    stranger, expert = client_for(officer("office", elsewhere)), client_for(officer("expert"))
    assert (stranger.get(at).status_code, stranger.get(weigh).status_code) == (404, 404)
    assert (expert.get(at).status_code, expert.get(weigh).status_code) == (200, 403)
    client = client_for(office)
    page = client.get(at).content.decode()
    assert all(body.name in page for body in bodies)
    assert client.post(weigh, {"weight": 12, "reason": REASON}).status_code == 422
    assert client.post(weigh, {"weight": 9, "reason": REASON}).status_code == 302
    assert Weight.objects.get().weight == 9
    unknown = reverse("campaign:set-weight", args=[campaign.reference, "nothing"])
    assert client.get(unknown).status_code == 404
