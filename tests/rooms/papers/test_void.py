"""What was proposed or approved and has changed since: the paper is a draft again, and whoever wrote it hears."""

from __future__ import annotations

import pytest

from bureau.approvals.services import approve_proposal
from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.law.models import Choice
from bureau.law.services import take_back_choice
from bureau.papers import services
from bureau.papers.lifecycle import PAPER
from bureau.papers.models import Paper
from bureau.papers.selectors import paper_page
from bureau.papers.services import Draft
from bureau.reminders.selectors import new_reminders
from bureau.trail.verify import verify
from tests.cast import client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.inspection.going import fresh
from tests.rooms.law.choosing import choose
from tests.rooms.papers.office import ORDER, WRITTEN, Papers
from tests.rooms.papers.packages import with_words
from tests.rooms.papers.test_chosen import chosen, form_of, ours, subject

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]


def of_a_choice(papers: Papers) -> tuple[Paper, str]:
    """An order by the basis that was chosen for its problem, and the number of the choice."""
    made = chosen(papers, papers.problem.reference, ours)
    form, _page = form_of(papers, papers.problem)
    return papers.draft(citation=form.initial["citation"]), made.reference


def told(papers: Papers) -> list[str]:
    return [one.why for one in new_reminders(papers.inspector)]


def test_an_order_waits_while_the_choice_it_stands_on_does_not_hold(papers: Papers) -> None:
    paper, reference = of_a_choice(papers)
    approved = papers.approved(paper)
    second = choose(subject(papers, papers.problem.reference), papers.inspector, domain="other")
    said = PAPER.objection("issue_paper", fresh(approved), papers.inspector)
    assert f"The basis chosen for it, {reference}, was replaced by {second.reference}." in said
    with pytest.raises(NotNow, match="was replaced by"):
        services.issue_paper(paper=fresh(approved), by=papers.inspector)
    take_back_choice(choice=second, reason="事实不清", by=papers.inspector)
    assert "was replaced by" in PAPER.objection("issue_paper", fresh(approved), papers.inspector)


def test_a_choice_that_was_taken_back(papers: Papers) -> None:
    paper, reference = of_a_choice(papers)
    made = papers.proposed(paper)
    take_back_choice(choice=Choice.objects.get(reference=reference), reason="事实不清", by=papers.inspector)
    with pytest.raises(NotNow, match=f"{reference}, was taken back: 事实不清"):
        approve_proposal(proposal=made, by=papers.leader)


@pytest.mark.parametrize("approved", [False, True])
def test_another_template_makes_papers_drafts_again_and_tells_who_wrote_them(
    papers: Papers, approved: bool
) -> None:
    paper = papers.draft()
    waiting = papers.proposed(paper)
    if approved:
        approve_proposal(proposal=waiting, by=papers.leader)
    plain = papers.draft(papers.record())
    template = with_words(ORDER, "联系人：", "经办人：")
    made = services.replace_template(
        blank=ORDER, issuer=papers.unit, content=template, name="新.docx", why="用语", by=papers.office
    )
    assert [fresh(one).state for one in (paper, plain)] == ["paper_drafted", "paper_drafted"]
    assert fresh(waiting).state == "void"
    assert ["template" in one for one in told(papers)] == [True, True]
    again = papers.approved(paper)
    services.retire_template(template=made, reason="恢复内置", by=papers.office)
    assert fresh(again).state == "paper_drafted"
    assert fresh(again).serial is not None, "it keeps the number it was given"
    with pytest.raises(NotNow, match="void"):
        approve_proposal(proposal=fresh(waiting), by=papers.leader)
    assert verify().discrepancies == ()


def test_a_draft_says_that_its_template_is_another_since_it_was_written(papers: Papers) -> None:
    paper = papers.draft()

    def page() -> str:
        return client_for(papers.inspector).get(f"/papers/{paper.reference}/").content.decode()

    assert paper_page(paper, papers.inspector).template_changed is None
    with clock.standing_at("2022-06-21T10:05"):
        made = services.replace_template(
            blank=ORDER,
            issuer=papers.unit,
            content=with_words(ORDER, "联系人：", "经办人："),
            name="新.docx",
            why="改用经办人",
            by=papers.office,
        )
    said = page()
    assert "Since this edition was written the template is another: your own, edition 1." in said
    for words in ("改用经办人", str(papers.office), "10:05", "Look it over as it stands below", "经办人："):
        assert words in said
    key = paper.present.basis["key"]
    with clock.standing_at("2022-06-22"):
        draft = Draft(WRITTEN, citation=key)
        services.amend_paper(paper=fresh(paper), draft=draft, by=papers.inspector, reason="已核对")
        assert "Since this edition was written" not in page()
    with clock.standing_at("2022-06-23"):
        services.retire_template(template=made, reason="恢复内置", by=papers.office)
    said = page()
    assert "your own template was retired: it is drawn in the built-in layout" in said
    assert "恢复内置" in said
    papers.proposed(paper)
    assert "Since this edition was written" not in page(), "whoever proposes it has looked it over"
