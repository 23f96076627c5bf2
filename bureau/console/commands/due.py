"""mingjian due: the day on which a period of the law ends, and why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bureau.console.commands.phrases import Phrase, language_option, stop
from bureau.kernel.phrases import SaidInBoth

if TYPE_CHECKING:
    from bureau.kernel.periods import Extension, Length, Reckoning, Step, Stop

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
BEGINS = Phrase("起算 {day} {weekday}，当日不计，次日起算", "Begins {day} {weekday}, which is not counted")
ADDS = Phrase("加   {length}", "Add    {length}")
EXTENDS = Phrase("延长 {length}，{day} 批准（{approval}）", "Extend {length}, approved {day} ({approval})")
LEAVES_OUT = Phrase("扣除 {first} 至 {last}（{document}）", "Leave out {first} to {last} ({document})")
COUNTED = Phrase("第 {n} 日", "day {n}")
WORDS = {
    "rested": Phrase("不计", "not counted"),
    "stopped": Phrase("扣除（{document}）", "left out ({document})"),
    "rolled": Phrase("顺延", "moved on"),
}
ENDS = Phrase("{day} {weekday} 届满（{length}）", "{day} {weekday} the period ends ({length})")
ROLLED = Phrase("届满日遇休，顺延", "it ended on a day of rest and moves on")


@click.command(
    "due",
    context_settings={"ignore_unknown_options": True},
    epilog="\b\n例 Examples:\n  mingjian due 2022-05-16 15wd\n  mingjian due 2022-07-05 90d --explain\n"
    "  mingjian due 2022-05-16 clue --extend 15wd:2022-06-01:局长批准\n"
    "  mingjian due 2022-06-08 90d --stop 2022-06-10:2022-06-24:检测委托书",
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
) -> None:
    """推算期限届满日。 The day on which a period ends: 15wd working days, 90d calendar days.

    PERIOD is a length, or the name of a period of the law (mingjian law periods). The first day is not counted. The
    last line begins with the day.
    """
    from bureau.kernel.calendars import current, read_calendar  # noqa: PLC0415 - other commands do without
    from bureau.kernel.entries import Refused  # noqa: PLC0415 - as above
    from bureau.kernel.periods import Roll, read_day, reckon  # noqa: PLC0415 - as above

    try:
        trigger = read_day(date)
        found = reckon(
            trigger,
            _length(period, trigger),
            stops=[_stop(text) for text in stops],
            extensions=[_extension(text) for text in extensions],
            roll=Roll(roll),
            calendar=read_calendar(calendar_file) if calendar_file else current(),
        )
        due_on = found.insist()
    except (Refused, SaidInBoth) as refused:
        stop(refused.phrase)
    if explain:
        _explain(found)
    click.echo(str(ENDS.with_(day=due_on, weekday=_weekday(due_on), length=_total(found))))


def _length(text: str, trigger: dt.date) -> Length:
    """A length as typed, or that of a period of the law on the day on which it begins."""
    from bureau.kernel.periods import read_length  # noqa: PLC0415 - other commands do without
    from bureau.law.selectors import length_of, names_a_term  # noqa: PLC0415 - as above

    return length_of(text, trigger) if names_a_term(text) else read_length(text)


def _stop(text: str) -> Stop:
    from bureau.kernel import periods  # noqa: PLC0415 - other commands do without

    first, last, document = _parts(text, BAD_STOP)
    return periods.Stop(periods.read_day(first), periods.read_day(last), document)


def _extension(text: str) -> Extension:
    from bureau.kernel import periods  # noqa: PLC0415 - other commands do without

    length, day, approval = _parts(text, BAD_EXTENSION)
    return periods.Extension(periods.read_length(length), periods.read_day(day), approval)


def _parts(text: str, otherwise: Phrase) -> tuple[str, str, str]:
    first, second, *rest = [*text.split(":", 2), "", ""]
    if not first or not second:
        raise SaidInBoth(otherwise)
    return first, second, rest[0]


def _explain(found: Reckoning) -> None:
    trigger = found.trigger
    click.echo(str(BEGINS.with_(day=trigger, weekday=_weekday(trigger))))
    click.echo(str(ADDS.with_(length=found.length.words)))
    for extension in found.extensions:
        click.echo(
            str(
                EXTENDS.with_(
                    length=extension.length.words, day=extension.approved_on, approval=extension.approval
                )
            )
        )
    for one in found.stops:
        click.echo(str(LEAVES_OUT.with_(first=one.first, last=one.last, document=one.document)))
    for step in found.steps:
        click.echo(f"  {step.day} {_weekday(step.day)}  {_said(step)}")
    if any(step.what.value == "rolled" for step in found.steps):
        click.echo(str(ROLLED))


def _said(step: Step) -> Phrase:
    """`第 3 日，调休上班`, `不计，端午节`."""
    what = (
        COUNTED.with_(n=step.number) if step.number else WORDS[step.what.value].with_(document=step.document)
    )
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
