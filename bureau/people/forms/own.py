"""One's own password and preferences."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, password_validation
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account


def password_field(label: Any, autocomplete: str, **kwargs: Any) -> forms.CharField:  # noqa: ANN401 - a lazy text
    """A field whose content is neither trimmed nor shown again."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, **kwargs)


class ChangePasswordForm(forms.Form):
    """The present password, and a new one twice. The names of the fields stand in AXES_SENSITIVE_PARAMETERS."""

    current = password_field(_("Present password"), "current-password")
    chosen = password_field(
        _("New password"),
        "new-password",
        help_text=_("Ten characters or more, not a common word, not like your name. A sentence is best."),
    )
    again = password_field(_("New password once more"), "new-password")

    def __init__(self, *args: Any, request: HttpRequest, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.account = request, account

    def clean_current(self) -> str:
        """Asked like a sign-in, so that guesses are counted like those at the door."""
        current = str(self.cleaned_data["current"])
        if authenticate(self.request, username=self.account.username, password=current) is None:
            raise forms.ValidationError(say("This is not your present password."))
        return current

    def clean_chosen(self) -> str:
        """A password that others do not guess."""
        chosen = str(self.cleaned_data["chosen"])
        password_validation.validate_password(chosen, self.account)
        if chosen == self.cleaned_data.get("current"):
            raise forms.ValidationError(say("This is your present password. Choose another."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        found: dict[str, Any] = super().clean() or {}
        if "chosen" in found and "again" in found and found["chosen"] != found["again"]:
            self.add_error("again", say("The two new passwords differ. Type it once more."))
        return found


class ChoosePreferencesForm(forms.Form):
    """The language of the pages and the size of their text."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    large_text = forms.BooleanField(label=_("Large text"), required=False)
