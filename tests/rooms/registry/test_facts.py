"""Facts: whose word, both times, newer words and withdrawn ones; what stood on a day is what a naive replay says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.registry import services
from bureau.registry.approved import capabilities_on
from bureau.registry.identity import hidden, is_identity_number
from bureau.registry.lifecycle import FactState
from bureau.registry.models import Certificate, Employment, Institution, Site, Staff
from bureau.registry.selectors import as_it_stood, dossier, facts_of
from bureau.registry.work import refresh_institutions
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    calibrate,
    make_capability,
    make_certificate,
    make_institution,
    make_instrument,
    make_signatory,
    make_site,
    record,
)

FIRST = dt.date(2022, 1, 1)
DAYS = 40
MONDAY = FIRST.isoformat()
ID_NUMBER = "11010519491231002X"  # the example of GB 11643


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


@pytest.mark.django_db
@pytest.mark.db
def test_a_newer_word_supersedes_and_a_wrong_one_is_withdrawn(district: Unit, officer: MakeOfficer) -> None:
    made, office = make_institution(unit=district, site=False), officer("inspector")
    first = make_site(made, address="旧址")
    second = record(Site(institution=made, division="150699", address="新址"), follows=first, by=office)
    first.refresh_from_db()
    assert (first.state, first.ended_by) == (FactState.SUPERSEDED, office.username)
    same = Site(institution=made, division="150699", address="新址")
    assert record(same, follows=second) == second, "the same word records nothing"
    with pytest.raises(NotNow, match="Meanwhile"):
        record(Site(institution=made, division="150699", address="再一处"), follows=first)
    services.withdraw_fact(fact=second, by=office, reason="没有这个场所")
    assert not Site.objects.standing().exists()
    with pytest.raises(NotNow, match="Meanwhile"):
        services.withdraw_fact(fact=second, by=office, reason="没有这个场所")
    assert verify().discrepancies == ()


@pytest.mark.django_db
@pytest.mark.db
def test_what_others_rest_on_stays(district: Unit) -> None:
    made = make_institution(unit=district)
    certificate = make_certificate(made)
    capability = make_capability(certificate)
    renewed = record(
        Certificate(institution=made, number=certificate.number, valid_to=day(3000)), follows=certificate
    )
    assert renewed.lineage == certificate.lineage
    facts = facts_of(made)
    assert capabilities_on(facts["capability"], facts["certificate"], day(0)) == [capability]
    with pytest.raises(NotNow, match="1 other entries rest on it"):
        services.withdraw_fact(fact=renewed, by=PROGRAM, reason="误录")
    services.withdraw_fact(fact=capability, by=PROGRAM, reason="误录")
    services.withdraw_fact(fact=renewed, by=PROGRAM, reason="误录")


@pytest.mark.django_db
@pytest.mark.db
def test_who_may_not_record(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    made = make_institution(unit=district)
    for by in (officer("leader"), officer("superior"), officer("inspector", elsewhere)):
        with pytest.raises(MissingPermission):
            record(Site(institution=made, division="150699"), by=by)


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": day(2), "valid_to": day(1)},
        {"state": "gone"},
        {"state": "withdrawn"},
        {"source_kind": "rumour"},
    ],
)
def test_the_database_refuses_what_cannot_be(district: Unit, wrong: dict[str, Any]) -> None:
    made = make_institution(unit=district, site=False)
    fields = {"source_kind": "officer", "recorded_at": clock.now(), "recorded_by": "tester"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="tester", move="attempt"):
        Site(institution=made, division="150699", **fields).save()


@pytest.mark.django_db
@pytest.mark.db
def test_one_word_of_a_lineage_stands(district: Unit) -> None:
    made = make_institution(unit=district, site=False)
    site = make_site(made)
    with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="tester", move="attempt"):
        Site(
            institution=made,
            division="150699",
            lineage=site.lineage,
            source_kind="officer",
            recorded_at=clock.now(),
            recorded_by="tester",
        ).save()


@pytest.mark.django_db
@pytest.mark.db
def test_a_person_is_known_by_the_hash_of_the_number(district: Unit) -> None:
    first, second = make_institution(unit=district), make_institution(unit=district)
    assert is_identity_number(ID_NUMBER)
    assert not is_identity_number("110105194912310021")
    kept = hidden(ID_NUMBER)
    assert ID_NUMBER not in kept.digest
    assert kept.tail == "002X"
    for institution in (first, second):
        person = Staff(name="周启明", identity_hash=kept.digest, identity_tail=kept.tail)
        record(Employment(institution=institution, person=person, post="检测员"))
    assert Staff.objects.get().employments.count() == 2
    impostor = Staff(name="别人", identity_hash=kept.digest, identity_tail=kept.tail)
    with pytest.raises(NotNow, match="belongs to 周启明"):
        record(Employment(institution=first, person=impostor))


@pytest.mark.django_db
def test_the_drawing_shows_the_gaps(district: Unit) -> None:
    made = make_institution(unit=district)
    make_certificate(made, valid_from=day(-900), valid_to=day(-100))
    make_signatory(made, "周启明", "food", day(-400), day(-71))
    make_signatory(made, "高敏", "food", day(0))
    instrument = make_instrument(made, own_number="YQ-0117")
    calibrate(instrument, day(-500), day(-136))
    calibrate(instrument, day(-85), day(280))
    calibrate(instrument, day(-120), day(-100), passed=False)
    with clock.standing_at(day(10).isoformat()):
        found = dossier(made)
    gaps = {lane.title: [(gap.since, gap.until) for gap in lane.gaps] for lane in found.lanes}
    assert gaps["Certificate"] == [(day(-99), day(10))]
    assert gaps["Signatory: Food"] == [(day(-70), day(-1))]
    assert gaps["Calibration: 抗渗仪 YQ-0117"] == [(day(-135), day(-86))]
    assert found.gaps == 3
    assert "50 days" in found.lanes[-1].gaps[0].text
    assert len(found.drawing.lanes) == 3


@pytest.mark.django_db
@pytest.mark.db
def test_a_certificate_that_was_ended_is_over(district: Unit) -> None:
    made = make_institution(unit=district)
    whole = make_certificate(made, valid_from=day(0), valid_to=day(1000))
    said = whole.said | {"ended_on": day(20), "ended_why": "撤销"}
    ended = record(Certificate(institution=made, **said), follows=whole)
    assert [ended.in_force_on(day(n)) for n in (-1, 0, 19, 20, 1000)] == [False, True, True, False, False]
    assert not Certificate(valid_from=day(0)).in_force_on(day(5)), "an unknown term is not known to run"
    assert not Certificate(valid_from=day(0)).is_over_on(day(5))
    made.refresh_from_db()
    assert made.certified_until == day(19)


@pytest.mark.django_db
@pytest.mark.db
def test_lists_follow_the_days(district: Unit) -> None:
    with clock.standing_at(day(0).isoformat()):
        made = make_institution(unit=district)
        certificate = make_certificate(made, valid_from=day(-10), valid_to=day(5))
        make_capability(certificate, "tank")
        record(Site(institution=made, division="150698", valid_from=day(3)))
    made.refresh_from_db()
    assert made.domains == ["tank"]
    with clock.standing_at(day(4).isoformat()):
        refresh_institutions()
        made.refresh_from_db()
        assert made.domains == ["tank"]
    with clock.standing_at(day(6).isoformat()):
        refresh_institutions()
        made.refresh_from_db()
        assert made.domains == []
    assert verify().discrepancies == ()


WORD = st.tuples(
    st.integers(0, DAYS),  # recorded on
    st.one_of(st.none(), st.integers(-5, DAYS)),  # valid from
    st.one_of(st.none(), st.integers(0, DAYS + 5)),  # for so many days
    st.sampled_from(["add", "follow", "withdraw"]),
)


class AsItStood(TestCase):
    """Random words with both times, against a replay that knows nothing of the database."""

    @settings(max_examples=20)
    @given(
        words=st.lists(WORD, min_size=1, max_size=12),
        asked=st.integers(-2, DAYS + 2),
        known=st.integers(-2, DAYS + 2),
    )
    def test_the_selector_equals_the_replay(
        self, words: list[tuple[int, int | None, int | None, str]], asked: int, known: int
    ) -> None:
        with clock.standing_at(MONDAY):
            made = make_institution(site=False)
        log: list[dict[str, Any]] = []
        standing: list[tuple[Site, dict[str, Any]]] = []
        for number, (recorded, begins, length, deed) in enumerate(sorted(words, key=lambda one: one[0])):
            with clock.standing_at(f"{day(recorded).isoformat()}T10:{number:02}"):
                self.do(made, (recorded, begins, length, deed), f"第{number}处", log, standing)
        found = as_it_stood(made, day(asked), known_on=day(known))["site"]
        assert sorted(one.address for one in found) == sorted(
            one["address"]
            for one in log
            if one["recorded"] <= known < one.get("ended", DAYS + 100)
            and (one["from"] is None or one["from"] <= asked)
            and (one["to"] is None or asked <= one["to"])
        )

    def do(
        self,
        made: Institution,
        word: tuple[int, int | None, int | None, str],
        address: str,
        log: list[dict[str, Any]],
        standing: list[tuple[Site, dict[str, Any]]],
    ) -> None:
        recorded, begins, length, deed = word
        if deed != "add" and not standing:
            deed = "add"
        if deed == "withdraw":
            fact, noted = standing.pop(0)
            services.withdraw_fact(fact=fact, by=PROGRAM, reason="误录")
            noted["ended"] = recorded
            return
        ends = None if length is None else (begins or 0) + length
        noted = {"address": address, "recorded": recorded, "from": begins, "to": ends}
        follows = None
        if deed == "follow":
            follows, earlier = standing.pop(0)
            earlier["ended"] = recorded
        fact = Site(
            institution=made,
            division="150699",
            address=address,
            valid_from=None if begins is None else day(begins),
            valid_to=None if ends is None else day(ends),
        )
        standing.append((record(fact, follows=follows), noted))
        log.append(noted)
