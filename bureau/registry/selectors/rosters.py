"""What the page of a roster shows: what was understood, what is in doubt, what becomes of each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from bureau.files.services import place
from bureau.jobs.models import Job
from bureau.registry.importing import Strange, given_in, strangeness
from bureau.registry.lifecycle import InstitutionState
from bureau.registry.models import Fact, Institution, RosterImport, RosterRow, Verdict
from bureau.registry.models.objections import WRITTEN, later_work, opened_by, rested_upon, stays
from bureau.registry.roster.cards import open_lists
from bureau.registry.roster.values import text_of

SHOWN = 300
HEADER_WORDS = 30


@dataclass(frozen=True)
class Turned:
    """A part of a long list: the place of its first row from 0, its rows, and those of the whole."""

    begin: int
    shown: int
    whole: int

    @property
    def first(self) -> int:
        """The number of the first row that is shown, from 1."""
        return self.begin + 1

    @property
    def last(self) -> int:
        """The number of the last one."""
        return self.begin + self.shown

    @property
    def is_part(self) -> bool:
        """Whether there are others."""
        return self.shown < self.whole

    @property
    def before(self) -> str:
        """Where the rows before begin; empty at the beginning."""
        return str(max(0, self.begin - SHOWN)) if self.begin else ""

    @property
    def after(self) -> str:
        """Where the next rows begin; empty at the end."""
        return str(self.last) if self.shown and self.last < self.whole else ""


@dataclass(frozen=True)
class RosterPage:
    """One roster. `same_file` are others of the same content; `strange` says if it looks like another district's.

    `elsewhere` are the other districts to which the list gives lines that are not taken, and how many, most first.
    """

    roster: RosterImport
    rows: Sequence[RosterRow]
    counts: Sequence[tuple[Verdict, int]]
    total: int
    problems: Sequence[dict[str, Any]]
    problem_count: int
    same_file: Sequence[RosterImport]
    strange: Strange | None
    job: Job | None
    refusal: str
    lines_from: int
    problems_from: int
    chosen: int
    elsewhere: Sequence[tuple[str, int]] = ()

    @property
    def more_lines(self) -> Turned:
        """Which of the chosen lines are shown, and where the others are."""
        return Turned(self.lines_from, len(self.rows), self.chosen)

    @property
    def more_problems(self) -> Turned:
        """Which of the cells in doubt are shown, and where the others are."""
        return Turned(self.problems_from, len(self.problems), self.problem_count)

    @property
    def left_elsewhere(self) -> int:
        """Lines of other districts."""
        return sum(n for _name, n in self.elsewhere)

    @property
    def taken(self) -> int:
        """Lines that are neither in conflict nor of another district."""
        left = {Verdict.CONFLICT, Verdict.ELSEWHERE}
        return self.total - sum(n for verdict, n in self.counts if verdict in left)


def roster_page(
    roster: RosterImport, *, verdict: str = "", lines_from: int = 0, problems_from: int = 0
) -> RosterPage:
    """The page, all of it or the lines of one verdict; a long list is turned over from the place that is given."""
    lines = roster.lines
    counts = Counter(lines.order_by().values_list("verdict", flat=True))
    chosen = lines.filter(verdict=verdict) if verdict in Verdict.values else lines
    language = "en" if get_language() == "en" else "zh"
    told = list(lines.values_list("read", "verdict"))
    reads = [read for read, _verdict in told]
    elsewhere = Counter(given_in(read) for read, verdict in told if verdict == Verdict.ELSEWHERE)
    called = (text for one in roster.columns for text in (one["sheet"] or "", one.get("title", "")))
    heading = "\n".join([roster.file.name, *called])
    same = RosterImport.objects.filter(file__sha256=roster.file.sha256).exclude(pk=roster.pk)
    job = Job.objects.unfinished().filter(arguments__reference=roster.reference).first()
    return RosterPage(
        roster=roster,
        rows=list(chosen.select_related("institution")[lines_from : lines_from + SHOWN]),
        lines_from=lines_from,
        problems_from=problems_from,
        chosen=sum(counts.values()) if verdict not in Verdict.values else counts[verdict],
        counts=[(one, counts[one]) for one in Verdict if counts[one]],
        total=sum(counts.values()),
        problems=[
            {**one, "message": one[language]}
            for one in roster.problems[problems_from : problems_from + SHOWN]
        ],
        problem_count=len(roster.problems),
        same_file=list(same.order_by("-received_at")[:5]),
        strange=strangeness(reads, roster.unit, heading),
        job=job,
        refusal=roster.refusal.get(language, ""),
        elsewhere=elsewhere.most_common(),
    )


@dataclass(frozen=True)
class Staying:
    """A dossier that an import opened and that stays open when it is undone, with the work of others in it."""

    institution: Institution
    work: Sequence[str]


@dataclass(frozen=True)
class Undoing:
    """What undoing an import would do: dossiers closed, facts withdrawn, earlier words that stand again.

    `staying` are dossiers left open for what others did in them; `resting` facts kept since later ones rest on them.
    """

    closed: int
    withdrawn: int
    restored: int
    staying: Sequence[Staying] = ()
    resting: Sequence[Fact] = ()


def undoing(roster: RosterImport) -> Undoing:
    """Counts for the confirmation; the undoing itself asks once more."""
    facts = [
        fact
        for model in WRITTEN
        for fact in model.objects.standing()
        .filter(roster_row__roster=roster)
        .select_related("follows__roster_row")
    ]
    earlier = [fact for fact in facts if fact.follows is not None and not _of(fact.follows, roster)]
    later, rested = later_work(roster), rested_upon(roster)
    kept = [fact for fact in facts if fact not in earlier and stays(fact, later, rested)]
    opened = opened_by(roster).filter(state=InstitutionState.ACTIVE)
    return Undoing(
        opened.exclude(pk__in=list(later)).count(),
        len(facts) - len(kept),
        len(earlier),
        [Staying(one, later[one.pk]) for one in opened.filter(pk__in=list(later))],
        [fact for fact in kept if fact.pk in rested],
    )


def _of(fact: Fact, roster: RosterImport) -> bool:
    return fact.roster_row is not None and fact.roster_row.roster_id == roster.pk


def sheet_cells(roster: RosterImport, sheet: str, header: int) -> tuple[dict[int, str], list[list[str]]]:
    """The words of a sheet's header row by column, and some rows from there on as they stand."""
    kept = place(roster.file.sha256)
    path = kept.with_name(f"{kept.name}.{roster.reference}.look{Path(roster.file.name).suffix.lower()}")
    path.unlink(missing_ok=True)
    path.hardlink_to(kept)
    try:
        grids = open_lists(path)
    finally:
        path.unlink(missing_ok=True)
    grid = next((one for one in grids if (one.name or "") == sheet), None)
    if grid is None:
        return {}, []
    at = max(0, header - grid.first)
    rows = [[text_of(cell)[:80] for cell in row] for row in grid.rows[at : at + 6]]
    width = max((len(row) for row in rows), default=0)
    head = rows[0] if rows else []
    return {n: (head[n] if n < len(head) else "")[:HEADER_WORDS] for n in range(width)}, rows
