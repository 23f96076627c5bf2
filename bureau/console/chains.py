"""The chain around one reference: where it comes from and what became of it, as far as somebody may see.

Backwards everything that led to it, forwards everything it led to; not what else those led to. A basis that an officer
chose is no step of its own: it stands with the finding or problem that it was chosen for, and leads there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.kernel.access import Actor
from bureau.kernel.references import STAGES, Card, card_of
from bureau.law.models import Choice
from bureau.reminders.models import DueDate
from bureau.trail.models import Link

MOST = 60  # nodes
DEEPEST = 12  # steps either way
RECENT, LOOKED_AT = 12, 120
# A visit as a whole: each of its items is a node of its own, and leads to its own lead only.
VISIT = re.compile(r"^V-[^/]+$")
STAGE_NAMES: dict[str, Promise] = {
    "ledger": pgettext_lazy("stage of the chain", "Ledger"),
    "run": pgettext_lazy("stage of the chain", "Screening"),
    "hit": _("Hit"),
    "lead": _("Lead"),
    "visit": _("Visit"),
    "finding": _("Finding"),
    "problem": _("Problem"),
    "case": _("Case"),
    "notice": _("Notice served"),
    "number": _("Number"),
}
# What a reference says of its stage by itself, for steps that somebody may not open.
BY_PREFIX = {
    "R": "ledger",
    "S": "run",
    "H": "hit",
    "L": "lead",
    "V": "visit",
    "D": "finding",
    "P": "problem",
    "W": "notice",
}
LAST = len(STAGES)


@dataclass(frozen=True)
class Node:
    """One step; without a card it is one that this person may not open. `stopped` where the chain ended there.

    `bases` are those that were chosen for it, the first first.
    """

    reference: str
    stage: str
    card: Card | None
    here: bool = False
    stopped: bool = False
    bases: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Stage:
    """The nodes of one stage, the earliest first."""

    name: str
    title: str
    nodes: tuple[Node, ...]

    @property
    def here(self) -> bool:
        """Whether the page is about one of them, or about a basis that was chosen for one."""
        return any(one.here for node in self.nodes for one in (node, *node.bases))


@dataclass(frozen=True)
class Chain:
    """Everything around one reference. `cut` when there is more than a page can show."""

    card: Card
    stages: tuple[Stage, ...]
    cut: bool
    waiting: tuple[DueDate, ...]

    @property
    def rows(self) -> list[Card]:
        """The nodes behind which rows of a ledger lie."""
        cards = (node.card for stage in self.stages for node in stage.nodes)
        return [card for card in cards if card is not None and card.rows_url]

    @property
    def count(self) -> int:
        """How many steps there are."""
        return sum(len(stage.nodes) for stage in self.stages)


def chain_of(reference: str, *, for_: Actor) -> Chain | None:
    """The chain around a reference, or None where there is none or this person may not know."""
    card = card_of(reference, for_=for_)
    if card is None:
        return None
    start = _step_of(reference, for_)
    back, cut_back = _walk(start, source="target", target="source")
    onward, cut_onward = _walk(start, source="source", target="target")
    found = list(dict.fromkeys([start, *back, *onward]))
    leads_on = _with_a_next(found)
    nodes = _with_bases([_node(one, for_, reference, leads_on) for one in found], for_, reference)
    seen = [node.reference for node in nodes if node.card is not None]
    waiting = DueDate.objects.open().filter(subject__in=seen).select_related("account", "unit")[:20]
    return Chain(card, tuple(_staged(nodes)), cut_back or cut_onward, tuple(waiting))


def _step_of(reference: str, for_: Actor) -> str:
    """The step at which a chain begins: of a chosen basis, what it was chosen for, as far as somebody may know that."""
    rows = Choice.objects.visible_to(for_).filter(reference=reference)
    subject: str | None = rows.values_list("subject", flat=True).first()
    return subject if subject is not None and card_of(subject, for_=for_) is not None else reference


def _with_bases(nodes: list[Node], for_: Actor, here: str) -> list[Node]:
    """The steps with the bases that were chosen for them; a step that is closed to somebody tells of none."""
    held: dict[str, list[Node]] = {node.reference: [] for node in nodes if node.card is not None}
    rows = Choice.objects.visible_to(for_).about(*held).order_by("chosen_at", "pk")
    for subject, reference in rows.values_list("subject", "reference"):
        card = card_of(reference, for_=for_)
        if card is not None:
            held[subject].append(Node(reference, card.stage, card, here=reference == here))
    return [replace(node, bases=tuple(held.get(node.reference, ()))) for node in nodes]


def recent(for_: Actor) -> list[Card]:
    """The newest steps that somebody may open."""
    found: dict[str, Card] = {}
    for one in Link.objects.order_by("-at", "-pk")[:LOOKED_AT]:
        for reference in (one.target, one.source):
            card = None if reference in found else card_of(reference, for_=for_)
            if card is not None and card.stage in STAGES:
                found[reference] = card
        if len(found) >= RECENT:
            break
    return list(found.values())[:RECENT]


def _walk(start: str, *, source: str, target: str) -> tuple[list[str], bool]:
    """Every reference in one direction, the nearest first; and whether something was left out."""
    seen: dict[str, None] = {start: None}
    edge = [start]
    for _step in range(DEEPEST):
        following = Link.objects.filter(_leaving(edge, source)).order_by("at", "pk")
        nearest = dict.fromkeys(following.values_list(target, flat=True)[: MOST + 1])
        edge = [one for one in nearest if one not in seen]
        seen |= dict.fromkeys(edge)
        if not edge:
            return list(seen)[1:], False
        if len(seen) > MOST:
            return list(seen)[1:MOST], True
    return list(seen)[1:], True


def _leaving(edge: Iterable[str], column: str) -> Q:
    """Links that leave these references; those of a whole visit leave its items."""
    edge = list(edge)
    found = Q(**{f"{column}__in": edge})
    for visit in filter(VISIT.match, edge):
        found |= Q(**{f"{column}__startswith": f"{visit}/"})
    return found


def _with_a_next(references: list[str]) -> set[str]:
    return set(Link.objects.filter(source__in=references).values_list("source", flat=True))


def _node(reference: str, for_: Actor, here: str, leads_on: set[str]) -> Node:
    card = card_of(reference, for_=for_)
    if card is None:
        return Node(reference, BY_PREFIX.get(reference.partition("-")[0], ""), None)
    ended = bool(card.note) and card.tone in {"idle", "bad"} and reference not in leads_on
    return Node(reference, card.stage, card, here=reference == here, stopped=ended)


def _staged(nodes: list[Node]) -> Iterator[Stage]:
    places: dict[int, list[Node]] = {}
    for node in nodes:
        places.setdefault(STAGES.index(node.stage) if node.stage in STAGES else LAST, []).append(node)
    for place, held in sorted(places.items()):
        name = STAGES[place] if place < LAST else ""
        yield Stage(name, str(STAGE_NAMES.get(name, "")), tuple(sorted(held, key=_earlier)))


def _earlier(node: Node) -> tuple[str, str]:
    at = node.card.at if node.card is not None else None
    return (at.isoformat() if at else "", node.reference)
