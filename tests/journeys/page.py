"""One page of the office for the journeys: who opens it on the stage, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from tests.journeys.stage import OFFICE, Stage

Arguments = Callable[[Stage], list[object]]


def nothing(_stage: Stage) -> list[object]:
    return []


@dataclass(frozen=True)
class Page:
    """One page. `who` opens it, or nobody in particular."""

    name: str
    who: str = OFFICE
    arguments: Arguments = nothing
    query: str = ""

    def __str__(self) -> str:
        kind = self.arguments.keywords["kind"] if isinstance(self.arguments, partial) else ""
        return " ".join(filter(None, (self.name + self.query, kind, self.who if self.who != OFFICE else "")))

    def path(self, stage: Stage) -> str:
        """Where it is."""
        return reverse(self.name, args=self.arguments(stage)) + self.query
