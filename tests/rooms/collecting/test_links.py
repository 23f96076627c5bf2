"""A link opens one part, once, in one browser, with its code; what is wrong with one is told to nobody."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from bureau.collecting import services
from bureau.collecting.models import Knock, Link, Part
from bureau.collecting.services.links import MOST_KNOCKS, MOST_TRIES, Given
from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.registry.models import Authorisation, Contact, FactProposal, Identity, Institution
from bureau.registry.services import accept_fact, close_institution
from bureau.trail.models import Entry, Image
from bureau.trail.verify import verify
from tests.cast import client_for, make_officer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_code, make_signatory
from tests.rooms.collecting.asking import EVERYTHING, Asked, build

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]
NOISE = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": ?"[^"]*"')


@pytest.fixture
def asked(district: Unit, station: Unit) -> Asked:
    found = build(district, station)
    found.start()
    return found


@pytest.fixture
def given(asked: Asked) -> Given:
    return services.give_link(part=asked.part(asked.silent), by=asked.station_office)


def address(given: Given) -> str:
    return f"/by-link/open/{given.token}/"


def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def opened(given: Given) -> Client:
    client = browser()
    answer = client.post(address(given), {"code": f"{given.code[:4]} {given.code[4:]}"})
    assert answer["Location"] == "/by-link/"
    return client


def wrong(given: Given) -> str:
    return f"{(int(given.code) + 1) % 10**8:08}"


def test_only_hashes_are_kept(given: Given) -> None:
    link = Link.objects.get()
    kept = f"{link.token_hash} {link.code_hash} {list(Image.objects.values_list('values', flat=True))}"
    assert given.token not in kept
    assert given.code not in kept


def test_it_shows_this_part_and_nothing_else(asked: Asked, given: Given) -> None:
    make_signatory(asked.silent, "玉衡", "food", clock.today())
    body = opened(given).get("/by-link/").content.decode()
    assert "云川北辰检测有限公司" in body
    assert "Unified social credit code" in body
    for hidden in ("赵北", "13800001234", "玉衡", "云川华衡检测有限公司", "李敏", "王强"):
        assert hidden not in body


def test_filled_in_and_sent_in_by_link(asked: Asked, given: Given) -> None:
    client, code = opened(given), make_code(5_151_515)
    answer = client.post("/by-link/facts/identity/", {"uscc": code, "kind": "enterprise"}, follow=True)
    assert "waiting for an officer" in answer.content.decode()
    assert Institution.objects.get(pk=asked.silent.pk).uscc is None
    assert "Proposed: FP-" in answer.content.decode(), "what was done is said on the link's own pages"
    answer = client.post("/by-link/send-in/", {"note": ""}, follow=True)
    assert "An officer looks at it" in answer.content.decode()
    assert "Sent in." in answer.content.decode()
    part = asked.part(asked.silent)
    by = f"link:{asked.silent.reference}"
    assert (part.state, part.sent_in_by) == ("part_sent_in", by)
    made = FactProposal.objects.get()
    assert made.proposed_by == by
    assert Entry.objects.filter(actor=by, move="propose_fact").count() == 1
    page = client_for(asked.office).get(f"/collection-parts/{part.reference}/").content.decode()
    assert f"by link, institution {asked.silent.reference}" in page
    stands = Identity.objects.standing().get(institution=asked.silent)
    fact = Identity(institution=asked.silent, name=stands.name, uscc=code, kind="enterprise")
    accept_fact(proposal=made, fact=fact, follows=stands, by=asked.station_office)
    services.return_part(part=part, by=asked.station_office, reason="请补传说明")
    assert "请补传说明" in client.get("/by-link/").content.decode()
    assert verify().discrepancies == ()


def test_it_opens_in_one_browser_only(given: Given) -> None:
    first, second = opened(given), browser()
    assert second.post(address(given), {"code": given.code}).status_code == 422
    assert "No link is open here" in second.get("/by-link/").content.decode()
    assert "云川北辰" in first.get("/by-link/").content.decode()


def test_whatever_is_wrong_reads_the_same(asked: Asked, given: Given) -> None:
    """Unknown, wrong code, opened elsewhere, revoked, expired, over."""

    def said(path: str, code: str) -> tuple[int, bytes]:
        answer = browser().post(path, {"code": code})
        shown = b"".join(re.findall(rb"<title>.*?</title>|<form.*?</form>", answer.content, re.DOTALL))
        return answer.status_code, NOISE.sub(b"", shown).replace(path.encode(), b"")

    answers = {"unknown": said("/by-link/open/nobody-knows-this/", given.code)}
    answers["wrong code"] = said(address(given), wrong(given))
    opened(given)
    answers["opened"] = said(address(given), given.code)
    services.revoke_link(link=Link.objects.get(), by=asked.station_office, reason="发错了")
    answers["revoked"] = said(address(given), given.code)
    another = services.give_link(part=asked.part(asked.silent), by=asked.station_office)
    with clock.standing_at((clock.today() + dt.timedelta(days=8)).isoformat()):
        answers["expired"] = said(address(another), another.code)
    services.withdraw_part(part=asked.part(asked.silent), by=asked.office, reason="不再采集")
    answers["over"] = said(address(another), another.code)
    same = {re.sub(rb'value="\d+"', b"", body) for _status, body in answers.values()}
    assert {status for status, _body in answers.values()} == {422}
    assert len(same) == 1, answers.keys()
    looked = {NOISE.sub(b"", browser().get(path).content) for path in (address(given), "/by-link/open/x/")}
    assert len({one.replace(address(given).encode(), b"/by-link/open/x/") for one in looked}) == 1


def test_wrong_codes_lock_it(given: Given) -> None:
    for _try in range(MOST_TRIES):
        browser().post(address(given), {"code": wrong(given)})
    assert Link.objects.get().state == "link_locked"
    assert browser().post(address(given), {"code": given.code}).status_code == 422


def test_whoever_tries_many_waits(given: Given) -> None:
    for number in range(MOST_KNOCKS):
        browser().post(f"/by-link/open/guess-{number}/", {"code": "1"})
    answer = browser().post(address(given), {"code": given.code})
    assert "Wait a quarter of an hour" in answer.content.decode()
    assert Link.objects.get().state == "link_ready", "not even the right code is looked at"
    Knock.objects.update(at=clock.now() - dt.timedelta(minutes=16))
    opened(given)


def test_it_ends_with_everything_that_ends_it(asked: Asked, given: Given) -> None:
    client = opened(given)
    assert "云川北辰" in client.get("/by-link/").content.decode()
    with clock.standing_at((clock.today() + dt.timedelta(days=8)).isoformat()):
        assert "No link is open here" in client.get("/by-link/").content.decode()
    services.revoke_link(link=Link.objects.get(), by=asked.station_office, reason="发错了")
    for path in ("/by-link/", "/by-link/facts/identity/", "/by-link/send-in/"):
        assert "No link is open here" in client.get(path).content.decode()


def test_left_it_opens_nowhere(given: Given) -> None:
    client = opened(given)
    client.post("/by-link/leave/")
    assert "No link is open here" in client.get("/by-link/").content.decode()
    assert Link.objects.get().state == "link_revoked"
    assert browser().post(address(given), {"code": given.code}).status_code == 422


def test_another_link_ends_the_first(asked: Asked, given: Given) -> None:
    client = opened(given)
    another = services.give_link(part=asked.part(asked.silent), by=asked.station_office)
    assert "No link is open here" in client.get("/by-link/").content.decode()
    opened(another)


def test_only_what_was_asked_is_entered(asked: Asked, given: Given) -> None:
    client = opened(given)
    for kind in ("contact", "earlierrecord", "employment", "nonsense"):
        assert client.get(f"/by-link/facts/{kind}/").status_code == 404
    services.withdraw_part(part=asked.part(asked.silent), by=asked.office, reason="不再采集")
    assert not FactProposal.objects.exists()


def test_people_on_record_are_not_shown_by_link(district: Unit, station: Unit) -> None:
    asked = build(district, station)
    asked.start(EVERYTHING)
    client = opened(services.give_link(part=asked.part(asked.silent), by=asked.station_office))
    person = make_signatory(asked.silent, "玉衡", "food", clock.today()).person
    for kind in ("authorisation", "employment"):
        assert "玉衡" not in client.get(f"/by-link/facts/{kind}/").content.decode()
    page = client.post("/by-link/facts/authorisation/", {"person": "摇光", "domain": "tank"})
    assert page.status_code == 422
    assert "Enter the member of staff first" in page.content.decode()
    assert client.post("/by-link/facts/employment/", {"name": "摇光"}).status_code == 302
    entered = {"person": "玉 衡", "domain": "tank"}
    assert client.post("/by-link/facts/authorisation/", entered).status_code == 302
    staff, signatory = FactProposal.objects.order_by("proposed_at", "pk")
    assert staff.entered["name"] == "摇光"
    assert signatory.entered == {"person": str(person.pk), "domain": "tank"}
    office = client_for(asked.station_office)
    assert office.post(reverse("registry:accept-fact", args=[signatory.reference])).status_code == 302
    assert Authorisation.objects.standing().filter(person=person, domain="tank").exists()
    answer = client.post("/by-link/facts/instrument/", {"name": "天平", "capacity": "1"}, follow=True)
    assert "天平" not in Contact.objects.values_list("name", flat=True)
    assert FactProposal.objects.latest("proposed_at").entered["name"] == "天平"
    assert answer.status_code == 200


def test_a_closed_dossier_takes_nothing_more(asked: Asked, given: Given) -> None:
    client = opened(given)
    body = Institution.objects.get(pk=asked.silent.pk)
    close_institution(institution=body, by=asked.office, reason="已注销登记")
    answer = client.post("/by-link/facts/identity/", {"kind": "enterprise"})
    assert answer.status_code == 409
    assert not FactProposal.objects.exists()


def test_who_gives_one_and_to_whom(asked: Asked) -> None:
    expert = make_officer("expert", "expert", asked.unit)
    with pytest.raises(MissingPermission):
        services.give_link(part=asked.part(asked.silent), by=expert)
    with pytest.raises(NotNow, match="has an account"):
        services.give_link(part=asked.part(asked.spoken), by=asked.office)
    with pytest.raises(NotNow, match="officers sign in"):
        services.give_link(part=asked.part(None), by=asked.office)
    services.withdraw_part(part=asked.part(asked.silent), by=asked.office, reason="不再采集")
    with pytest.raises(NotNow, match="Nothing is asked"):
        services.give_link(part=asked.part(asked.silent), by=asked.office)


def test_shown_once_to_the_officer(asked: Asked) -> None:
    part: Part = asked.part(asked.silent)
    client = client_for(asked.station_office)
    path = f"/collection-parts/{part.reference}/link/give/"
    assert client.get(path).status_code == 200
    body = client.post(path, {"base": part.version}).content.decode()
    token = re.search(r"http://testserver/by-link/open/([\w-]+)/", body)
    code = re.search(r"(\d{4} \d{4})", body)
    assert token
    assert code
    assert browser().post(f"/by-link/open/{token[1]}/", {"code": code[1]})["Location"] == "/by-link/"
    page = client.get(f"/collection-parts/{part.reference}/").content.decode()
    assert "opened in a browser" in page
    assert token[1] not in page
    answer = client.post(f"/collection-parts/{part.reference}/link/revoke/", {"reason": "发错了人"})
    assert answer.status_code == 302
    assert Link.objects.get().state == "link_revoked"


def test_what_cannot_be_entered_now_is_said_on_their_own_page(
    asked: Asked, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened(given)
    client.post("/by-link/facts/identity/", {"kind": "enterprise"})
    monkeypatch.setattr("bureau.collecting.views.by_link.MOST_WAITING", 1)
    answer = client.get("/by-link/facts/identity/", follow=True)
    assert "Many of your entries wait already" in answer.content.decode()
    monkeypatch.undo()
    client.post("/by-link/send-in/", {"note": "代码待办理"})
    answer = client.post("/by-link/facts/identity/", {"kind": "other"}, follow=True)
    assert "this can be done only while it is" in answer.content.decode()
    assert FactProposal.objects.get().entered == {"kind": "enterprise"}
