"""mingjian law: which bases may answer a conduct, the periods in force on a day, and whether the texts fit together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bureau.console.commands.law_rows import row, whole
from bureau.console.commands.phrases import FAILED, Phrase, language_option, stop, tell
from bureau.kernel.phrases import SaidInBoth

if TYPE_CHECKING:
    import datetime as dt

    from bureau.law.book import Book
    from bureau.law.selectors import Candidate, Proposal

BASES, COUNT = "bases", click.IntRange(min=0)
RIGHT = Phrase(
    "{laws} 部法、{versions} 个版本、{terms} 条期限，没有矛盾。内容指纹 {digest}",
    "{laws} laws, {versions} versions, {terms} periods: nothing contradicts. Digest {digest}",
)
HEAD = Phrase(
    "{conduct} {words}；领域：{domain}；行为 {first}{last}{decided}",
    "{conduct} {words}; domain: {domain}; conduct {first}{last}{decided}",
)
TO = Phrase(" 至 {last}", " to {last}")
DECIDED = Phrase("；决定 {day}", "; decision {day}")
LINE = Phrase("{n}. 《{law}》（{version} 起的版本）", "{n}. {law} (version of {version})")
UNDATED = Phrase(
    "{n}. 《{law}》（{version}，施行日未载）", "{n}. {law} ({version}, its first day is not in the source)"
)
OBLIGATION = Phrase("   违反 {article}", "   obligation: {article}")
PENALTY = Phrase("   罚则 {article}：{fine}", "   penalty: {article}: {fine}")
FIRST_CORRECT = Phrase(
    "   先责令改正，逾期不改正或者仍不符合的才罚款", "   order to correct first; fined only if not corrected"
)
MEASURES = Phrase("   措施：{measures}", "   measures: {measures}")
CONDITION = Phrase("   条件：{condition}", "   condition: {condition}")
HANDLED = Phrase("   {authority}", "   {authority}")
HEARING = {
    True: Phrase(
        "   罚款或者措施可达听证标准：告知听证权利",
        "   the fine or a measure may call for a hearing: tell of the right",
    ),
    None: Phrase("   按算得的金额判断是否听证", "   whether there is a hearing depends on the sum"),
}
SOURCE = Phrase(
    "   来源：{number}；{source}；可信度 {confidence}",
    "   source: {number}; {source}; confidence {confidence}",
)
NO_FIRST_DAY = Phrase(
    "   资料没有载明施行日，不算查过行为日的文本：指定人员确认施行日以前，不得写入文书",
    "   its first day is not in the source, so it was not looked up for that day: not to be printed in a document "
    "before a named officer has confirmed from when it is in force",
)
NOT_PRINTABLE = Phrase(
    "   未经指定人员确认，不得写入文书",
    "   not to be printed in a document before a named officer has confirmed it",
)
NOTE = Phrase("   注意：{note}", "   mind: {note}")
SPANS = Phrase(
    "行为跨新旧规定（同一部法的两个版本，或者被接替的法和接替它的法）：前后都列出，由办案人员认定。",
    "The conduct reaches over a change of the law: what held before and after is listed, the officer "
    "decides.",
)
TIME_BAR = Phrase(
    "处罚时效：至 {bar}；涉及生命健康、金融安全且有危害后果的至 {grave}。",
    "Time bar: until {bar}; until {grave} where life, health or finance was harmed.",
)
HEARING_FROM = Phrase(
    "听证：罚款或者没收单位 {organisation} 元以上、个人 {person} 元以上，或者撤销许可、停业等，告知听证权利。",
    "A hearing is offered from {organisation} yuan for an organisation and {person} for a person, and for revocation "
    "or a stop of business.",
)
LATE = Phrase(
    "决定日已过一般时效：写明何时发现，是否属于时效更长的情形。",
    "The decision lies past the ordinary time bar: say when it was found out, and whether the longer one applies.",
)
LIMIT = Phrase("   {name}：{number}；{use}{mark}", "   {name}: {number}; {use}{mark}")
LIMITS = Phrase(
    "数额线（按决定日或者行为终了日）：", "Thresholds (of the day of the decision, else of the conduct):"
)
MARKS = {
    True: Phrase("【已达到】", " [REACHED]"),
    False: Phrase("【未达到】", " [not reached]"),
    None: Phrase("", ""),
}
CHOOSE = Phrase(
    "以上只是可能的依据，由办案人员选择并写明理由；情节复杂或者重大违法的，集体讨论。",
    "These are candidates: the officer chooses, with a reason; grave cases are discussed collectively.",
)
MISSING = Phrase("没有列出：{said}", "Not listed: {said}")


class ConductGroup(click.Group):
    """A group whose first word may be a conduct: `mingjian law F1` is `mingjian law bases F1`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in front where it was left out."""
        helping = {"-h", "--help"}
        if args and args[0] not in self.commands and args[0] not in helping:
            args = [BASES, *args]
        return super().parse_args(ctx, args)


@click.group(
    "law",
    cls=ConductGroup,
    epilog="\b\n例 Examples:\n  mingjian law F1 --domain other --on 2023-05-01\n"
    "  mingjian law U2 --domain food --on 2024-11-03 --decided 2025-06-20 --json\n"
    "  mingjian law periods --on 2022-11-01\n  mingjian law check",
)
def law_group() -> None:
    """法律依据、期限和法律文本检查。 Legal bases by conduct, domain and day; periods; a check of the texts."""


@law_group.command(
    BASES,
    epilog="\b\n例 Example:\n  mingjian law F1 --domain other --on 2023-05-01 --json",
    no_args_is_help=True,
)
@click.argument("conduct", metavar="CONDUCT")
@click.option(
    "--domain", "--field", default="other", show_default=True, metavar="DOMAIN", help="领域 Domain."
)
@click.option("--on", "first", required=True, metavar="DATE", help="行为日（或其第一日） Day of the conduct.")
@click.option("--until", "last", metavar="DATE", help="行为终了日 Last day of the conduct.")
@click.option("--decided", metavar="DATE", help="决定日 Day of the decision.")
@click.option("--reports", type=COUNT, metavar="N", help="涉案报告份数 Reports in number.")
@click.option("--income", type=COUNT, metavar="YUAN", help="违法所得 Illegal income.")
@click.option("--loss", type=COUNT, metavar="YUAN", help="直接经济损失 Direct loss.")
@click.option("--amount", type=COUNT, metavar="YUAN", help="虚构数额 Fictitious amount.")
@click.option("--earlier", type=COUNT, metavar="N", help="两年内受过的处罚 Penalties within two years.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON.")
@click.option("--full", is_flag=True, help="JSON 里写全部内容 Everything in the JSON.")
@language_option
def bases_command(
    conduct: str,
    domain: str,
    first: str,
    last: str | None,
    decided: str | None,
    *,
    as_json: bool,
    full: bool,
    **facts: int | None,
) -> None:
    """按行为、领域、日期列出可能的依据。 The candidate bases, special laws first; the officer chooses.

    CONDUCT is a code such as F1, U2 or SCOPE; the word bases may be left out.
    """
    from bureau.kernel.periods import read_day  # noqa: PLC0415 - other commands do without
    from bureau.law.limits import Facts  # noqa: PLC0415 - as above
    from bureau.law.selectors import propose  # noqa: PLC0415 - as above

    try:
        found = propose(
            conduct,
            domain,
            first=read_day(first),
            last=None if last is None else read_day(last),
            decided=None if decided is None else read_day(decided),
            facts=Facts(**facts),
            book=_book(),
        )
    except SaidInBoth as refused:
        stop(refused.phrase)
    if as_json or full:
        why = found.decided is not None
        rows = [row(one) | ({"applies": one.applies.value} if why else {}) for one in found.candidates]
        told: Any = whole(found) if full else rows
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    _tell_bases(found)


def _tell_limits(found: Proposal) -> None:
    from bureau.law.english import told  # noqa: PLC0415 - other commands do without
    from bureau.law.limits import HEARING as OF_A_HEARING  # noqa: PLC0415 - other commands do without
    from bureau.law.limits import REWARD  # noqa: PLC0415 - as above

    held = [one for one in found.limits if one.use.words not in {OF_A_HEARING, REWARD}]
    if held:
        tell(LIMITS)
    for one in held:
        number = f"{one.threshold.number:,}"
        mark = MARKS[one.reached]
        tell(LIMIT.with_(name=told(one.threshold.name), number=number, use=one.use.words, mark=mark))


def _tell_bases(found: Proposal) -> None:
    from bureau.law.authorities import CONDUCTS, DOMAINS  # noqa: PLC0415 - other commands do without

    nothing = Phrase("", "")
    tell(
        HEAD.with_(
            conduct=found.conduct,
            words=CONDUCTS[found.conduct],
            domain=DOMAINS[found.domain],
            first=found.during.first,
            last=TO.with_(last=found.during.last) if found.during.last != found.during.first else nothing,
            decided=DECIDED.with_(day=found.decided) if found.decided else nothing,
        )
    )
    for number, one in enumerate(found.candidates, start=1):
        for phrase in _lines(number, one):
            tell(phrase)
    if found.spans_versions:
        tell(SPANS)
    for said in found.missing:
        tell(MISSING.with_(said=said))
    tell(TIME_BAR.with_(bar=found.time_bar or "—", grave=found.time_bar_grave or "—"))
    organisation, person = (f"{one:,}" if one else "—" for one in found.hearing_from)
    tell(HEARING_FROM.with_(organisation=organisation, person=person))
    if found.late:
        tell(LATE)
    _tell_limits(found)
    tell(CHOOSE)


def _lines(number: int, one: Candidate) -> list[Phrase]:
    from bureau.law.authorities import AUTHORITY_WORDS  # noqa: PLC0415 - other commands do without
    from bureau.law.english import all_told, told  # noqa: PLC0415 - as above
    from bureau.law.wording import (  # noqa: PLC0415 - as above
        APPLIES_WORDS,
        CONFIDENCE_WORDS,
        article_words,
        fine_words,
    )

    basis, version = one.basis, one.version
    applies = APPLIES_WORDS[one.applies.value]
    title = (LINE if version.span.first else UNDATED).with_(n=number, law=one.law.name, version=version.since)
    lines = [
        Phrase(f"{title.zh}：{applies.zh}", f"{title.en}: {applies.en}"),
        OBLIGATION.with_(article=article_words(one.article)),
    ]
    if one.penalty_article:
        lines.append(PENALTY.with_(article=article_words(one.penalty_article), fine=fine_words(basis)))
    else:
        lines.append(PENALTY.with_(article="—", fine=fine_words(basis)))
    if basis.correct_first:
        lines.append(FIRST_CORRECT)
    if basis.measures:
        lines.append(MEASURES.with_(measures=all_told(basis.measures)))
    if basis.condition:
        lines.append(CONDITION.with_(condition=told(basis.condition)))
    lines.append(HANDLED.with_(authority=AUTHORITY_WORDS[basis.authority]))
    if one.hearing is not False and basis.authority == "us":
        lines.append(HEARING[one.hearing])
    lines.append(
        SOURCE.with_(
            number=version.number, source=version.source, confidence=CONFIDENCE_WORDS[one.confidence]
        )
    )
    if one.entry.undated:
        lines.append(NO_FIRST_DAY)
    elif not one.printable:
        lines.append(NOT_PRINTABLE)
    if basis.note:
        lines.append(NOTE.with_(note=told(basis.note)))
    return lines


@law_group.command("periods", epilog="\b\n例 Example:\n  mingjian law periods --on 2022-11-01 --json")
@click.option("--on", "day", metavar="DATE", help="哪一天，缺省为今天 On which day, today unless given.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON.")
@language_option
def periods_command(day: str | None, *, as_json: bool) -> None:
    """列出某日的法定期限及名称。 The periods of the law on a day, by the names that mingjian due takes."""
    from bureau.law.selectors import terms_on  # noqa: PLC0415 - other commands do without
    from bureau.law.wording import CONFIDENCE_WORDS, article_words  # noqa: PLC0415 - as above

    found = terms_on(_day(day), book=_book())
    if as_json:
        rows = [
            {
                "period": one.term.code,
                "name": one.term.name,
                "length": one.term.length,
                "extension": one.term.extension or None,
                "before": one.term.before,
                "begins": one.term.begins,
                "left_out": list(one.term.left_out),
                "law": one.law.name,
                "version": one.version.since,
                "article": article_words(one.term.article).zh if one.term.article else None,
                "confidence": one.term.confidence,
            }
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in found:
        term = one.term
        length = term.length + (f" + {term.extension}" if term.extension else "")
        article = article_words(term.article).zh if term.article else "—"
        where = f"《{one.law.name}》{article}"
        click.echo("\t".join([term.code, length, term.name, where, str(CONFIDENCE_WORDS[term.confidence])]))


@law_group.command("check", epilog="\b\n例 Examples:\n  mingjian law check\n  mingjian law check 草稿文件夹")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@language_option
def check_command(folder: Path | None) -> None:
    """检查法律文本：版本重叠、空档、引用。 Check the texts: overlaps, gaps, references that lead nowhere.

    Ends with status 1 when anything is wrong.
    """
    from bureau.kernel.entries import Refused  # noqa: PLC0415 - other commands do without
    from bureau.law.checking import check  # noqa: PLC0415 - as above
    from bureau.law.reading import read_book  # noqa: PLC0415 - as above

    try:
        book = read_book(folder)
    except Refused as refused:
        stop(refused.phrase, FAILED)
    faults = check(book)
    if faults:
        stop(Refused(faults).phrase, FAILED)
    versions = sum(len(law.versions) for law in book.laws)
    terms = sum(1 for _ in book.terms())
    tell(RIGHT.with_(laws=len(book.laws), versions=versions, terms=terms, digest=book.digest[:16]))


def _day(text: str | None) -> dt.date:
    from bureau.kernel.periods import read_day  # noqa: PLC0415 - other commands do without

    try:
        return _today() if text is None else read_day(text)
    except SaidInBoth as refused:
        stop(refused.phrase)


def _today() -> dt.date:
    from bureau.kernel import clock  # noqa: PLC0415 - other commands do without

    return clock.today()


def _book() -> Book:
    """The texts, which must be well formed and fit together."""
    from bureau.kernel.entries import Refused  # noqa: PLC0415 - other commands do without
    from bureau.law.reading import read_book  # noqa: PLC0415 - as above

    try:
        return read_book()
    except Refused as refused:
        stop(refused.phrase)
