"""What a problem waits for stands in somebody's work queue, and leaves it when it is done."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop

from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.workdays import working_days_after
from bureau.people.calendars import calendar_of
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.rectification import hands
from bureau.rectification.lifecycle import WITH_INSTITUTION
from bureau.rectification.models import Problem
from bureau.registry.models.institutions import InstitutionAccount
from bureau.registry.speakers import when_linked
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, notify, withdraw_due_date

TO_LOOK = 5  # working days for whoever verifies or closes
# Kept as msgids; a page shows them in the language of whoever reads.
ANSWER = gettext_noop("Your institution is asked to put this right and to answer by this day.")
URGE = gettext_noop("You are responsible for this problem: see that the institution answers in time.")
VERIFY = gettext_noop("The institution answered; somebody who did not handle the answer verifies it.")
CLOSE = gettext_noop("It was verified; a third officer closes it.")
YOURS_NOW = gettext_noop("It was handed over to you: you are responsible for this problem now.")
YOURS_NO_MORE = gettext_noop("It was handed over: you are not responsible for this problem any more.")
SAID_OTHERWISE = gettext_noop("The office corrected what it says of this problem. Please read it again.")


def await_answer(problem: Problem, by: Actor) -> None:
    """Let it wait for those who speak for the institution, and for whoever is responsible to urge them."""
    for account in speakers_of(problem):
        _ask(problem, by, account)
    _urge(problem, by)


def urge_another(problem: Problem, former: Account, by: Actor, reason: str) -> None:
    """It waits for the one who is responsible now, and no more for the one who was."""
    for due_date in waiting_about(problem.reference).filter(account=former):
        withdraw_due_date(due_date=due_date, by=Consequence(by.trail_name), reason=reason)
    _urge(problem, by)


def tell_handed_over(problem: Problem, former: Account, by: Actor) -> None:
    """Both hear of it, but for whoever did it."""
    for account, why in ((problem.officer, YOURS_NOW), (former, YOURS_NO_MORE)):
        if account != by:
            _tell(problem, by, account, why, "problem")


def tell_speakers(problem: Problem, by: Actor) -> None:
    """The institution hears that what it is asked for was corrected."""
    for account in speakers_of(problem):
        _tell(problem, by, account, SAID_OTHERWISE, "answer-problem")


def _tell(problem: Problem, by: Actor, account: Account, why: str, page: str) -> None:
    notify(
        account=account,
        subject=problem.reference,
        title=f"{problem.reference} {problem.title}",
        why=why,
        address=reverse(f"rectification:{page}", args=[problem.reference]),
        by=Consequence(by.trail_name),
    )


def _urge(problem: Problem, by: Actor) -> None:
    name = f"{problem.institution.name}：{problem.title}"
    _add(problem, by, title=name, why=URGE, page="problem", account=problem.officer)


def _ask(problem: Problem, by: Actor, account: Account) -> None:
    title = f"{problem.reference} {problem.title}"
    _add(problem, by, title=title, why=ANSWER, page="answer-problem", account=account)


@when_linked
def await_answers_of(link: InstitutionAccount, by: Actor) -> None:
    """Whoever begins to speak for an institution finds in the queue what it has to answer already."""
    for problem in Problem.objects.visible_to(link.account).filter(state__in=WITH_INSTITUTION):
        if not waiting_about(problem.reference).filter(account=link.account).exists():
            _ask(problem, by, link.account)


def await_verification(problem: Problem, by: Actor) -> None:
    """Let it wait for those who may verify."""
    _look(problem, by, VERIFY, P.PROBLEM_VERIFY)


def await_closing(problem: Problem, by: Actor) -> None:
    """Let it wait for those who may close; of the unit above where the unit is small."""
    _look(problem, by, CLOSE, P.PROBLEM_CLOSE)


def stop_waiting(problem: Problem, by: Actor) -> None:
    """What it waited for is done: it leaves every queue."""
    for due_date in waiting_about(problem.reference):
        finish_due_date(due_date=due_date, by=Consequence(by.trail_name))


def speakers_of(problem: Problem) -> list[Account]:
    """The accounts that speak for its institution today, or for the one it was merged into."""
    bodies = [problem.institution_id, problem.institution.merged_into_id]
    links = InstitutionAccount.objects.filter(
        institution__in=[one for one in bodies if one], valid_to__isnull=True, account__state="active"
    )
    return [one.account for one in links.select_related("account").order_by("account__username")]


def _look(problem: Problem, by: Actor, why: str, permission: str) -> None:
    small = permission == P.PROBLEM_CLOSE and hands.is_small(problem.unit)
    unit = problem.unit.parent if small else problem.unit
    due = working_days_after(clock.today(), TO_LOOK, calendar_of(unit))
    add_due_date(
        subject=problem.reference,
        title=f"{problem.institution.name}：{problem.title}",
        why=why,
        address=reverse("rectification:problem", args=[problem.reference]),
        due_on=due.on,
        permission=permission,
        unit=unit,
        by=Consequence(by.trail_name),
    )


def _add(problem: Problem, by: Actor, *, title: str, why: str, page: str, account: Account) -> None:
    add_due_date(
        subject=problem.reference,
        title=title,
        why=why,
        address=reverse(f"rectification:{page}", args=[problem.reference]),
        due_on=problem.deadline_on,
        account=account,
        unit=problem.unit,
        by=Consequence(by.trail_name),
    )
