"""A lost password becomes a one-time password: sessions end, a locked door opens, leaders are out of reach."""

from __future__ import annotations

import pytest

from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.people.services import reset_password
from bureau.people.services.passwords import LETTERS, one_time_password
from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_the_new_password_works_once_only(officer: MakeOfficer) -> None:
    worker = officer("inspector")
    before = worker.get_session_auth_hash()
    opened = reset_password(account=worker, by=officer("administrator"), reason="forgotten")
    now = Account.objects.get(pk=worker.pk)
    assert now.check_password(opened.one_time_password)
    assert now.must_change_password
    assert now.get_session_auth_hash() != before


def test_nobody_resets_their_own(officer: MakeOfficer) -> None:
    admin = officer("administrator")
    with pytest.raises(NotNow, match="your own"):
        reset_password(account=admin, by=admin, reason="shortcut")


def test_a_stations_administrator_cannot_become_the_leader(
    district: Unit, station: Unit, officer: MakeOfficer
) -> None:
    leader = officer("leader", station, role_at=district)
    with pytest.raises(NotNow, match="an administrator there"):
        reset_password(account=leader, by=officer("administrator", station), reason="a coup")


def test_one_time_passwords_can_be_read_out_and_never_repeat() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert {len(one) for one in made} == {17}
    assert set("".join(made)) <= {*LETTERS, "-"}
    assert not {*LETTERS} & {*"0o1liuv"}
