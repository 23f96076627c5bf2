"""The lanes of a dossier's drawing: certificate, capability, signatory, instrument, each with its gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bureau.registry.domains import name_of
from bureau.registry.selectors.facts import Facts
from bureau.ui.drawing import Period, Timeline, timeline

BACK, AHEAD = 730, 180  # days of the drawing before and after the day it is about
MOST_DOMAINS, MOST_INSTRUMENTS = 4, 6
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Lane:
    """One line of the drawing, in words for the table under it."""

    title: str
    periods: tuple[Period, ...]

    @property
    def gaps(self) -> tuple[Period, ...]:
        """Where something was missing."""
        return tuple(one for one in self.periods if one.gap)


def lanes_of(facts: Facts, day: dt.date) -> tuple[Lane, ...]:
    """The lanes, up to a day."""
    return tuple(
        lane
        for lane in (
            *_certificates(facts, day),
            *_capabilities(facts, day),
            *_signatories(facts, day),
            *_instruments(facts, day),
        )
        if lane.periods
    )


def drawing_of(lanes: Sequence[Lane], day: dt.date) -> Timeline:
    """The drawing of the lanes around a day."""
    return timeline(
        [(lane.title, lane.periods) for lane in lanes],
        first=day - dt.timedelta(days=BACK),
        last=day + dt.timedelta(days=AHEAD),
        today=day,
        said=_("Certificates, capabilities, signatories and calibrations over time; gaps in red"),
    )


def _certificates(facts: Facts, day: dt.date) -> Iterator[Lane]:
    periods = [
        Period(one.valid_from or one.first_issued_on, one.last_day, str(one))
        for one in facts["certificate"]
        if one.valid_to
    ]
    yield Lane(
        _("Certificate"), with_gaps(periods, day, pgettext("institution's certificate", "none in force"))
    )


def _capabilities(facts: Facts, day: dt.date) -> Iterator[Lane]:
    """One lane a field: capabilities within the terms of their certificates, as far as those are known."""
    certificates = {one.lineage: one for one in facts["certificate"]}
    by_domain: dict[str, list[Period]] = {}
    for one in facts["capability"]:
        certificate = certificates.get(one.meant("certificate"))
        ends = [end for end in (one.valid_to, certificate and certificate.last_day) if end is not None]
        period = Period(one.valid_from or (certificate and certificate.valid_from), min(ends, default=None))
        by_domain.setdefault(one.domain, []).append(period)
    for domain in sorted(by_domain)[:MOST_DOMAINS]:
        title = _("Capability: %(domain)s") % {"domain": name_of(domain) or "—"}
        yield Lane(title, with_gaps(_joined(by_domain[domain]), day, _("none approved")))


def _signatories(facts: Facts, day: dt.date) -> Iterator[Lane]:
    for domain in sorted({one.domain for one in facts["authorisation"]})[:MOST_DOMAINS]:
        own = [one for one in facts["authorisation"] if one.domain == domain]
        periods = [Period(one.valid_from, one.valid_to, one.person.name) for one in own]
        yield Lane(
            _("Signatory: %(domain)s") % {"domain": name_of(domain)}, with_gaps(periods, day, _("nobody"))
        )


def _instruments(facts: Facts, day: dt.date) -> Iterator[Lane]:
    """Instruments whose calibration lapsed come first."""
    lanes = []
    for instrument in facts["instrument"]:
        own = [
            Period(one.valid_from, one.valid_to)
            for one in facts["calibration"]
            if one.passed and one.meant("instrument") == instrument.lineage
        ]
        lanes.append(
            Lane(_("Calibration: %(name)s") % {"name": instrument}, with_gaps(own, day, _("expired")))
        )
    yield from sorted(lanes, key=lambda lane: not lane.gaps)[:MOST_INSTRUMENTS]


def _joined(periods: Iterable[Period]) -> list[Period]:
    """Overlapping periods as one."""
    found: list[Period] = []
    for one in sorted(periods, key=lambda period: period.since or dt.date.min):
        before = found[-1] if found else None
        if before is not None and (
            before.until is None or (one.since or dt.date.min) <= before.until + A_DAY
        ):
            until = None if before.until is None or one.until is None else max(before.until, one.until)
            found[-1] = Period(before.since, until)
        else:
            found.append(one)
    return found


def with_gaps(periods: Sequence[Period], day: dt.date, said: str) -> tuple[Period, ...]:
    """The periods in order, with what lies between them, and between the last and the day, as gaps."""
    found: list[Period] = []
    reached: dt.date | None = None
    for period in sorted(periods, key=lambda one: one.since or dt.date.min):
        if reached is not None and period.since is not None and period.since > reached + A_DAY:
            found.append(_gap(reached + A_DAY, period.since - A_DAY, said))
        found.append(period)
        until = period.until or dt.date.max - A_DAY
        reached = until if reached is None else max(until, reached)
    if reached is not None and reached < day:
        found.append(_gap(reached + A_DAY, day, said))
    return tuple(found)


def _gap(since: dt.date, until: dt.date, said: str) -> Period:
    days = (until - since).days + 1
    text = _("%(said)s %(days)s days") % {"said": said, "days": days}
    return Period(since, until, text, gap=True, short=_("%(days)s days") % {"days": days})
