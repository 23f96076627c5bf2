"""What lists of every room show of this one: the saved views of whoever looks."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from bureau.people.models import Account
from bureau.people.selectors.savedviews import conditions_in, own_views

register = template.Library()


@register.inclusion_tag("people/_own_views.html", takes_context=True)
def saved_views(context: dict[str, Any]) -> dict[str, Any]:
    """The saved views that whoever looks has of this list, and the way to save what it shows now.

    A list within one thing, such as the institutions of a campaign, has none: its address is that thing's.
    """
    request: HttpRequest = context["request"]
    match, account = request.resolver_match, request.user
    if match is None or match.kwargs or not isinstance(account, Account):
        return {"views": [], "query": ""}
    query = conditions_in(request.META.get("QUERY_STRING", ""))
    views = own_views(account, match.view_name, query)
    current = next((one for one in views if one.current), None)
    return {"views": views, "current": current, "place": match.view_name, "query": query}
