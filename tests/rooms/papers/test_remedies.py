"""An order says where it can be contested, in the periods of the day, and nothing that nobody has looked up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.urls import reverse

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.law.reading import TEXTS, read_book
from bureau.law.selectors import find_term
from bureau.law.services import confirm_entry, withdraw_confirmation
from bureau.papers import services
from bureau.papers.blanks import BLANKS
from bureau.papers.drawing import draw_paper
from bureau.papers.models import Paper
from bureau.papers.remedies import remedies_of
from bureau.papers.services import Draft
from bureau.papers.word.filling import lines_of
from tests.cast import client_for
from tests.rooms.inspection.going import fresh
from tests.rooms.papers.office import ORDER, WRITTEN, Papers

pytestmark = [pytest.mark.django_db, pytest.mark.db]
BOTH = (
    "如对本责令改正决定不服，可以自收到本通知书之日起六十日内向云川区人民政府申请行政复议；"
    "也可以在六个月内依法向云川区人民法院提起行政诉讼。"
)


def said(paper: Paper) -> list[str]:
    return [text for _style, text in lines_of(draw_paper(paper))]


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Texts of the law that a test may change."""
    made = tmp_path / "law"
    shutil.copytree(TEXTS, made)
    monkeypatch.setenv("MINGJIAN_LAW", str(made))
    return made


def doubt(texts: Path, file: str) -> None:
    """Nobody has read this text."""
    path = texts / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"可信度" = "A"', '"可信度" = "C"'), encoding="utf-8")
    read_book()


def test_an_order_prints_both_with_who_decides(papers: Papers) -> None:
    paper = papers.draft()
    assert BOTH in said(paper)
    pins = paper.present.basis["remedies"]
    assert [(one["law"], one["length"]) for one in pins] == [
        ("中华人民共和国行政复议法", "60日"),
        ("中华人民共和国行政诉讼法", "6月"),
    ]
    issued = services.issue_paper(paper=papers.approved(paper), by=papers.inspector)
    assert BOTH in said(issued)


def test_without_the_names_it_is_not_proposed(papers: Papers) -> None:
    paper = papers.draft()
    key = paper.present.basis["key"]
    services.amend_paper(
        paper=paper, draft=Draft(WRITTEN | {"管辖法院": ""}, citation=key), by=papers.inspector, reason="漏填"
    )
    with pytest.raises(NotNow, match="Still empty: Court that hears a suit"):
        papers.proposed(paper)


def test_what_nobody_read_is_not_printed_until_somebody_answers_for_it(papers: Papers, texts: Path) -> None:
    doubt(texts, "litigation-law.toml")
    paper = papers.draft()
    alone = "如对本责令改正决定不服，可以自收到本通知书之日起六十日内向云川区人民政府申请行政复议。"
    assert alone in said(paper)
    assert not any("诉讼" in line for line in said(paper))
    entry = find_term("court", clock.today()).entry
    made = confirm_entry(entry=entry, grounds="已读公报", by=papers.leader)
    with pytest.raises(NotNow, match="not what the law gives today"):
        papers.proposed(paper)
    services.amend_paper(
        paper=fresh(paper),
        draft=Draft(WRITTEN, citation=paper.present.basis["key"]),
        by=papers.inspector,
        reason="补救济途径",
    )
    approved = papers.approved(paper)
    assert BOTH in said(approved)
    withdraw_confirmation(confirmation=made, reason="读错了", by=papers.office)
    with pytest.raises(NotNow, match=f"{papers.office} withdrew on 2022-06-20"):
        services.issue_paper(paper=fresh(approved), by=papers.inspector)


def test_the_court_alone_and_nothing_at_all(papers: Papers, texts: Path) -> None:
    doubt(texts, "reconsideration-law.toml")
    only = "如对本责令改正决定不服，可以自收到本通知书之日起六个月内依法向云川区人民法院提起行政诉讼。"
    assert remedies_of(ORDER, WRITTEN).sentence == only
    (texts / "litigation-law.toml").unlink()
    found = remedies_of(ORDER, WRITTEN)
    assert (found.sentence, found.pins, len(found.left_out)) == ("", [], 2)
    lines = said(papers.draft())
    assert not any(word in line for line in lines for word in ("复议", "诉讼", "／／"))
    assert "" in lines  # nothing stands there, struck through or not
    assert remedies_of(BLANKS["on-site-record"], {}).sentence == ""


def test_the_next_order_begins_with_what_the_last_said(papers: Papers) -> None:
    address = f"{reverse('papers:draft-paper')}?blank=correction-order&source={papers.problem.reference}"

    def begun() -> dict[str, str]:
        form = client_for(papers.inspector).get(address).context["form"]
        return {one.name: form.initial.get(key, "") for key, one in form.named.items()}

    assert begun()["复议机关"] == ""
    services.issue_paper(paper=papers.approved(papers.draft()), by=papers.inspector)
    again = begun()
    assert {name: again[name] for name in ("复议机关", "管辖法院", "联系电话")} == {
        name: WRITTEN[name] for name in ("复议机关", "管辖法院", "联系电话")
    }
    assert again["住所"] != WRITTEN["住所"]  # that of another party
