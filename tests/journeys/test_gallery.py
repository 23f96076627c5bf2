"""The gallery in a browser: every component on every screen, in both languages, in large text, without script."""

from __future__ import annotations

import pytest

from tests.cast import MakeOfficer
from tests.journeys.conftest import Visit
from tests.journeys.looking import GLANCES, Glance, complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GALLERY = "/gallery/"


@pytest.mark.parametrize("glance", GLANCES, ids=str)
def test_every_component_on_every_screen(glance: Glance, visit: Visit, officer: MakeOfficer) -> None:
    assert complaints(visit(officer("administrator")), GALLERY, glance) == []
