"""Home, saved views and the account of an institution in a browser: every screen, both languages, without script."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.services import save_view
from bureau.registry import services
from bureau.registry.models import Institution
from bureau.reminders.services import add_due_date
from tests.cast import PROGRAM, MakeOfficer
from tests.factories import make_institution
from tests.journeys.conftest import Visit
from tests.journeys.looking import GLANCES, Glance, complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "glance", [GLANCES[1], *GLANCES[7:]], ids=str
)  # English, large, narrowest, no script
def test_the_offices_pages(
    glance: Glance, visit: Visit, district: Unit, officer: MakeOfficer, institution_account: Account
) -> None:
    lab, by = make_institution("云川华衡检测有限公司", unit=district), officer("office")
    services.link_account(institution=lab, account=institution_account, by=PROGRAM)
    services.propose_fact(
        institution=lab,
        kind="contact",
        entered={"name": "韩雪", "phone": "13900002716"},
        by=institution_account,
    )
    add_due_date(
        subject="X-1",
        title="云川区检验检测机构基本情况汇总表",
        why="",
        address="/annex/",
        due_on=clock.today() - dt.timedelta(days=4),
        account=by,
        by=PROGRAM,
    )
    view = save_view(place="registry:institutions", name="企业", query="kind=enterprise", by=by)
    addresses = [
        "/",
        "/reminders/",
        "/institutions/?kind=enterprise",
        "/institutions/?domain=food",
        "/own/views/save/?place=registry:institutions&query=domain%3Dfood",
        f"/own/views/{view.pk}/rename/",
        f"/own/views/{view.pk}/remove/",
        f"/institutions/{lab.reference}/accounts/open/",
        f"/institutions/{lab.reference}/accounts/{institution_account.username}/close/",
    ]
    visitor = visit(by)
    assert [fault for address in addresses for fault in complaints(visitor, address, glance)] == []
    own = visit(institution_account)
    assert [
        fault for address in ("/", "/own-institution/") for fault in complaints(own, address, glance)
    ] == []


@pytest.mark.parametrize("glance", [GLANCES[0], *GLANCES[7:]], ids=str)  # desk, large, narrowest, no script
def test_lines_of_other_districts_are_taken_by_choice(
    glance: Glance, visit: Visit, district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    bodies = ("云川华测检测有限公司,云川区", "临河华清检测有限公司,临河区", "达拉特华正检测有限公司,达拉特旗")
    content = "\n".join(("机构名称,所在旗区,联系电话", *(f"{one},13900002716" for one in bodies))).encode()
    by = officer("office")
    roster = services.receive_roster(content=content, name="全市名录.csv", unit=district, by=by)
    services.read_roster(roster=roster, by=by)
    visitor = visit(by)
    for address in (
        f"/rosters/{roster.reference}/?verdict=elsewhere",
        f"/rosters/{roster.reference}/import/",
    ):
        assert complaints(visitor, address, glance) == []
    with visitor.at(f"/rosters/{roster.reference}/import/", glance) as (page, heard):
        page.locator("[name=elsewhere]").select_option("take")
        page.locator("main form button.btn-primary").click()
        page.wait_for_url(f"**/rosters/{roster.reference}/")
        assert heard == []
    assert Institution.objects.count() == 3
    roster.refresh_from_db()
    assert roster.elsewhere == "take"
