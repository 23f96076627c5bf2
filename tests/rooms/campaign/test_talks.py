"""The contact log: each move and its guards, what waits, what a correction leaves, who sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from bureau.campaign import services
from bureau.campaign.models import Talk
from bureau.campaign.models.talks import talked_with
from bureau.campaign.selectors.talks import talks_in, talks_with
from bureau.campaign.services import Told
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.reminders.selectors import waiting_for
from tests.cast import MakeOfficer, client_for, make_institution_account
from tests.factories import make_institution
from tests.rooms.campaign.running import TODAY, issued

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY = dt.date(2022, 5, 19)


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def inspector(officer: MakeOfficer, station: Unit) -> Account:
    return officer("inspector", station, username="the-inspector")


@pytest.fixture
def body(station: Unit) -> Institution:
    return make_institution("云川甲检测有限公司", unit=station, division="150699")


def told(**more: Any) -> Told:
    held: dict[str, Any] = {
        "talked_on": DAY,
        "channel": "phone",
        "post": "质量负责人",
        "said": "通知开展自查",
    }
    return Told(**(held | more))


FOLLOW: dict[str, Any] = {"follow_up": "查收自查表", "follow_up_on": dt.date(2022, 5, 27)}


def recorded(body: Institution, by: Account, **more: Any) -> Talk:
    assert body.unit is not None
    made = services.record_talk(institution=body, told=told(**more), by=by, at=body.unit)
    return Talk.objects.get(pk=made.pk)


def test_what_is_to_follow_waits_for_whoever_spoke_until_it_is_done(
    body: Institution, inspector: Account
) -> None:
    row = recorded(body, inspector, **FOLLOW)
    due = waiting_for(inspector).get()
    assert (due.subject, due.due_on) == (row.reference, FOLLOW["follow_up_on"])
    assert body.name in due.title
    services.follow_up_talk(talk=row, outcome="已收到", by=inspector)
    assert not waiting_for(inspector).exists()
    row.refresh_from_db()
    assert (row.outcome, row.followed_up_by_name) == ("已收到", inspector.full_name)


def test_a_correction_is_a_new_entry_and_overwrites_nothing(body: Institution, inspector: Account) -> None:
    row = recorded(body, inspector, **FOLLOW)
    later = dt.date(2022, 5, 30)
    made = services.correct_talk(
        talk=row,
        told=told(said="通知开展自查，并寄送表格", **FOLLOW | {"follow_up_on": later}),
        by=inspector,
        reason="漏记一项",
    )
    row.refresh_from_db()
    assert (row.state, row.said) == ("talk_corrected", "通知开展自查")
    assert (made.corrects, made.said, made.officer) == (row, "通知开展自查，并寄送表格", inspector)
    assert waiting_for(inspector).get().due_on == later
    assert {one.state for one in talks_with(body, inspector)} == {"talk_corrected", "talk_recorded"}
    with pytest.raises(NotNow):
        services.correct_talk(talk=row, told=told(), by=inspector, reason="再改一次")


@pytest.mark.parametrize(
    "wrong",
    [
        {"talked_on": dt.date(2022, 5, 21)},
        {"follow_up": "查收自查表"},
        {"follow_up_on": dt.date(2022, 5, 27)},
        {"follow_up": "查收自查表", "follow_up_on": dt.date(2022, 5, 18)},
    ],
)
def test_what_cannot_be_is_refused(body: Institution, inspector: Account, wrong: dict[str, Any]) -> None:
    with pytest.raises(NotNow):
        recorded(body, inspector, **wrong)
    assert not Talk.objects.exists()


def test_nothing_is_followed_up_twice_or_where_nothing_was_left(
    body: Institution, inspector: Account
) -> None:
    with pytest.raises(NotNow):
        services.follow_up_talk(talk=recorded(body, inspector), outcome="无", by=inspector)
    row = recorded(body, inspector, **FOLLOW)
    services.follow_up_talk(talk=row, outcome="已收到", by=inspector)
    with pytest.raises(NotNow):
        services.follow_up_talk(talk=row, outcome="又收到", by=inspector)
    with pytest.raises(NotNow):
        services.correct_talk(talk=row, told=told(), by=inspector, reason="已办结再改")


def test_who_may_read_and_record(
    body: Institution, inspector: Account, officer: MakeOfficer, elsewhere: Unit, district: Unit
) -> None:
    row = recorded(body, inspector, **FOLLOW)
    stranger, expert = officer("inspector", elsewhere), officer("expert")
    speaker = make_institution_account("speaker", district)
    log, add = (reverse(f"campaign:{name}", args=[body.reference]) for name in ("talks", "record-talk"))
    follow = reverse("campaign:follow-up-talk", args=[row.reference])
    wanted = {
        inspector: {log: 200, add: 200, follow: 200},
        expert: {log: 200, add: 403, follow: 403},
        stranger: {log: 404, add: 404, follow: 404},
        speaker: {log: 403, add: 403, follow: 403},
    }
    for account, pages in wanted.items():
        client = client_for(account)
        assert {page: client.get(page).status_code for page in pages} == pages, account
    assert not talks_with(body, stranger).exists()
    with pytest.raises(MissingPermission):
        recorded(body, expert)


def test_on_the_dossier_and_on_the_campaign(
    body: Institution, inspector: Account, officer: MakeOfficer, district: Unit
) -> None:
    campaign = issued(district, officer("leader"))
    client = client_for(inspector)
    answer = client.post(
        reverse("campaign:record-talk", args=[body.reference]),
        {"talked_on": "2022-05-19", "channel": "phone", "post": "质量负责人", "said": "通知开展自查"},
    )
    assert answer.status_code == 302
    seen = Talk.objects.filter(institution=body)
    assert seen.count() == 1
    dossier = client.get(reverse("registry:institution", args=[body.reference])).content.decode()
    assert "通知开展自查" in dossier
    office = officer("office")
    row = services.record_talk(institution=body, told=told(), by=office, at=district, campaign=campaign)
    assert row in talks_in(campaign, office)
    page = (
        client_for(office).get(reverse("campaign:campaign-talks", args=[campaign.reference])).content.decode()
    )
    assert body.name in page


def test_a_form_that_is_wrong_is_answered_with_what_was_entered(
    body: Institution, inspector: Account
) -> None:
    answer = client_for(inspector).post(
        reverse("campaign:record-talk", args=[body.reference]),
        {
            "talked_on": "2022-05-19",
            "channel": "phone",
            "post": "质量负责人",
            "said": "保留的话",
            "follow_up": "查收",
        },
    )
    assert answer.status_code == 422
    assert "保留的话" in answer.content.decode()


def test_contacts_stand_against_undoing_the_import_of_whom_they_were_made_with(
    body: Institution, inspector: Account, station: Unit
) -> None:
    other = make_institution("云川乙检测有限公司", unit=station, division="150699", uscc="")
    row = recorded(body, inspector)
    assert [row.reference in said for said in talked_with([body, other])] == [True]
    assert not list(talked_with([other]))
