"""Earlier records of supervision: entered by officers, counted on the dossier, unseen by the institution."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.models import EarlierRecord, Institution
from bureau.registry.selectors import dossier, earlier_numbers
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]
WHAT = "报告缺原始记录，罚款一万元"
PENALTY = {"sort": "penalty", "count": "1", "what": WHAT, "valid_from": "2021-08-30"}
TIPS = {"sort": "tip", "count": "3", "valid_from": "2021-01-01", "valid_to": "2021-12-31"}


def entering(client: Client, made: Institution, **entered: str) -> list[str]:
    """The objections of the form, or none where it was recorded."""
    page = client.post(f"/institutions/{made.reference}/facts/earlierrecord/record/", entered)
    if page.status_code == 302:
        return []
    assert page.status_code == 422
    return [str(one) for errors in page.context["form"].errors.values() for one in errors]


def counted(made: Institution, on: dt.date | None = None) -> list[int]:
    """Inspections, problems, cases, penalties, tips."""
    found = dossier(made, on)
    return [one.value for one in earlier_numbers(made, found.facts["earlierrecord"], on)]


def test_entered_and_counted(district: Unit, officer: MakeOfficer) -> None:
    made, client = make_institution(unit=district), client_for(officer("office"))
    assert counted(made) == [0, 0, 0, 0, 0]
    assert entering(client, made, **PENALTY) == []
    assert entering(client, made, **TIPS) == []
    assert counted(made) == [0, 0, 0, 1, 3]
    assert counted(made, dt.date(2021, 3, 1)) == [0, 0, 0, 0, 0]  # it was not on record that day
    page = client.get(f"/institutions/{made.reference}/?tab=earlier").content.decode()
    assert WHAT in page
    assert "Earlier penalties" in client.get(f"/institutions/{made.reference}/").content.decode()
    assert "Earlier tips 3" in client.get(f"/institutions/{made.reference}/print/").content.decode()


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        (PENALTY | {"what": ""}, "Say what it was about"),
        (TIPS | {"what": "员工某某说"}, "only their number is kept"),
        (TIPS | {"number": "12345"}, "only their number is kept"),
        (PENALTY | {"valid_from": "2099-01-01"}, "still to come"),
        (PENALTY | {"count": "0"}, "greater than or equal to 1"),
        (TIPS | {"valid_to": "2020-01-01"}, "ends before it begins"),
    ],
)
def test_what_is_refused(entered: dict[str, str], said: str, district: Unit, officer: MakeOfficer) -> None:
    made, client = make_institution(unit=district), client_for(officer("office"))
    (objection,) = entering(client, made, **entered)
    assert said in objection
    assert counted(made) == [0, 0, 0, 0, 0]


def test_no_text_of_a_tip_can_be_kept(district: Unit) -> None:
    made = make_institution(unit=district)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.record_fact(fact=EarlierRecord(institution=made, sort="tip", what="某某说"), by=PROGRAM)


def test_the_institution_neither_sees_nor_proposes_it(
    district: Unit, officer: MakeOfficer, institution_account: Account
) -> None:
    made = make_institution(unit=district)
    assert entering(client_for(officer("office")), made, **PENALTY) == []
    services.link_account(institution=made.fresh(), account=institution_account, by=PROGRAM)
    speaker = client_for(institution_account)
    own = speaker.get("/own-institution/").content.decode()
    assert WHAT not in own
    assert "Earlier record" not in own
    assert speaker.get("/own-institution/facts/earlierrecord/propose/").status_code == 404
    assert speaker.post("/own-institution/facts/earlierrecord/propose/", PENALTY).status_code == 404
    with pytest.raises(NotNow, match="entered by officers"):
        services.propose_fact(institution=made, kind="earlierrecord", entered=PENALTY, by=institution_account)
    assert clock.today() > dt.date(2021, 8, 30)
