"""Who an institution is, who answers for it, and the reason of a serious step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.people.models.accounts import USERNAME, AccountKind
from bureau.people.models.units import DIVISION
from bureau.registry.identifiers import read_uscc
from bureau.registry.models import Differing, Institution, InstitutionKind
from bureau.registry.services import Identification
from bureau.registry.texts import squeezed
from bureau.ui.forms import VersionedForm


def code_in(entered: str) -> str:
    """The unified social credit code that was entered, if its check character is right; empty where none was."""
    text = squeezed(entered)
    if not text:
        return ""
    found = read_uscc(text)
    if found.code:
        return found.code
    sentences = {
        "length": say("A code has 18 characters; this one has %(n)s.") % {"n": len(text)},
        "letter": say("A code never holds “%(letter)s”. See the licence.") % {"letter": found.expected},
        "check": say("The last character should be %(letter)s. See the licence.")
        % {"letter": found.expected},
    }
    raise forms.ValidationError(sentences[found.fault])


class IdentificationForm(VersionedForm):
    """Name, code, nature, division of registration."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("In full, as on the certificate."))
    uscc = forms.CharField(
        label=_("Unified social credit code"),
        max_length=30,
        required=False,
        help_text=_("18 characters, as on the licence. Empty if it is not known."),
    )
    kind = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("not known")), *InstitutionKind.choices]
    )
    home_division = forms.CharField(
        label=_("Registered in"),
        max_length=6,
        required=False,
        validators=[DIVISION],
        help_text=_("Division code of registration; characters 3 to 8 of the code."),
    )

    def clean_name(self) -> str:
        """Half width and without blanks, as names are compared."""
        return squeezed(self.cleaned_data["name"])

    def clean_uscc(self) -> str:
        """A code whose check character is right."""
        return code_in(self.cleaned_data["uscc"])

    def entered(self) -> Identification:
        """What the services take."""
        clean = self.cleaned_data
        division = clean["home_division"] or (clean["uscc"][2:8] if clean["uscc"][2:8].isdigit() else "")
        return Identification(clean["name"], clean["uscc"], clean["kind"], division)


class AssignInstitutionForm(VersionedForm):
    """Who answers for it from now on."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), to_field_name="reference")
    officer = forms.ModelChoiceField(
        label=_("Responsible officer"),
        queryset=Account.objects.none(),
        to_field_name="username",
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.visible_to(by).active()  # type: ignore[attr-defined] # the field above
        self.fields["officer"].queryset = Account.objects.visible_to(by).active().officers()  # type: ignore[attr-defined] # as above


class LinkAccountForm(VersionedForm):
    """Which institution's account speaks for it."""

    account = forms.ModelChoiceField(
        label=_("Account"),
        queryset=Account.objects.none(),
        to_field_name="username",
        help_text=_("Accounts of institutions that your unit keeps and that speak for nobody yet."),
    )

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Account.objects.visible_to(by).active().filter(kind=AccountKind.INSTITUTION)
        free = kept.exclude(speaks_for__valid_to__isnull=True, speaks_for__isnull=False)
        self.fields["account"].queryset = free  # type: ignore[attr-defined] # the field above


class MergeInstitutionForm(VersionedForm):
    """Into which dossier a duplicate is merged."""

    into = forms.CharField(
        label=_("Number of the dossier that is kept"),
        max_length=40,
        help_text=_("Such as I-150602-0031."),
    )
    differing = forms.ChoiceField(
        label=_("Whose word stands on a certificate that both hold"),
        required=False,
        choices=(
            ("", _("they say the same")),
            (Differing.KEEP, _("that of the dossier that is kept")),
            (Differing.TAKE, _("that of the duplicate")),
        ),
        help_text=_("One number is one certificate afterwards. If they differ you are told how, and choose."),
    )
    reason = forms.CharField(label=_("Reason"), min_length=4, max_length=500)

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def clean_into(self) -> Institution:
        """A dossier that is kept and that this person sees."""
        reference = squeezed(self.cleaned_data["into"]).upper()
        found: Institution | None = (
            Institution.objects.visible_to(self.by).active().filter(reference=reference).first()
        )
        if found is None:
            raise forms.ValidationError(say("There is no dossier of this number among yours."))
        return found


class DistinguishInstitutionForm(VersionedForm):
    """Which other dossier it is told from, and why."""

    other = forms.CharField(
        label=_("Number of the other dossier"), max_length=40, help_text=_("Such as I-150602-0031.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How the two are told apart. Stands in the record with your name."),
    )

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def clean_other(self) -> Institution:
        """A dossier that is kept and that this person sees."""
        reference = squeezed(self.cleaned_data["other"]).upper()
        found: Institution | None = (
            Institution.objects.visible_to(self.by).active().filter(reference=reference).first()
        )
        if found is None:
            raise forms.ValidationError(say("There is no dossier of this number among yours."))
        return found


class DocumentForm(forms.Form):
    """A document for a dossier."""

    file = forms.FileField(label=_("Document"))
    formed_on = forms.DateField(
        label=_("Day it speaks of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReasonForm(VersionedForm):
    """The reason of a serious step, which stands in the record."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the record with your name."),
    )


class OpenInstitutionAccountForm(VersionedForm):
    """An account with which an institution signs in."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=[USERNAME],
        help_text=_(
            "Three or more small letters, digits, dots or hyphens, such as huaheng.lab. It never changes."
        ),
    )
    full_name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("Whose account it is: the post that enters the data.")
    )
    email = forms.EmailField(label=_("Mail address"), required=False)

    def clean_username(self) -> str:
        """A name that nobody has."""
        username = str(self.cleaned_data["username"]).lower()
        if Account.objects.filter(username=username).exists():
            raise forms.ValidationError(say("Somebody has this user name already. Choose another."))
        return username
