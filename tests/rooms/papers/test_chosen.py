"""An order begins with the basis that an officer chose for its problem or finding, or says why it is not printed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from bureau.kernel.refusals import NotNow
from bureau.law.selectors import propose
from bureau.law.services import confirm_entry, take_back_choice
from bureau.law.subjects import Subject, subject_of
from bureau.papers import services
from bureau.papers.blanks import BLANKS
from bureau.papers.chosen import choice_for
from bureau.papers.citing import citations
from bureau.papers.lifecycle import PAPER
from bureau.papers.objections import basis_not_chosen
from bureau.papers.services import Draft
from bureau.rectification.models import Problem
from bureau.rectification.services import Words, correct_problem
from tests.cast import client_for
from tests.rooms.inspection.going import fresh
from tests.rooms.law.choosing import choose
from tests.rooms.papers.office import WRITTEN, Papers

if TYPE_CHECKING:
    from collections.abc import Callable

    from bureau.law.models import Choice
    from bureau.law.selectors import Candidate

    Wanted = Callable[[Candidate], bool]

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def subject(papers: Papers, reference: str) -> Subject:
    found = subject_of(reference, for_=papers.inspector)
    assert found is not None
    return found


def chosen(papers: Papers, reference: str, wanted: Wanted, domain: str = "other") -> Choice:
    """The inspector chooses the first candidate that is wanted."""
    about = subject(papers, reference)
    assert about.first is not None
    offered = propose("F1", domain, first=about.first, last=about.last).candidates
    number = next(place for place, one in enumerate(offered) if wanted(one))
    return choose(about, papers.inspector, number, domain=domain)


def form_of(papers: Papers, problem: Problem) -> tuple[Any, str]:
    """The form of an order, and its page."""
    address = f"{reverse('papers:draft-paper')}?blank=correction-order&source={problem.reference}"
    answer = client_for(papers.inspector).get(address)
    return answer.context["form"], answer.content.decode()


def ours(one: Candidate) -> bool:
    return bool(one.basis.authority == "us" and not one.entry.doubtful)


def doubtful(one: Candidate) -> bool:
    return bool(one.basis.authority == "us" and one.entry.doubtful)


def test_the_chosen_basis_of_the_finding_is_preselected_named_and_pinned(papers: Papers) -> None:
    form, page = form_of(papers, papers.problem)
    assert (form.chosen, form.initial["citation"]) == (None, "")
    made = chosen(papers, papers.finding.reference, ours)
    assert choice_for(papers.problem.reference, by=papers.inspector) == made
    form, page = form_of(papers, papers.problem)
    key = form.initial["citation"]
    assert form.offered.named(key).digest == made.digest
    for said in ("preselected", made.reference, f"chosen by {made.chosen_by}, because: 特别法优先"):
        assert said in page
    assert f'<option value="{key}" selected>' in page
    paper = papers.draft(citation=key)
    assert paper.present.basis["choice"] == made.reference
    assert made.reference in client_for(papers.inspector).get(f"/papers/{paper.reference}/").content.decode()
    amending = client_for(papers.inspector).get(f"/papers/{paper.reference}/amend/").content.decode()
    assert made.reference in amending
    take_back_choice(choice=made, reason="另选", by=papers.inspector)
    form, page = form_of(papers, papers.problem)
    assert (form.chosen, made.reference in page) == (None, False)


def test_a_choice_names_the_domain_more_exactly_and_a_doubtful_one_waits_for_a_name(papers: Papers) -> None:
    made = chosen(papers, papers.problem.reference, doubtful, "tank")
    form, page = form_of(papers, papers.problem)
    assert (form.chosen.key, form.initial["citation"]) == ("", "")
    assert "before a named officer has confirmed it, with its first day, under Laws and periods" in page
    assert made.reference in page
    about = subject(papers, papers.problem.reference)
    assert about.first is not None
    offered = propose("F1", "tank", first=about.first, last=about.last).candidates
    entry = next(one.entry for one in offered if one.entry.digest == made.digest)
    confirm_entry(entry=entry, grounds="已读公报所载文本", by=papers.leader, in_force_from=about.first)
    form, page = form_of(papers, papers.problem)
    draft = Draft(WRITTEN, citation=form.initial["citation"])
    paper = services.draft_paper(
        blank=form.blank, source=papers.problem.reference, draft=draft, by=papers.inspector
    )
    assert (paper.domain, paper.present.basis["choice"]) == ("tank", made.reference)
    assert PAPER.objection("propose_paper", fresh(paper), papers.inspector) == ""


def test_why_a_choice_is_not_printed_and_what_to_do(papers: Papers) -> None:
    made = chosen(papers, papers.problem.reference, lambda one: one.basis.authority != "us", "vehicle_safety")
    form, page = form_of(papers, papers.problem)
    assert (made.handled_by, form.chosen.key) == ("transfer:traffic_police", "")
    assert "the matter is transferred to the traffic police. For an order of this office, choose" in page
    other = papers.record()
    second = choose(
        subject(papers, other.reference), papers.inspector, domain="other", first=dt.date(2022, 4, 11)
    )
    form, page = form_of(papers, other)
    assert form.initial["conduct_from"] == second.conduct_from, "the record knows no day, the choice does"
    address = f"{reverse('papers:draft-paper')}?blank=correction-order&source={other.reference}"
    moved = {"conduct_from": "2021-05-01", "conduct_to": "", "citation": "x"}
    again = client_for(papers.inspector).post(address, moved)
    assert again.status_code == 422
    assert "It was chosen for the days 2022-04-11 to 2022-04-11" in again.content.decode()


MOVES = ("propose_paper", "approve_paper", "issue_paper")


def test_an_order_without_a_recorded_choice_is_drafted_and_neither_approved_nor_issued(
    papers: Papers,
) -> None:
    paper = papers.draft(chosen=False)
    assert "违反条款" in paper.present.field_values, "drafting may go on"
    with pytest.raises(NotNow, match=f"Choose one for {papers.problem.reference} with a reason"):
        services.propose_paper(paper=paper, grounds="请审批", by=papers.inspector)
    for name in MOVES:
        assert basis_not_chosen in PAPER.moves[name].guards, f"{name} asks who chose"
    cites = [slug for slug, blank in BLANKS.items() if blank.cites]
    assert cites == ["correction-order"], "what cites an article is held to a choice, whatever its kind"


def test_an_order_by_another_article_than_the_chosen_one(papers: Papers) -> None:
    made = chosen(papers, papers.problem.reference, lambda one: one.basis.authority != "us", "vehicle_safety")
    paper = papers.draft(chosen=False)
    assert "choice" not in paper.present.basis, made.law
    assert "No officer is on record" in basis_not_chosen(paper, papers.inspector)


def test_a_choice_for_other_days_or_another_conduct_is_none_for_the_order(papers: Papers) -> None:
    problem = papers.record()
    day = dt.date(2022, 4, 11)
    about = subject(papers, problem.reference)
    first = citations("F1", "", day, day).found[0]
    choose(about, papers.inspector, domain="other", first=dt.date(2022, 4, 1), digest=first.digest)
    paper = papers.draft(problem, citation=first.key)
    said = basis_not_chosen(paper, papers.inspector)
    assert "chosen for conduct F1 from 2022-04-01 to 2022-04-01, and the paper says otherwise" in said
    good = papers.draft(papers.record())
    assert basis_not_chosen(good, papers.inspector) == ""
    correct_problem(
        problem=Problem.objects.get(reference=good.source),
        words=Words(title="抗渗仪无运行记录", what="没有记录", measure="停用", conduct="F2"),
        by=papers.inspector,
        reason="更正行为",
    )
    assert "names another conduct or other days since" in basis_not_chosen(good, papers.inspector)


def test_a_later_choice_for_the_problem_goes_before_that_of_its_finding(papers: Papers) -> None:
    of_finding = chosen(papers, papers.finding.reference, ours)
    form, _page = form_of(papers, papers.problem)
    paper = papers.draft(citation=form.initial["citation"])
    assert basis_not_chosen(paper, papers.inspector) == ""
    own = chosen(papers, papers.problem.reference, ours)
    said = basis_not_chosen(paper, papers.inspector)
    assert (
        f"is of choice {of_finding.reference}, and for {papers.problem.reference} holds {own.reference}"
        in said
    )
