"""Opening, amending and moving a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.people.models.units import DIVISION, UnitKind
from bureau.ui.forms import VersionedForm


class UnitChoice(forms.ModelChoiceField[Unit]):
    """Chooses one of the units that somebody sees, by its number; the tree shows in how far a name is set in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), to_field_name="reference", **kwargs)

    def offer(self, by: Account) -> None:
        """Offer the active units that somebody's roles reach."""
        self.queryset = Unit.objects.visible_to(by).active()

    def label_from_instance(self, obj: Unit) -> str:
        """The name, set in by its depth."""
        return "　" * max(0, obj.path.count("/") - 2) + obj.name


class AmendUnitForm(VersionedForm):
    """What a unit is called and what it is."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("In full, as on its seal."))
    short_name = forms.CharField(
        label=_("Short name"), max_length=40, help_text=_("As in tables: a few characters.")
    )
    area = forms.CharField(
        label=_("Place in forms"),
        max_length=40,
        required=False,
        help_text=_(
            "The region, city or district as forms name it, without the office. Empty if it is that of the unit above."
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices)
    division = forms.CharField(
        label=_("Division code"),
        max_length=6,
        validators=[DIVISION],
        help_text=_("Six digits of GB/T 2260. Institutions with a site there belong to this unit."),
    )


class OpenUnitForm(AmendUnitForm):
    """A new unit, below one that the administrator sees."""

    parent = UnitChoice(label=_("Belongs to"))

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(by)  # type: ignore[attr-defined] # the field above


class MoveUnitForm(VersionedForm):
    """Another unit above."""

    parent = UnitChoice(label=_("Belongs to from now on"))
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Stands in the record."))

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        field.offer(by)  # type: ignore[attr-defined] # the field above
        if self.row is not None:
            field.queryset = field.queryset.exclude(path__startswith=self.row.path)  # type: ignore[attr-defined] # as above
