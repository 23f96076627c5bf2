"""What lists and figures read of a dossier's row is what its facts say, whatever happened to them and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bureau.kernel import clock
from bureau.kernel.refusals import Refusal
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.domains import FOCUS
from bureau.registry.models import Capability, Certificate, Institution, StatedDomain
from bureau.registry.selectors import dossier, survey_of
from bureau.registry.work import refresh_institutions
from bureau.trail.verify import verify
from tests.cast import make_officer, make_unit
from tests.factories import make_capability, make_certificate, make_institution, state_domain

START = dt.date(2022, 5, 1)
DOMAINS = ("food", "tank", "vehicle")
DAYS = st.integers(0, 40)
EVENT = st.one_of(
    st.tuples(st.just("state"), st.integers(0, 2), st.sampled_from(DOMAINS), DAYS),
    st.tuples(st.just("certify"), st.integers(0, 2), DAYS, DAYS),
    st.tuples(st.just("approve"), st.integers(0, 2), st.sampled_from(DOMAINS), DAYS),
    st.tuples(st.just("withdraw"), st.integers(0, 2), st.integers(0, 3), DAYS),
    st.tuples(st.just("close"), st.integers(0, 2), st.just(0), DAYS),
    st.tuples(st.just("reopen"), st.integers(0, 2), st.just(0), DAYS),
    st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2), DAYS),
)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def happen(event: tuple[Any, ...], bodies: list[Institution], by: Account) -> None:
    """One thing, if it can happen as things stand."""
    kind, which, what, until = event
    body = bodies[which].fresh()
    certificates = Certificate.objects.standing().filter(institution=body).order_by("recorded_at", "id")
    try:
        if kind == "state":
            state_domain(body, what)
        elif kind == "certify":
            make_certificate(body, valid_from=day(what - 20), valid_to=day(max(what, until)))
        elif kind == "approve" and certificates.exists():
            make_capability(certificates[0], what, valid_from=day(0), valid_to=day(until))
        elif kind == "withdraw":
            facts = [
                *StatedDomain.objects.standing().filter(institution=body).order_by("recorded_at", "id"),
                *certificates,
                *Capability.objects.standing().filter(institution=body).order_by("recorded_at", "id"),
            ]
            if what < len(facts):
                services.withdraw_fact(fact=facts[what], by=by, reason="填错了")
        elif kind == "close":
            services.close_institution(institution=body, by=by, reason="已注销登记")
        elif kind == "reopen":
            services.reopen_institution(institution=body, by=by, reason="仍在经营")
        elif kind == "merge" and which != what:
            services.merge_institution(institution=body, into=bodies[what].fresh(), by=by, reason="同一家")
    except Refusal:
        return


def holds(fact: Any, on: dt.date) -> bool:  # noqa: ANN401 - a fact of any table
    return (fact.valid_from or dt.date.min) <= on <= (fact.valid_to or dt.date.max)


def domains_of(body: Institution, on: dt.date) -> set[str]:
    """Read again from the facts: approved ones under a certificate in force, else what is stated."""
    rows = Certificate.objects.standing().filter(institution=body)
    valid = {one.lineage for one in rows if holds(one, on) and not (one.ended_on and one.ended_on <= on)}
    approved = {
        one.domain
        for one in Capability.objects.standing().filter(institution=body).select_related("certificate")
        if holds(one, on) and one.certificate.lineage in valid
    }
    stated = StatedDomain.objects.standing().filter(institution=body)
    return approved or {one.domain for one in stated if holds(one, on)}


class Stored(TestCase):
    """Three bodies, many things, forty days."""

    @settings(max_examples=8, deadline=None)
    @given(events=st.lists(st.tuples(st.integers(0, 40), EVENT), max_size=14))
    def test_rows_and_figures_are_what_the_facts_say(self, events: list[tuple[int, tuple[Any, ...]]]) -> None:
        with clock.standing_at(START.isoformat()):
            unit = make_unit("云川区市场监督管理局", "district", "150699")
            by = make_officer("the-leader", "leader", unit)
            bodies = [make_institution(f"云川{name}检测公司", unit=unit, domains=[]) for name in "甲乙丙"]
        last = 0
        for at, event in sorted(events, key=lambda one: one[0]):
            last = at
            with clock.standing_at(day(at).isoformat()):
                happen(event, bodies, by)
        # The rounds look back three days; they are made every six hours, here once a day.
        for number in range(last, 42):
            with clock.standing_at(day(number).isoformat()):
                refresh_institutions()
        with clock.standing_at(day(41).isoformat()):
            self.reconcile(unit, by, day(41))
        assert verify().discrepancies == ()

    @staticmethod
    def reconcile(unit: Unit, by: Account, on: dt.date) -> None:
        """Every kept row against its facts, then every figure against the rows' facts."""
        kept = list(Institution.objects.active())
        survey = survey_of(unit, on=on, for_=by)
        lapsed = 0
        for row in kept:
            assert set(row.domains) == domains_of(row, on)
            assert set(row.domain_text.split()) == set(row.domains)
            ends = [
                min(filter(None, (one.valid_to, one.ended_on and one.ended_on - dt.timedelta(days=1))))
                for one in Certificate.objects.standing().filter(institution=row)
                if one.valid_to
            ]
            assert row.certified_until == max(ends, default=None)
            lapsed += row.certified_until is None or row.certified_until < on
            assert row.missing == len(dossier(row, on).lacks)
        assert survey.institutions == len(kept)
        assert survey.lapsed == lapsed
        assert survey.focus == sum(bool(set(FOCUS) & domains_of(row, on)) for row in kept)
        assert survey.incomplete == sum(row.missing > 0 for row in kept)
