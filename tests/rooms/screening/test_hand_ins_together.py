"""Hand-ins beside each other: one person or instrument of two institutions, and a report that was altered since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bureau.screening import services
from bureau.screening.lifecycle import HandInState
from bureau.screening.models import Hit, RunTable, RunVerdict
from tests.factories import make_code, make_institution
from tests.rooms.registry.walking import ID_NUMBER
from tests.rooms.screening.ledgers import Tables, as_files, work_off

if TYPE_CHECKING:
    from bureau.people.models import Account, Unit
    from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db]
A, B = make_code(1), make_code(2)
HEADS = {
    "institutions": "uscc,name,kind,home_division",
    "people": "person_id,uscc,employed_from,employed_to,identity",
    "instruments": "instrument_id,uscc,site_id,name,capacity,portable,serial_no",
    "reports": "report_id,report_no,uscc,site_id,domain,product,sample_no,received_at,issued_at,signatory_id,"
    "cma_marked,conclusion",
    "results": "result_id,report_id,parameter,method,instrument_id,operator_id,started_at,ended_at,replicate,value,"
    "raw_record",
}


def ledger(
    code: str, person: str, instrument: str, hour: int, *, value: str = "1.25", left: str = ""
) -> Tables:
    """One report of one institution, tested for an hour by somebody on something."""
    began, ended = f"2022-03-02T{hour:02}:00:00", f"2022-03-02T{hour + 1:02}:30:00"
    rows = {
        "institutions": f"{code},虚构检测 {code[-4:]},enterprise,990102",
        "people": f"{person},{code},2020-01-01,{left},{ID_NUMBER}",
        "instruments": f"{instrument},{code},S1,液相色谱仪,1,false,SN-2019-0077",
        "reports": f"R1,NO-001,{code},S1,food,粮食,Y1,2022-03-01T08:00:00,2022-03-05T09:00:00,{person},false,pass",
        "results": f"r1,R1,铅,GB,{instrument},{person},{began},{ended},1,{value},YS1",
    }
    return {name: f"{HEADS[name]}\n{row}\n".encode() for name, row in rows.items()}


def taken(tables: Tables, unit: Unit, by: Account) -> None:
    handin = services.hand_in_ledger(files=as_files(tables), unit=unit, by=by)
    work_off()
    handin.refresh_from_db()
    assert handin.state == HandInState.TAKEN, (handin.refusal, handin.faults)


def told() -> set[tuple[str, str]]:
    """Rules that speak now, and of whom."""
    return set(Hit.objects.filter(gone_run=None).values_list("rule", "uscc"))


def of_what_was_altered() -> None:
    """The hit says what stood there before, and the run is pinned to the hand-in that says so."""
    changed = Hit.objects.get(rule="ledger.changed")
    altered = {one["column"]: one["before"] for one in changed.evidence["others"][0]["columns"]}
    assert (changed.report_id, altered["value"], set(altered)) == (
        f"{B}/R1",
        1.25,
        {"started_at", "ended_at", "value"},
    )
    assert set(RunTable.objects.filter(run=changed.run, side="earlier1").values_list("table", flat=True)) == {
        "institutions",
        "reports",
        "results",
    }


def test_one_person_and_one_instrument_of_two_institutions_are_met(
    district: Unit, officer: MakeOfficer
) -> None:
    office = officer("office")
    for code in (A, B):
        make_institution(
            f"虚构检测 {code[-4:]}", uscc=code, unit=district, kind="enterprise", home_division="990102"
        )
    taken(ledger(A, "001", "I1", 9), district, office)
    alone = told()
    assert not {rule for rule, _ in alone} & {
        "person.two_employers",
        "instrument.two_owners",
        "ledger.changed",
    }
    taken(ledger(B, "7", "Z9", 10), district, office)
    both = {(rule, code) for rule in
            ("person.two_employers", "instrument.two_owners", "person.two_places", "instrument.double_booked")
            for code in (A, B)}  # fmt: skip
    assert told() - alone >= both
    assert not {rule for rule, _ in told()} & {"person.not_employed", "instrument.elsewhere"}, (
        "each lists its own"
    )
    hit = Hit.objects.get(rule="person.two_employers", uscc=B)
    assert (hit.person_id, hit.evidence["others"][0]["person_id"]) == (f"{B}/7", f"{A}/001")
    verdict = RunVerdict.objects.filter(uscc=B).latest("run__started_at", "run_id")
    assert (verdict.rules["person.two_places"]["outcome"], verdict.rules["person.two_places"]["hits"]) == (
        "hit",
        1,
    )
    assert verdict.standing["hits"] == Hit.objects.filter(gone_run=None, uscc=B).count()

    taken(ledger(B, "7", "Z9", 14, value="1.35", left="2022-02-28"), district, office)
    assert ("ledger.changed", B) in told()
    assert ("ledger.changed", A) not in told()
    of_what_was_altered()
    assert ("person.two_employers", A) in told(), (
        "the same person is employed at both until the day the other left"
    )
    assert not {rule for rule, _ in told()} & {"person.two_places", "instrument.double_booked"}, (
        "no more at once"
    )
