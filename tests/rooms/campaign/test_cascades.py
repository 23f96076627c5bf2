"""Handing a campaign down: each move and its guards, the bounds of the superior's days, what waits and what is seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse

from bureau.campaign import services
from bureau.campaign.lifecycle_beside import HAND_DOWN, HandDownState
from bureau.campaign.models import Campaign, HandDown
from bureau.campaign.selectors.cascades import below_of
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Account, Unit
from bureau.reminders.selectors import waiting_for
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.campaign.running import DAY, TODAY, drafted, issued, phase_plan

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DUE = dt.date(2022, 5, 25)


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def above(city: Unit, officer: MakeOfficer) -> Campaign:
    return issued(
        city, officer("leader", city, username="city-leader"), document_number="云州市监发〔2022〕2号"
    )


@pytest.fixture
def office(officer: MakeOfficer) -> Account:
    return officer("office", username="the-office")


def handed(above: Campaign, unit: Unit) -> HandDown:
    made = services.hand_down_campaign(campaign=above, unit=unit, due_on=DUE, by=PROGRAM)
    return HandDown.objects.get(pk=made.pk)


def test_it_waits_in_the_queue_of_the_unit_below_and_of_nobody_else(
    above: Campaign, district: Unit, office: Account, elsewhere: Unit, officer: MakeOfficer
) -> None:
    stranger = officer("office", elsewhere)
    assert not Campaign.objects.visible_to(office).filter(pk=above.pk).exists()
    row = handed(above, district)
    due = waiting_for(office).get()
    assert (due.subject, due.due_on) == (row.reference, DUE)
    assert due.address == reverse("campaign:take-up-campaign", args=[above.reference, district.reference])
    assert Campaign.objects.visible_to(office).filter(pk=above.pk).exists()
    assert not waiting_for(stranger).exists()
    assert not Campaign.objects.visible_to(stranger).filter(pk=above.pk).exists()


def test_taken_up_it_is_a_draft_of_their_own_within_the_superiors_days(
    above: Campaign, district: Unit, office: Account
) -> None:
    own = services.take_up_campaign(hand_down=handed(above, district), by=office)
    assert (own.unit, own.superior, own.document_number, own.state) == (district, above, "", "drafted")
    assert above.document_number in own.basis
    assert own.focus_now() == above.focus_now()
    pairs = zip(own.phases_now(), above.phases_now(), strict=True)
    assert all(
        (mine.name, mine.words, mine.begins_on, mine.ends_on, mine.bound_by)
        == (theirs.name, theirs.words, theirs.begins_on, theirs.ends_on, theirs)
        for mine, theirs in pairs
    )
    assert not waiting_for(office).exists()
    assert HandDown.objects.get().state == HandDownState.TAKEN_UP


@pytest.mark.parametrize("days", [(-1, 0), (0, 1), (-1, 1)])
def test_days_outside_the_superiors_want_a_reason(
    above: Campaign, district: Unit, office: Account, days: tuple[int, int]
) -> None:
    own = services.take_up_campaign(hand_down=handed(above, district), by=office)
    phase = own.phases_now()[1]
    assert phase.begins_on is not None
    assert phase.ends_on is not None
    since, until = (edge + DAY * n for edge, n in zip((phase.begins_on, phase.ends_on), days, strict=True))
    moved = phase_plan(phase, begins_on=since, ends_on=until)
    with pytest.raises(NotNow, match=r"2022-05-16|5月16日"):
        services.amend_phase(phase=phase, plan=moved, by=office)
    moved = phase_plan(phase, begins_on=since, ends_on=until, outside_reason="疫情封控，经市局同意")
    services.amend_phase(phase=phase, plan=moved, by=office)
    assert [one.is_outside for one in own.phases_now()] == [False, True, False]
    shown = below_of(above, head_of(above))
    assert shown[0].outside == (f"{phase.name}：疫情封控，经市局同意",)


def head_of(_above: Campaign) -> Account:
    return Account.objects.get(username="city-leader")


def test_days_inside_the_superiors_want_none(above: Campaign, district: Unit, office: Account) -> None:
    own = services.take_up_campaign(hand_down=handed(above, district), by=office)
    phase = own.phases_now()[1]
    assert phase.begins_on is not None
    assert phase.ends_on is not None
    inside = phase_plan(phase, begins_on=phase.begins_on + DAY, ends_on=phase.ends_on - DAY)
    assert not services.amend_phase(phase=phase, plan=inside, by=office).is_outside


def test_the_superior_sees_who_took_it_up_and_how_they_stand(
    above: Campaign, district: Unit, elsewhere: Unit, office: Account
) -> None:
    services.take_up_campaign(hand_down=handed(above, district), by=office)
    handed(above, elsewhere)
    by_unit = {one.hand_down.unit: one for one in below_of(above, head_of(above))}
    assert by_unit[district].hand_down.state == "taken_up"
    assert (by_unit[district].signed_off, by_unit[district].phases) == (0, 3)
    assert by_unit[elsewhere].hand_down.lower is None
    assert [one.hand_down.unit for one in below_of(above, office)] == [district]


def test_what_stands_against_handing_down(
    above: Campaign, district: Unit, city: Unit, office: Account
) -> None:
    refused = (
        (above, city, DUE, r"below its own|下级"),
        (drafted(city), district, DUE, r"issued|下发"),
        (above, district, dt.date(2022, 5, 19), r"past|已过"),
    )
    for campaign, unit, due, words in refused:
        with pytest.raises(NotNow, match=words):
            services.hand_down_campaign(campaign=campaign, unit=unit, due_on=due, by=PROGRAM)
    handed(above, district)
    with pytest.raises(NotNow, match=r"already|已经"):
        handed(above, district)
    with pytest.raises(MissingPermission):
        services.hand_down_campaign(campaign=above, unit=district, due_on=DUE, by=office)
    assert HandDown.objects.count() == 1


def test_the_unit_above_takes_it_back_and_nobody_else(
    above: Campaign, district: Unit, office: Account
) -> None:
    row = handed(above, district)
    with pytest.raises(NotNow):
        services.withdraw_hand_down(hand_down=row, by=office, reason="不想做了")
    head = head_of(above)
    services.withdraw_hand_down(hand_down=row, by=head, reason="由市局统一组织")
    assert not waiting_for(office).exists()
    with pytest.raises(NotNow):
        services.take_up_campaign(hand_down=row, by=office)
    handed(above, district)


def test_it_is_taken_up_once(above: Campaign, district: Unit, office: Account) -> None:
    row = handed(above, district)
    with pytest.raises(Stale):
        services.take_up_campaign(hand_down=row, by=office, base=row.version + 1)
    services.take_up_campaign(hand_down=row, by=office, base=row.version)
    assert HAND_DOWN.objection("take_up_campaign", HandDown.objects.get(), office)
    with pytest.raises(NotNow):
        services.take_up_campaign(hand_down=HandDown.objects.get(), by=office)
    assert Campaign.objects.filter(superior=above).count() == 1


def test_who_may_open_and_do_what(
    above: Campaign, district: Unit, office: Account, elsewhere: Unit, officer: MakeOfficer
) -> None:
    handed(above, district)
    take = reverse("campaign:take-up-campaign", args=[above.reference, district.reference])
    down = reverse("campaign:hand-down-campaign", args=[above.reference])
    stranger, expert = officer("office", elsewhere), officer("expert")
    assert client_for(stranger).get(take).status_code == 404
    assert client_for(expert).get(take).status_code == 403
    assert client_for(office).get(take).status_code == 200
    asked = client_for(head_of(above)).post(down, {"units": [elsewhere.reference], "due_on": "2022-05-30"})
    assert asked.status_code == 302
    assert (
        client_for(stranger)
        .get(reverse("campaign:take-up-campaign", args=[above.reference, elsewhere.reference]))
        .status_code
        == 200
    )
    row = HandDown.objects.get(unit=district)
    done = client_for(office).post(take, {"base": row.version})
    own = Campaign.objects.get(superior=above)
    assert done.headers["Location"] == reverse("campaign:campaign", args=[own.reference])
    assert client_for(office).post(take, {"base": row.version}).status_code == 409
