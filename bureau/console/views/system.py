"""What this installation stands on, for whoever keeps it running."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.console.system import facts
from bureau.kernel.access import needs
from bureau.people.permissions import P


@needs(P.ACCOUNT_MANAGE)
def system(request: HttpRequest) -> HttpResponse:
    """Each thing with whether it is well, and the cure where it is not."""
    found = facts()
    context = {"facts": found, "unwell": sum(one.tone != "good" for one in found)}
    return render(request, "console/system.html", context)
