"""Runs whose work in the background is over without their knowing are brought to their end."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bureau.kernel.access import TheProgram
from bureau.screening.lifecycle import RunState
from bureau.screening.models import Run
from bureau.screening.services.runs import stop_run


def stop_abandoned() -> int:
    """Stop runs of which nobody will work any more; how many."""
    stopped = 0
    for run in Run.objects.filter(state=RunState.SCREENING):
        if run.job is not None and run.job.is_over:
            stop_run(run=run, by=TheProgram(), why=_("Its work was stopped before it came to an end."))
            stopped += 1
    return stopped
