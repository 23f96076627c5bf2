from __future__ import annotations
import pytest
from tests.journeys.test_pages import office, PAGES  # noqa
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
def test_look(office):
    from pathlib import Path
    out = Path("/tmp/mj/cshots"); out.mkdir(exist_ok=True)
    for p in PAGES:
        if not p.name.startswith("collecting:"): continue
        for w in (1440, 390):
            with office.at(p, "zh-hans") as (sheet, heard):
                sheet.set_viewport_size({"width": w, "height": 900})
                sheet.screenshot(path=str(out / f"{str(p).replace(':','_').replace('/','_')}-{w}.png"), full_page=True)
