"""What was asked in a part, and how each of it stands: on record, entered and waiting, or still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bureau.collecting.lacking import NAMES, lacks_of
from bureau.collecting.models import Part
from bureau.registry.completeness import REQUIREMENTS, Lack
from bureau.registry.models import Certificate, FactProposal, Institution, ReviewFinding
from bureau.registry.models.proposals import FactProposalQuerySet

MISSING, WAITING, RECORDED = "missing", "waiting", "recorded"
# What a form must hold besides to supply this, where one form supplies several things.
NEEDED = {
    "code": "uscc",
    "nature": "kind",
    "certificate": "valid_to",
    "first_certificate": "first_issued_on",
    "corrections": "corrected_on",
    "position": "longitude",
}


@dataclass(frozen=True)
class Entry:
    """One thing that was asked about one institution, and how it stands; `lack` while the dossier lacks it.

    `lineages` are the facts, by kind, that are the only one to be corrected rather than entered again.
    """

    institution: Institution
    key: str
    how: str
    lack: Lack | None = None
    lineages: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(NAMES.get(self.key, self.key))

    @property
    def follows(self) -> str:
        """The one fact on record that this is said of; it is corrected rather than entered again."""
        return self.lineages.get(self.key, "")

    @property
    def kind(self) -> str:
        """The kind of fact by which it is entered, where there is one."""
        return next((one.kind for one in REQUIREMENTS if one.key == self.key), "")


def proposals_in(part: Part) -> FactProposalQuerySet:
    """What the body has entered since it was asked, the newest first."""
    found: FactProposalQuerySet = FactProposal.objects.filter(
        institution=part.institution_id, proposed_at__gte=part.asked_at
    ).order_by("-proposed_at", "-pk")
    return found if part.institution_id else found.none()


def missing_words(part: Part) -> str:
    """What is neither on record nor entered, in words; empty if there is nothing."""
    missing = [one for one in entries_of(part) if one.how == MISSING]
    if part.institution_id:
        return _(", ").join(one.name for one in missing)
    return _(", ").join(f"{one.institution.name} {one.name}" for one in missing)


def entries_of(part: Part) -> list[Entry]:
    """Everything that was asked in a part, in the order in which it was."""
    bodies = {one.reference: one for one in Institution.objects.filter(reference__in=part.asked)}
    by_key = lacks_of(list(bodies.values()))
    waiting = list(proposals_in(part).waiting()) if part.institution_id else []
    found = []
    for reference, keys in part.asked.items():
        body = bodies[reference]
        lacks = {lack.key: lack for lack in by_key[body.pk]}
        lineages = _only_ones(body) if part.institution_id else {}
        for key in keys:
            lack = lacks.get(key)
            entered = lack is not None and any(_supplies(one, lack) for one in waiting)
            how = RECORDED if lack is None else WAITING if entered else MISSING
            found.append(Entry(body, key, how, lack, lineages))
    return found


def _supplies(proposal: FactProposal, lack: Lack) -> bool:
    needed = NEEDED.get(lack.key)
    return proposal.kind == lack.kind and (needed is None or needed in proposal.entered)


def _only_ones(body: Institution) -> dict[str, str]:
    """What would be corrected for a thing that is asked, where there is but one fact that it can be said of."""
    certificates = list(Certificate.objects.standing().filter(institution=body)[:2])
    found = [
        one for one in ReviewFinding.objects.standing().filter(institution=body) if one.awaits_correction
    ]
    only: dict[str, str] = {}
    for keys, rows in ((("certificate", "first_certificate"), certificates), (("corrections",), found)):
        if len(rows) == 1:
            only |= dict.fromkeys(keys, str(rows[0].lineage))
    return only
