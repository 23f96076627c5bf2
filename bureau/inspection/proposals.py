"""What a finding was drafted with, in words: each value, where it was taken from, and whether the officers kept it."""

from __future__ import annotations

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
    source: str
    changed: bool
    note: str = ""

    def __str__(self) -> str:
        said = _("%(value)s from %(source)s") % {"value": self.value, "source": self.source}
        return _("%(said)s (%(note)s)") % {"said": said, "note": self.note} if self.note else said


def proposed_reports(finding: Finding) -> list[Proposed]:
    """The reports that its origin named."""
    return [
        Proposed(one["report"], one["source"], one["report"] not in finding.reports)
        for one in finding.proposed
        if one["report"] and one["report"] != one["source"]
    ]


def proposed_days(finding: Finding) -> list[Proposed]:
    """The days of the conduct that its origin named, the earliest first."""
    said = [one for one in finding.proposed if one["day"]]
    return [
        Proposed(
            one["day"], one["source"], not _within(finding, one["day"]), str(TIMES.get(one["day_of"], ""))
        )
        for one in sorted(said, key=lambda one: (one["day"], one["source"]))
    ]


def in_one_line(proposed: list[Proposed]) -> str:
    """For the line below a field: what was proposed, and that it may be changed."""
    if not proposed:
        return ""
    named = _("; ").join(map(str, proposed[:MOST])) + ("…" if len(proposed) > MOST else "")
    return _("Proposed: %(named)s. Change it if the site showed otherwise.") % {"named": named}


def _within(finding: Finding, day: str) -> bool:
    since, until = finding.conduct_from, finding.conduct_to
    return since is not None and until is not None and since.isoformat() <= day <= until.isoformat()
