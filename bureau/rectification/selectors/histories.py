"""Who did what to a problem, from the trail; and what others did since somebody looked."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from bureau.people.models import Account
from bureau.rectification.models import Problem
from bureau.rectification.wording import move_words
from bureau.trail.models import Entry, Image

MOST = 200


@dataclass(frozen=True)
class Happening:
    """One entry: when, what, by whom, why. Its names are those of a line of `c-history`."""

    when: dt.datetime
    what: str
    note: str
    url: str = ""


def history(problem: Problem) -> list[Happening]:
    """Everything that was done to it, the newest first."""
    entries = Entry.objects.filter(reference=problem.reference).order_by("-sequence")[:MOST]
    return _told(list(entries))


def changes_since(problem: Problem, version: int) -> list[Happening]:
    """What others did to it after somebody looked at this version, the newest first."""
    images = Image.objects.filter(
        subject__label=problem.trail_label, subject__key=str(problem.pk), values__isnull=False
    ).select_related("entry")
    later = [image.entry for image in images if json.loads(image.values or "{}").get("version", 0) > version]
    return _told(sorted(later, key=lambda entry: -entry.sequence))


def _told(entries: list[Entry]) -> list[Happening]:
    actors = Account.objects.filter(username__in={one.actor for one in entries})
    names = dict(actors.values_list("username", "full_name"))
    return [
        Happening(
            when=one.at,
            what=f"{names.get(one.actor, one.actor)} {move_words(one.move)}",
            note=one.reason,
        )
        for one in entries
    ]
