"""Which parts of a draft rest on which clause of its notice, as the notice keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from bureau.campaign.notices import Proposals, Said

MOST_QUOTE = 500


@dataclass(frozen=True)
class Confirmed:
    """A phase as it was confirmed: which one of the notice, counted from one, and if it was corrected."""

    number: int
    conditions: Collection[str]
    corrected: bool = False


def citations(
    proposals: Proposals,
    *,
    fields: Collection[str],
    corrected: Collection[str],
    domains: Collection[str],
    phases: Iterable[Confirmed],
) -> list[dict[str, Any]]:
    """What rests on which clause; `corrected` are the fields in which the officer wrote something else."""
    found = [
        _cite(name, said, corrected=name in corrected)
        for name, said in proposals.fields.items()
        if name in fields
    ]
    found += [_cite(f"focus/{code}", said) for code, said in proposals.domains.items() if code in domains]
    for place, confirmed in enumerate(phases, start=1):
        if confirmed.number > len(proposals.phases):
            continue
        one = proposals.phases[confirmed.number - 1]
        found.append(_cite(f"phase/{place}", one.name, corrected=confirmed.corrected))
        found += [
            _cite(f"phase/{place}/{kind}", said)
            for kind, said in one.conditions
            if kind in confirmed.conditions
        ]
    return found


def why_of_focus(said: Said | None) -> str:
    """Why a field is of focus, in the words of official documents: the clause, or the office's word."""
    if said is None:
        return "起草时由办公室确定"
    return f"通知“{said.place or '开头'}”列明的重点领域（第{said.paragraph}段）"


def _cite(about: str, said: Said, *, corrected: bool = False) -> dict[str, Any]:
    return {
        "about": about,
        "place": said.place,
        "paragraph": said.paragraph,
        "quote": said.quote[:MOST_QUOTE],
        "corrected": corrected,
    }
