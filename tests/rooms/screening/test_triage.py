"""Decisions about hits and leads: each move, each guard, two at once, strangers, expiry, and what follows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404

from bureau.kernel import clock
from bureau.kernel.references import card_of
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.kernel.workdays import working_days_after
from bureau.law.selectors import find_term
from bureau.people.models import Unit
from bureau.registry.models import Institution
from bureau.registry.services import assign_institution, merge_institution, unlink_account
from bureau.reminders.models import DueDate, Reminder
from bureau.screening import services
from bureau.screening.lifecycle import HIT, HitState, LeadState
from bureau.screening.models import Hit, Lead, Question
from bureau.screening.selectors import explained_before, hit_page, lead_of, open_leads
from bureau.trail.models import Link
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer
from tests.factories import make_institution
from tests.rooms.screening.conftest import Screened

pytestmark = [pytest.mark.django_db]


def later(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def test_accepting_a_hit_begins_a_period_and_a_place_in_the_queue(screened: Screened) -> None:
    hit, by = screened.hit(), screened.office
    lead = services.accept_hit(hit=hit, officer=by, by=by, reason="须到现场看")
    hit.refresh_from_db()
    assert (hit.state, hit.lead) == (HitState.ACCEPTED, lead)
    assert lead.due_on == working_days_after(clock.today(), 15).on
    term = find_term("clue", clock.today())
    assert lead.opened_under == term.pin
    assert (lead.opened_under["article"], lead.opened_under["digest"]) == ("18", term.entry.digest)
    due = DueDate.objects.open().get(subject=lead.reference)
    assert (due.account, due.due_on) == (by, lead.due_on)
    assert Link.objects.get(source=hit.reference, target=lead.reference).kind == "accepted"
    with pytest.raises(NotNow, match="can be done only while"):
        services.accept_hit(hit=hit, officer=by, by=by)
    assert verify().discrepancies == ()


def test_who_may_decide(screened: Screened, elsewhere: Unit, officer: MakeOfficer) -> None:
    hit, day = screened.hit(), later(9)
    for reader in (officer("leader"), officer("expert"), screened.speaker):
        with pytest.raises(MissingPermission):
            services.accept_hit(hit=hit, officer=screened.office, by=reader)
        with pytest.raises(MissingPermission):
            services.dismiss_hit(hit=hit, until=day, by=reader, reason="无")
    stranger = officer("office", elsewhere)
    with pytest.raises(MissingPermission):
        services.dismiss_hit(hit=hit, until=day, by=stranger, reason="无")
    with pytest.raises(NotNow, match="may not hold leads"):
        services.accept_hit(hit=hit, officer=stranger, by=screened.office)
    assert not Hit.objects.visible_to(stranger).exists()
    assert not Hit.objects.visible_to(screened.speaker).exists()
    assert not Lead.objects.visible_to(screened.speaker).exists()
    assert HIT.objection("accept_hit", hit, stranger)


def test_two_at_once(screened: Screened, officer: MakeOfficer) -> None:
    hit, second = screened.hit(), officer("inspector")
    base = hit.version
    services.accept_hit(hit=hit, officer=screened.office, by=screened.office, base=base)
    with pytest.raises(Stale):
        services.dismiss_hit(hit=hit, until=later(9), by=second, reason="迟了", base=base)
    assert Lead.objects.count() == 1


def test_joining(screened: Screened) -> None:
    first, second, third = Hit.objects.order_by("reference")[:3]
    by = screened.office
    lead = services.accept_hit(hit=first, officer=by, by=by)
    services.join_hit(hit=second, lead=lead, by=by)
    assert set(lead.hits.all()) == {first, second}
    stranger = make_institution("云川别家检测有限公司", unit=screened.handin.unit)
    with pytest.raises(NotNow, match="another institution"):
        services.join_hit(hit=third, lead=Lead(pk=_lead_of(stranger, screened, third).pk), by=by)
    services.close_lead(lead=lead, by=by, reason="已说明")
    with pytest.raises(NotNow, match="not open any more"):
        services.join_hit(hit=third, lead=lead, by=by)


def _lead_of(body: Institution, screened: Screened, hit: Hit) -> Lead:
    other = Hit(
        **{
            name: getattr(hit, name)
            for name in ("uscc", "rule", "grade", "conduct", "evidence", "found_at", "run")
        },
        reference="H-x",
        hit_id="x",
        institution=body,
    )
    from bureau.trail.scope import scope

    with scope(actor="program", move="find_hit", reference="H-x"):
        other.save()
    return services.accept_hit(hit=other, officer=screened.office, by=screened.office)


def test_a_dismissal_holds_until_its_day_and_is_shown_again(screened: Screened) -> None:
    by = screened.office
    hit, like = Hit.objects.filter(rule="raw.reused").order_by("reference")[:2]
    for until, why in ((clock.today(), "day"), (later(2000), "three years")):
        with pytest.raises(NotNow, match=why):
            services.dismiss_hit(hit=hit, until=until, by=by, reason="同一批")
    with pytest.raises(NotNow, match="Say why"):
        services.dismiss_hit(hit=hit, until=later(5), by=by, reason=" ")
    services.dismiss_hit(hit=hit, until=later(5), by=by, reason="同一批")
    assert explained_before(like, for_=by) == [hit]
    with pytest.raises(NotNow, match="still holds"):
        services.lapse_dismissal(hit=hit, by=PROGRAM)
    assert services.lapse_dismissals() == 0
    with clock.standing_at(later(6).isoformat()):
        assert services.lapse_dismissals() == 1
    hit.refresh_from_db()
    assert (hit.state, hit.dismissed_why) == (HitState.OPEN, "同一批")
    assert [one.reference for one in hit_page(hit, for_=by, unit=None).before] == [hit.reference]
    services.dismiss_hit(hit=hit, until=later(5), by=by, reason="又看了一遍")
    services.reopen_hit(hit=hit, by=by, reason="再看")
    with pytest.raises(NotNow):
        services.reopen_hit(hit=hit, by=by, reason="再看")


def test_what_a_later_run_no_longer_makes_is_not_judged(screened: Screened) -> None:
    from bureau.trail.scope import scope

    hit = screened.hit()
    with scope(actor="program", move="finish_run", reference=screened.run.reference):
        held = hit.fresh()
        held.gone_run = screened.run
        held.save()
    for act in (
        lambda: services.accept_hit(hit=hit, officer=screened.office, by=screened.office),
        lambda: services.ask_institution(
            hit=hit, text="请说明", report_numbers=[], due_on=later(5), by=screened.office
        ),
    ):
        with pytest.raises(NotNow, match="no longer makes"):
            act()
    assert hit not in Hit.objects.undecided()


def test_asking_and_answering(screened: Screened, officer: MakeOfficer) -> None:
    hit, by = screened.hit(), screened.office
    with pytest.raises(NotNow, match="past"):
        services.ask_institution(hit=hit, text="请说明", report_numbers=[], due_on=later(-1), by=by)
    question = services.ask_institution(
        hit=hit, text="请说明 4 月的记录。", report_numbers=["A-1"], due_on=later(5), by=by
    )
    assert DueDate.objects.open().get(subject=question.reference).account == screened.speaker
    with pytest.raises(NotNow, match="does not speak"):
        services.answer_question(question=question, answer="x", by=officer("office"))
    services.answer_question(question=question, answer="在档案室。", by=screened.speaker)
    hit.refresh_from_db()
    assert hit.state == HitState.ANSWERED
    assert Reminder.objects.get(account=by).subject == hit.reference
    assert not DueDate.objects.open().filter(subject=question.reference).exists()
    again = services.ask_institution(hit=hit, text="请再说明", report_numbers=[], due_on=later(5), by=by)
    services.withdraw_question(question=again, by=by, reason="不必了")
    hit.refresh_from_db()
    assert hit.state == HitState.ANSWERED
    assert Question.objects.visible_to(screened.speaker).count() == 2


def test_an_institution_without_an_account_is_asked_all_the_same(screened: Screened) -> None:
    unlink_account(institution=screened.faulty, account=screened.speaker, by=PROGRAM, reason="离职")
    hit = screened.hit()
    question = services.ask_institution(
        hit=hit, text="请说明", report_numbers=[], due_on=later(5), by=screened.office
    )
    with clock.standing_at(later(1).isoformat()):
        assert not Question.objects.visible_to(screened.speaker).filter(pk=question.pk).exists()


def test_several_at_once_all_or_none(screened: Screened) -> None:
    hits, by = list(Hit.objects.filter(rule="raw.reused").order_by("reference")), screened.office
    assert services.dismiss_hits(hits=hits[:2], until=later(5), by=by, reason="同一批") == 2
    with pytest.raises(NotNow):
        services.accept_hits(hits=[hits[2], hits[0]], officer=by, by=by, reason="x")
    assert not Lead.objects.exists()
    lead = services.accept_hits(hits=hits[2:4], officer=by, by=by, reason="x")
    assert lead.hits.count() == 2


def test_handing_over_and_closing(screened: Screened, elsewhere: Unit, officer: MakeOfficer) -> None:
    by, other = screened.office, officer("inspector")
    lead = services.accept_hit(hit=screened.hit(), officer=by, by=by)
    for to, why in ((by, "holds it already"), (officer("leader"), "may not hold leads")):
        with pytest.raises(NotNow, match=why):
            services.hand_over_lead(lead=lead, to=to, by=by, reason="出差")
    services.hand_over_lead(lead=lead, to=other, by=by, reason="出差", base=lead.version)
    assert DueDate.objects.open().get(subject=lead.reference).account == other
    with pytest.raises(Stale):
        services.close_lead(lead=lead, by=by, reason="迟了", base=lead.version)
    closed = services.close_lead(lead=lead, by=other, reason="机构已注销")
    assert (closed.state, closed.ended_why) == (LeadState.CLOSED, "机构已注销")
    assert not DueDate.objects.open().filter(subject=lead.reference).exists()
    with pytest.raises(MissingPermission):
        services.close_lead(lead=lead, by=officer("office", elsewhere), reason="x")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("confirmed", LeadState.CONFIRMED),
        ("explained", LeadState.EXPLAINED),
        ("not_found", LeadState.NOT_FOUND),
    ],
)
def test_what_a_visit_does_with_a_lead(
    outcome: str, state: str, screened: Screened, officer: MakeOfficer
) -> None:
    by = screened.office
    lead = services.accept_hit(hit=screened.hit(), officer=by, by=by)
    assert list(open_leads(by)) == list(open_leads(by, screened.faulty)) == [lead]
    item = "V-150699-2022-0028/3"
    with pytest.raises(NotNow):
        services.conclude_lead(lead=lead, outcome=outcome, by=by)
    with pytest.raises(MissingPermission):
        services.put_on_visit(lead=lead, item_reference=item, by=officer("leader"))
    services.put_on_visit(lead=lead, item_reference=item, by=by)
    assert Link.objects.get(source=lead.reference, target=item).kind == "put_on"
    assert not open_leads(by).exists()
    services.take_off_visit(lead=lead, by=by, reason="机构停业")
    services.put_on_visit(lead=lead, item_reference=item, by=by)
    ended = services.conclude_lead(lead=lead, outcome=outcome, by=by)
    assert ended.state == state
    assert not DueDate.objects.open().filter(subject=lead.reference).exists()


def test_a_hit_follows_an_institution_that_was_merged(screened: Screened, officer: MakeOfficer) -> None:
    by, body = screened.office, screened.faulty
    unlink_account(institution=body, account=screened.speaker, by=PROGRAM, reason="合并")
    kept = make_institution("云川留存检测有限公司", unit=screened.handin.unit, uscc="")
    early = services.accept_hit(hit=screened.hit(), officer=by, by=by)
    merge_institution(institution=body, into=kept, by=PROGRAM, reason="同一家")
    hit = Hit.objects.undecided().order_by("reference")[0]
    assert hit.body == Institution.objects.get(pk=kept.pk)
    assert Hit.objects.visible_to(officer("inspector")).filter(pk=hit.pk).exists()
    lead = services.accept_hit(hit=hit, officer=by, by=by)
    assert lead.institution_id == kept.pk
    assert set(open_leads(by, kept)) == {early, lead}
    services.join_hit(hit=Hit.objects.undecided().order_by("reference")[0], lead=early, by=by)


def test_a_body_of_no_unit_is_in_the_officers_hands(screened: Screened, district: Unit) -> None:
    body = make_institution("云川无主检测有限公司")
    hit = screened.hit()
    lead = _lead_of(body, screened, hit)
    assert lead.unit == district
    assign_institution(institution=body, unit=district, officer=None, by=PROGRAM)


def test_cards_of_references(screened: Screened, elsewhere: Unit, officer: MakeOfficer) -> None:
    by = screened.office
    hit = screened.hit()
    lead = services.accept_hit(hit=hit, officer=by, by=by)
    stranger = officer("office", elsewhere)
    stages = {
        screened.handin.reference: "ledger",
        screened.run.reference: "run",
        hit.reference: "hit",
        lead.reference: "lead",
    }
    for reference, stage in stages.items():
        card = card_of(reference, for_=by)
        assert card is not None
        assert card.stage == stage
        assert card.url.endswith(f"/{reference}/")
        for outsider in (stranger, screened.speaker, officer("superior")):
            assert card_of(reference, for_=outsider) is None
    assert card_of("R-1", for_=by) is card_of("S-1", for_=by) is card_of("H-1", for_=by) is None
    assert card_of("L-1", for_=by) is None
    assert lead_of(lead.reference, by) == lead
    with pytest.raises(Http404):
        lead_of(lead.reference, stranger)
