"""What was put right is verified by somebody who handled no answer, and closed by a third."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from bureau.files.services import keep_file
from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.models import Problem, Verification
from bureau.rectification.services.answers import Files
from bureau.rectification.services.awaiting import await_closing, stop_waiting

POLICY = "rectification.verification"


def verify_answer(
    *,
    problem: Problem,
    way: str,
    verified_on: dt.date,
    remark: str,
    by: Account,
    files: Files = (),
    base: int | None = None,
) -> Problem:
    """Somebody saw, on paper or on site, that it is put right."""
    with PROBLEM.moving("verify_answer", problem, by=by, base=base) as held:
        if verified_on > clock.today():
            raise NotNow(_("It cannot have been verified on a day that is yet to come."))
        row = Verification(
            problem=held,
            turn=held.turn,
            number=held.verifications.count() + 1,
            answer=held.answers.latest("number"),
            way=way,
            verified_on=verified_on,
            remark=remark,
            verified_by=by,
            verified_at=clock.now(),
        )
        row.save()
        for file in files:
            keep_file(
                content=file,
                name=file.name,
                policy=POLICY,
                owner=row.owner,
                use="evidence",
                by=by,
                permission=P.PROBLEM_VERIFY,
                at=held.unit,
            )
        stop_waiting(held, by)
        await_closing(held, by)
    return held


def close_problem(*, problem: Problem, by: Account, remark: str = "", base: int | None = None) -> Problem:
    """Strike it off the register: it stays there as closed, and may be opened again if it relapses."""
    with PROBLEM.moving("close_problem", problem, by=by, reason=remark, base=base) as held:
        held.closed_by, held.closed_at = by, clock.now()
        stop_waiting(held, by)
    return held
