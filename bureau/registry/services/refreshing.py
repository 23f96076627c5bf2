"""The columns of an institution that serve lists, drawn again from its standing facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bureau.kernel import clock
from bureau.registry.completeness import missing
from bureau.registry.models import FACTS, Identity, Institution
from bureau.registry.texts import searchable


def standing_facts(institution: Institution) -> dict[str, list[Any]]:
    """Standing facts by the lower-case name of their table."""
    return {
        model._meta.model_name or "": list(model.objects.standing().filter(institution=institution))
        for model in FACTS
    }


def refresh(institution: Institution) -> None:
    """Draw them again on the row, which the caller saves."""
    names = Identity.objects.filter(institution=institution).values_list("name", flat=True)
    draw(institution, standing_facts(institution), names)


def draw(institution: Institution, facts: Mapping[str, Sequence[Any]], names: Iterable[str]) -> None:
    """Draw them from these facts; `names` are those it has borne."""
    today = clock.today()
    spoken = (*facts.get("capability", ()), *facts.get("stateddomain", ()))
    institution.domains = sorted({one.domain for one in spoken if one.domain and one.holds_on(today)})
    institution.domain_text = f" {' '.join(institution.domains)} "[:400]
    certificates = facts.get("certificate", ())
    terms = [one.valid_to for one in certificates if one.valid_to and one.ended_on is None]
    institution.certified_until = max(terms, default=None)
    institution.missing = len(missing(institution, facts))
    numbers = [one.number for one in certificates]
    institution.search_text = searchable(
        institution.name, *names, institution.uscc or "", institution.reference, *numbers
    )
