"""What a finding was drafted with, in words: each value, where it was taken from, and whether the officers kept it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.inspection.models import Finding

TIMES: dict[str, Promise] = {
    "started_at": gettext_lazy("start of the test"),
    "issued_at": gettext_lazy("issue of the report"),
}
MOST = 8  # lines


@dataclass(frozen=True)
class Proposed:
    """One value that was proposed, whose word it is, and whether the finding says otherwise by now."""

    value: str
    sources: tuple[str, ...]
    changed: bool
    note: str = ""

    @property
    def first(self) -> str:
        """The reference that says so; of several the first."""
        return self.sources[0]

    @property
    def more(self) -> int:
        """How many say so besides."""
        return len(self.sources) - 1

    def __str__(self) -> str:
        named = f"{self.value} {self.note}" if self.note else self.value
        said = _("%(value)s, from %(source)s") % {"value": named, "source": self.first}
        more = _("and %(n)s more") % {"n": self.more}
        return f"{said} {more}" if self.more else said


def proposed_reports(finding: Finding) -> list[Proposed]:
    """The reports that its origin named; a report that is an origin itself needs no word of where it comes from."""
    said = ((one["report"], "", one["source"]) for one in finding.proposed if one["report"] != one["source"])
    return [
        Proposed(report, tuple(sources), report not in finding.reports)
        for (report, _column), sources in _grouped(said)
    ]


def proposed_days(finding: Finding) -> list[Proposed]:
    """The days of the conduct that its origin named, the earliest first."""
    said = ((one["day"], one["day_of"], one["source"]) for one in finding.proposed)
    return [
        Proposed(day, tuple(sources), not _within(finding, day), str(TIMES.get(column, "")))
        for (day, column), sources in sorted(_grouped(said))
    ]


def _grouped(said: Iterable[tuple[str, str, str]]) -> list[tuple[tuple[str, str], list[str]]]:
    """Each value with its column once, and all that say it."""
    found: dict[tuple[str, str], list[str]] = {}
    for value, column, source in said:
        if value:
            found.setdefault((value, column), []).append(source)
    return list(found.items())


def in_one_line(proposed: list[Proposed]) -> str:
    """For the line below a field: what was proposed, and that it may be changed."""
    if not proposed:
        return ""
    named = _("; ").join(map(str, proposed[:MOST])) + ("…" if len(proposed) > MOST else "")
    return _("Proposed: %(named)s. Change it if the site showed otherwise.") % {"named": named}


def _within(finding: Finding, day: str) -> bool:
    since, until = finding.conduct_from, finding.conduct_to
    return since is not None and until is not None and since.isoformat() <= day <= until.isoformat()
