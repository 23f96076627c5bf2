"""How far a campaign has come: by domain of focus, by unit, by exit condition; every number with its rows."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bureau.campaign.exits import ConditionStanding, standings_of
from bureau.campaign.figures import GOALS, Column, Figures, Number, columns
from bureau.campaign.models import Campaign, Phase
from bureau.campaign.presets import GOALS as GOAL_NAMES
from bureau.campaign.selectors.coverage import tally_of
from bureau.campaign.selectors.seams import outside, place_of, seams, stretches_of
from bureau.kernel import clock
from bureau.kernel.workdays import working_days_between
from bureau.people.calendars import calendar_of
from bureau.people.models import Unit
from bureau.registry.domains import name_of
from bureau.ui.drawing import Course, Courses, courses
from bureau.ui.figures import full_day


@dataclass(frozen=True)
class Line:
    """One line of a table of coverage. `cells` are the figures of rooms above, `query` names its rows."""

    title: str
    due: int
    covered: int
    query: str
    cells: tuple[Number, ...] = ()

    @property
    def uncovered(self) -> int:
        """How many are left."""
        return self.due - self.covered


@dataclass(frozen=True)
class Coverages:
    """Coverage by domain of focus and by unit, each with its foot in which every institution is counted once."""

    domains: tuple[Line, ...]
    focus: Line
    units: tuple[Line, ...]
    total: Line
    columns: tuple[Column, ...]
    unanswered: int


@dataclass(frozen=True)
class Goal:
    """One of the three goals: what it is called, its text, and its figure if a room above counts it."""

    name: str
    text: str
    number: Number | None


@dataclass(frozen=True)
class Progress:
    """What the page of a campaign's progress shows."""

    day: dt.date
    phases: tuple[Phase, ...]
    present: Phase | None
    place: str
    seams: tuple[str, ...]
    drawing: Courses | None
    conditions: tuple[ConditionStanding, ...]
    coverage: Coverages
    goals: tuple[Goal, ...]

    @property
    def hard(self) -> int:
        """How many will hardly be met in time."""
        return sum(one.hard for one in self.conditions)


@dataclass(frozen=True)
class Body:
    """What is counted of an institution."""

    domains: frozenset[str]
    unit: Unit | None
    answered: bool
    covered: bool


def progress_of(campaign: Campaign, *, for_: Any) -> Progress:  # noqa: ANN401 - an account
    """The page, as somebody sees it today."""
    day, phases = clock.today(), campaign.phases_now()
    present = next((one for one in phases if not one.is_signed_off), None)
    conditions = tuple(standings_of(present, day)) if present else ()
    shown = columns(campaign, for_)
    coverage = coverages_of(campaign, [one for one in shown if one.name not in GOALS], for_=for_)
    stretches = stretches_of(phases)
    said = [one.said for one in seams(stretches, campaign.begins_on, campaign.ends_on)] if stretches else []
    return Progress(
        day=day,
        phases=tuple(phases),
        present=present,
        place=place_of(campaign, phases, day),
        seams=(*said, *outside(stretches, campaign.begins_on, campaign.ends_on)),
        drawing=_drawing(phases, present, conditions, coverage.total, day),
        conditions=conditions,
        coverage=coverage,
        goals=_goals(campaign, shown),
    )


def coverages_of(campaign: Campaign, shown: Sequence[Column], *, for_: Any) -> Coverages:  # noqa: ANN401 - as above
    """Count once over what somebody sees, and share it out by domain and by unit."""
    tally = tally_of(campaign, for_=for_)
    bodies = [
        Body(frozenset(one.domains), one.unit, one.officer_id is not None, one.pk in tally.covered_keys)
        for one in tally.due.select_related("unit").only("domains", "unit", "officer")
    ]
    focus = campaign.focus_now()
    cell = _cells(shown)
    domains = tuple(
        _line(
            name_of(code), [one for one in bodies if code in one.domains], f"domain={code}", cell(domain=code)
        )
        for code in focus
    )
    in_focus = [one for one in bodies if not one.domains.isdisjoint(focus)]
    return Coverages(
        domains=domains,
        focus=_line(_("Domains of focus (counted once)"), in_focus, "domain=focus", cell(focus=True)),
        units=tuple(_units(campaign, bodies, cell)),
        total=_line(_("All"), bodies, "", cell()),
        columns=tuple(shown),
        unanswered=sum(not one.answered for one in bodies),
    )


Cells = Callable[..., tuple[Number, ...]]
NOUGHT = Number(0)


def _cells(shown: Sequence[Column]) -> Cells:
    """The figures of one line, in the order of the columns."""

    def of(
        *, domain: str = "", focus: bool = False, units: Iterable[uuid.UUID] | None = None
    ) -> tuple[Number, ...]:
        return tuple(_number(one.figures, domain, focus, units) for one in shown)

    return of


def _number(figures: Figures, domain: str, focus: bool, units: Iterable[uuid.UUID] | None) -> Number:
    if domain:
        return figures.by_domain.get(domain, NOUGHT)
    if focus:
        return figures.focus or NOUGHT
    if units is None:
        return figures.total or NOUGHT
    found = [figures.by_unit[key] for key in units if key in figures.by_unit]
    if len(found) == 1:
        return found[0]
    return Number(sum(one.value for one in found), late=any(one.late for one in found))


def _line(title: str, bodies: Sequence[Body], query: str, cells: tuple[Number, ...]) -> Line:
    return Line(title, len(bodies), sum(one.covered for one in bodies), query, cells)


def _units(campaign: Campaign, bodies: Sequence[Body], cell: Cells) -> Iterable[Line]:
    """By the unit right below the campaign's that answers for them; then the campaign's own, others, and none."""
    groups: dict[str, list[Body]] = {}
    for body in bodies:
        groups.setdefault(group_of(campaign.unit, body.unit), []).append(body)
    named = {one.reference: one for one in Unit.objects.filter(reference__in=groups)}
    below = sorted((one for one in named.values() if one != campaign.unit), key=lambda one: one.path)
    for unit in [*below, *(one for one in named.values() if one == campaign.unit)]:
        own = groups[unit.reference]
        keys = {one.unit.pk for one in own if one.unit is not None}
        yield _line(unit.short_name, own, f"unit={unit.reference}", cell(units=keys))
    for key, title in ((OTHER, _("units of other areas")), (NONE, _("nobody answers for it"))):
        if key in groups:
            yield _line(title, groups[key], f"unit={key}", cell(units=()))


OTHER, NONE = "other", "none"


def group_of(top: Unit, unit: Unit | None) -> str:
    """Under which unit of a campaign's table an institution's stands, by its number."""
    if unit is None:
        return NONE
    if not unit.is_within(top):
        return OTHER
    return unit.path.removeprefix(top.path).split("/", maxsplit=1)[0] or top.reference


def _drawing(
    phases: Sequence[Phase],
    present: Phase | None,
    conditions: Sequence[ConditionStanding],
    total: Line,
    day: dt.date,
) -> Courses | None:
    """The phases that have dates, each with how it stands."""
    listed = []
    for phase in phases:
        if phase.begins_on is None or phase.ends_on is None:
            continue
        text = warning = ""
        if phase.is_signed_off:
            text = _signed(phase)
        elif phase == present and phase.begins_on <= day:
            text = _("covered %(n)s of %(of)s") % {"n": total.covered, "of": total.due}
            warning = _conditions_met(conditions)
        elif phase.begins_on > day:
            text = _("not begun")
        listed.append(Course(phase.name, phase.begins_on, phase.ends_on, phase.is_signed_off, text, warning))
    said = _("The phases over time, how far each has gone, and today")
    return courses(listed, today=day, said=said) if listed else None


def _conditions_met(conditions: Sequence[ConditionStanding]) -> str:
    met = sum(one.met for one in conditions)
    if met == len(conditions):
        return ""
    return _("%(met)s of %(n)s exit conditions met") % {"met": met, "n": len(conditions)}


def _signed(phase: Phase) -> str:
    """Signed off when, and how many working days after its last day."""
    on = clock.day_of(phase.signed_off_at) if phase.signed_off_at else None
    calendar = calendar_of(phase.campaign.unit)
    late = working_days_between(phase.ends_on, on, calendar) if on and phase.ends_on else None
    if not late:
        return _("signed off %(day)s") % {"day": full_day(on)}
    return ngettext(
        "signed off %(day)s, %(n)s working day late", "signed off %(day)s, %(n)s working days late", late
    ) % {"day": full_day(on), "n": late}


def _goals(campaign: Campaign, shown: Sequence[Column]) -> tuple[Goal, ...]:
    numbers = {one.name: one.figures.total for one in shown}
    texts = (campaign.goal_regularise, campaign.goal_investigate, campaign.goal_deter)
    return tuple(
        Goal(title, text, numbers.get(name))
        for name, title, text in zip(GOALS, GOAL_NAMES, texts, strict=True)
    )
