"""A part is sent in, returned with the reason, mended and accepted; an officer's fact is never overwritten."""

from __future__ import annotations

import pytest

from bureau.collecting import services
from bureau.collecting.lifecycle import CollectionState, collection_over
from bureau.collecting.models import Part
from bureau.collecting.selectors import part_page
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.registry.models import Contact, FactProposal, Identity, Institution
from bureau.registry.services import accept_fact, propose_fact, return_fact
from bureau.reminders.models import DueDate, Reminder
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import make_institution_account
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_code
from tests.rooms.collecting.asking import Asked, build

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]


@pytest.fixture
def asked(district: Unit, station: Unit) -> Asked:
    found = build(district, station)
    found.start()
    return found


def how(part: Part) -> dict[str, str]:
    return {one.key: one.how for one in part_page(part).entries}


def test_nothing_entered_must_be_explained(asked: Asked) -> None:
    part = asked.part(asked.spoken)
    with pytest.raises(NotNow, match="Not entered yet: Contact with telephone"):
        services.send_in_part(part=part, by=asked.speaker)
    assert services.send_in_part(part=part, by=asked.speaker, note="联系人待定").note == "联系人待定"


def test_what_is_entered_waits_and_then_stands(asked: Asked) -> None:
    part = asked.part(asked.spoken)
    assert how(part) == {"contact": "missing"}
    asked.enter()
    assert how(part) == {"contact": "waiting"}
    assert not Contact.objects.filter(institution=asked.spoken).exists()
    services.send_in_part(part=part, by=asked.speaker)
    with pytest.raises(NotNow, match="1 of its entries still wait"):
        services.accept_part(part=asked.part(asked.spoken), by=asked.station_office)
    made = FactProposal.objects.get()
    fact = Contact(institution=asked.spoken, **made.entered)
    accept_fact(proposal=made, fact=fact, follows=None, by=asked.station_office)
    assert how(part) == {"contact": "recorded"}
    services.accept_part(part=asked.part(asked.spoken), by=asked.station_office)
    assert not DueDate.objects.open().about(part.reference).exists()
    heard = Reminder.objects.get(account=asked.speaker, subject=part.reference)
    assert heard.why == "What you sent in was accepted."
    assert verify().discrepancies == ()


def test_returned_with_the_reason_and_mended(asked: Asked) -> None:
    part = asked.part(asked.spoken)
    asked.enter(phone="1")
    services.send_in_part(part=part, by=asked.speaker)
    return_fact(proposal=FactProposal.objects.get(), by=asked.station_office, reason="电话不完整")
    services.return_part(part=asked.part(asked.spoken), by=asked.station_office, reason="电话不完整，请补正")
    back = asked.part(asked.spoken)
    assert (back.state, back.reason, how(back)) == ("returned", "电话不完整，请补正", {"contact": "missing"})
    assert DueDate.objects.waiting_for(asked.speaker).about(part.reference).count() == 1
    asked.enter()
    again = services.send_in_part(part=back, by=asked.speaker)
    assert (again.state, again.reason) == ("part_sent_in", "")
    assert not Reminder.objects.new().filter(subject=part.reference).exists(), "the message is over"


def test_code_and_nature_are_proposed_and_change_nothing_before(asked: Asked) -> None:
    account = make_institution_account("of-silent", asked.unit)
    from bureau.registry.services import link_account
    from tests.cast import PROGRAM

    link_account(institution=asked.silent, account=account, by=PROGRAM)
    code = make_code(4_242_424)
    made = propose_fact(institution=asked.silent, kind="identity", entered={"uscc": code}, by=account)
    part = asked.part(asked.silent)
    assert how(part) == {"code": "waiting", "nature": "missing"}, "one form may supply either"
    assert Institution.objects.get(pk=asked.silent.pk).uscc is None
    stands = Identity.objects.standing().get(institution=asked.silent)
    assert made.follows == stands.lineage
    fact = Identity(institution=asked.silent, name=stands.name, uscc=code, home_division="150699")
    accept_fact(proposal=made, fact=fact, follows=stands, by=asked.station_office)
    body = Institution.objects.get(pk=asked.silent.pk)
    now = Identity.objects.standing().get(institution=body)
    assert (body.uscc, body.name, now.source_kind, now.follows) == (code, stands.name, "institution", stands)
    assert how(part) == {"code": "recorded", "nature": "missing"}


def test_a_code_of_another_body_is_not_accepted(asked: Asked) -> None:
    from bureau.registry.speaking import LinkSpeaker

    by = LinkSpeaker(asked.silent.pk, asked.silent.reference)
    entered = {"uscc": str(asked.spoken.uscc)}
    made = propose_fact(institution=asked.silent, kind="identity", entered=entered, by=by)
    stands = Identity.objects.standing().get(institution=asked.silent)
    fact = Identity(institution=asked.silent, name=stands.name, uscc=entered["uscc"])
    with pytest.raises(NotNow, match="belongs to 云川华衡检测有限公司"):
        accept_fact(proposal=made, fact=fact, follows=stands, by=asked.station_office)
    assert Institution.objects.get(pk=asked.silent.pk).uscc is None


def test_nobody_sends_in_for_another(asked: Asked) -> None:
    other = make_institution_account("other", asked.unit)
    with pytest.raises(NotNow, match="do not speak"):
        services.send_in_part(part=asked.part(asked.spoken), by=other, note="好")
    with pytest.raises(MissingPermission):
        services.send_in_part(part=asked.part(asked.spoken), by=asked.office, note="好")
    with pytest.raises(NotNow, match="sends it in itself"):
        services.report_part(part=asked.part(asked.spoken), by=asked.station_office, note="好")
    with pytest.raises(NotNow, match="asked of a unit"):
        services.send_in_part(part=asked.part(None), by=asked.speaker, note="好")


def test_a_unit_reports_and_the_one_that_asked_judges(asked: Asked) -> None:
    part = asked.part(None)
    with pytest.raises(NotNow, match="云川北辰检测有限公司 Responsible officer"):
        services.report_part(part=part, by=asked.station_office)
    services.report_part(part=part, by=asked.station_office, note="待分工")
    with pytest.raises(NotNow, match="asked for it and judges it"):
        services.accept_part(part=asked.part(None), by=asked.station_office)
    assert DueDate.objects.waiting_for(asked.office).about(part.reference).count() == 1
    services.return_part(part=asked.part(None), by=asked.office, reason="本周内分工")
    assert DueDate.objects.waiting_for(asked.station_office).about(part.reference).count() == 1


def test_withdrawn_is_settled(asked: Asked) -> None:
    part = asked.part(asked.spoken)
    services.withdraw_part(part=part, by=asked.office, reason="已停业")
    with pytest.raises(NotNow, match="withdrawn"):
        services.send_in_part(part=asked.part(asked.spoken), by=asked.speaker, note="好")
    assert not DueDate.objects.open().about(part.reference).exists()
    assert Entry.objects.filter(move="withdraw_part", reason="已停业").count() == 1


def test_nothing_is_taken_in_by_a_page_opened_before_the_end(asked: Asked) -> None:
    part = asked.part(asked.spoken)
    assert collection_over(part, asked.speaker) == ""
    for over in (CollectionState.CLOSED, CollectionState.WITHDRAWN):
        part.collection.state = over
        assert collection_over(part, asked.speaker) == "The collection is over; nothing more is taken in."
