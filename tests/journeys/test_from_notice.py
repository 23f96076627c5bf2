"""From a pasted notice to a draft, in a browser: read, corrected, confirmed, cited; with script and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.campaign.models import Campaign
from bureau.people.models import Unit
from tests.cast import MakeOfficer
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTICE = Path(__file__).parents[1] / "rooms" / "campaign" / "notices" / "city_exact_days.txt"


def test_an_officer_pastes_a_notice_corrects_it_and_drafts_the_campaign(
    visit: Visit, district: Unit, officer: MakeOfficer
) -> None:
    sheet = visit(officer("office")).context.new_page()
    visitor = visit.server
    sheet.goto(f"{visitor}/campaigns/notices/add/")
    sheet.locator("textarea[name=pasted]").fill(NOTICE.read_text(encoding="utf-8"))
    sheet.locator("main form.entry button").click()
    assert "机动车检验机构专项检查" in sheet.locator("input[name=title]").input_value()
    assert "2023年3月1日至2023年6月30日" in sheet.locator(".quoted").all_inner_texts()[5]
    sheet.locator("input[name=title]").fill("云川区机动车检验机构专项检查")
    sheet.locator("main form.entry button.btn-primary").click()
    campaign = Campaign.objects.get()
    assert sheet.url.endswith(f"/campaigns/{campaign.reference}/")
    sheet.goto(f"{sheet.url}?tab=plan")
    assert "二（二）" in sheet.locator("main").inner_text()
