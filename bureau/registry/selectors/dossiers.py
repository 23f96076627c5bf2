"""One dossier: its facts as they stand or stood on a day, what it lacks, the drawing of its gaps, its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.registry.completeness import REQUIREMENTS, Requirement, missing
from bureau.registry.models import FACTS, Fact, Institution
from bureau.trail.verify import image_history
from bureau.ui.drawing import Period, Timeline, timeline

BACK, AHEAD = 730, 180  # days of the drawing before and after the day it is about
MOST_LANES = 12


@dataclass(frozen=True)
class Lane:
    """One line of the drawing, in words for the table under it."""

    title: str
    periods: tuple[Period, ...]

    @property
    def gaps(self) -> tuple[Period, ...]:
        """Where something was missing."""
        return tuple(one for one in self.periods if one.gap)


@dataclass(frozen=True)
class Dossier:
    """What one institution's page shows on a day."""

    institution: Institution
    on: dt.date
    is_past: bool
    facts: dict[str, list[Any]]
    lacks: list[Requirement]
    required: int
    lanes: tuple[Lane, ...]
    drawing: Timeline

    @property
    def complete(self) -> int:
        """How many of the required things are there."""
        return self.required - len(self.lacks)


def dossier(institution: Institution, on: dt.date | None = None) -> Dossier:
    """The dossier as it stands, or as it stood on the record at the end of a past day."""
    today = clock.today()
    day = on or today
    facts = {model._meta.model_name or "": _known(model, institution, on) for model in FACTS}
    lanes = tuple(_lanes(facts, day))
    drawn = timeline(
        [(lane.title, lane.periods) for lane in lanes],
        first=day - dt.timedelta(days=BACK),
        last=day + dt.timedelta(days=AHEAD),
        today=day,
        said=_("Certificates, capabilities, signatories and calibrations over time; gaps in red"),
    )
    return Dossier(
        institution=institution,
        on=day,
        is_past=on is not None and on < today,
        facts=facts,
        lacks=missing(institution, facts),
        required=len(REQUIREMENTS),
        lanes=lanes,
        drawing=drawn,
    )


def _known(model: type[Fact], institution: Institution, on: dt.date | None) -> list[Any]:
    rows = model.objects.filter(institution=institution)
    rows = rows.standing() if on is None else rows.known_on(on)
    return list(rows.order_by("valid_from", "recorded_at"))


def _lanes(facts: dict[str, list[Any]], day: dt.date) -> Iterable[Lane]:
    certificates = [
        Period(one.valid_from or one.first_issued_on, _end(one), str(one))
        for one in facts["certificate"]
        if one.valid_to
    ]
    if certificates:
        yield Lane(_("Certificate"), _with_gaps(certificates, day, _("none in force")))
    domains = sorted({one.domain for one in facts["authorisation"]})
    for domain in domains[:4]:
        own = [one for one in facts["authorisation"] if one.domain == domain]
        periods = [Period(one.valid_from, one.valid_to, str(one.person)) for one in own]
        yield Lane(_("Signatory: %(domain)s") % {"domain": domain}, _with_gaps(periods, day, _("nobody")))
    for instrument in facts["instrument"][: MOST_LANES - 5]:
        own = [one for one in facts["calibration"] if one.instrument_id == instrument.pk and one.passed]
        if own:
            periods = [Period(one.valid_from, one.valid_to) for one in own]
            yield Lane(
                _("Calibration: %(name)s") % {"name": instrument}, _with_gaps(periods, day, _("expired"))
            )


def _end(certificate: Any) -> dt.date:  # noqa: ANN401 - a certificate
    """The last day it was in force."""
    ended: dt.date = certificate.valid_to
    if certificate.ended_on is not None:
        ended = min(ended, certificate.ended_on - dt.timedelta(days=1))
    return ended


def _with_gaps(periods: Sequence[Period], day: dt.date, said: str) -> tuple[Period, ...]:
    """The periods in order, with what lies between them, and between the last and the day, as gaps."""
    ordered = sorted(periods, key=lambda one: one.since or dt.date.min)
    found: list[Period] = []
    reached: dt.date | None = None
    one_day = dt.timedelta(days=1)
    for period in ordered:
        if reached is not None and period.since is not None and period.since > reached + one_day:
            found.append(_gap(reached + one_day, period.since - one_day, said))
        found.append(period)
        reached = max(period.until or dt.date.max, reached or dt.date.min)
    if reached is not None and reached < day:
        found.append(_gap(reached + one_day, day, said))
    return tuple(found)


def _gap(since: dt.date, until: dt.date, said: str) -> Period:
    days = (until - since).days + 1
    return Period(since, until, _("%(said)s %(days)s days") % {"said": said, "days": days}, gap=True)


@dataclass(frozen=True)
class Change:
    """One entry of an institution's history: when, who, what, why, and what differs."""

    at: dt.datetime
    by: str
    move: str
    reason: str
    differs: tuple[tuple[str, str, str], ...]


SHOWN = ("name", "uscc", "kind", "home_division", "state", "certified_until", "missing", "domain_text")


def history(institution: Institution) -> list[Change]:
    """Every change of the institution's own row, newest first, from the trail."""
    found: list[Change] = []
    before: dict[str, Any] = {}
    for entry, values in image_history(institution.trail_label, str(institution.pk)):
        if values is None:
            continue
        differs = tuple(
            (name, str(before.get(name) or "—"), str(values.get(name) or "—"))
            for name in SHOWN
            if values.get(name) != before.get(name) and (before or values.get(name))
        )
        found.append(Change(entry.at, entry.actor, entry.move, entry.reason, differs if before else ()))
        before = values
    return found[::-1]
