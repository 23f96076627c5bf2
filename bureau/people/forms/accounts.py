"""Opening and amending an account, filtering the list, and the reason that a serious step wants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.people.forms.units import UnitChoice
from bureau.people.lifecycle import AccountState
from bureau.people.models import Account
from bureau.people.models.accounts import USERNAME, AccountKind
from bureau.people.services import Certificate
from bureau.ui.filters import Filters, choices
from bureau.ui.forms import VersionedForm


class DayField(forms.DateField):
    """A calendar day, chosen or typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"], **kwargs)


class AmendAccountForm(VersionedForm):
    """Who somebody is, where they work, and their enforcement certificate."""

    full_name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    unit = UnitChoice(label=_("Works at"))
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    phone = forms.CharField(label=_("Office telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("Mail address"), required=False)
    certificate_no = forms.CharField(
        label=_("Enforcement certificate"),
        max_length=40,
        required=False,
        help_text=_("Its number stands on every record of a visit. Without one nobody leads a visit."),
    )
    certificate_from = DayField(label=_("Certificate valid from"), required=False)
    certificate_to = DayField(label=_("Certificate valid to"), required=False)

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(by)  # type: ignore[attr-defined] # the field above
        if self.row is not None and self.row.kind == AccountKind.INSTITUTION:
            self.fields["full_name"].label = _("Name")
            self.fields["unit"].label = _("Kept by")
            for name in ("post", "phone", "certificate_no", "certificate_from", "certificate_to"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A certificate ends after it begins."""
        found: dict[str, Any] = super().clean() or {}
        begins, ends = found.get("certificate_from"), found.get("certificate_to")
        if begins and ends and ends < begins:
            self.add_error("certificate_to", say("It ends before it begins (%(day)s).") % {"day": begins})
        return found

    def entered(self) -> dict[str, Any]:
        """What the services take."""
        clean = self.cleaned_data
        return {
            "full_name": clean["full_name"],
            "unit": clean["unit"],
            "email": clean["email"],
            "post": clean.get("post", ""),
            "phone": clean.get("phone", ""),
            "certificate": Certificate(
                clean.get("certificate_no", ""), clean.get("certificate_from"), clean.get("certificate_to")
            ),
        }


class OpenAccountForm(AmendAccountForm):
    """A new officer's account; institutions' accounts are opened where institutions are kept."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=[USERNAME],
        help_text=_(
            "Three or more small letters, digits, dots or hyphens, such as zhang.san. It never changes."
        ),
    )
    field_order = ("base", "username", "full_name", "unit")

    def clean_username(self) -> str:
        """A name that nobody has."""
        username = str(self.cleaned_data["username"]).lower()
        if Account.objects.filter(username=username).exists():
            raise forms.ValidationError(say("Somebody has this user name already. Choose another."))
        return username

    def entered(self) -> dict[str, Any]:
        """What the service takes."""
        return {"username": self.cleaned_data["username"], **super().entered()}


class ReasonForm(VersionedForm):
    """The reason for a serious step, which stands in the record."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the record with your name."),
    )


class AccountFilters(Filters):
    """Which accounts the list shows; without a state, those that may sign in."""

    words = forms.CharField(label=_("Name or user name"), max_length=60)
    unit = UnitChoice(label=_("Unit and below"), empty_label=_("All"))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(AccountKind.choices))
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", AccountState.ACTIVE.label), (AccountState.CLOSED, AccountState.CLOSED.label)],
    )

    def __init__(self, request: HttpRequest, *, by: Account) -> None:
        super().__init__(request)
        self.fields["unit"].offer(by)  # type: ignore[attr-defined] # the field above
