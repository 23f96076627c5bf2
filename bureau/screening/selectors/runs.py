"""Runs: the list, and one with its progress, what it is pinned to, and what every rule said of every institution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bureau.jobs.lifecycle import JobState
from bureau.jobs.models import Job
from bureau.kernel.access import Actor
from bureau.people.models import Account
from bureau.screening.ledgers.telling import outcome_name, reason_name, rules
from bureau.screening.lifecycle import RunState
from bureau.screening.models import HandIn, LedgerPart, Run, RunVerdict
from bureau.ui.tones import tone

TONES = {"hit": "warn", "clear": "good", "not_enough_data": "idle", "not_applicable": "idle"}


@dataclass(frozen=True)
class Answer:
    """What one rule said of one institution: a word, its tone, how many rows were tested, how many hits, and why."""

    rule: str
    name: str
    outcome: str
    said: str
    tone: str
    tested: int
    hits: int
    why: str


@dataclass(frozen=True)
class RuleLine:
    """What one rule said of all institutions."""

    rule: str
    name: str
    hits: int
    institutions: int
    clear: int
    lacking: int
    not_applicable: int


@dataclass(frozen=True)
class Idle:
    """A rule that did not run, and why: as a rule something it reads was not handed in."""

    name: str
    why: str


@dataclass(frozen=True)
class BodyLine:
    """What all rules said of one institution."""

    verdict: RunVerdict
    hits: int
    clear: int
    lacking: int


@dataclass(frozen=True)
class Standing:
    """How a run stands as its work in the background knows it, which is sooner than the run does."""

    said: str
    tone: str
    under_way: bool


@dataclass(frozen=True)
class RunPage:
    """One run."""

    run: Run
    standing: Standing
    job: Job | None
    handins: Sequence[HandIn]
    rules: Sequence[RuleLine]
    idle: Sequence[Idle]
    bodies: Sequence[BodyLine]


def runs_seen(by: Account) -> QuerySet[Run]:
    """Runs that somebody sees, the newest first."""
    found: QuerySet[Run] = Run.objects.visible_to(by).select_related("unit")
    return found


def standing_of(run: Run, job: Job | None) -> Standing:
    """A run whose work is stopping, waits, was interrupted or is over is not said to be screened."""
    if run.state != RunState.SCREENING:
        return Standing(str(run.get_state_display()), tone(run.state), under_way=False)
    if job is None or job.is_over:
        return Standing(str(RunState.STOPPED.label), tone(RunState.STOPPED), under_way=False)
    if job.is_stopping:
        return Standing(str(job.get_state_display()), tone(job.state), under_way=True)
    if job.is_silent:
        return Standing(_("interrupted"), "warn", under_way=True)
    if job.state == JobState.QUEUED:
        return Standing(str(job.get_state_display()), tone(job.state), under_way=True)
    return Standing(str(run.get_state_display()), tone(run.state), under_way=True)


def run_lines(runs: Iterable[Run]) -> list[tuple[Run, Standing]]:
    """Runs with how they stand; only of one that is not over the work is looked up."""
    return [(run, standing_of(run, run.job if run.state == RunState.SCREENING else None)) for run in runs]


def run_page(run: Run, *, for_: Actor) -> RunPage:
    """One run as its page shows it."""
    parts = LedgerPart.objects.filter(pk__in=run.parts).values("handin")
    job = run.job
    verdicts = list(run.verdicts.select_related("institution").order_by("uscc"))
    skipped = _skipped(run)
    return RunPage(
        run=run,
        standing=standing_of(run, job),
        job=job,
        handins=list(HandIn.objects.visible_to(for_).filter(pk__in=parts)),
        rules=[_line(rule, name, verdicts) for rule, name in rules() if rule not in skipped]
        if verdicts
        else [],
        idle=idle_of(run),
        bodies=sorted(map(_body, verdicts), key=lambda one: (-one.hits, one.verdict.uscc)),
    )


def _skipped(run: Run) -> dict[str, str]:
    """The rules that did not run, and why; a run that is not over has none."""
    return {one["rule"]: one["reason"] for one in run.summary.get("not_run", [])}


def idle_of(run: Run) -> list[Idle]:
    """The rules that did not run, in the order of the rules: they are no answers, and stand apart."""
    skipped = _skipped(run)
    return [Idle(name, reason_name(skipped[rule])) for rule, name in rules() if rule in skipped]


def _line(rule: str, name: str, verdicts: Sequence[RunVerdict]) -> RuleLine:
    told = [one.rules[rule] for one in verdicts if rule in one.rules]
    words = [one["outcome"] for one in told]
    return RuleLine(
        rule=rule,
        name=name,
        hits=sum(one["hits"] for one in told),
        institutions=words.count("hit"),
        clear=words.count("clear"),
        lacking=words.count("not_enough_data"),
        not_applicable=words.count("not_applicable"),
    )


def _body(verdict: RunVerdict) -> BodyLine:
    words = [one["outcome"] for one in verdict.rules.values()]
    hits = sum(one["hits"] for one in verdict.rules.values())
    return BodyLine(verdict, hits, words.count("clear"), words.count("not_enough_data"))


def answers_of(verdict: RunVerdict) -> list[Answer]:
    """What every rule that ran said of one institution, in the order of the rules."""
    skipped = _skipped(verdict.run)
    return [
        Answer(
            rule=rule,
            name=name,
            outcome=told["outcome"],
            said=outcome_name(told["outcome"]),
            tone=TONES.get(told["outcome"], "idle"),
            tested=told["tested"],
            hits=told["hits"],
            why=reason_name(told["reason"] or ""),
        )
        for rule, name in rules()
        if rule not in skipped and (told := verdict.rules.get(rule)) is not None
    ]
