"""Background work of this room: ledgers are checked, what counts is screened, dismissals lapse on their day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bureau.jobs.kinds import every, job
from bureau.jobs.running import Cancelled, JobRun, Stopped
from bureau.screening import services
from bureau.screening.models import HandIn, Run

STAGES = {
    "read reports": gettext_noop("Reading the reports"),
    "read results": gettext_noop("Reading the results"),
    "cut by institution": gettext_noop("Sorting by institution"),
    "keep reports": gettext_noop("Keeping the reports"),
    "keep results": gettext_noop("Keeping the results"),
    "join reports": gettext_noop("Joining the reports"),
    "join results": gettext_noop("Joining the results"),
    "screen": gettext_noop("Screening"),
    "look again": gettext_noop("Looking again beside the peers"),
    "write hits": gettext_noop("Writing the hits in one piece"),
}
OTHER = gettext_noop("Getting ready")


class _Steps:
    """The engine's progress as steps of the job."""

    def __init__(self, run: JobRun) -> None:
        self.run = run

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say how far it is; whoever asked the job to stop is heard here."""
        self.run.step(done, total or done + 1, _(STAGES.get(stage, OTHER)))


@job("ledger.check")
def check_ledger(run: JobRun, *, reference: str) -> dict[str, Any]:
    """Check a ledger that was handed in; an attempt that was cut off has written nothing and begins again."""
    handin = HandIn.objects.select_related("unit", "institution", "account").get(reference=reference)
    run.step(0, 1, _("Unpacking"))
    handin = services.check_hand_in(handin=handin, by=run.by, progress=_Steps(run))
    return {"reference": reference, "state": handin.state}


@job("ledger.screen")
def screen_ledgers(run: JobRun, *, reference: str) -> dict[str, Any]:
    """Screen what a run is about. Once joined it stays with those tables; its hits are written in one transaction."""
    row = Run.objects.select_related("unit").get(reference=reference)
    try:
        with services.workplace() as work:
            row = services.screen_run(run=row, work=work, by=run.by, progress=_Steps(run))
    except Cancelled:
        services.stop_run(run=row, by=run.by, why=_("Somebody stopped it."))
        raise
    except Stopped:
        raise
    except Exception:
        run.save()  # where another worker has the job in hand by now, the run is that one's to end
        services.stop_run(run=row, by=run.by, why=_("The program failed at it; start it again."))
        raise
    return {"reference": reference, "hits": row.found}


@every(minutes=1)
def end_abandoned() -> None:
    """Runs whose work was stopped, or given up, without their knowing are over."""
    services.stop_abandoned()


@every(minutes=30)
def tidy_up() -> None:
    """Dismissals whose day is over stand open again; what work that was killed left behind is cleared."""
    services.lapse_dismissals()
    services.clear_workplaces()
