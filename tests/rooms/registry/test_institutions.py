"""An institution from its registration to its closing: codes, words and their sources, who answers for it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.lifecycle import INSTITUTION, FactState, InstitutionState
from bureau.registry.models import Assignment, Identity, Institution, InstitutionAccount
from bureau.registry.selectors import dossier
from bureau.registry.services import Identification
from bureau.trail.scope import scope
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, make_institution_account
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import (
    make_capability,
    make_certificate,
    make_code,
    make_contact,
    make_institution,
    make_site,
    state_domain,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def fresh(institution: Institution) -> Institution:
    return Institution.objects.get(pk=institution.pk)


def test_a_body_is_registered_with_its_word(district: Unit, officer: MakeOfficer) -> None:
    office = officer("office")
    said = Identification("云川华衡检测有限公司", make_code(1), "enterprise", "150699")
    made = services.register_institution(
        identification=said, division="150699", unit=district, place="150699", by=office
    )
    assert made.reference == "I-150699-0001"
    assert made.provisional_number is None
    identity = Identity.objects.get()
    assert (identity.source_kind, identity.recorded_by, identity.state) == (
        "officer",
        office.username,
        "standing",
    )
    assert [str(one.unit) for one in made.assignments.all()] == [district.name]
    assert verify().discrepancies == ()


def test_without_a_code_it_has_a_provisional_number_that_stays(district: Unit) -> None:
    made = make_institution("云川无码检测有限公司", unit=district, uscc="")
    assert (made.uscc, made.provisional_number, made.code) == (None, "T-150699-00001", "T-150699-00001")
    services.amend_institution(
        institution=made,
        identification=Identification(made.name, make_code(2), "enterprise", "150699"),
        by=PROGRAM,
    )
    now = fresh(made)
    assert (now.code, now.provisional_number) == (make_code(2), "T-150699-00001")
    assert "T-150699-00001" in now.search_text


def test_two_cannot_bear_one_code(district: Unit) -> None:
    first = make_institution("云川甲检测有限公司", unit=district)
    with pytest.raises(NotNow, match="belongs to 云川甲检测有限公司"):
        make_institution("云川乙检测有限公司", unit=district, uscc=first.uscc)
    assert Institution.objects.count() == 1


def test_a_newer_word_keeps_the_earlier_one(district: Unit) -> None:
    made = make_institution("云川旧名检测有限公司", unit=district)
    said = Identification("云川新名检测有限公司", made.uscc or "", "enterprise", "150699")
    services.amend_institution(institution=made, identification=said, by=PROGRAM)
    now = fresh(made)
    assert (now.name, now.former_names) == ("云川新名检测有限公司", ["云川旧名检测有限公司"])
    earlier, later = Identity.objects.order_by("recorded_at", "id")
    assert (earlier.state, later.state) == (FactState.SUPERSEDED, FactState.STANDING)
    assert (later.follows, later.lineage) == (earlier, earlier.lineage)
    count = Identity.objects.count()
    services.amend_institution(institution=now, identification=said, by=PROGRAM)
    assert Identity.objects.count() == count, "saying the same again records nothing"


def test_two_who_look_at_one_version_cannot_both_save(district: Unit) -> None:
    made = make_institution(unit=district)
    said = Identification("云川改名检测有限公司", made.uscc or "", "enterprise", "150699")
    services.amend_institution(institution=made, identification=said, by=PROGRAM, base=made.version)
    with pytest.raises(Stale):
        services.amend_institution(institution=made, identification=said, by=PROGRAM, base=made.version)


def test_handed_over_in_one_step(district: Unit, station: Unit, officer: MakeOfficer) -> None:
    inspector = officer("inspector", station)
    with clock.standing_at("2022-05-05"):
        made = make_institution(unit=district)
    with clock.standing_at("2022-05-13"):
        services.assign_institution(institution=made, unit=station, officer=inspector, by=PROGRAM)
    first, second = made.assignments.all()
    assert (first.valid_from, first.valid_to) == (dt.date(2022, 5, 5), dt.date(2022, 5, 12))
    assert (second.unit, second.officer, second.valid_to) == (station, inspector, None)
    now = fresh(made)
    assert (now.unit, now.officer) == (station, inspector)
    with pytest.raises(NotNow, match="already"):
        services.assign_institution(institution=now, unit=station, officer=inspector, by=PROGRAM)
    assert verify().discrepancies == ()


def test_only_one_assignment_stands(district: Unit) -> None:
    made = make_institution(unit=district)
    with pytest.raises(IntegrityError), transaction.atomic(), scope(actor="tester", move="attempt"):
        Assignment(institution=made, unit=district, valid_from=clock.today()).save()


def test_who_may_not(district: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    made = make_institution(unit=district)
    said = Identification(made.name, made.uscc or "", "other", "150699")
    for by in (officer("expert"), officer("superior"), officer("office", elsewhere)):
        with pytest.raises(MissingPermission):
            services.amend_institution(institution=made, identification=said, by=by)
        assert INSTITUTION.objection("close_institution", made, by)
    with pytest.raises(MissingPermission):
        services.close_institution(institution=made, by=officer("inspector"), reason="停业")


def test_closed_and_kept_again(district: Unit, officer: MakeOfficer) -> None:
    office, made = officer("office"), make_institution(unit=district)
    services.close_institution(institution=made, by=office, reason="停业")
    closed = fresh(made)
    assert closed.state == InstitutionState.CLOSED
    with pytest.raises(NotNow, match="closed"):
        make_contact(closed)
    services.reopen_institution(institution=closed, by=office, reason="复业")
    assert fresh(made).is_kept


def test_a_duplicate_is_merged(district: Unit, officer: MakeOfficer) -> None:
    office = officer("office")
    kept = make_institution("云川恒基检测有限公司", unit=district)
    double = make_institution("云川恒基检测公司", unit=district, uscc="")
    certificate = make_certificate(double, number="220502110417")
    make_capability(certificate, "construction", parameter="静载试验")
    state_domain(kept, "food")
    state_domain(double, "food")
    services.merge_institution(institution=double, into=kept, by=office, reason="同一家")
    merged, now = fresh(double), fresh(kept)
    assert (merged.state, merged.merged_into) == (InstitutionState.MERGED, kept)
    assert now.domains == ["construction"]
    assert "云川恒基检测公司" in now.former_names
    copied = now.capability_facts.get()
    assert copied.certificate.institution == kept
    assert copied.source_reference == double.reference
    assert now.stateddomain_facts.count() == 1
    assert now.site_facts.count() == 1
    with pytest.raises(NotNow):
        services.reopen_institution(institution=merged, by=office, reason="错了")
    assert verify().discrepancies == ()


def test_two_bodies_are_not_merged(district: Unit, officer: MakeOfficer) -> None:
    first, second = make_institution(unit=district), make_institution(unit=district)
    for into, said in ((second, "different codes"), (first, "into itself")):
        with pytest.raises(NotNow, match=said):
            services.merge_institution(institution=first, into=into, by=officer("office"), reason="同一家")
    account = make_institution_account("speaks", district)
    other = make_institution(unit=district, uscc="")
    services.link_account(institution=other, account=account, by=PROGRAM)
    with pytest.raises(NotNow, match="speaks for it"):
        services.merge_institution(
            institution=fresh(other), into=first, by=officer("office"), reason="同一家"
        )


def test_an_account_speaks_for_one(
    district: Unit, officer: MakeOfficer, institution_account: Account
) -> None:
    first, second, leader = (
        make_institution(unit=district),
        make_institution(unit=district),
        officer("leader"),
    )
    services.link_account(institution=first, account=institution_account, by=leader)
    assert list(Institution.objects.visible_to(institution_account)) == [first]
    with pytest.raises(NotNow, match="already"):
        services.link_account(institution=second, account=institution_account, by=leader)
    with pytest.raises(NotNow, match="officer's account"):
        services.link_account(institution=second, account=leader, by=leader)
    services.unlink_account(institution=fresh(first), account=institution_account, by=leader, reason="换人")
    with clock.standing_at((clock.today() + dt.timedelta(days=1)).isoformat()):
        assert not Institution.objects.visible_to(institution_account).exists()
        services.link_account(institution=second, account=institution_account, by=leader)
        assert list(Institution.objects.visible_to(institution_account)) == [second]
    assert InstitutionAccount.objects.count() == 2
    with pytest.raises(NotNow, match="does not speak"):
        services.unlink_account(institution=fresh(first), account=leader, by=leader, reason="换人")


def test_what_lists_show_is_drawn_from_the_facts(district: Unit) -> None:
    made = make_institution("云川 华测（北）检测有限公司", unit=district)
    lacking = fresh(made).missing
    assert lacking == len(dossier(made).lacks)
    certificate = make_certificate(made, number="220502110417")
    make_capability(certificate, "tank")
    state_domain(made, "food")
    make_contact(made)
    now = fresh(made)
    assert now.domains == ["tank"], "what is approved goes before what is stated"
    assert now.certified_until == certificate.valid_to
    assert "220502110417" in now.search_text.split("\n")
    assert now.missing == len(dossier(now).lacks)
    assert {"signatories", "instruments", "calibrations", "officer"} < {one.key for one in dossier(now).lacks}
    make_site(now, "150698", address="临河街 1 号")
    assert fresh(made).missing == now.missing
