"""What this installation stands on: each thing with whether it is well, what that means, and the cure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.jobs.selectors import LatePeriodic, late_periodics, seconds_since_a_worker
from bureau.kernel import clock
from bureau.kernel.calendars import current
from bureau.kernel.entries import Refused
from bureau.papers.word import pdf
from bureau.papers.word.faces import STROKED, UPRIGHT, installed
from bureau.reminders.mailing import may_mail
from bureau.ui.tones import Tone

SILENT = 120.0  # seconds without a worker's heartbeat
SOON = 11  # from this month on the calendar of the next year is waited for


@dataclass(frozen=True)
class Fact:
    """One thing; `cure` is empty where nothing need be done."""

    name: str
    tone: Tone
    said: str
    cure: str = ""

    @property
    def word(self) -> str:
        """The tone as a word, so that the colour is not alone."""
        return {"good": _("in order"), "warn": _("to be looked at"), "bad": _("does not work")}[self.tone]


def facts() -> list[Fact]:
    """Everything that an administrator can put right, the worst first."""
    found = [_worker(), _rounds(), _libreoffice(), _walls(), _faces(), _calendar(), _mail()]
    order = ("bad", "warn", "good")
    return sorted((one for one in found if one is not None), key=lambda one: order.index(one.tone))


def _worker() -> Fact:
    name, age = _("Work in the background"), seconds_since_a_worker()
    if age is not None and age < SILENT:
        return Fact(name, "good", _("A worker was alive %(n)d seconds ago.") % {"n": age})
    return Fact(
        name,
        "bad",
        _("No worker has been heard of for two minutes: imports, exports and reminders stand still."),
        _("Start mingjian serve again, or mingjian worker beside it."),
    )


def _rounds() -> Fact:
    name, late = _("Rounds"), late_periodics()
    if not late:
        return Fact(name, "good", _("Every round came when it was due."))
    said = _("These stopped coming: %(names)s.") % {"names": "、".join(_round_words(late))}
    cure = _("Start the worker; where a number stands behind the name, look for it in the log.")
    return Fact(name, "warn", said, cure)


def _round_words(late: Sequence[LatePeriodic]) -> list[str]:
    return [f"{one.name} ({one.error_number})" if one.error_number else one.name for one in late]


def _libreoffice() -> Fact:
    name, found = _("PDF of papers"), pdf.program()
    if found:
        return Fact(name, "good", _("LibreOffice is at %(path)s.") % {"path": found})
    return Fact(
        name,
        "bad",
        _("There is no LibreOffice: papers can be taken as Word files only."),
        _("Install libreoffice-writer from the packages of the system, then start mingjian serve again."),
    )


def _walls() -> Fact | None:
    """Nothing to say where there is no LibreOffice."""
    if not pdf.program():
        return None
    name, walls = _("Walls around LibreOffice"), pdf.walls()
    if walls and pdf.ends_with_its_children(walls):
        return Fact(
            name,
            "good",
            _("It runs without any network, and whatever it starts ends with it."),
        )
    cure = _(
        "Allow namespaces of users, then start mingjian serve again. As root: sysctl -w "
        "user.max_user_namespaces=10000; on Debian also kernel.unprivileged_userns_clone=1, on Ubuntu "
        "kernel.apparmor_restrict_unprivileged_userns=0; in a container, allow it to unshare."
    )
    if walls:
        said = _("It runs without any network, but what it starts may go on after it was stopped.")
        return Fact(name, "warn", said, cure)
    return Fact(
        name,
        "warn",
        _(
            "This system gives no namespaces: while a PDF is made, nothing but a proxy that is not there keeps a "
            "document from reaching the network. Templates are looked through all the same."
        ),
        cure,
    )


def _faces() -> Fact:
    name, known = _("Chinese faces for PDF"), installed()
    lacking = [one for one in (STROKED, UPRIGHT) if one not in known]
    if not lacking:
        return Fact(name, "good", _("%(names)s are installed.") % {"names": f"{STROKED}、{UPRIGHT}"})
    return Fact(
        name,
        "bad",
        _("Not installed: %(names)s. Chinese may be missing in PDF.") % {"names": "、".join(lacking)},
        _(
            "Install fonts-noto-cjk and fontconfig from the packages of the system, then start mingjian serve again."
        ),
    )


def _calendar() -> Fact:
    name, today = _("Calendar"), clock.today()
    try:
        calendar = current()
    except Refused as refused:
        return Fact(name, "bad", str(refused), _("Mend the table and load it by mingjian calendar load."))
    years = [year for year in (today.year, today.year + 1) if not calendar.knows(year)]
    if not years:
        return Fact(name, "good", _("The arrangement of %(year)d is known.") % {"year": today.year + 1})
    said = _("The arrangement of %(year)d is not known; days of that year are not promised.") % {
        "year": years[0]
    }
    if years[0] > today.year and today.month < SOON:
        return Fact(name, "good", said)
    return Fact(name, "warn", said, _("Once it is announced, load it by mingjian calendar load."))


def _mail() -> Fact:
    if may_mail():
        return Fact(_("Mail"), "good", _("Reminders are sent by mail, too."))
    said = _("No mail server is set: reminders stand in the queue only.")
    return Fact(_("Mail"), "good", said, _("To send them, set MINGJIAN_MAIL_HOST."))
