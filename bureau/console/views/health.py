"""Whether the program is well, for whatever watches it."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from bureau.console.boot import is_behind
from bureau.console.system import SILENT
from bureau.jobs.selectors import late_periodics, seconds_since_a_worker
from bureau.kernel.access import open_to_all


@open_to_all
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the pages can work, else 503 and what is wrong; nothing of the inside.

    `degraded` says that no worker has been heard of for two minutes, or that a periodic round stopped coming.
    """
    del request
    try:
        if is_behind():
            return JsonResponse({"status": "database not up to date"}, status=503)
        age, late = seconds_since_a_worker(), [one.name for one in late_periodics()]
    except DatabaseError:
        return JsonResponse({"status": "database out of reach"}, status=503)
    well = age is not None and age < SILENT and not late
    told = {
        "status": "ok" if well else "degraded",
        "worker_seconds": None if age is None else round(age, 1),
        "late_rounds": late,
    }
    return JsonResponse(told)
