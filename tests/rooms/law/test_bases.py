"""Conduct, domain and days give the bases that the texts hold, special laws first, and never a choice."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.inspection.conducts import Conduct
from bureau.kernel.phrases import Phrase
from bureau.law.authorities import AUTHORITIES, AUTHORITY_WORDS, CONDUCTS, DOMAINS
from bureau.law.book import Basis
from bureau.law.english import ENGLISH
from bureau.law.reading import TEXTS, read_book
from bureau.law.selectors import Applies, LawRefused, propose, weigh
from bureau.law.wording import article_words, fine_words, numeral
from bureau.rectification.conduct import CONDUCTS as OF_PROBLEMS
from bureau.registry.domains import OFFICIAL

D = dt.date.fromisoformat
VECTORS = list(csv.DictReader((Path(__file__).parent / "bases.csv").read_text(encoding="utf-8").splitlines()))
# Published decisions under the old numbering, by neutral labels: conduct, domain, decided on, article, fine.
DECISIONS = [
    pytest.param("F1", "other", "2023-05-01", "第十四条第（一）项", 30000, id="a hundred pieces, one tested"),
    pytest.param(
        "U3", "vehicle", "2024-08-28", "第十三条第（三）项", 30000, id="nine vehicles not looked at"
    ),
    pytest.param(
        "U4", "construction", "2022-06-30", "第十三条第（四）项", 30000, id="six reports without a curve"
    ),
]


def number(text: str) -> int | None:
    return int(text) if text else None


@pytest.mark.parametrize(
    "row", VECTORS, ids=[f"{one['conduct']}-{one['law']}-{one['on']}" for one in VECTORS]
)
def test_every_row_of_the_tables(row: dict[str, str]) -> None:
    found = propose(row["conduct"], row["domain"], first=D(row["on"]))
    one = next(one for one in found.candidates if one.law.file == f"{row['law']}.toml")
    assert one.article == row["article"]
    assert (one.penalty_article or "") == row["penalty_article"]
    assert (one.basis.fine_min, one.basis.fine_max) == (number(row["fine_min"]), number(row["fine_max"]))
    assert (one.basis.authority, one.confidence) == (row["handled_by"], row["confidence"])
    assert row["formula"] in (one.basis.formula.en if one.basis.formula else "")
    assert one.printable is (row["confidence"] in "AB" and one.version.span.first is not None)


@pytest.mark.parametrize(("conduct", "domain", "decided", "article", "fine"), DECISIONS)
def test_published_decisions(conduct: str, domain: str, decided: str, article: str, fine: int) -> None:
    found = propose(conduct, domain, first=D(decided) - dt.timedelta(days=60), decided=D(decided))
    ours = [one for one in found.candidates if one.basis.authority == "us"]
    assert [article_words(one.article).zh for one in ours] == [article]
    assert [(one.basis.fine_min, one.basis.fine_max) for one in ours] == [(fine, fine)]


def test_a_decision_of_2026_on_food_cites_the_new_numbers() -> None:
    found = propose("U4", "food", first=D("2025-11-10"), decided=D("2026-02-10"))
    assert [(one.article, one.penalty_article) for one in found.candidates] == [("14(4)", "27")]


@pytest.mark.parametrize("domain", ["food", "vehicle", "environment", "agriculture", "building_materials"])
def test_special_laws_come_first_and_the_rule_last(domain: str) -> None:
    found = propose("F1", domain, first=D("2024-05-01"))
    assert found.candidates[0].law.special
    assert found.candidates[-1].law.file == "order-39.toml"


def test_the_older_basis_comes_after_the_rule() -> None:
    found = propose("NOCERT", "other", first=D("2024-05-01"))
    assert [one.law.file for one in found.candidates] == ["order-163.toml", "metrology.toml"]


def test_old_conduct_decided_under_the_new_text_keeps_its_articles_and_shows_both() -> None:
    found = propose("F1", "other", first=D("2024-05-01"), decided=D("2025-06-20"))
    assert [(one.version.since, one.applies) for one in found.candidates] == [
        ("2021-06-01", Applies.CONDUCT),
        ("2025-05-01", Applies.COMPARE),
    ]
    assert [one.hearing for one in found.candidates] == [False, True]
    assert not found.spans_versions


def test_the_same_penalty_in_both_texts_leaves_the_law_of_the_conduct() -> None:
    found = propose("SIGN", "other", first=D("2024-05-01"), decided=D("2025-06-20"))
    assert [one.applies for one in found.candidates] == [Applies.CONDUCT, Applies.SAME]


def test_a_decision_under_the_same_text_shows_one() -> None:
    assert len(propose("F1", "other", first=D("2024-05-01"), decided=D("2025-04-30")).candidates) == 1


def test_a_conduct_over_two_texts_shows_both_in_order() -> None:
    found = propose("F1", "other", first=D("2025-04-20"), last=D("2025-05-10"))
    assert found.spans_versions
    assert [one.article for one in found.candidates] == ["14(1)", "15(1)"]


@pytest.mark.parametrize(
    ("domain", "first", "last", "over"),
    [
        ("vehicle_emission", "2026-08-14", "2026-08-15", True),
        ("vehicle_emission", "2026-08-13", "2026-08-14", False),
        ("vehicle_emission", "2026-08-15", "2026-08-16", False),
        ("carbon_verification", "2024-04-30", "2024-05-01", True),
    ],
)
def test_a_conduct_over_a_law_and_the_one_that_replaced_it(
    domain: str, first: str, last: str, over: bool
) -> None:
    found = propose("F1", domain, first=D(first), last=D(last))
    assert found.spans_versions is over


def test_a_text_is_offered_from_its_first_day_on_and_not_a_day_before() -> None:
    """The law on work safety of 2021 has other fines than the one before it."""
    before = propose("U1", "safety", first=D("2021-08-31"))
    assert [one.law.file for one in before.candidates] == ["order-39.toml"]
    assert "2021-09-01" in before.missing[0].en
    after = propose("U1", "safety", first=D("2021-09-01")).candidates[0]
    assert (after.law.file, after.printable) == ("work-safety.toml", True)


@pytest.mark.parametrize(("conduct", "printable"), [("F2", True), ("U2", False)])
def test_special_equipment_answers_what_is_false_and_perhaps_what_is_seriously_untrue(
    conduct: str, printable: bool
) -> None:
    first = propose(conduct, "special_equipment", first=D("2023-05-01")).candidates[0]
    assert (first.law.file, first.article, first.basis.fine_max) == ("special-equipment.toml", "93", 200000)
    assert first.printable is printable, "that it is serious is inferred"


def test_every_word_of_the_texts_has_its_english() -> None:
    book = read_book()
    bases = [basis for law in book.laws for version in law.versions for basis in version.bases]
    said = {word for one in bases for word in (*one.measures, one.condition, one.note)}
    said |= {word for _law, _version, one in book.thresholds() for word in (one.name, one.note)}
    assert said - {""} == set(ENGLISH)


def test_two_bases_of_one_text_are_not_two_texts() -> None:
    assert not propose("F1", "vehicle", first=D("2024-05-01")).spans_versions


def test_time_bars_run_from_the_end_of_the_conduct() -> None:
    found = propose("F1", "other", first=D("2022-01-01"), last=D("2024-02-29"), decided=D("2026-03-01"))
    assert (found.time_bar, found.time_bar_grave) == (D("2026-02-28"), D("2029-02-28"))
    assert found.late
    assert not propose("F1", "other", first=D("2024-03-01"), decided=D("2026-03-01")).late
    assert not propose("F1", "other", first=D("2024-03-01")).late


def test_a_time_bar_may_be_written_in_months_and_have_a_first_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(TEXTS, tmp_path / "texts"))
    file = folder / "penalty-law.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"长" = "2年"', '"长" = "24月"\n"自" = 2022-07-15', 1), encoding="utf-8")
    monkeypatch.setenv("MINGJIAN_LAW", str(folder))
    assert propose("F1", "other", first=D("2024-05-06")).time_bar == D("2026-05-06")
    before = propose("F1", "other", first=D("2022-07-01"), decided=D("2025-07-01"))
    assert (before.time_bar, before.time_bar_grave, before.late) == (None, D("2027-07-01"), False)


@pytest.mark.parametrize("domain", ["food", "product", "medical_protection"])
def test_a_law_without_a_first_day_answers_from_where_something_was_looked_up(domain: str) -> None:
    """The source says that it is in force, not since when: nothing of it is proposed for the years before."""
    assert propose("F1", domain, first=D("2021-06-01")).candidates[0].law.special
    with pytest.raises(LawRefused) as said:
        propose("F1", domain, first=D("2021-05-31"))
    assert "does not say from when it is in force" in said.value.phrase.en


@pytest.mark.parametrize(
    ("domain", "conduct_on", "decided", "law"),
    [
        ("environment", "2026-08-01", "2026-09-01", "生态环境法典"),
        ("vehicle", "2023-09-01", "2026-09-01", "生态环境法典"),
        ("carbon_verification", "2024-04-01", "2024-05-01", "碳排放权交易管理暂行条例"),
    ],
)
def test_a_law_that_came_since_is_there_to_be_compared(
    domain: str, conduct_on: str, decided: str, law: str
) -> None:
    """Replacing another law, it may be the lighter one; it never stands before those of the conduct."""
    found = propose("F1", domain, first=D(conduct_on), decided=D(decided)).candidates
    own, later = ([one for one in found if (law in one.law.name) is other] for other in (False, True))
    assert [one.applies for one in later] == [Applies.COMPARE]
    assert all(one.basis.order >= later[0].basis.order for one in found[found.index(later[0]) :])
    assert all(one.applies is Applies.CONDUCT for one in own[: found.index(later[0])])
    without = propose("F1", domain, first=D(conduct_on)).candidates
    assert all(law not in one.law.name for one in without)


def test_untrue_reports_on_carbon_have_their_own_law() -> None:
    first = propose("U2", "carbon_verification", first=D("2024-06-01")).candidates[0]
    assert (first.article, first.basis.authority) == ("23", "transfer:ecology_environment")


@pytest.mark.parametrize(
    ("conduct", "domain", "on", "hearing"),
    [
        ("F1", "other", "2022-05-16", False),
        ("F1", "other", "2025-05-16", True),
        ("U1", "other", "2025-05-16", False),
        ("SCOPE", "other", "2025-05-16", False),
        ("F1", "food", "2025-05-16", True),  # revocation, whatever the sum
        ("F1", "carbon_verification", "2025-05-16", None),
        ("F1", "product", "2022-05-16", True),
    ],
)
def test_whether_the_fine_reaches_a_hearing(conduct: str, domain: str, on: str, hearing: bool | None) -> None:
    assert propose(conduct, domain, first=D(on)).candidates[0].hearing is hearing


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"conduct": "F9"}, "Conduct F9 is not known"),
        ({"conduct": ""}, "not known"),
        ({"domain": "cosmetics"}, "Domain cosmetics is not known"),
        ({"decided": D("2023-04-30")}, "is before the conduct"),
        ({"last": D("2023-04-30")}, "before it begins"),
        ({"last": D("2023-06-01"), "decided": D("2023-05-20")}, "is before the conduct of 2023-06-01"),
        ({"first": D("2021-05-31")}, "检验检测机构监督管理办法 is here from 2021-06-01"),
    ],
)
def test_a_question_that_cannot_be_answered(asked: dict[str, object], said: str) -> None:
    question = {"conduct": "F1", "domain": "other", "first": D("2023-05-01")} | asked
    with pytest.raises(LawRefused, match=said):
        propose(**question)  # type: ignore[arg-type] # each case gives its own keys


def test_what_is_not_listed_is_said() -> None:
    found = propose("F1", "carbon_verification", first=D("2023-05-01"))
    assert [one.law.file for one in found.candidates] == ["order-39.toml"]
    assert [one.en for one in found.missing] == [
        "碳排放权交易管理暂行条例 is here from 2024-05-01; whether there was a rule before, look up elsewhere."
    ]
    farm = propose("F1", "agriculture", first=D("2022-12-31"))
    assert [one.law.file for one in farm.candidates] == ["order-39.toml"], "the law of 2022 is of 2023 on"
    assert "2023-01-01" in farm.missing[0].en
    assert propose("F1", "agriculture", first=D("2023-01-01")).candidates[0].law.file == "farm-produce.toml"
    assert propose("F1", "seismic", first=D("2021-08-31")).missing[0].en.startswith("建设工程抗震管理条例")
    later = propose("F1", "vehicle_emission", first=D("2026-09-01"))
    assert "until 2026-08-14" in later.missing[0].en


@pytest.mark.parametrize("word", ["food", "食品", "Food"])
def test_a_domain_by_its_code_or_its_names(word: str) -> None:
    assert propose("f1 ", word, first=D("2023-05-01")).domain == "food"


def test_every_conduct_and_domain_of_the_other_rooms_is_known() -> None:
    assert set(OF_PROBLEMS) | set(Conduct.values) <= set(CONDUCTS)
    assert set(OFFICIAL) <= set(DOMAINS)
    assert {code: DOMAINS[code].zh for code in OFFICIAL} == OFFICIAL
    assert set(AUTHORITIES.values()) == set(AUTHORITY_WORDS)


@pytest.mark.parametrize("conduct", sorted(CONDUCTS))
@pytest.mark.parametrize("domain", sorted(DOMAINS))
def test_every_conduct_has_an_answer_in_every_domain(conduct: str, domain: str) -> None:
    found = propose(conduct, domain, first=D("2024-06-01"), decided=D("2026-06-01"))
    assert found.candidates
    for one in found.candidates:
        assert one.article in one.version.articles or one.article.split("款")[0] in one.version.articles
        assert str(fine_words(one.basis))


@given(
    st.sampled_from(sorted(CONDUCTS)),
    st.sampled_from(sorted(DOMAINS)),
    st.dates(D("2021-06-01"), D("2027-12-31")),
)
def test_each_version_proposed_was_in_force_on_the_day(conduct: str, domain: str, day: dt.date) -> None:
    for one in propose(conduct, domain, first=day).candidates:
        assert one.version.span.holds(day)
        assert one.applies is Applies.CONDUCT


def basis(low: int | None, high: int | None, *measures: str) -> Basis:
    """A basis of which only fine and measures matter."""
    return Basis(
        ("F1",), (), (), {"F1": "1"}, {"F1": "2"}, low, high, None, measures, "", False, "us", 2, "A", ""
    )


@pytest.mark.parametrize(
    ("later", "earlier", "applies"),
    [
        (basis(None, 20000), [basis(None, 30000)], Applies.LIGHTER),
        (basis(10000, 30000), [basis(30000, 30000)], Applies.LIGHTER),
        (basis(None, 30000), [basis(None, 30000, "通报批评")], Applies.LIGHTER),
        (basis(None, 20000, "通报批评"), [basis(None, 30000)], Applies.COMPARE),
        (basis(None, 50000), [basis(30000, 30000)], Applies.COMPARE),
        (basis(30000, 50000), [basis(30000, 30000)], Applies.HEAVIER),
        (basis(30000, 50000), [basis(30000, 30000, "通报批评")], Applies.COMPARE),
        (basis(None, 30000), [basis(None, 30000)], Applies.SAME),
        (basis(None, 30000), [basis(None, 20000), basis(None, 40000)], Applies.COMPARE),
    ],
)
def test_only_what_cannot_be_doubted_is_weighed(later: Basis, earlier: list[Basis], applies: Applies) -> None:
    assert weigh(later, earlier) is applies


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1, "一"),
        (10, "十"),
        (14, "十四"),
        (20, "二十"),
        (26, "二十六"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (1001, "一千零一"),
        (1091, "一千零九十一"),
        (1230, "一千二百三十"),
    ],
)
def test_numbers_of_articles(value: int, said: str) -> None:
    assert numeral(value) == said


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("26", "第二十六条", "article 26"),
        ("14(1)", "第十四条第（一）项", "article 14(1)"),
        ("8款1", "第八条第一款", "article 8 para 1"),
        ("细则50", "实施细则第五十条", "implementing rules, article 50"),
        ("现场核查", "现场核查", "现场核查"),
    ],
)
def test_articles_in_words(text: str, zh: str, en: str) -> None:
    assert article_words(text) == (zh, en)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (basis(30000, 30000), "30,000 yuan"),
        (basis(None, 30000), "up to 30,000 yuan"),
        (basis(50000, 100000), "50,000 to 100,000 yuan"),
        (basis(None, None), "no fine of its own"),
    ],
)
def test_fines_in_words(one: Basis, said: str) -> None:
    assert fine_words(one).en == said


def test_a_formula_is_never_weighed() -> None:
    by_formula = replace(basis(None, None), formula=Phrase("检验费用 5 倍", "5 times the fee"))
    assert weigh(by_formula, [basis(None, 30000)]) is Applies.COMPARE
    assert weigh(basis(None, 30000), [by_formula]) is Applies.COMPARE
