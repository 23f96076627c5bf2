"""From whom to whom everything goes over when an officer leaves or changes posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account


class HandEverythingOverForm(forms.Form):
    """The officer who leaves, the one who takes over, and why."""

    giver = forms.ModelChoiceField(
        label=_("Hands over"), queryset=Account.objects.none(), to_field_name="username"
    )
    taker = forms.ModelChoiceField(
        label=_("Takes over"), queryset=Account.objects.none(), to_field_name="username"
    )
    reason = forms.CharField(label=_("Reason"), min_length=2, max_length=300)

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Account.objects.visible_to(by).officers().order_by("full_name", "username")
        self.fields["giver"].queryset = seen  # type: ignore[attr-defined] # the field above
        self.fields["taker"].queryset = seen.active()  # type: ignore[attr-defined] # as above

    def clean(self) -> dict[str, Any]:
        """Two people."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("giver") and found.get("giver") == found.get("taker"):
            self.add_error("taker", say("Choose somebody else than the officer who hands over."))
        return found
