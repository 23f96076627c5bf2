"""What pages of every room show of this one: what people are called, the saved views of whoever looks."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from bureau.people.models import Account
from bureau.people.selectors.accounts import names_of
from bureau.people.selectors.savedviews import conditions_in, own_views

register = template.Library()


@register.simple_tag(takes_context=True)
def person(context: dict[str, Any], actor: str) -> str:
    """What somebody is called whom a row or the trail names by user name; each is looked up once a page."""
    request: Any = context["request"]
    known: dict[str, str] = request.__dict__.setdefault("people_called", {})
    if actor not in known:
        known.update(names_of([actor]))
    return known[actor]


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
