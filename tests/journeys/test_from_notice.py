"""From a pasted notice to a draft, in a browser: read, corrected, confirmed, cited; with script and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.campaign.models import Campaign
from bureau.people.models import Unit
from tests.cast import MakeOfficer
from tests.journeys.conftest import Visit
from tests.journeys.looking import Glance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTICE = Path(__file__).parents[1] / "rooms" / "campaign" / "notices" / "city_exact_days.txt"
AT = "/campaigns/notices/add/"


@pytest.mark.parametrize("glance", [Glance(1440), Glance(390, script=False)], ids=str)
def test_an_officer_pastes_a_notice_corrects_it_and_drafts_the_campaign(
    glance: Glance, visit: Visit, district: Unit, officer: MakeOfficer
) -> None:
    visitor = visit(officer("office", district))
    with visitor.at(AT, glance) as (sheet, heard):
        sheet.locator("textarea[name=pasted]").fill(NOTICE.read_text(encoding="utf-8"))
        sheet.locator("form.entry .btn-primary").click()
        title = sheet.locator("input[name=title]")
        assert title.input_value() == "机动车检验机构专项检查"
        beside = sheet.locator(".beside", has=title)
        assert "关于开展机动车检验机构专项检查的通知" in beside.locator("blockquote").inner_text()
        title.fill("云川区机动车检验机构专项检查")
        sheet.locator("form.entry .btn-primary").click()
        sheet.wait_for_url("**/campaigns/C-*/")
        campaign = Campaign.objects.get()
        sheet.goto(f"{visitor.server}/campaigns/{campaign.reference}/?tab=plan")
        plan = sheet.locator("main").inner_text()
        assert heard == []
    assert (campaign.title, len(campaign.phases_now())) == ("云川区机动车检验机构专项检查", 3)
    assert "二（二）" in plan
