"""What a problem gives for papers: the correction order and the interview record are filled from it."""

from __future__ import annotations

from django.urls import reverse

from bureau.inspection.models import Finding
from bureau.inspection.paper_sources import address_of
from bureau.kernel.access import Actor
from bureau.papers.sources import Filled, source
from bureau.papers.wording import day_words
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.rectification.models import Problem


@source("P-")
def filled_from_problem(reference: str, slug: str, for_: Actor | None) -> Filled | None:
    """A problem that this person may read in the register."""
    if for_ is not None and not for_.may(P.PROBLEM_READ):
        return None
    rows = Problem.objects.all() if for_ is None else Problem.objects.visible_to(for_)
    found: Problem | None = (
        rows.select_related("institution", "unit", "officer__officer").filter(reference=reference).first()
    )
    if found is None:
        return None
    finding = _finding(found)
    first, last = (finding.conduct_from, finding.conduct_to) if finding else (None, None)
    place = address_of(found.institution)
    return Filled(
        values=_order(found) if slug == "correction-order" else _interview(found, finding),
        about=found.institution.name,
        unit=found.unit,
        address=reverse("rectification:problem", args=[found.reference]),
        conduct=found.conduct,
        domain=found.domain,
        first=first,
        last=last,
        until=found.deadline_on if slug == "correction-order" else None,
        proposed={"地点": place, "住所": place},
    )


def _finding(problem: Problem) -> Finding | None:
    """The finding that the problem was taken over from: it knows the days of the conduct."""
    rows = Finding.objects.filter(reference=problem.source).select_related(
        "visit__first_officer__officer", "visit__second_officer__officer"
    )
    found: Finding | None = rows.first()
    return found


def _order(problem: Problem) -> dict[str, str]:
    body = problem.institution
    return {
        "当事人": body.name,
        "统一社会信用代码": body.uscc or "",
        "问题编号": problem.reference,
        "违法行为": problem.what,
        "改正要求": problem.measure,
        "改正期限": day_words(problem.deadline_on),
        "联系人": str(problem.officer),
    }


def _interview(problem: Problem, finding: Finding | None) -> dict[str, str]:
    """By the two officers of the visit it came from; without one, by whoever is responsible and another."""
    officers: list[tuple[Account | None, str]] = [
        (problem.officer, _certificate(problem.officer)),
        (None, ""),
    ]
    if finding is not None:
        visit = finding.visit
        numbers = (visit.first_certificate, visit.second_certificate)
        officers = list(zip(visit.officers, numbers, strict=True))
    (first, first_no), (second, second_no) = officers
    return {
        "案由": f"{problem.title}（{problem.reference}）",
        "工作单位": problem.institution.name,
        "执法人员一": str(first or ""),
        "执法证号一": first_no,
        "执法人员二": str(second or ""),
        "执法证号二": second_no,
    }


def _certificate(account: Account) -> str:
    held = getattr(account, "officer", None)
    return str(held.certificate_no) if held is not None else ""
