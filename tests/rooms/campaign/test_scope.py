"""Rules of scope: what each kind fits, who decides, what figures and lists follow from them, and who is told why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse

from bureau.campaign import services
from bureau.campaign.conditions import all_visited
from bureau.campaign.models import Campaign, ScopeRule
from bureau.campaign.selectors import tally_of
from bureau.campaign.selectors.proof import proof_of
from bureau.campaign.selectors.scope import change_of, scope_of
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.reminders.selectors import waiting_for
from bureau.trail.verify import verify
from tests.cast import MakeOfficer, client_for
from tests.factories import make_certificate, make_institution, make_presence
from tests.rooms.campaign.running import TODAY, issued, without_conditions

pytestmark = [pytest.mark.django_db, pytest.mark.db]
WHY = "通知第二条只列六个领域"


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
    """A: food, station, public. B: food and tank, district. C: no field. D: vehicle, nobody's. E: of elsewhere."""
    division = district.division
    a = make_institution("甲", unit=station, division=division, domains=["food"], kind="public_institution")
    b = make_institution("乙", unit=district, division=division, domains=["food", "tank"])
    c = make_institution("丙", unit=station, division=division, domains=[], kind="")
    d = make_institution("丁", unit=None, division=division, domains=["vehicle"])
    e = make_institution("戊", unit=district, home_division="610104", site=False, domains=["tank"])
    make_presence(e, division)
    make_certificate(b, valid_to=clock.today().replace(year=2027))
    make_certificate(d, valid_to=clock.today().replace(year=2021))
    return [a, b, c, d, e]


def proposed(campaign: Campaign, by: Account, effect: str, kind: str, *chosen: str) -> ScopeRule:
    return services.propose_scope_rule(
        campaign=campaign, effect=effect, kind=kind, chosen=chosen, words=WHY, by=by
    )


def names(campaign: Campaign) -> str:
    return "".join(sorted(tally_of(campaign).due.values_list("name", flat=True), key="甲乙丙丁戊".index))


@pytest.mark.parametrize(
    "case",
    [
        ("domain", ["food"], "甲乙"),
        ("domain", ["tank", "vehicle"], "乙丁戊"),
        ("domain", ["unknown"], "丙"),
        ("nature", ["public_institution"], "甲"),
        ("nature", ["enterprise"], "乙丁戊"),
        ("nature", ["unknown"], "丙"),
        ("home", ["elsewhere"], "戊"),
        ("home", ["here"], "甲乙丙丁"),
        ("certificate", ["valid"], "乙"),
        ("certificate", ["lapsed"], "丁"),
        ("certificate", ["unknown"], "甲丙戊"),
        ("certificate", ["lapsed", "unknown"], "甲丙丁戊"),
        ("unit", ["station"], "甲丙"),
        ("unit", ["unknown"], "丁"),
        ("unit", ["district"], "甲乙丙戊"),
    ],
)
def test_each_kind_fits_and_its_opposite_fits_the_rest(
    case: tuple[str, list[str], str],
    campaign: Campaign,
    bodies: list[Institution],
    request: pytest.FixtureRequest,
) -> None:
    kind, chosen, fitting = case
    if kind == "unit":
        chosen = [one if one == "unknown" else request.getfixturevalue(one).reference for one in chosen]
    office, leader = request.getfixturevalue("office"), request.getfixturevalue("leader")
    rule = proposed(campaign, office, "only", kind, *chosen)
    assert names(campaign) == "甲乙丙丁戊", "it changes nothing before it is approved"
    services.approve_scope_rule(rule=rule, by=leader)
    assert names(campaign) == fitting
    services.end_scope_rule(rule=rule, by=office, reason="改为另一条规则")
    assert names(campaign) == "甲乙丙丁戊"
    services.approve_scope_rule(rule=proposed(campaign, office, "out", kind, *chosen), by=leader)
    assert names(campaign) == "".join(one for one in "甲乙丙丁戊" if one not in fitting)
    assert verify().discrepancies == ()


def test_everyone_who_is_out_has_the_rules_that_say_so(
    campaign: Campaign, bodies: list[Institution], office: Account, leader: Account
) -> None:
    fields = proposed(campaign, office, "only", "domain", "food", "tank")
    away = proposed(campaign, office, "out", "home", "elsewhere")
    never = proposed(campaign, office, "out", "nature", "public_institution")
    for rule in (fields, away):
        services.approve_scope_rule(rule=rule, by=leader)
    services.refuse_scope_rule(rule=never, by=leader, reason="事业单位同样要查")
    found = scope_of(campaign, for_=office)
    assert (found.area, found.within, found.out) == (5, 2, 3)
    told = {one.institution.name: [rule.number for rule in one.rules] for one in found.left}
    assert told == {"丙": [1], "丁": [1], "戊": [2]}
    assert [(one.rule.number, one.keeps_out) for one in found.rules] == [(1, 2), (2, 1), (3, 1)]
    assert found.rules[0].chosen == ("食品", "常压液体危险货物罐体")
    assert proof_of(campaign, for_=office).total.due == 2
    assert all_visited(campaign, clock.today()).of == 2


def test_what_a_rule_would_change_is_seen_before_it_is_decided(
    campaign: Campaign, bodies: list[Institution], office: Account, leader: Account
) -> None:
    services.approve_scope_rule(rule=proposed(campaign, office, "out", "home", "elsewhere"), by=leader)
    rule = proposed(campaign, office, "out", "domain", "tank")
    change = change_of(rule, for_=leader)
    assert (change.before, change.after, [one.name for one in change.goes]) == (4, 3, ["乙"])
    assert change.ruled.keeps_out == 2, "alone it keeps the visitor out as well"
    services.approve_scope_rule(rule=rule, by=leader)
    after = change_of(rule, for_=leader)
    assert (after.before, after.after) == (4, 3)


def test_who_decides(campaign: Campaign, office: Account, leader: Account, officer: MakeOfficer) -> None:
    rule = proposed(campaign, office, "out", "home", "elsewhere")
    waiting = waiting_for(leader).get(subject=rule.reference)
    assert waiting.address == reverse("campaign:scope-rule", args=[campaign.reference, 1])
    with pytest.raises(NotNow, match="提出"):
        services.approve_scope_rule(rule=rule, by=office)
    own = proposed(campaign, leader, "out", "certificate", "lapsed")
    with pytest.raises(NotNow):
        services.approve_scope_rule(rule=own, by=leader)
    with pytest.raises(MissingPermission):
        proposed(campaign, officer("inspector"), "out", "domain", "food")
    services.approve_scope_rule(rule=rule, by=leader)
    assert not waiting_for(leader).filter(subject=rule.reference).exists()
    with pytest.raises(NotNow):
        services.approve_scope_rule(rule=rule, by=leader)
    assert verify().discrepancies == ()


def test_what_cannot_be_a_rule(campaign: Campaign, office: Account) -> None:
    for kind, chosen in (
        ("domain", ["no-such"]),
        ("no-such", ["food"]),
        ("unit", ["U-9999"]),
        ("domain", []),
    ):
        with pytest.raises(NotNow):
            proposed(campaign, office, "out", kind, *chosen)
    proposed(campaign, office, "out", "domain", "food", "tank")
    with pytest.raises(NotNow, match="已有"):
        proposed(campaign, office, "out", "domain", "tank", "food")
    assert ScopeRule.objects.count() == 1


def test_the_pages(campaign: Campaign, bodies: list[Institution], office: Account, leader: Account) -> None:
    at = f"/campaigns/{campaign.reference}/scope/"
    browser, head = client_for(office), client_for(leader)
    assert "没有规则" in browser.get(at).content.decode()
    assert browser.get(f"{at}propose/no-such/").status_code == 404
    entered = {"effect": "out", "chosen": ["elsewhere"], "words": WHY}
    assert browser.post(f"{at}propose/home/", entered | {"words": "短"}).status_code == 422
    assert browser.post(f"{at}propose/home/", entered).status_code == 302
    page = head.get(f"{at}rules/1/").content.decode()
    assert "戊" in page
    assert browser.post(f"{at}rules/1/approve/").status_code == 409
    assert head.post(f"{at}rules/1/approve/").status_code == 302
    page = browser.get(at).content.decode()
    assert "S01" in page
    assert "戊" in page
    assert "1 家" in head.get(f"/campaigns/{campaign.reference}/proof/").content.decode()
    assert head.post(f"{at}rules/1/end/", {"reason": "外省机构也要查"}).status_code == 302
    assert tally_of(campaign).due.count() == 5


def test_a_campaign_that_is_over_keeps_its_scope(
    campaign: Campaign, bodies: list[Institution], office: Account, leader: Account
) -> None:
    rule = proposed(campaign, office, "out", "home", "elsewhere")
    services.approve_scope_rule(rule=rule, by=leader)
    for number in (1, 2, 3):
        without_conditions(campaign, number)
        services.sign_off_phase(phase=campaign.phases.get(number=number), by=leader)
    services.close_campaign(campaign=campaign.fresh(), by=leader, reason="三个阶段都已完成")
    with pytest.raises(NotNow):
        services.end_scope_rule(rule=rule.fresh(), by=office, reason="事后改范围")
    assert names(campaign.fresh()) == "甲乙丙丁"
