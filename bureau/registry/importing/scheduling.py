"""What importing schedules would do with each entry: which facts it becomes, or why it is known or not taken."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from bureau.registry.domains import OFFICIAL, code_of
from bureau.registry.identity import hidden, is_identity_number
from bureau.registry.importing.planning import is_named_so
from bureau.registry.likeness import place_key
from bureau.registry.models import (
    Authorisation,
    Calibration,
    Capability,
    Certificate,
    Employment,
    Fact,
    Institution,
    Instrument,
    Site,
    Staff,
    Verdict,
)
from bureau.registry.schedules import Entry


@dataclass(frozen=True)
class Chosen:
    """What an officer says of a whole file: its certificate, field and site, and the days of what has none."""

    certificate: Certificate | None = None
    domain: str = ""
    site: Site | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass
class ScheduleLine:
    """One entry, what becomes of it and why, the facts it becomes, or the one that says it already."""

    entry: Entry
    verdict: str = Verdict.NEW
    why: str = ""
    facts: list[Fact] = field(default_factory=list)
    known: Fact | None = None

    @property
    def verdict_label(self) -> str:
        """The verdict in words."""
        return str(Verdict(self.verdict).label)

    @property
    def begins(self) -> dt.date | None:
        """The day from which it would hold."""
        return self.facts[-1].valid_from if self.facts else self.entry.valid_from

    @property
    def ends(self) -> dt.date | None:
        """The day until which it would hold."""
        return self.facts[-1].valid_to if self.facts else self.entry.valid_to

    @property
    def title(self) -> str:
        """What it is about, in its own words."""
        said = self.entry.said
        names = ("subject", "parameter", "method", "name", "own_number", "model", "post", "domain")
        shown = names if self.entry.kind != "capability" else names[:3]
        return " ".join(filter(None, (said.get(name, "") for name in shown)))


def plan_schedule(institution: Institution, entries: Iterable[Entry], chosen: Chosen) -> list[ScheduleLine]:
    """A line for each entry, in order; nothing is written."""
    planner = _Planner(institution, chosen)
    return [planner.line(one) for one in entries]


def left_out(institution: Institution, lines: Iterable[ScheduleLine], chosen: Chosen) -> Sequence[Capability]:
    """Capabilities on record under the certificate that a file with capabilities does not name."""
    named = [line for line in lines if line.entry.kind == "capability"]
    if not named or chosen.certificate is None:
        return []
    known = {line.known.pk for line in named if line.known is not None}
    held = Capability.objects.standing().filter(
        institution=institution, certificate__lineage=chosen.certificate.lineage
    )
    return [one for one in held.order_by("subject", "parameter", "method", "id") if one.pk not in known]


class _Planner:
    """What stands in the dossier, by what makes two facts the same."""

    def __init__(self, institution: Institution, chosen: Chosen) -> None:
        self.institution, self.chosen = institution, chosen
        self.names = (institution.name, *institution.former_names)
        self.sites = {place_key(one.address): one for one in self._standing(Site) if place_key(one.address)}
        self.capabilities = {
            (
                one.certificate.lineage,
                one.site and one.site.lineage,
                one.subject,
                one.parameter,
                one.method,
            ): one
            for one in self._standing(Capability, "certificate", "site")
        }
        self.instruments = {
            self._mark(one.own_number, one.serial_no): one for one in self._standing(Instrument)
        }
        self.calibrated = {
            (one.instrument.lineage, one.valid_from) for one in self._standing(Calibration, "instrument")
        }
        self.employed = list(self._standing(Employment, "person"))
        self.authorised = {(one.person.name, one.domain) for one in self._standing(Authorisation, "person")}
        self.people: dict[str, dict[Any, Staff]] = defaultdict(dict)
        for one in (*self.employed, *self._standing(Authorisation, "person")):
            self.people[one.person.name][one.person.pk] = one.person

    def _standing(self, model: type[Fact], *related: str) -> Sequence[Any]:
        rows = model.objects.standing().filter(institution=self.institution)
        return list(rows.select_related(*related) if related else rows)

    @staticmethod
    def _mark(own_number: str, serial: str) -> tuple[str, str]:
        return ("", serial) if not own_number else (own_number, "")

    def line(self, entry: Entry) -> ScheduleLine:
        """What becomes of an entry."""
        line = ScheduleLine(entry)
        if entry.body and not any(is_named_so(entry.body, one) for one in self.names):
            line.verdict = Verdict.CONFLICT
            line.why = _(
                "its table is that of “%(name)s”; put it into that body's dossier, or amend the name of this one first"
            ) % {"name": entry.body}
            return line
        getattr(self, f"_{entry.kind}")(line)
        return line

    def _capability(self, line: ScheduleLine) -> None:
        said, chosen = line.entry.said, self.chosen
        if chosen.certificate is None:
            line.verdict, line.why = Verdict.CONFLICT, _("Choose the certificate under which it is approved.")
            return
        site = self.sites.get(place_key(said["site"]))
        if said["site"] and site is None:
            chosen_one = _(
                "the site “%(site)s” is not in the dossier; the one chosen for the file stands here"
            )
            none = _("the site “%(site)s” is not in the dossier and no site stands here; record it first")
            line.why = (chosen_one if chosen.site else none) % {"site": said["site"][:60]}
        site = site or chosen.site
        key = (
            chosen.certificate.lineage,
            site and site.lineage,
            said["subject"],
            said["parameter"],
            said["method"],
        )
        begins, ends = self._days(line.entry)
        known = self.capabilities.get(key)
        if known is not None:
            line.verdict, line.known = Verdict.KNOWN, known
            if (known.valid_from, known.valid_to) != (begins, ends):
                line.why = _("on record with other days, which stay")
            return
        domain = code_of(said["domain"])
        made = Capability(
            institution=self.institution,
            certificate=chosen.certificate,
            site=site,
            domain=domain if domain in OFFICIAL else chosen.domain,
            subject=said["subject"],
            parameter=said["parameter"],
            method=said["method"],
            limits=said["limits"],
            valid_from=begins,
            valid_to=ends,
        )
        self.capabilities[key] = made
        line.facts.append(made)

    def _instrument(self, line: ScheduleLine) -> None:
        said, entry = line.entry.said, line.entry
        mark = self._mark(said.get("own_number", ""), said.get("serial_no", ""))
        known = self.instruments.get(mark)
        if known is not None and known.name != said["name"]:
            line.verdict = Verdict.CONFLICT
            line.why = _("on record this number is that of “%(name)s”") % {"name": known.name}
            return
        if known is None:
            known = Instrument(
                institution=self.institution,
                name=said["name"],
                own_number=said.get("own_number", ""),
                model=said.get("model", ""),
                serial_no=said.get("serial_no", ""),
                site=self.sites.get(place_key(said.get("site", ""))) or self.chosen.site,
            )
            self.instruments[mark] = known
            line.facts.append(known)
        begins = entry.valid_from
        if begins is not None and not said["passed"]:
            line.why = _("what its calibration came to is not told")
        elif begins is not None and (known.lineage, begins) not in self.calibrated:
            self.calibrated.add((known.lineage, begins))
            line.facts.append(
                Calibration(
                    institution=self.institution,
                    instrument=known,
                    valid_from=begins,
                    valid_to=entry.valid_to,
                    passed=said["passed"] == "yes",
                )
            )
        elif begins is None:
            line.why = _("no day of its calibration")
        line.verdict = Verdict.NEW if line.facts else Verdict.KNOWN

    def _person(self, line: ScheduleLine) -> Staff | None:
        """Who is meant: somebody of this name in the dossier, or a new person; None where several are."""
        name, number = line.entry.said["name"], line.entry.said.get("identity", "").upper()
        if number and is_identity_number(number):
            kept = hidden(number)
            held = Staff.objects.filter(identity_hash=kept.digest).first()
            if held is not None and held.name != name:
                line.verdict = Verdict.CONFLICT
                line.why = _("the identity number belongs to somebody of another name")
                return None
            found = held or Staff(name=name, identity_hash=kept.digest, identity_tail=kept.tail)
        else:
            known = list(self.people[name].values())
            if len(known) > 1:
                line.verdict = Verdict.CONFLICT
                line.why = _("several people of this name work there; record it by hand")
                return None
            found = known[0] if known else Staff(name=name)
        self.people[name][found.pk] = found
        return found

    def _authorisation(self, line: ScheduleLine) -> None:
        domain, name = code_of(line.entry.said["domain"]), line.entry.said["name"]
        if (name, domain) in self.authorised:
            line.verdict = Verdict.KNOWN
            return
        person = self._person(line)
        if person is None:
            return
        self.authorised.add((name, domain))
        begins, ends = self._days(line.entry)
        line.facts.append(
            Authorisation(
                institution=self.institution, person=person, domain=domain, valid_from=begins, valid_to=ends
            )
        )

    def _days(self, entry: Entry) -> tuple[dt.date | None, dt.date | None]:
        """Its own days, else those that were given for the file, else the certificate's."""
        begins, ends = entry.valid_from or self.chosen.valid_from, entry.valid_to or self.chosen.valid_to
        held = self.chosen.certificate
        return (begins, ends) if held is None else (begins or held.valid_from, ends or held.valid_to)

    def _employment(self, line: ScheduleLine) -> None:
        said = line.entry.said
        person = self._person(line)
        if person is None:
            return
        held = [one for one in self.employed if one.person.pk == person.pk]
        if held:
            line.verdict = Verdict.KNOWN
            if all(one.post != said["post"] for one in held):
                line.why = _("on record with the post “%(post)s”, which stays") % {"post": held[0].post}
            return
        made = Employment(
            institution=self.institution,
            person=person,
            post=said["post"],
            valid_from=line.entry.valid_from,
            valid_to=line.entry.valid_to,
        )
        self.employed.append(made)
        line.facts.append(made)
