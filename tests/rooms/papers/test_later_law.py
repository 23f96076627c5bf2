"""An order cites the later law that an officer chose as the lighter one, says so, and only while that is so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.law import services as law_services
from bureau.law.models import Choice
from bureau.law.offers import Applies
from bureau.law.reading import read_book
from bureau.law.selectors import propose
from bureau.law.subjects import subject_of
from bureau.papers import services
from bureau.papers.citing import citations
from bureau.papers.drawing import draw_paper
from bureau.papers.models import Paper
from bureau.papers.objections import basis_not_chosen, law_not_of_the_day
from bureau.papers.services import Draft
from bureau.papers.word.filling import lines_of
from bureau.rectification.models import Problem
from tests.cast import client_for
from tests.rooms.inspection.going import fresh
from tests.rooms.papers.office import ORDER, WRITTEN, Papers

pytestmark = [pytest.mark.django_db, pytest.mark.db]
CONDUCT, DECIDED = dt.date(2025, 3, 3), dt.date(2025, 6, 16)
LATER = (
    "《检验检测机构监督管理办法》第十五条第（一）项（该规定自2025年5月1日起施行，晚于行为发生之日；因处罚较轻，"
    "依照《中华人民共和国行政处罚法》第三十七条的规定适用）"
)
REASON = "新规定无下限，本案拟处一万元"


@pytest.fixture
def later(papers: Papers) -> Iterator[Papers]:
    """The office after the amendment of Order 39."""
    with clock.standing_at("2025-06-10"):
        yield papers


def chosen(
    papers: Papers, problem: Problem, version: str, conduct: str = "F1", decided: dt.date | None = DECIDED
) -> Choice:
    about = subject_of(problem.reference, for_=papers.inspector)
    assert about is not None
    proposal = propose(conduct, "other", first=CONDUCT, decided=decided)
    entry = next(one.entry for one in proposal.candidates if one.version.key == version)
    book = read_book().digest
    return law_services.choose_basis(
        subject=about, proposal=proposal, digest=entry.digest, book=book, reason=REASON, by=papers.inspector
    )


def order(papers: Papers, choice: Choice, problem: Problem, conduct: str = "F1") -> Paper:
    found = citations(conduct, "other", CONDUCT, CONDUCT, choice=choice).found
    key = next((one.key for one in found if one.digest == choice.digest), "")
    draft = Draft(WRITTEN, conduct_from=CONDUCT, citation=key)
    return services.draft_paper(blank=ORDER, source=problem.reference, draft=draft, by=papers.inspector)


def said(paper: Paper) -> str:
    return "\n".join(text for _style, text in lines_of(draw_paper(paper)))


def problem_of(papers: Papers, conduct: str = "F1") -> Problem:
    return papers.record(until="2025-07-20", conduct=conduct)


def test_the_chosen_later_law_is_cited_and_said_to_be_so(later: Papers) -> None:
    problem = problem_of(later)
    choice = chosen(later, problem, "2025")
    address = f"{reverse('papers:draft-paper')}?blank=correction-order&source={problem.reference}"
    answer = client_for(later.inspector).get(address)
    form = answer.context["form"]
    assert form.offered.named(form.initial["citation"]).digest == choice.digest, "preselected"
    assert "later law, applied as the lighter one" in answer.content.decode()
    paper = order(later, choice, problem)
    basis = paper.present.basis
    assert (basis["version"], basis["article"], basis["ordered"]) == ("2025", "15(1)", "27")
    assert (basis["applied"], basis["choice"]) == ("later", choice.reference)
    assert f"违反了{LATER}的规定。依据《检验检测机构监督管理办法》第二十七条的规定" in said(paper)
    assert REASON not in said(paper), "the reason stays in the file"
    page = client_for(later.inspector).get(f"/papers/{paper.reference}/").content.decode()
    assert "A later law is applied because it is the lighter one" in page
    assert REASON in page
    issued = services.issue_paper(paper=later.approved(paper), by=later.inspector)
    assert LATER in said(issued)


def test_without_that_choice_only_the_law_of_the_conduct_is_offered(later: Papers) -> None:
    problem = problem_of(later)
    assert [one.pins["version"] for one in citations("F1", "other", CONDUCT, CONDUCT).found] == ["2021"]
    of_conduct = chosen(later, problem, "2021")
    found = citations("F1", "other", CONDUCT, CONDUCT, choice=of_conduct).found
    assert [(one.pins["version"], "applied" in one.pins) for one in found] == [("2021", False)]
    newer = chosen(later, problem, "2025")
    day = CONDUCT + dt.timedelta(days=1)
    for about in (("F2", "other", CONDUCT), ("F1", "tank", CONDUCT), ("F1", "other", day)):
        conduct, domain, first = about
        found = citations(conduct, domain, first, first, choice=newer).found
        assert "2025" not in {one.pins["version"] for one in found}, about


def test_a_paper_by_the_later_law_falls_with_its_choice(later: Papers) -> None:
    problem = problem_of(later)
    choice = chosen(later, problem, "2025")
    paper = order(later, choice, problem)
    approved = later.approved(paper)
    chosen(later, problem, "2021")
    assert "was replaced by" in basis_not_chosen(fresh(approved), later.inspector)
    with pytest.raises(NotNow, match="was replaced by"):
        services.issue_paper(paper=fresh(approved), by=later.inspector)


def test_a_later_law_of_the_same_penalty_is_not_cited(later: Papers) -> None:
    problem = problem_of(later, "SIGN")
    choice = chosen(later, problem, "2025", "SIGN")
    was = next(one for one in choice.offered if one["digest"] == choice.digest)
    assert was["applies"] == Applies.SAME
    found = citations("SIGN", "other", CONDUCT, CONDUCT, choice=choice).found
    assert [one.pins["version"] for one in found] == ["2021"]
    address = f"{reverse('papers:draft-paper')}?blank=correction-order&source={problem.reference}"
    page = client_for(later.inspector).get(address).content.decode()
    assert "came after the conduct and is not lighter, so the law of the conduct is applied" in page


def test_before_the_later_law_is_in_force_no_order_cites_it(later: Papers) -> None:
    problem = problem_of(later)
    choice = chosen(later, problem, "2025")
    paper = order(later, choice, problem)
    with clock.standing_at("2025-04-20"):
        found = citations("F1", "other", CONDUCT, CONDUCT, choice=choice).found
        assert [one.pins["version"] for one in found] == ["2021"]
        assert "is not in force today, 2025-04-20" in law_not_of_the_day(paper, later.inspector)
