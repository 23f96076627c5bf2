"""Whether a dossier is complete: a short list of what must be there, and who must supply it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Requirement:
    """One thing a complete dossier has. `met` is asked of the institution and its standing facts by kind.

    `kind` is the fact by which an institution can propose it, where there is one.
    """

    name: Promise
    supplier: Promise
    met: Callable[[Any, Mapping[str, Sequence[Any]]], bool]
    kind: str = ""


INSTITUTION, OFFICE = _("the institution"), _("the office")

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(_("Unified social credit code"), INSTITUTION, lambda one, _facts: bool(one.uscc)),
    Requirement(_("Nature"), INSTITUTION, lambda one, _facts: bool(one.kind)),
    Requirement(_("Division of registration"), OFFICE, lambda one, _facts: bool(one.home_division)),
    Requirement(
        _("Site, or presence without one"),
        INSTITUTION,
        lambda _one, facts: bool(facts.get("site") or facts.get("presence")),
        "site",
    ),
    Requirement(
        _("Certificate with its term"),
        INSTITUTION,
        lambda _one, facts: any(one.valid_to for one in facts.get("certificate", ())),
        "certificate",
    ),
    Requirement(
        _("First certificate date"),
        INSTITUTION,
        lambda _one, facts: any(one.first_issued_on for one in facts.get("certificate", ())),
        "certificate",
    ),
    Requirement(
        _("Domains"), OFFICE, lambda _one, facts: bool(facts.get("capability") or facts.get("stateddomain"))
    ),
    Requirement(
        _("Contact with telephone"),
        INSTITUTION,
        lambda _one, facts: any(one.phone for one in facts.get("contact", ())),
        "contact",
    ),
    Requirement(_("Responsible officer"), OFFICE, lambda one, _facts: one.officer_id is not None),
)


def missing(institution: Any, facts: Mapping[str, Sequence[Any]]) -> list[Requirement]:  # noqa: ANN401 - a model above
    """What a dossier lacks; `facts` are the standing ones by the lower-case name of their table."""
    return [one for one in REQUIREMENTS if not one.met(institution, facts)]
