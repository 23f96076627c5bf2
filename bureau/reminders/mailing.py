"""Mail, where the installation has a mail server: what a message says of a due date, and nothing that is not for mail.

A mail carries number, day and address. What a thing is called stays in the office: titles may name institutions.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from bureau.kernel import clock
from bureau.kernel.lateness import how_far
from bureau.people.models import Account
from bureau.reminders.counting import calendar_for
from bureau.reminders.lifecycle import Rung
from bureau.reminders.models import DueDate

log = logging.getLogger(__name__)


def may_mail() -> bool:
    """Whether a mail server is set."""
    return bool(settings.EMAIL_HOST)


def mail(due: DueDate, rung: int, accounts: Collection[Account]) -> bool:
    """Write to everybody of these who has an address; False where the server did not take it, to be tried again."""
    to = [one.email for one in accounts if one.email]
    if not (to and may_mail()):
        return True
    with override(settings.LANGUAGE_CODE):
        subject, body = _words(due, rung)
    messages = [EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [one]) for one in to]
    try:
        with get_connection() as connection:
            connection.send_messages(messages)
    except (OSError, SMTPException) as error:
        log.warning("the mail server did not take a reminder: %s", error)
        return False
    return True


def _words(due: DueDate, rung: int) -> tuple[str, str]:
    words = {"ref": due.subject, "rung": Rung(rung).label, "day": due.due_on.isoformat()}
    far = how_far(due.due_on, clock.today(), calendar_for(due))
    lines = [
        _("%(ref)s: %(rung)s.") % words,
        _("Due on %(day)s, %(far)s.") % {**words, "far": far},
        f"{settings.OFFICE_ADDRESS}{due.address}" if settings.OFFICE_ADDRESS else due.address,
        _("Sign in to see what it is about. Once it is done, nothing more is sent."),
    ]
    return _("Mingjian: %(ref)s, %(rung)s") % words, "\n\n".join(lines)
