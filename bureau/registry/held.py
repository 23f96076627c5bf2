"""What a dossier holds on a day, each part worked out once, and what of it is missing by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from bureau.registry.approved import capabilities_on, domains_on
from bureau.registry.domains import OFFICIAL, name_of
from bureau.registry.models import Aspect, PromiseSort

# Who verifies by documents has nothing to calibrate.
WITHOUT_INSTRUMENTS = frozenset({"carbon_verification"})
# What every management system of a body has (RB/T 214-2017, 4.5); the other aspects tell more of it.
MANAGED = (Aspect.MANUAL, Aspect.AUDIT, Aspect.REVIEW, Aspect.CONTROL)
# Since when every body makes a self-declaration public: the day Order 39 came into force (its article on it).
DECLARED_SINCE = dt.date(2021, 6, 1)
# In the first months of a year nobody has counted the reports of the last one yet.
COUNTED_BY = 4


def year_counted(day: dt.date) -> int:
    """The newest year whose reports a body is asked to have counted by a day."""
    return day.year - (1 if day.month >= COUNTED_BY else 2)


class Held:
    """What a dossier holds on a day. `answered` is whether an officer answers for it on that day."""

    def __init__(self, facts: Mapping[str, Sequence[Any]], day: dt.date, *, answered: bool) -> None:
        self.facts, self.day, self.answered = facts, day, answered
        self.identity = next(iter(facts.get("identity", ())), None)
        self.certificates = facts.get("certificate", ())
        self.capabilities = capabilities_on(facts.get("capability", ()), self.certificates, day)
        self.domains = self._domains_on(day)
        self.instruments = self.holding("instrument")

    def _domains_on(self, day: dt.date) -> list[str]:
        stated = self.facts.get("stateddomain", ())
        return domains_on(self.facts.get("capability", ()), self.certificates, stated, day)

    def holding(self, kind: str) -> list[Any]:
        """Facts of a kind that hold on the day."""
        return [one for one in self.facts.get(kind, ()) if one.holds_on(self.day)]

    def is_said(self, column: str) -> bool:
        """Whether the word on who it is says this much."""
        return bool(getattr(self.identity, column, ""))

    # --- places ------------------------------------------------------------------------------------------------------

    def unplaced(self) -> list[str]:
        """Sites without an address, or without a position on the plan."""
        return [
            str(one)
            for one in self.holding("site")
            if not one.address or one.longitude is None or one.latitude is None
        ]

    # --- what is approved --------------------------------------------------------------------------------------------

    def without_capabilities(self) -> list[str]:
        """Certificates in force under which nothing is approved on record."""
        named = {one.meant("certificate") for one in self.capabilities}
        in_force = (one for one in self.certificates if one.in_force_on(self.day))
        return [str(one) for one in in_force if one.lineage not in named]

    def undated(self) -> list[str]:
        """Approved capabilities of which neither they nor their certificate say from when, or until when."""
        terms = {one.lineage: one for one in self.certificates}
        found = []
        for one in self.capabilities:
            under = terms[one.meant("certificate")]
            if not (one.valid_from or under.valid_from) or not (one.valid_to or under.valid_to):
                found.append(str(one))
        return found

    # --- people and instruments --------------------------------------------------------------------------------------

    def unsigned(self) -> list[str]:
        """Approved fields in which nobody may sign, by name. Who may sign in a field of no code may sign in all."""
        may = {one.domain for one in self.holding("authorisation")}
        if may - OFFICIAL.keys():
            return []
        return [name_of(one) for one in sorted({one.domain for one in self.capabilities if one.domain} - may)]

    def unqualified(self) -> list[str]:
        """Signatories of whom no qualification is on record."""
        known = {one.person_id for one in self.holding("qualification")}
        signing = {one.person_id: one.person for one in self.holding("authorisation")}
        return [str(person) for key, person in signing.items() if key not in known]

    @property
    def works_by_instruments(self) -> bool:
        """Whether any of its fields needs an instrument; while no field is known, it does."""
        return not self.domains or not WITHOUT_INSTRUMENTS.issuperset(self.domains)

    def uncalibrated(self) -> list[str]:
        """Instruments in use without a calibration that was passed and holds, by name."""
        good = {one.meant("instrument") for one in self.holding("calibration") if one.passed}
        return [str(one) for one in self.instruments if one.lineage not in good]

    # --- what it is held to ------------------------------------------------------------------------------------------

    def unmanaged(self) -> list[str]:
        """Aspects of the management system of which nothing is on record."""
        known = {one.aspect for one in self.holding("managementfact")}
        return [str(one.label) for one in MANAGED if one not in known]

    def promised(self, *sorts: PromiseSort) -> bool:
        """Whether a promise from such a paper is on record."""
        return any(one.sort in sorts for one in self.holding("promise"))

    def uncorrected(self) -> list[str]:
        """Findings of the review team without a correction."""
        return [str(one) for one in self.facts.get("reviewfinding", ()) if one.awaits_correction]

    def unaccepted(self) -> list[str]:
        """Findings that were corrected, and nobody has accepted it."""
        found = self.facts.get("reviewfinding", ())
        return [str(one) for one in found if one.is_corrected and one.accepted_on is None]

    def unproved(self) -> list[str]:
        """Promises, findings and qualifications of which the dossier does not hold the paper."""
        kinds = ("promise", "reviewfinding", "qualification")
        rows = (one for kind in kinds for one in self.facts.get(kind, ()))
        return [str(one) for one in rows if one.document_id is None]

    # --- reports -----------------------------------------------------------------------------------------------------

    @property
    def counted(self) -> tuple[int, set[str]]:
        """The year whose reports it is asked for, and the fields in which it worked at the end of that year."""
        year = year_counted(self.day)
        return year, set(self._domains_on(dt.date(year, 12, 31)))

    @property
    def worked_then(self) -> bool:
        """Whether it may have issued reports in that year: none of its certificates is known to be younger."""
        begins = [
            day for one in self.certificates if (day := one.first_issued_on or one.valid_from) is not None
        ]
        return (
            len(begins) < len(self.certificates) or min(begins, default=dt.date.max).year <= self.counted[0]
        )

    def uncounted(self) -> list[str]:
        """Year and field of which the number of reports is not stated."""
        year, domains = self.counted
        stated = {one.domain for one in self.facts.get("statedreports", ()) if one.year == year}
        if not domains:
            return [] if stated else [str(year)]
        return [f"{year} {name_of(one)}" for one in sorted(domains - stated)]
