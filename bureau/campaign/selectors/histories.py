"""The history of a campaign from the trail: every entry about it or what belongs to it, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from bureau.campaign.models import (
    Addressee,
    Campaign,
    Excuse,
    FocusDomain,
    HandDown,
    Member,
    Phase,
    ScopeRule,
    Weight,
)
from bureau.campaign.ranking import terms
from bureau.people.selectors.accounts import names_of
from bureau.registry.domains import name_of
from bureau.trail.histories import Happening, Touched, happenings

MOST = 200
NOTHING, SEPARATOR = "—", "、"
# What of each is shown when it changes.
SHOWN: dict[str, tuple[str, ...]] = {
    "campaign.campaign": (
        *("title", "document_number", "basis", "period_words", "begins_on", "ends_on", "principles"),
        *(
            "goal_regularise",
            "goal_investigate",
            "goal_deter",
            "contact_post",
            "contact_phone",
            "contact_mail",
        ),
    ),
    "campaign.phase": (
        "name",
        "words",
        "task",
        "begins_on",
        "ends_on",
        "dates_reason",
        "outside_reason",
        "conditions",
    ),
    "campaign.weight": ("weight", "reason"),
    "campaign.excuse": ("ground", "words"),
    "campaign.scoperule": ("effect", "words"),
}


@dataclass(frozen=True)
class Difference:
    """One column before and after, of the campaign itself or of what is named."""

    about: str
    table: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One entry: when, who, what, about what, why, and what differs."""

    at: dt.datetime
    by: str
    move: str
    reason: str
    about: str
    differs: tuple[Difference, ...]


def history(campaign: Campaign) -> list[Change]:
    """The newest entries about it."""
    named = _names(campaign)
    found = happenings(named)[:MOST]
    people = names_of(one.actor for one in found)
    return [_change(one, named, people) for one in found]


def _change(happening: Happening, named: dict[str, str], people: dict[str, str]) -> Change:
    about = SEPARATOR.join(filter(None, dict.fromkeys(named[one.key] for one in happening.touched)))
    differs = tuple(diff for one in happening.touched for diff in _differences(one, named))
    return Change(happening.at, people[happening.actor], happening.move, happening.reason, about, differs)


def _names(campaign: Campaign) -> dict[str, str]:
    """What belongs to the campaign, by key, with what it is called."""
    found = {str(campaign.pk): ""}
    for model in (Phase, Member, FocusDomain):
        for row in model.objects.filter(campaign=campaign):
            found[str(row.pk)] = name_of(row.domain) if isinstance(row, FocusDomain) else str(row)
    for handed in HandDown.objects.filter(campaign=campaign).select_related("unit"):
        found[str(handed.pk)] = handed.unit.short_name
    for excuse in Excuse.objects.filter(campaign=campaign).select_related("institution"):
        found[str(excuse.pk)] = excuse.institution.name
    for rule in ScopeRule.objects.filter(campaign=campaign):
        found[str(rule.pk)] = f"S{rule.number:02}"
    for weight in Weight.objects.filter(campaign=campaign):
        found[str(weight.pk)] = str(terms()[weight.term].title) if weight.term in terms() else weight.term
    for one in Addressee.objects.filter(campaign=campaign).select_related("unit"):
        found[str(one.pk)] = one.unit.short_name
    return found


def _differences(touched: Touched, named: dict[str, str]) -> Iterator[Difference]:
    """What an entry changed of a row, of what is shown."""
    changed = set(touched.changed)
    for column in SHOWN.get(touched.label, ()):
        if column in changed:
            before = _said((touched.before or {}).get(column))
            yield Difference(
                named[touched.key], touched.label, column, before, _said(touched.after.get(column))
            )


def _said(value: object) -> str:
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value)) or NOTHING
    return str(value) if value not in {None, ""} else NOTHING
