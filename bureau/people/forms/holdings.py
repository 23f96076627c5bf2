"""Granting a role and lending one's powers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.people.forms.accounts import DayField
from bureau.people.forms.units import UnitChoice
from bureau.people.models import Account
from bureau.people.models.accounts import AccountKind
from bureau.people.roles import Role


def check_period(form: forms.Form, found: dict[str, Any]) -> None:
    """The last day is not before the first."""
    begins, ends = found.get("valid_from"), found.get("valid_to")
    if begins and ends and ends < begins:
        form.add_error("valid_to", say("It ends before it begins (%(day)s).") % {"day": begins})


class GrantRoleForm(forms.Form):
    """A role, where, from when until when."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = UnitChoice(
        label=_("At"), required=False, help_text=_("The role reaches this unit and those below it.")
    )
    valid_from = DayField(label=_("From"), initial=clock.today)
    valid_to = DayField(label=_("To"), required=False, help_text=_("Empty: until it is withdrawn."))

    def __init__(self, *args: Any, by: Account, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if account.kind == AccountKind.INSTITUTION:
            self.fields["role"].choices = [(Role.INSTITUTION, Role.INSTITUTION.label)]  # type: ignore[attr-defined] # the field above
            del self.fields["unit"]
            return
        self.fields["role"].choices = [  # type: ignore[attr-defined] # the field above
            (value, label) for value, label in Role.choices if value != Role.INSTITUTION
        ]
        self.fields["unit"].offer(by)  # type: ignore[attr-defined] # as above
        self.fields["unit"].required = True
        self.fields["unit"].initial = getattr(account.jurisdiction, "reference", None)

    def clean(self) -> dict[str, Any]:
        """The period is one."""
        found: dict[str, Any] = super().clean() or {}
        check_period(self, found)
        return found


class TakerChoice(forms.ModelChoiceField[Account]):
    """Chooses an officer by user name; shows the name and the unit."""

    def label_from_instance(self, obj: Account) -> str:
        """The name and where they work."""
        return f"{obj.full_name} · {obj.jurisdiction or ''}"


class MakeDelegationForm(forms.Form):
    """Who acts, from when until when, and why."""

    taker = TakerChoice(label=_("Acts for them"), queryset=Account.objects.none(), to_field_name="username")
    valid_from = DayField(label=_("From"), initial=clock.today)
    valid_to = DayField(label=_("To"), help_text=_("The last day, included. A delegation always has one."))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Such as leave, training, secondment.")
    )

    def __init__(self, *args: Any, by: Account, giver: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Account.objects.visible_to(by).active().officers().exclude(pk=giver.pk)
        self.fields["taker"].queryset = others.select_related("officer__unit")  # type: ignore[attr-defined] # the field above

    def clean(self) -> dict[str, Any]:
        """The period is one."""
        found: dict[str, Any] = super().clean() or {}
        check_period(self, found)
        return found
