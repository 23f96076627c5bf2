"""The demonstration: an invented district that stands as the notice's did, its trail whole, every account usable."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from bureau.console.chains import chain_of
from bureau.console.demo.building import bodies, build
from bureau.console.demo.people import PASSWORD, told
from bureau.console.demo.rectification import planned
from bureau.console.demo.screening import FAULTY
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.rectification.lifecycle import ProblemState
from bureau.rectification.models import Problem
from bureau.rectification.selectors import problem_counts
from bureau.registry.domains import FOCUS
from bureau.registry.identifiers import check_character
from bureau.registry.models import Institution, StatedDomain
from bureau.registry.selectors import annex_of_unit
from bureau.reminders.selectors import Counts, queue_counts
from bureau.screening.lifecycle import HitState
from bureau.screening.models import HandIn, Hit
from bureau.trail.verify import verify
from screener.ledger.tables import TABLES
from screener.rules import RULES
from tests.house.project import read

if TYPE_CHECKING:
    from tests.console.conftest import Run

DAY = dt.date(2022, 6, 20)


def test_the_list_is_of_about_sixty_invented_bodies() -> None:
    listed = list(bodies())
    assert len(listed) == len({body.uscc for body in listed}) == len({body.name for body in listed})
    assert 55 <= len(listed) <= 65
    assert [body.uscc for body in listed] == [body.uscc for body in bodies()]  # the same every time
    assert all(check_character(body.uscc[:17]) == body.uscc[17] for body in listed)
    assert sum(not body.division.startswith("15") for body in listed) == 4
    assert {"p", "e"} <= {body.kind for body in listed}
    assert sum(len(body.domains) > 2 for body in listed) >= 3
    assert {domain for body in listed for domain in body.domains} >= {*FOCUS, "vehicle", "environment"}


def test_the_readme_names_one_account_for_each_role() -> None:
    page = read("README.md")
    shown = {
        role for username, _post, role in told() if re.search(rf"\| `{username}` \| \S+ {role} \|", page)
    }
    assert shown == set(Role)
    assert f"`{PASSWORD}`" in page


def assert_register(accounts: dict[str, Account]) -> None:
    """Problems of every state, some late; whoever closed one is a third."""
    rows = Problem.objects.filter(source="")
    assert rows.count() == len(planned()) > 30
    assert set(rows.values_list("state", flat=True)) == set(ProblemState.values)
    found = problem_counts(accounts["leader"]).together
    assert (found.closed, found.overdue) == (7, 5)
    for row in rows.filter(state=ProblemState.CLOSED):
        verification = row.verifications.latest("number")
        answer = row.answers.latest("number")
        assert len({answer.received_by, verification.verified_by, row.closed_by}) == 3


def assert_one_chain_is_whole(by: Account) -> None:
    """One problem came from a ledger's contradiction and was closed; the way back leads to the ledger's rows."""
    problem = Problem.objects.get(source__startswith="D-")
    chain = chain_of(problem.reference, for_=by)
    assert chain is not None
    assert [stage.name for stage in chain.stages] == ["hit", "lead", "visit", "finding", "problem"]
    assert chain.rows
    assert problem.state == "struck_off"


def assert_hits_of_a_year() -> None:
    """A year of ledgers: every rule speaks, of three institutions only; some answered, some no longer made."""
    taken = HandIn.objects.filter(state="ledger_taken", institution=None).order_by("stated_from")
    assert [(one.stated_from, one.stated_to) for one in taken] == [
        (dt.date(2021, 6, 1), dt.date(2021, 12, 31)),
        (dt.date(2022, 1, 1), dt.date(2022, 5, 23)),
    ]
    assert 150_000 < sum(one.contents["rows_read"]["results"] for one in taken) < 300_000
    hits = Hit.objects.all()
    ordinary = {
        name
        for name, rule in RULES.items()
        if not rule.asks and not any(TABLES[one].supplementary for one in rule.needs)
    }
    # The corrected ledger says of reports what the one before it did not.
    assert set(hits.values_list("rule", flat=True)) == ordinary | {"ledger.changed"}
    assert set(hits.values_list("institution__name", flat=True)) == set(FAULTY)
    assert set(hits.values_list("state", flat=True)) == set(HitState.values)
    gone = hits.filter(gone_run__isnull=False)
    assert set(gone.values_list("institution__name", "rule")) == {(FAULTY[1], "raw.missing")}
    assert HitState.ANSWERED in gone.values_list("state", flat=True)
    assert hits.filter(state=HitState.ANSWERED, gone_run=None).exists()


@pytest.mark.django_db
def test_it_is_built_through_the_services() -> None:
    listed = list(bodies())
    away = sum(body.division[:2] != "15" for body in listed)
    public = sum(body.kind == "p" and body.division[:2] == "15" for body in listed)
    said: list[str] = []
    with translation.override("en"):  # the list is Chinese whatever the command speaks
        accounts = build(said.append)
    assert said
    assert_hits_of_a_year()
    assert Institution.objects.count() == len(listed)
    assert set(StatedDomain.objects.standing().values_list("domain", flat=True)) >= set(FOCUS)
    found = verify()
    assert found.discrepancies == ()
    assert {held.role for account in accounts.values() for held in account.roles_held.all()} >= {
        Role.LEADER,
        Role.OFFICE,
        Role.EXPERT,
        Role.INSPECTOR,
        Role.SUPERIOR,
        Role.ADMINISTRATOR,
        Role.INSTITUTION,
    }
    assert {role for _username, _post, role in told()} == set(Role)
    assert {username for username, _post, _role in told()} <= set(accounts)
    with clock.standing_at("2022-06-20"):
        assert queue_counts(accounts["station3"]) == Counts(3, 1, 4, 3)
        assert queue_counts(accounts["office"]) == Counts(7, 4, 13, 3)
        assert_register(accounts)
        assert_one_chain_is_whole(accounts["leader"])
    annex = annex_of_unit(Unit.objects.get(kind="district", division="150602"), DAY)
    parts = (annex.public_institutions, annex.third_party, annex.other_province)
    assert [len(part) for part in parts] == [public, len(listed) - public - away, away]
    assert [line.name for line in annex.multi_domain] == sorted(
        body.name for body in listed if len(body.domains) > 1
    )
    assert annex.district == "云川区"
    assert "Food" not in str(annex)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert annex_of_unit(Unit.objects.get(kind="district", division="150602"), DAY) == annex
    for username in accounts:
        client = Client()
        answer = client.post("/login/", {"username": username, "password": PASSWORD}, follow=True)
        assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/"), username


@pytest.mark.full
@pytest.mark.loopback
def test_the_command_builds_it_once(mingjian: Run) -> None:
    first = mingjian("demo", "--no-serve")
    assert first.returncode == 0, first.stderr
    assert PASSWORD in first.stdout
    assert [name for name, _post, _role in told() if f"  {name} " not in first.stdout] == []
    again = mingjian("demo", "--no-serve")
    assert again.returncode == 0, again.stderr
    assert "already" in again.stdout
    assert mingjian("trail", "verify").returncode == 0
