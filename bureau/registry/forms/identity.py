"""Code and nature of an institution, as it proposes them itself; its name and division stay as they are on record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.registry.forms.facts import FactForm
from bureau.registry.forms.institutions import code_in
from bureau.registry.models import Fact, Identity, InstitutionKind


class IdentityForm(FactForm):
    """Code and nature; what is left empty stays as it is."""

    model, title = Identity, _("Code and nature")
    uscc = forms.CharField(
        label=_("Unified social credit code"),
        max_length=30,
        required=False,
        help_text=_("18 characters, as on the licence."),
    )
    kind = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("as it is on record")), *InstitutionKind.choices]
    )

    def clean_uscc(self) -> str:
        """A code whose check character is right."""
        return code_in(self.cleaned_data["uscc"])

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        found = super().clean()
        if not self.errors and not (found.get("uscc") or found.get("kind")):
            raise forms.ValidationError(say("Enter the code, the nature, or both."))
        return found

    def fact(self) -> Fact:
        """The identity on record with what was entered in its place."""
        row, clean = self.institution, self.cleaned_data
        return Identity(
            institution=row,
            name=row.name,
            uscc=clean["uscc"] or row.uscc or "",
            kind=clean["kind"] or row.kind,
            home_division=row.home_division or _division_in(clean["uscc"]),
        )

    def shown(self) -> list[tuple[str, str]]:
        """The nature in its word."""
        kinds = dict(InstitutionKind.choices)
        words = dict(super().shown())
        nature = str(self.fields["kind"].label)
        if nature in words:
            words[nature] = str(kinds[words[nature]])
        return list(words.items())


def _division_in(code: str) -> str:
    return code[2:8] if code[2:8].isdigit() else ""
