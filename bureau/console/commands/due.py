"""mingjian due: the day on which a period of the law ends, and why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from bureau.console.commands.phrases import Phrase, language_option, stop
from bureau.kernel.phrases import SaidInBoth

if TYPE_CHECKING:
    from bureau.kernel.calendars import Calendar
    from bureau.kernel.periods import Extension, Reckoning, Roll, Step, Stop

BAD_STOP = Phrase(
    "--stop 应写作 起日:止日:凭证，如 2022-06-10:2022-06-24:检测委托书。",
    "Write --stop as FIRST:LAST:DOCUMENT, as in 2022-06-10:2022-06-24:letter of 10 June.",
)
BAD_EXTENSION = Phrase(
    "--extend 应写作 长度:批准日:批准文书，如 15wd:2022-06-01:局长批准。",
    "Write --extend as LENGTH:APPROVED_ON:APPROVAL, as in 15wd:2022-06-01:approved by the head.",
)
WEEKDAYS = tuple(
    Phrase(f"周{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
KINDS = {
    "working": Phrase("工作日", "working day"),
    "make_up": Phrase("调休上班", "make-up working day"),
    "weekend": Phrase("周末", "weekend"),
    "holiday": Phrase("放假", "holiday"),
    "closed": Phrase("本地停办", "office shut"),
    "unpublished": Phrase("放假安排未公布", "calendar not published"),
}
NO_CLOSURES = Phrase(
    "放假安排里没有单位“{unit}”自己的停办；写有停办的单位：{known}。没有停办的单位不必写 --unit。",
    "The calendar holds no closure of unit “{unit}”; those named in it: {known}. Without one, leave --unit out.",
)
NO_HOURS_WITH = Phrase(
    "按小时计的期限不能扣除、延长，不往前算，也不看放假和停办：去掉 --roll、--unit、--calendar。",
    "Nothing is left out of hours, they are not extended, not counted back, and take no rest: leave --roll, --unit and "
    "--calendar out.",
)
NOT_BACK_WITH = Phrase(
    "往前推算的期限不能扣除，也不能延长。",
    "Nothing is left out of a period that is counted back, and it is not extended.",
)
NOT_BACK_TERM = Phrase(
    "从哪一边数起由法律定，法定期限不能加 --before：去掉它，或者写长度，如 15wd。",
    "The law says from which side a period of its own is counted: leave --before out, or give a length such as 15wd.",
)
BEGINS_AT = Phrase("起算 {instant}，即时起算，节假日照计", "Begins {instant}, at once, through days of rest")
ENDS_AT = Phrase(
    "{day} {time} {weekday} 届满（{length}）", "{day} {time} {weekday} the period ends ({length})"
)
BACK_FROM = Phrase(
    "倒算自 {day} {weekday}，当日不计", "Counted back from {day} {weekday}, which is not counted"
)
GOES_BACK = Phrase("往前 {length}", "Back   {length}")
LATEST = Phrase(
    "{day} {weekday} 是最后一日（{trigger} 之前 {length}）",
    "{day} {weekday} is the last day ({length} before {trigger})",
)
ROLLED_BACK = Phrase("遇休，提前", "it fell on a day of rest and moves earlier")
BEGINS = Phrase("起算 {day} {weekday}，当日不计，次日起算", "Begins {day} {weekday}, which is not counted")
ADDS = Phrase("加   {length}", "Add    {length}")
EXTENDS = Phrase("延长 {length}，{day} 批准（{approval}）", "Extend {length}, approved {day} ({approval})")
LEAVES_OUT = Phrase("扣除 {first} 至 {last}（{document}）", "Leave out {first} to {last} ({document})")
IDLE = Phrase(
    "注意：{first} 至 {last} 的扣除（{document}）在这段期限以外，不起作用。",
    "Mind: the stop from {first} to {last} ({document}) lies outside the period and leaves nothing out.",
)
COUNTED = Phrase("第 {n} 日", "day {n}")
WORDS = {
    "rested": Phrase("不计", "not counted"),
    "stopped": Phrase("扣除（{document}）", "left out ({document})"),
    "rolled": Phrase("顺延", "moved on"),
    "earlier": Phrase("提前", "moved earlier"),
}
ENDS = Phrase("{day} {weekday} 届满（{length}）", "{day} {weekday} the period ends ({length})")
ROLLED = Phrase("届满日遇休，顺延", "it ended on a day of rest and moves on")


@click.command(
    "due",
    context_settings={"ignore_unknown_options": True},
    epilog="\b\n例 Examples:\n  mingjian due 2022-05-16 15wd\n  mingjian due 2022-07-05 90d --explain\n"
    "  mingjian due 2022-05-16 clue --extend 15wd:2022-06-01:局长批准\n"
    "  mingjian due 2022-06-08 90d --stop 2022-06-10:2022-06-24:检测委托书\n"
    "  mingjian due 2022-06-20 hearing_notice\n  mingjian due 2022-05-01 6m\n  mingjian due 2022-05-16T14:30 24h",
)
@click.argument("date", metavar="DATE")
@click.argument("period", metavar="PERIOD")
@click.option("--explain", is_flag=True, help="逐日列出 Every day of the reckoning.")
@click.option(
    "--stop",
    "stops",
    multiple=True,
    metavar="FROM:TO:DOCUMENT",
    help="扣除，须有凭证 Days that do not count.",
)
@click.option(
    "--extend",
    "extensions",
    multiple=True,
    metavar="LENGTH:DATE:APPROVAL",
    help="延长，须经批准 An approved extension.",
)
@click.option(
    "--roll",
    type=click.Choice(("workday", "holiday", "none")),
    default="workday",
    show_default=True,
    help="自然日期限届满遇休，顺延到 Where calendar days that end on a rest day go.",
)
@click.option(
    "--calendar",
    "calendar_file",
    type=click.Path(path_type=Path),
    help="用这份放假安排，不用已载入的 This table instead of the one that is loaded.",
)
@click.option(
    "--before", is_flag=True, help="倒算：最迟哪日 Counted back: the last day that is so long before."
)
@click.option("--unit", metavar="UNIT", help="连同这个单位的停办 With the closures of this unit.")
@language_option
def due_command(
    date: str,
    period: str,
    *,
    explain: bool,
    stops: tuple[str, ...],
    extensions: tuple[str, ...],
    roll: str,
    calendar_file: Path | None,
    before: bool,
    unit: str | None,
) -> None:
    """推算期限届满日。 The day on which a period ends: 15wd working days, 90d calendar days.

    PERIOD is a length, or the name of a period of the law (mingjian law periods). Units: wd 工作日 working days,
    d 自然日 calendar days, m 月 months, y 年 years, h 小时 hours; 15个工作日, 3个月 will do as well. The first day is
    not counted. Hours begin at an instant such as 2022-05-16T14:30. The last line begins with the day.
    """
    from bureau.kernel.entries import Refused  # noqa: PLC0415 - other commands do without
    from bureau.kernel.hours import names_an_instant  # noqa: PLC0415 - as above
    from bureau.kernel.periods import Roll  # noqa: PLC0415 - as above

    try:
        if names_an_instant(date):
            _tell_hours(
                date, period, plain=not (stops or extensions or before or _of_days()), explain=explain
            )
            return
        found = _reckoned(
            date,
            period,
            stops=[_stop(text) for text in stops],
            extensions=[_extension(text) for text in extensions],
            roll=Roll(roll),
            calendar=_calendar(calendar_file, unit),
            before=before,
        )
        due_on = found.insist()
    except (Refused, SaidInBoth) as refused:
        stop(refused.phrase)
    if explain:
        _explain(found)
    for one in found.idle_stops:
        click.echo(str(IDLE.with_(first=one.first, last=one.last, document=one.document)))
    ends = LATEST.with_(trigger=found.trigger, day=due_on, weekday=_weekday(due_on), length=_total(found))
    if not found.backwards:
        ends = ENDS.with_(day=due_on, weekday=_weekday(due_on), length=_total(found))
    click.echo(str(ends))


def _of_days() -> bool:
    """Whether an option was given that only days know."""
    given = click.get_current_context().get_parameter_source
    return any(given(name) is ParameterSource.COMMANDLINE for name in ("roll", "unit", "calendar_file"))


def _reckoned(
    date: str,
    period: str,
    *,
    stops: list[Stop],
    extensions: list[Extension],
    roll: Roll,
    calendar: Calendar,
    before: bool,
) -> Reckoning:
    """A length as typed, or a period of the law as it is on the day on which it begins."""
    from bureau.kernel.lengths import read_length  # noqa: PLC0415 - as above
    from bureau.kernel.periods import read_day, reckon, reckon_before  # noqa: PLC0415 - as above
    from bureau.law.selectors import names_a_term, reckon_term  # noqa: PLC0415 - as above

    trigger = read_day(date)
    if before and (stops or extensions):
        raise SaidInBoth(NOT_BACK_WITH)
    if before and names_a_term(period):
        raise SaidInBoth(NOT_BACK_TERM)
    if before:
        return reckon_before(trigger, read_length(period), roll=roll, calendar=calendar)
    if names_a_term(period):
        return reckon_term(period, trigger, stops=stops, extensions=extensions, roll=roll, calendar=calendar)
    length = read_length(period)
    return reckon(trigger, length, stops=stops, extensions=extensions, roll=roll, calendar=calendar)


def _calendar(file: Path | None, unit: str | None) -> Calendar:
    from bureau.kernel.calendars import current, read_calendar  # noqa: PLC0415 - other commands do without

    found = read_calendar(file) if file else current()
    if unit is None:
        return found
    if unit not in found.local:
        raise SaidInBoth(NO_CLOSURES.with_(unit=unit, known="、".join(sorted(found.local)) or "—"))
    return found.of([unit])


def _tell_hours(date: str, period: str, *, plain: bool, explain: bool) -> None:
    """A period in hours, to the minute."""
    from bureau.kernel.hours import read_instant, reckon_hours  # noqa: PLC0415 - other commands do without
    from bureau.kernel.lengths import read_length  # noqa: PLC0415 - as above
    from bureau.law.selectors import length_of, names_a_term  # noqa: PLC0415 - as above

    if not plain:
        raise SaidInBoth(NO_HOURS_WITH)
    begun = read_instant(date)
    length = length_of(period, begun.date()) if names_a_term(period) else read_length(period)
    found = reckon_hours(begun, length)
    if explain:
        click.echo(str(BEGINS_AT.with_(instant=f"{begun:%Y-%m-%d %H:%M}")))
        click.echo(str(ADDS.with_(length=length.words)))
    day = found.due.date()
    click.echo(
        str(ENDS_AT.with_(day=day, time=f"{found.due:%H:%M}", weekday=_weekday(day), length=length.words))
    )


def _stop(text: str) -> Stop:
    from bureau.kernel import periods  # noqa: PLC0415 - other commands do without

    first, last, document = _parts(text, BAD_STOP)
    return periods.Stop(periods.read_day(first), periods.read_day(last), document)


def _extension(text: str) -> Extension:
    from bureau.kernel import periods  # noqa: PLC0415 - other commands do without
    from bureau.kernel.lengths import read_length  # noqa: PLC0415 - as above

    length, day, approval = _parts(text, BAD_EXTENSION)
    return periods.Extension(read_length(length), periods.read_day(day), approval)


def _parts(text: str, otherwise: Phrase) -> tuple[str, str, str]:
    first, second, *rest = [*text.split(":", 2), "", ""]
    if not first or not second:
        raise SaidInBoth(otherwise)
    return first, second, rest[0]


def _explain(found: Reckoning) -> None:
    trigger = found.trigger
    begins, adds = (BACK_FROM, GOES_BACK) if found.backwards else (BEGINS, ADDS)
    click.echo(str(begins.with_(day=trigger, weekday=_weekday(trigger))))
    click.echo(str(adds.with_(length=found.length.words)))
    for extension in found.extensions:
        click.echo(
            str(
                EXTENDS.with_(
                    length=extension.length.words, day=extension.approved_on, approval=extension.approval
                )
            )
        )
    for one in found.stops:
        if one in found.idle_stops:
            continue
        click.echo(str(LEAVES_OUT.with_(first=one.first, last=one.last, document=one.document)))
    for step in found.steps:
        click.echo(f"  {step.day} {_weekday(step.day)}  {_said(step, backwards=found.backwards)}")
    if any(step.what.value == "rolled" for step in found.steps):
        click.echo(str(ROLLED_BACK if found.backwards else ROLLED))


def _said(step: Step, *, backwards: bool) -> Phrase:
    """`第 3 日，调休上班`, `不计，端午节`."""
    word = "earlier" if backwards and step.what.value == "rolled" else step.what.value
    what = COUNTED.with_(n=step.number) if step.number else WORDS[word].with_(document=step.document)
    kind = KINDS[step.kind.kind.value]
    name = step.kind.name
    if name is not None:
        kind = Phrase(f"{kind.zh}（{name.zh}）", f"{kind.en} ({name.en})")
    return Phrase(f"{what.zh}，{kind.zh}", f"{what.en}, {kind.en}")


def _weekday(day: dt.date) -> Phrase:
    return WEEKDAYS[day.weekday()]


def _total(found: Reckoning) -> Phrase:
    lengths = [found.length.words, *(one.length.words for one in found.extensions)]
    return Phrase(" + ".join(one.zh for one in lengths), " + ".join(one.en for one in lengths))
