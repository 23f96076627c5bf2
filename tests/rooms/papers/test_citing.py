"""A paper may cite what is doubtful once a named officer has confirmed its text, and no longer than that stands."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.law.entries import Entry
from bureau.law.reading import TEXTS
from bureau.law.selectors import propose
from bureau.law.selectors.printing import not_printable
from bureau.law.services import confirm_entry, withdraw_confirmation
from bureau.papers import services
from bureau.papers.citing import citations, may_be_printed
from bureau.papers.lifecycle import PAPER
from tests.cast import MakeOfficer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.rooms.inspection.going import fresh
from tests.rooms.papers.office import CONDUCT, Papers
from tests.rooms.papers.test_chosen import chosen, doubtful

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = dt.date(2022, 5, 1)
LATER = "2022-06-23"


def product_quality() -> Entry:
    """Article 57 of the law on product quality, in a domain to which it only may apply."""
    offered = propose("F1", "building_materials", first=CONDUCT).candidates
    return next(one.entry for one in offered if doubtful(one))


def test_a_doubtful_basis_is_cited_while_somebody_answers_for_it(officer: MakeOfficer) -> None:
    by = officer("leader")
    offered = propose("F1", "environment", first=DAY, last=DAY).candidates
    sure, unsure = (next(one for one in offered if one.entry.doubtful is which) for which in (False, True))
    assert (may_be_printed(sure, DAY), may_be_printed(unsure, DAY)) == (True, False)
    made = confirm_entry(entry=unsure.entry, grounds="已读公报所载文本", by=by, in_force_from=DAY)
    assert may_be_printed(unsure, DAY)
    withdraw_confirmation(confirmation=made, reason="读错了条", by=by)
    assert not may_be_printed(unsure, DAY)


def test_an_order_names_the_confirmation_that_was_withdrawn_by_whom_and_when(papers: Papers) -> None:
    entry = product_quality()
    assert "before a named officer has confirmed it, with its first day, under" in not_printable(
        entry, CONDUCT
    )
    made = confirm_entry(entry=entry, grounds="已核对", by=papers.leader, in_force_from=CONDUCT)
    chosen(papers, papers.problem.reference, doubtful, domain="building_materials")
    paper = papers.draft(citation="product-quality.toml/现行/57/57")
    assert paper.present.basis["law"] == "product-quality.toml"
    approved = papers.approved(paper)
    with clock.standing_at(LATER):
        withdraw_confirmation(confirmation=made, reason="与公报文本不符。", by=papers.office)
    said = PAPER.objection("issue_paper", fresh(approved), papers.inspector)
    for told in (str(papers.office), LATER, entry.law.name, entry.name.en, "与公报文本不符."):
        assert told in said
    with pytest.raises(NotNow, match=LATER):
        services.issue_paper(paper=fresh(approved), by=papers.inspector)
    confirm_entry(entry=entry, grounds="已与公报核对", by=papers.leader, in_force_from=CONDUCT)
    assert PAPER.objection("issue_paper", fresh(approved), papers.inspector) == ""


def test_where_the_law_only_punishes_the_law_on_penalties_orders_the_correction() -> None:
    found = citations("F1", "special_equipment", CONDUCT, CONDUCT).found
    special = found[0]
    assert special.broken == "《中华人民共和国特种设备安全法》第九十三条"
    assert special.ordered == "《中华人民共和国行政处罚法》第二十八条第一款"
    assert special.ordered in special.said
    assert (special.pins["law"], special.pins["ordered_by"]) == ("special-equipment.toml", "penalty-law.toml")
    assert found[-1].ordered == "《检验检测机构监督管理办法》第二十六条"
    assert found[-1].said.endswith("第十四条第（一）项，第二十六条")


def test_a_reminder_without_a_penalty_orders_nothing() -> None:
    assert citations("MANAGEMENT", "other", CONDUCT, CONDUCT).found == ()


def test_an_article_that_nobody_read_orders_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TEXTS, tmp_path / "texts")
    file = tmp_path / "texts" / "penalty-law.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"可信度" = "B"', '"可信度" = "C"', 1), encoding="utf-8")
    monkeypatch.setenv("MINGJIAN_LAW", str(tmp_path / "texts"))
    assert [one.ordered for one in citations("F1", "special_equipment", CONDUCT, CONDUCT).found] == [
        "《检验检测机构监督管理办法》第二十六条"
    ]
