"""The lead group of a campaign that runs is told of what stays overdue at its units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bureau.campaign.lead_groups import lead_group
from bureau.campaign.models import MemberRole
from bureau.campaign.services import add_member, end_member
from bureau.kernel import clock
from bureau.reminders.lifecycle import Rung
from tests.rooms.campaign.running import drafted, issued

if TYPE_CHECKING:
    from bureau.people.models import Unit
    from tests.cast import MakeOfficer


@pytest.mark.django_db
@pytest.mark.db
def test_deputies_first_then_leaders_of_the_unit_and_those_below(
    officer: MakeOfficer, district: Unit, station: Unit, elsewhere: Unit
) -> None:
    with clock.standing_at("2022-05-16"):
        leader, deputy, other = officer("leader"), officer("office"), officer("office")
        made = issued(district, leader)
        member = add_member(campaign=made, role=MemberRole.DEPUTY, account=deputy, by=leader)
        add_member(campaign=drafted(district), role=MemberRole.DEPUTY, account=other, by=leader)
        assert lead_group(station, Rung.TO_DEPUTY) == [deputy]
        assert lead_group(station, Rung.TO_LEADER) == [leader]
        assert lead_group(elsewhere, Rung.TO_DEPUTY) == []
        end_member(member=member, by=leader, reason="调离")
    with clock.standing_at("2022-05-18"):
        assert lead_group(station, Rung.TO_DEPUTY) == []
