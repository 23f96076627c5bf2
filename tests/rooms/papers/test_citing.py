"""A paper may cite what is doubtful once a named officer has confirmed its text, and no longer than that stands."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.law.selectors import propose
from bureau.law.services import confirm_entry, withdraw_confirmation
from bureau.papers.citing import may_be_printed
from tests.cast import MakeOfficer


@pytest.mark.django_db
def test_a_doubtful_basis_is_cited_while_somebody_answers_for_it(officer: MakeOfficer) -> None:
    by = officer("leader")
    offered = propose("F1", "environment", first=dt.date(2022, 5, 1), last=dt.date(2022, 5, 1)).candidates
    sure, doubtful = (next(one for one in offered if one.entry.doubtful is which) for which in (False, True))
    assert (may_be_printed(sure), may_be_printed(doubtful)) == (True, False)
    made = confirm_entry(entry=doubtful.entry, grounds="已读公报所载文本", by=by)
    assert may_be_printed(doubtful)
    withdraw_confirmation(confirmation=made, reason="读错了条", by=by)
    assert not may_be_printed(doubtful)
