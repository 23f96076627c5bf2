"""Thresholds of the texts: each has a use, matters where it should, and is held against what is known."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.law.limits import USES, Facts
from bureau.law.reading import read_book
from bureau.law.selectors import Proposal, propose

D = dt.date.fromisoformat


def reached(found: Proposal) -> dict[str, bool | None]:
    return {one.threshold.code: one.reached for one in found.limits}


def test_thresholds_are_held_against_what_is_known() -> None:
    facts = Facts(reports=10, income=99_999, loss=500_000, earlier=2)
    held = reached(propose("F1", "product", first=D("2026-05-01"), facts=facts))
    assert (held["serious_reports_any"], held["crime_income"], held["crime_loss"]) == (True, False, True)
    assert (held["crime_repeat"], held["crime_amount"]) == (True, None)
    assert held["serious_reports_key"] is None, "whether it is a key field an officer judges"
    less = reached(propose("F1", "product", first=D("2026-05-01"), facts=Facts(reports=1)))
    assert (less["serious_reports_key"], less["serious_reports_any"]) == (False, False)


@pytest.mark.parametrize(
    ("conduct", "domain", "on", "there", "not_there"),
    [
        ("F1", "environment", "2024-05-01", "crime_environment", "serious_reports_any"),
        ("U1", "other", "2024-05-01", "crime_negligent_loss", "crime_loss"),
        ("SCOPE", "other", "2024-05-01", "simple_fine", "crime_loss"),
        ("F1", "product", "2026-01-06", "crime_loss", "serious_reports_any"),
        ("F1", "other", "2022-05-14", "simple_fine", "crime_loss"),
    ],
)
def test_a_threshold_is_told_where_and_when_it_matters(
    conduct: str, domain: str, on: str, there: str, not_there: str
) -> None:
    held = reached(propose(conduct, domain, first=D(on)))
    assert there in held
    assert not_there not in held


def test_every_threshold_of_the_texts_has_a_use() -> None:
    codes = {one.code for _law, _version, one in read_book().thresholds()}
    assert codes == set(USES)
    assert all(not use.fact or use.fact in Facts.__dataclass_fields__ for use in USES.values())
