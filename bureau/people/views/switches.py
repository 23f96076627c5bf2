"""The switches of the top bar: text size, language, and the unit that the lists are about."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bureau.kernel.access import gate, needs, open_to_all
from bureau.people import services
from bureau.people.models import Account, Unit
from bureau.people.selectors.units import CHOSEN
from bureau.people.views.answers import way_back, who
from bureau.people.views.signing import remember_language


@open_to_all
@require_POST
def switch_text_size(request: HttpRequest) -> HttpResponse:
    """Large text on or off; for whoever is not signed in, in this browser only."""
    account = request.user
    if isinstance(account, Account):
        services.choose_preferences(
            account=account, language=account.language, large_text=not account.large_text, by=account
        )
    else:
        request.session["large_text"] = not request.session.get("large_text", False)
    return redirect(way_back(request, "/"))


@open_to_all
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """The pages in the language that was chosen, now and at the next sign-in."""
    language = request.POST.get("language", "")
    answer = redirect(way_back(request, "/"))
    if language not in dict(settings.LANGUAGES):
        return answer
    account = request.user
    if isinstance(account, Account) and account.language != language:
        services.choose_preferences(
            account=account, language=language, large_text=account.large_text, by=account
        )
    remember_language(answer, language)
    return answer


@needs()
@require_POST
def switch_unit(request: HttpRequest) -> HttpResponse:
    """Lists are about this unit and those below it, until another is chosen."""
    unit = gate(Unit.objects.active(), for_=who(request), reference=request.POST.get("unit", ""))
    request.session[CHOSEN] = unit.reference
    return redirect(way_back(request, "/"))
