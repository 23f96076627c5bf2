"""The address is the state of a list: its parameters changed or dropped, so that it can be sent to a colleague."""

from __future__ import annotations

from django.http import HttpRequest

NOT_KEPT = ("cursor",)  # a place in a list means nothing once the list is another


def changed(request: HttpRequest, **parameters: object) -> str:
    """The query string with parameters set, or dropped where they are empty; begins with `?`, or is `.` for none."""
    query = request.GET.copy()
    for name in NOT_KEPT:
        query.pop(name, None)
    for name, value in parameters.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "."
