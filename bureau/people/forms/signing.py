"""Signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.people.addresses import is_this_machine
from bureau.people.forms.own import password_field
from bureau.people.models import Account


class LoginForm(forms.Form):
    """A user name and a password. One sentence for every way in which they can be wrong."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(_("Password"), "current-password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.account: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Whose they are; the demonstration, whose passwords everybody knows, opens on its own machine only."""
        found: dict[str, Any] = super().clean() or {}
        if settings.DEMO and not is_this_machine(self.request):
            raise forms.ValidationError(
                say(
                    "This is the demonstration, whose passwords everybody can read. It can be signed in to only "
                    "on the machine where it runs, at 127.0.0.1. For an office, install without MINGJIAN_DEMO."
                )
            )
        if "username" in found and "password" in found:
            username = str(found["username"]).strip().lower()
            self.account = authenticate(self.request, username=username, password=found["password"])
            if self.account is None:
                raise forms.ValidationError(
                    say("User name and password do not belong together, or the account is closed.")
                )
        return found
