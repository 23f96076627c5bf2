"""Forms on a row that has a version: the page carries the version it showed, so that two cannot both save."""

from __future__ import annotations

from typing import Any

from django import forms


class VersionedForm(forms.Form):
    """A form on one recorded row. Give the service `base=form.base_version`: it refuses when the row moved on.

    The hidden field is filled from `row` when the page is drawn, and comes back as it was when it is posted. `clash` is
    what the page shows when it did: `others` who saved meanwhile and `clashes` of their values with what was entered.
    """

    clash: Any = None

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:  # noqa: ANN401 - any recorded row
        self.row = row
        if row is not None:
            kwargs["initial"] = {"base": row.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def base_version(self) -> int | None:
        """The version the person looked at, or None where the page carried none."""
        found: int | None = self.cleaned_data.get("base")
        return found
