"""The page of an institution: its newest run's hits, what every rule said, its risk, and pictures beside its peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.safestring import SafeString

from bureau.files.services import place
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.screening.ledgers.likeness import (
    DRAWN_RULES,
    Kept,
    Likeness,
    Shown,
    draw,
    shown,
    terms_shown,
    why_not,
)
from bureau.screening.ledgers.telling import rule_name
from bureau.screening.lifecycle import UNDECIDED, HitState, RunState
from bureau.screening.models import Hit, Run, RunVerdict, with_merged
from bureau.screening.selectors.runs import Answer, answers_of

TERMS_ID = "portrait-terms"
#: Pictures of this many institutions are held by a process; what a run found never changes.
HELD = 64
MOST_DRAWN = 400


@dataclass(frozen=True)
class RuleHits:
    """The hits of one rule at an institution: how many, and what became of them."""

    rule: str
    name: str
    count: int
    waiting: int
    accepted: int
    dismissed: int


@dataclass(frozen=True)
class PortraitPage:
    """One institution as its newest run tells of it; `verdict` is None where no run ever told of it."""

    institution: Institution
    verdict: RunVerdict | None
    hits: Sequence[RuleHits]
    answers: Sequence[Answer]
    institutions: int
    terms: tuple[SafeString, SafeString] | None
    pictures: Sequence[Shown]
    missing: Sequence[tuple[str, str]]

    @property
    def hit_count(self) -> int:
        """How many hits there are."""
        return sum(one.count for one in self.hits)

    @property
    def waiting(self) -> int:
        """How many of them wait to be judged."""
        return sum(one.waiting for one in self.hits)


@dataclass(frozen=True)
class Placed:
    """One line of the list of institutions by risk."""

    institution: Institution
    verdict: RunVerdict
    risk: float
    rank: int
    hits: int
    reports: int


def newest_verdict(institution: Institution) -> RunVerdict | None:
    """What the newest run that was finished said of an institution, or of what was merged into it."""
    rows = RunVerdict.objects.filter(with_merged([institution.pk]), run__state=RunState.SCREENED)
    found: RunVerdict | None = rows.select_related("run__unit").order_by("-run__started_at", "-run").first()
    return found


def portrait_page(institution: Institution, *, for_: Account) -> PortraitPage:
    """The page as an officer sees it; peers are figures on it, never names."""
    verdict = newest_verdict(institution)
    hits = _hits(institution, for_)
    if verdict is None:
        return PortraitPage(institution, None, hits, (), 0, None, (), ())
    risks = _risks(verdict.run)
    others = [risk for uscc, risk in risks.items() if uscc != verdict.uscc]
    terms = terms_shown(verdict.standing, verdict.rules, others, TERMS_ID) if verdict.standing else None
    likeness = _likeness(verdict.run_id, verdict.uscc)
    return PortraitPage(
        institution=institution,
        verdict=verdict,
        hits=hits,
        answers=answers_of(verdict),
        institutions=len(risks),
        terms=terms,
        pictures=[shown(one) for one in likeness.drawn],
        missing=[why_not(one) for one in likeness.missing],
    )


def portraits_of(by: Account, unit: Unit | None) -> tuple[Run | None, list[Placed]]:
    """The newest finished run about the unit that lists are about, and its institutions by risk, those one sees."""
    seen = Institution.objects.visible_to(by)
    if unit is not None:
        seen = seen.filter(pk__in=Institution.objects.within(unit))
    verdicts = RunVerdict.objects.filter(with_merged(seen), run__state=RunState.SCREENED)
    newest = verdicts.select_related("run").order_by("-run__started_at", "-run").first()
    if newest is None:
        return None, []
    rows = verdicts.filter(run=newest.run).select_related("institution__unit", "institution__merged_into")
    placed = [_placed(one) for one in rows]
    return newest.run, sorted(placed, key=lambda one: (-one.risk, -one.hits, one.verdict.uscc))


def _placed(verdict: RunVerdict) -> Placed:
    standing = verdict.standing
    hits = sum(said["hits"] for said in verdict.rules.values())
    body = verdict.institution.merged_into or verdict.institution
    return Placed(
        body, verdict, standing.get("risk", 0.0), standing.get("rank", 0), hits, standing.get("reports", 0)
    )


def _hits(institution: Institution, by: Account) -> list[RuleHits]:
    rows = Hit.objects.visible_to(by).about(institution).filter(gone_run=None)
    counted: dict[str, Counter[str]] = {}
    for rule, state in rows.values_list("rule", "state"):
        counted.setdefault(rule, Counter())[state] += 1
    found = [
        RuleHits(
            rule=rule,
            name=rule_name(rule),
            count=states.total(),
            waiting=sum(states[state] for state in UNDECIDED),
            accepted=states[HitState.ACCEPTED] + states[HitState.JOINED],
            dismissed=states[HitState.DISMISSED],
        )
        for rule, states in counted.items()
    ]
    return sorted(found, key=lambda one: (-one.waiting, -one.count, one.rule))


def _risks(run: Run) -> dict[str, float]:
    rows = RunVerdict.objects.filter(run=run).values_list("uscc", "standing__risk")
    return {uscc: risk for uscc, risk in rows if risk is not None}


@lru_cache(HELD)
def _likeness(run: UUID, uscc: str) -> Likeness:
    """The pictures of an institution in a run, drawn once: what the run is pinned to does not change."""
    row = Run.objects.get(pk=run)
    verdict = RunVerdict.objects.get(run=row, uscc=uscc)
    paths = {(one.side, one.table): place(one.sha256) for one in row.tables.all()}
    there = {key: path for key, path in paths.items() if path.is_file()}
    kept = Kept(
        there.get(("ledger", "reports")), there.get(("ledger", "results")), there.get(("found", "groups"))
    )
    hits = Hit.objects.filter(uscc=uscc, rule__in=DRAWN_RULES, gone_run=None).order_by("reference")
    return draw(uscc, kept, list(hits.values("rule", "hit_id", "evidence")[:MOST_DRAWN]), verdict.rules)
