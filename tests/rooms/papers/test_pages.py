"""The pages of papers: drafted from a problem's page, approved, issued, signed; templates replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bureau.approvals.models import Proposal
from bureau.papers.models import Paper, Template
from bureau.papers.word import pdf
from bureau.papers.word.filling import lines_of
from bureau.papers.word.layout import own_template
from bureau.papers.word.pdf import NoPdf, to_pdf
from tests.cast import client_for
from tests.rooms.files.handing_in import PDF
from tests.rooms.inspection.going import fresh
from tests.rooms.papers.office import CONDUCT, ORDER, WRITTEN, Papers
from tests.rooms.papers.packages import with_words

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_an_order_is_written_in_the_interface(papers: Papers) -> None:
    officer, leader = client_for(papers.inspector), client_for(papers.leader)
    seen = officer.get(reverse("rectification:problem", args=[papers.problem.reference])).content.decode()
    draft = f"{reverse('papers:draft-paper')}?blank=correction-order&source={papers.problem.reference}"
    assert draft.replace("&", "&amp;") in seen
    form = officer.get(draft)
    fields = form.context["form"]
    assert fields.initial["conduct_from"] == CONDUCT
    (first, *_more) = fields.offered.found
    wrong = officer.post(draft, {"conduct_from": "2022-07-01", "citation": "x"})
    assert wrong.status_code == 422
    assert "yet to come" in wrong.content.decode()
    named = {key: fields.initial.get(key, "") for key in fields.named}
    keys = {one.name: key for key, one in fields.named.items()}
    written = {keys[name]: words for name, words in WRITTEN.items()} | {keys["联系电话"]: "0477-1"}
    sent = named | written | {"conduct_from": str(CONDUCT), "conduct_to": "", "citation": first.key}
    assert officer.post(draft, sent).status_code == 302
    paper = Paper.objects.get()
    page = reverse("papers:paper", args=[paper.reference])
    assert first.broken in officer.get(page).content.decode()
    assert officer.post(f"{page}issue/", {}).status_code == 409
    assert officer.post(f"{page}propose/", {"grounds": "请审批"}).status_code == 409, "nobody chose the basis"
    choosing = reverse("law:choose-basis", args=[papers.problem.reference])
    assert all(
        f'href="{choosing}"' in officer.get(one).content.decode() for one in (draft, page, f"{page}amend/")
    )
    picked = {"domain": "other", "candidate": first.digest, "reason": "按行为时的规定"}
    assert officer.post(choosing, picked).status_code == 302
    picked = sent | {"reason": "依据已选择", "base": str(fresh(paper).version)}
    assert officer.post(f"{page}amend/", picked).status_code == 302
    assert officer.post(f"{page}propose/", {"grounds": "请审批"}).status_code == 302
    proposal = Proposal.objects.get()
    assert (
        leader.post(
            reverse("approvals:approve-proposal", args=[proposal.reference]), {"remark": "同意"}
        ).status_code
        == 302
    )
    again = {**sent, "reason": "电话", keys["联系电话"]: "0477-2", "base": str(fresh(paper).version)}
    assert officer.post(f"{page}amend/", {**again, "base": "1"}).status_code == 409
    assert officer.post(f"{page}amend/", again).status_code == 302
    officer.post(f"{page}propose/", {"grounds": "请审批"})
    proposal = Proposal.objects.proposed().get()
    leader.post(reverse("approvals:approve-proposal", args=[proposal.reference]), {"remark": "同意"})
    assert officer.post(f"{page}issue/", {}).status_code == 302
    assert any("0477-2" in text for _style, text in lines_of(officer.get(f"{page}file/docx/").content))
    assert officer.get(f"{page}file/odt/").status_code == 404
    _signed_copy_comes_back(papers, paper)


def _signed_copy_comes_back(papers: Papers, paper: Paper) -> None:
    officer, page = client_for(papers.inspector), reverse("papers:paper", args=[paper.reference])
    scan = {"scan": SimpleUploadedFile("签字.txt", b"text"), "signed_on": "2022-06-20"}
    assert officer.post(f"{page}signed/", scan).status_code == 422
    scan = {"scan": SimpleUploadedFile("签字.pdf", PDF), "signed_on": "2022-06-20"}
    assert officer.post(f"{page}signed/", scan).status_code == 302
    signed = fresh(paper).signed_file
    assert signed is not None
    body = officer.get(page).content.decode()
    assert body.index(signed.sha256[:16]) < body.index("As it was issued")
    asked = f"{reverse('papers:papers')}?view=signed&words=华衡&kind=correction-order"
    assert client_for(papers.leader).get(asked).context["page"].rows


def test_a_template_is_replaced_in_the_interface(papers: Papers) -> None:
    office = client_for(papers.office)
    page = reverse("papers:template", args=["correction-order"])
    assert office.get(f"{page}retire/").status_code == 302, "ours counts already"
    assert office.get(reverse("papers:template", args=["no-such"])).status_code == 404
    own = office.get(f"{page}file/").content
    assert any("{{文号}}" in text for _style, text in lines_of(own))
    bad = SimpleUploadedFile("模板.docx", with_words(ORDER, "{{改正期限}}", "{{改正期现}}"))
    refused = office.post(f"{page}replace/", {"document": bad, "why": "用语"})
    assert refused.status_code == 422
    assert "Did you mean {{改正期限}}?" in refused.content.decode()
    good = SimpleUploadedFile("模板.docx", with_words(ORDER, "联系人：", "经办人："))
    assert office.post(f"{page}replace/", {"document": good, "why": "用语"}).status_code == 302
    assert any("经办人" in text for _style, text in lines_of(office.get(f"{page}file/").content))
    assert "your own, edition 1" in office.get(reverse("papers:templates")).content.decode()
    assert client_for(papers.inspector).get(f"{page}replace/").status_code == 403
    assert office.post(f"{page}retire/", {"reason": "恢复内置"}).status_code == 302
    assert not Template.objects.in_use().exists()


def test_without_libreoffice_the_word_file_remains(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    page = reverse("papers:paper", args=[papers.draft().reference])
    refused = client_for(papers.leader).get(f"{page}file/pdf/")
    assert refused.status_code == 503
    assert "Take the Word file instead" in refused.content.decode()


def test_a_libreoffice_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that never end, or make nothing, stand where LibreOffice would."""
    for body, said in (("sleep 60", "did not finish"), ("exit 1", "could not make a PDF")):
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o700)
        monkeypatch.setattr(pdf, "program", lambda found=str(program): found)
        with pytest.raises(NoPdf, match=said):
            to_pdf(own_template(ORDER), seconds=1)
