"""The pages: who opens which, what a stranger learns, what is refused, and what happens to what was entered."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bureau.campaign import services
from bureau.campaign.models import Campaign, Member, MemberRole
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from tests.cast import PROGRAM, MakeOfficer, client_for, make_unit
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution
from tests.rooms.campaign.running import TODAY, dated, drafted, issued, without_conditions

pytestmark = [pytest.mark.django_db, pytest.mark.db]
REASON = {"reason": "按局长的意见"}


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def leader(officer: MakeOfficer) -> Account:
    return officer("leader", username="the-leader", full_name="组长甲")


def at(name: str, campaign: Campaign, *more: object) -> str:
    return reverse(f"campaign:{name}", args=[campaign.reference, *more])


def ways(campaign: Campaign) -> dict[str, str]:
    """The address of every page about one campaign."""
    member = Member.objects.filter(campaign=campaign).first()
    assert member is not None
    plain = ("campaign", "institutions", "export-institutions", "amend-campaign", "issue-campaign")
    more = ("withdraw-campaign", "close-campaign", "add-phase", "focus-domain", "add-member")
    return {
        **{name: at(name, campaign) for name in (*plain, *more)},
        **{name: at(name, campaign, 2) for name in ("amend-phase", "withdraw-phase", "sign-off-phase")},
        "withdraw-domain": at("withdraw-domain", campaign, "food"),
        "end-member": at("end-member", campaign, member.pk),
    }


READ = {"campaign": "superior", "institutions": "expert", "export-institutions": "leader"}


def test_who_opens_which(district: Unit, elsewhere: Unit, leader: Account, officer: MakeOfficer) -> None:
    campaign = issued(district, leader)
    strangers = {
        role: client_for(officer(role, elsewhere)) for role in ("office", "superior", "expert", "leader")
    }
    holders = {role: client_for(officer(role)) for role in ("office", "superior", "expert", "leader")}
    administrator, inspector = client_for(officer("administrator")), client_for(officer("inspector"))
    for name, path in ways(campaign).items():
        role = READ.get(name, "office")
        assert Client().get(path).status_code == 302, name
        assert strangers[role].get(path).status_code == 404, name
        assert strangers[role].post(path, REASON).status_code == 404, name
        assert administrator.get(path).status_code == 403, name
        assert holders[role].get(path).status_code == 200, name
        if name not in READ:
            assert inspector.get(path).status_code == 403, name
            assert holders["superior"].post(path, REASON).status_code == 403, name
    assert holders["office"].get(at("amend-phase", campaign, "x")).status_code == 404
    assert holders["office"].get(at("amend-phase", campaign, 9)).status_code == 404


def entered(client: Client, path: str, **more: Any) -> dict[str, Any]:
    """What a browser would send back from the page, with changes."""
    form = client.get(path).context["form"]
    held = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in held.items() if value is not None and value != ""} | more


def test_an_office_without_units_below_addresses_itself(district: Unit, officer: MakeOfficer) -> None:
    client, draft = client_for(officer("office")), reverse("campaign:draft-campaign")
    assert list(client.get(draft).context["form"].fields["addressees"].queryset) == [district]
    station = make_unit("城北所", "station", "150699", district)
    assert list(client.get(draft).context["form"].fields["addressees"].queryset) == [station]


def test_a_campaign_is_drafted_made_ready_and_issued(
    district: Unit, station: Unit, leader: Account, officer: MakeOfficer
) -> None:
    client = client_for(officer("office"))
    empty = client.get(reverse("campaign:campaigns"))
    assert "There is no campaign here yet" in empty.content.decode()
    draft = reverse("campaign:draft-campaign")
    wrong = client.post(draft, {"title": "专项行动", "begins_on": "2022-07-31", "ends_on": "2022-05-05"})
    assert wrong.status_code == 422
    assert wrong.context["form"].data["title"] == "专项行动"
    sent: dict[str, Any] = {"title": "专项行动", "begins_on": "2022-05-05", "ends_on": "2022-07-31"}
    sent |= {"addressees": [station.reference], "document_number": "云川市监发〔2022〕7号"}
    assert client.post(draft, sent).status_code == 302
    campaign = Campaign.objects.get()
    assert campaign.addressees_now() == [station]
    page = client.get(at("campaign", campaign))
    assert "No working dates are set" in page.content.decode()
    issue = at("issue-campaign", campaign)
    assert 'aria-disabled="true"' in client.get(issue).content.decode()
    assert client.post(issue, entered(client, at("amend-campaign", campaign))).status_code == 409
    dated(campaign)
    member = {"role": "leader", "account": "the-leader"}
    assert client.post(at("add-member", campaign), {"role": "leader"}).status_code == 422
    assert client.post(at("add-member", campaign), member).status_code == 302
    assert client.post(at("add-member", campaign), member).status_code == 409
    assert client.post(issue, {}).status_code == 302
    assert client.post(issue, {}).status_code == 409
    assert Campaign.objects.get().is_running
    page = client.get(reverse("campaign:campaigns"))
    assert [one.reference for one in page.context["page"].rows] == [campaign.reference]


def test_both_values_are_shown_when_two_save_at_once(
    district: Unit, leader: Account, officer: MakeOfficer
) -> None:
    campaign = issued(district, leader)
    client = client_for(officer("office"))
    path = at("amend-campaign", campaign)
    mine = entered(client, path, title="我的名称", reason="更正名称")
    assert client.post(path, {**mine, "title": "先存的名称"}).status_code == 302
    answer = client.post(path, mine)
    assert answer.status_code == 409
    clash = answer.context["form"].clash
    assert (clash.only.theirs, clash.only.mine) == ("先存的名称", "我的名称")
    assert clash.others[0].name == Account.objects.get(pk=client.session["_auth_user_id"]).full_name
    assert "先存的名称" in answer.content.decode()
    again = mine | {"base": answer.context["form"].data["base"]}
    assert client.post(path, again).status_code == 302
    assert Campaign.objects.get().title == "我的名称"
    phase = at("amend-phase", campaign, 2)
    held = entered(client, phase, words="到7月")
    assert client.post(phase, {**held, "words": "到6月"}).status_code == 302
    answer = client.post(phase, held)
    assert (answer.status_code, answer.context["form"].clash.only.theirs) == (409, "到6月")
    mine = entered(client, path, reason="少发一家")
    assert client.post(path, {**mine, "addressees": []}).status_code == 302
    answer = client.post(path, mine)
    clash = answer.context["form"].clash
    assert (clash.only.theirs, clash.only.mine) == ("—", str(district.name))


def test_a_step_without_values_says_who_was_first(
    district: Unit, leader: Account, officer: MakeOfficer
) -> None:
    campaign = drafted(district, leader)
    client = client_for(officer("office", full_name="先改的人"))
    mine = entered(client, at("amend-campaign", campaign), title="改过的名称")
    assert client.post(at("amend-campaign", campaign), mine).status_code == 302
    answer = client_for(leader).post(at("withdraw-campaign", campaign), {"base": 1, "reason": "先不办了"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert all(said in page for said in ("先改的人", "改过的名称", "Do it all the same", "先不办了"))


def test_a_phase_is_amended_on_its_page(district: Unit, leader: Account, officer: MakeOfficer) -> None:
    campaign = issued(district, leader)
    client = client_for(officer("office"))
    path = at("amend-phase", campaign, 2)
    for more, field in (
        ({"dates_reason": ""}, "dates_reason"),
        ({"ends_on": ""}, "ends_on"),
        ({"begins_on": ""}, "begins_on"),
        ({"ends_on": "2022-05-01"}, "ends_on"),
        ({"name": ""}, "name"),
    ):
        answer = client.post(path, entered(client, path, **more))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert client.post(path, entered(client, path, ends_on="2022-07-08")).status_code == 302
    plan = client.get(f"{at('campaign', campaign)}?tab=plan").content.decode()
    assert "2022-07-08" in plan
    progress = client.get(at("campaign", campaign)).content.decode()
    assert "Overlap: 8 days belong to “集中整治”, “巩固提升”" in progress
    added = {"name": "回头看", "begins_on": "2022-08-01", "ends_on": "2022-08-05", "dates_reason": "另加一周"}
    assert client.post(at("add-phase", campaign), added).status_code == 302
    assert "“回头看” lies partly outside" in client.get(at("campaign", campaign)).content.decode()
    assert client.post(at("withdraw-phase", campaign, 4), {"reason": "短"}).status_code == 422
    assert client.post(at("withdraw-phase", campaign, 4), REASON).status_code == 302
    history = client.get(f"{at('campaign', campaign)}?tab=history").content.decode()
    assert "phase withdrawn" in history
    assert "2022-06-30 → 2022-07-08" in history


def test_domains_and_members_on_their_pages(district: Unit, leader: Account, officer: MakeOfficer) -> None:
    campaign = issued(district, leader)
    client = client_for(officer("office"))
    assert client.post(at("focus-domain", campaign), {"domain": "food", **REASON}).status_code == 422
    assert client.post(at("focus-domain", campaign), {"domain": "vehicle", **REASON}).status_code == 302
    assert client.post(at("withdraw-domain", campaign, "food"), REASON).status_code == 302
    assert client.get(at("withdraw-domain", campaign, "food")).status_code == 404
    assert Campaign.objects.get().focus_now()[-1] == "vehicle"
    period = {"role": "member", "post": "干部", "since": "2022-05-10", "until": "2022-05-09"}
    assert client.post(at("add-member", campaign), period).status_code == 422
    assert client.post(at("add-member", campaign), period | {"until": "2022-06-09"}).status_code == 302
    member = Member.objects.get(role=MemberRole.MEMBER)
    end = at("end-member", campaign, member.pk)
    assert client.post(end, REASON | {"on": "2022-05-12"}).status_code == 302
    assert client.post(end, REASON).status_code == 409
    plan = client.get(f"{at('campaign', campaign)}?tab=plan").content.decode()
    assert "2022-05-12" in plan


def test_the_leader_signs_off_what_is_met(district: Unit, leader: Account, officer: MakeOfficer) -> None:
    make_institution(unit=district)
    campaign = issued(district, leader)
    client, office = client_for(leader), client_for(officer("office"))
    path = at("sign-off-phase", campaign, 1)
    page = client.get(at("campaign", campaign)).content.decode()
    assert "3 exit conditions are not met yet" in page
    assert client.post(path).status_code == 409
    without_conditions(campaign, 1)
    assert f'href="{path}"' in client.get(at("campaign", campaign)).content.decode()
    assert "signs this off: 组长甲" in office.get(at("campaign", campaign)).content.decode()
    assert office.post(path).status_code == 409
    assert client.post(path).status_code == 302
    reader = client_for(officer("superior")).get(at("campaign", campaign)).content.decode()
    assert "signed off 2022-05-20" in reader
    assert "Sign off “" not in reader


def test_it_is_closed_and_withdrawn_on_its_pages(
    district: Unit, leader: Account, officer: MakeOfficer
) -> None:
    campaign, draft = issued(district, leader), drafted(district)
    client = client_for(officer("office"))
    assert client.post(at("withdraw-campaign", draft), REASON).status_code == 302
    assert client.post(at("close-campaign", campaign), REASON).status_code == 409
    for number in (1, 2, 3):
        services.sign_off_phase(phase=without_conditions(campaign, number), by=leader)
    assert "Every phase is signed off." in client.get(at("campaign", campaign)).content.decode()
    assert client.post(at("close-campaign", campaign), {}).status_code == 422
    assert client.post(at("close-campaign", campaign), REASON).status_code == 302
    page = client.get(at("campaign", campaign)).content.decode()
    assert at("amend-campaign", campaign) not in page


def test_a_city_sees_its_lower_campaigns(
    city: Unit, district: Unit, leader: Account, officer: MakeOfficer
) -> None:
    above = issued(city, officer("leader", city), district)
    office = client_for(officer("office"))
    sent = {
        "title": "本区行动",
        "begins_on": "2022-05-05",
        "ends_on": "2022-07-31",
        "superior": above.reference,
    }
    assert office.post(reverse("campaign:draft-campaign"), sent).status_code == 302
    page = client_for(officer("superior", city)).get(f"{at('campaign', above)}?tab=plan").content.decode()
    assert "本区行动" in page
    assert office.get(at("amend-campaign", above)).status_code == 200  # to see why not
    assert office.post(at("amend-campaign", above), sent).status_code in {403, 422}


def test_the_list_is_about_the_unit_in_the_top_bar(
    city: Unit, district: Unit, station: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    above, own, other = (drafted(unit).reference for unit in (city, district, elsewhere))
    client = client_for(officer("superior", city))

    def seen() -> set[str]:
        page = client.get(reverse("campaign:campaigns")).context["page"]
        return {one.reference for one in page.rows}

    assert seen() == {above, own, other}
    for unit in (district, station):
        client.post(reverse("people:switch-unit"), {"unit": unit.reference})
        assert seen() == {above, own}


def listed(client: Client, campaign: Campaign, query: str = "") -> list[str]:
    return [row.institution.name for row in client.get(at("institutions", campaign) + query).context["rows"]]


def test_every_number_opens_its_rows(
    district: Unit, station: Unit, elsewhere: Unit, leader: Account, officer: MakeOfficer
) -> None:
    campaign = issued(district, leader)
    make_institution("甲", unit=station, domains=["food", "tank"])
    make_institution("乙", unit=district, domains=["vehicle"])
    make_institution("丙", unit=None)
    far = make_institution("丁", unit=elsewhere)
    services.record_coverage(
        campaign=campaign, institution=far, on=clock.today(), reference="V-9", by=PROGRAM
    )
    client = client_for(leader)
    for query, expected in {
        "": "丁丙乙甲",
        "?state=covered": "丁",
        "?state=uncovered": "丙乙甲",
        "?domain=focus": "甲",
        "?domain=vehicle": "乙",
        "?state=covered&domain=focus": "",
        f"?unit={station.reference}": "甲",
        f"?unit={district.reference}": "乙",
        "?unit=other": "丁",
        "?unit=none": "丙",
        "?words=乙": "乙",
    }.items():
        assert sorted(listed(client, campaign, query)) == sorted(expected), query
    assert "Save this view" not in client.get(at("institutions", campaign) + "?words=乙").content.decode()
    page = client.get(at("campaign", campaign))
    coverage = page.context["progress"].coverage
    for line in (*coverage.domains, coverage.focus, *coverage.units, coverage.total):
        for state, count in (("", line.due), ("covered", line.covered), ("uncovered", line.uncovered)):
            assert len(listed(client, campaign, f"?state={state}&{line.query}")) == count
    export = client.get(at("export-institutions", campaign) + "?state=covered")
    book = openpyxl.load_workbook(io.BytesIO(export.content))
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]
    assert [(row[1], row[5], row[6]) for row in rows] == [("丁", "2022-05-20", "V-9")]
    inspector = client_for(officer("inspector", station))
    assert inspector.get(at("institutions", campaign)).status_code == 404  # it is not addressed to them
    assert "No institution fits" in client.get(at("institutions", campaign) + "?words=没有").content.decode()


def test_what_is_addressed_is_seen_as_far_as_the_role_reaches(
    district: Unit, station: Unit, leader: Account, officer: MakeOfficer
) -> None:
    campaign = issued(district, leader, station)
    make_institution("甲", unit=station)
    make_institution("乙", unit=district)
    client = client_for(officer("inspector", station))
    assert listed(client, campaign) == ["甲"]
    page = client.get(at("campaign", campaign)).content.decode()
    assert "You see the institutions that your roles reach" in page
    assert at("amend-campaign", campaign) not in page


def test_as_many_questions_for_many_as_for_few(district: Unit, station: Unit, leader: Account) -> None:
    campaign = issued(district, leader)
    client = client_for(leader)

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = [
        at("campaign", campaign),
        at("institutions", campaign),
        f"{at('campaign', campaign)}?tab=history",
    ]
    first = make_institution(unit=station, domains=["food"])
    services.record_coverage(
        campaign=campaign, institution=first, on=clock.today(), reference="V-1", by=PROGRAM
    )
    asked(paths[0])
    few = [asked(path) for path in paths]
    for _ in range(12):
        body = make_institution(unit=station, domains=["food"])
        services.record_coverage(
            campaign=campaign, institution=body, on=clock.today(), reference="V-1", by=PROGRAM
        )
    assert [asked(path) for path in paths] == few
    assert max(few) <= 85


def test_the_menu_leads_there_for_who_may(district: Unit, officer: MakeOfficer) -> None:
    campaigns = f'href="{reverse("campaign:campaigns")}"'
    assert campaigns in client_for(officer("inspector")).get("/").content.decode()
    assert campaigns not in client_for(officer("administrator")).get("/").content.decode()


def test_days_that_lie_ahead_are_said(district: Unit, leader: Account) -> None:
    later: dict[str, Any] = {"begins_on": "2026-03-02", "ends_on": "2026-04-30", "title": "2026年行动"}
    client = client_for(leader)
    assert client.post(reverse("campaign:draft-campaign"), later).status_code == 302
    campaign = Campaign.objects.get()
    page = client.get(at("campaign", campaign)).content.decode()
    assert "Its days lie ahead: it begins on 2026-03-02" in page
    assert "No phase has working dates yet." in page
