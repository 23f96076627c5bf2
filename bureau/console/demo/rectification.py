"""The register of the demonstration: some thirty problems, made through the services on the days they happened.

A station's officer records a problem and urges the institution; the office verifies; a leader closes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bureau.console.demo.people import INSTITUTION
from bureau.kernel import clock
from bureau.people.models import Account
from bureau.rectification import services
from bureau.rectification.models import Origin, Problem
from bureau.rectification.services import Period
from bureau.registry.models import Institution

LIST = Path(__file__).with_name("problems.txt")
YEAR = 2022
CAMPAIGN = "C-150602-2022-01"
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
RETURNED = "只有文字说明，没有设备停用和检定的凭证，请补齐后再答复。"
EXTENDED = "设备送自治区计量院检定，排期在后，已核实送检单。"
WITHDRAWN = "核对后属于另一家机构，已另行登记。"
RELAPSED = "回头看时同样的情况又出现，须重新整改。"
SEEN = {
    "paper": "核对了检定证书、停用记录和整改前后照片，与答复一致。",
    "site": "到现场看了设备铭牌、使用记录和留样间，已经整改到位。",
}


@dataclass(frozen=True)
class Planned:
    """One problem as its line says: what, until when, and what happened on which days."""

    institution: str
    title: str
    what: str
    measure: str
    basis: str
    conduct: str
    days: int
    steps: tuple[tuple[str, str], ...]


class Paper:
    """A file as an institution hands it in."""

    def __init__(self, name: str) -> None:
        self.name, self.size = name, len(PAPER)

    def chunks(self, _size: int = 0) -> tuple[bytes, ...]:
        """Its content."""
        return (PAPER,)


def planned() -> list[Planned]:
    """Every problem of the list."""
    found = []
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, title, what, measure, basis, conduct, days, steps = (part.strip() for part in line.split("|"))
        happened = tuple(
            (day, move) for day, _space, move in (one.partition(" ") for one in steps.split("、"))
        )
        found.append(Planned(name, title, what, measure, basis, conduct, int(days), happened))
    return found


def fill_register(accounts: dict[str, Account]) -> None:
    """Everything that happened to them, day by day."""
    rows: dict[Planned, Problem] = {}
    happened = [(day, place, move, one) for place, one in enumerate(planned()) for day, move in one.steps]
    for day, _place, move, one in sorted(happened, key=lambda found: found[:2]):
        with clock.standing_at(f"{YEAR}-{day}"):
            if move == "record":
                rows[one] = _record(one, accounts)
            else:
                problem = Problem.objects.get(pk=rows[one].pk)
                MOVES[move](problem, accounts)


def _record(one: Planned, accounts: dict[str, Account]) -> Problem:
    institution = Institution.objects.select_related("officer", "unit").get(name=one.institution)
    officer = institution.officer or accounts["office"]
    assert institution.unit is not None  # noqa: S101 - every one of the list is handed to a station
    problem = Problem(
        institution=institution,
        unit=institution.unit,
        domain=institution.domains[0] if institution.domains else "",
        title=one.title,
        what=one.what,
        measure=one.measure,
        basis=one.basis,
        conduct=one.conduct,
        campaign=CAMPAIGN,
        officer=officer,
        origin=Origin.SELF if one.title.startswith("自查") else Origin.INSPECTION,
    )
    return services.record_problem(problem=problem, period=Period(working_days=one.days), by=officer)


def _answer(problem: Problem, accounts: dict[str, Account]) -> None:
    text = "已按要求整改：有关设备停用并送检，责任人员已经培训，今后每月自查一次。凭证附后。"
    files = (Paper("整改凭证.pdf"),)
    own = accounts[INSTITUTION[0]]
    if problem.is_spoken_by(own):
        services.answer_problem(problem=problem, text=text, files=files, by=own)
        return
    services.record_answer(
        problem=problem, text=text, given_on=clock.today(), files=files, by=problem.officer
    )


def _verify(way: str) -> Callable[[Problem, dict[str, Account]], None]:
    def verify(problem: Problem, accounts: dict[str, Account]) -> None:
        services.verify_answer(
            problem=problem, way=way, verified_on=clock.today(), remark=SEEN[way], by=accounts["office"]
        )

    return verify


def _close(by: str) -> Callable[[Problem, dict[str, Account]], None]:
    def close(problem: Problem, accounts: dict[str, Account]) -> None:
        services.close_problem(problem=problem, remark="材料齐全，同意销号。", by=accounts[by])

    return close


def _return(problem: Problem, _accounts: dict[str, Account]) -> None:
    period = Period(working_days=5)
    services.return_answer(problem=problem, period=period, reason=RETURNED, by=problem.officer)


def _extend(problem: Problem, accounts: dict[str, Account]) -> None:
    services.extend_deadline(
        problem=problem, period=Period(working_days=10), reason=EXTENDED, by=accounts["deputy"]
    )


def _withdraw(problem: Problem, accounts: dict[str, Account]) -> None:
    services.withdraw_problem(problem=problem, reason=WITHDRAWN, by=accounts["office"])


def _reopen(problem: Problem, _accounts: dict[str, Account]) -> None:
    services.reopen_problem(
        problem=problem, period=Period(working_days=10), reason=RELAPSED, by=problem.officer
    )


MOVES: dict[str, Callable[[Problem, dict[str, Account]], None]] = {
    "answer": _answer,
    "verify": _verify("paper"),
    "verify-site": _verify("site"),
    "close": _close("leader"),
    "close-deputy": _close("deputy"),
    "return": _return,
    "extend": _extend,
    "withdraw": _withdraw,
    "reopen": _reopen,
}
