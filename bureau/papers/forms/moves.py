"""What the moves of a paper and of a template need to know."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.papers.word.checking import MOST
from bureau.ui.figures import of_bytes
from bureau.ui.forms import VersionedForm


class GroundsForm(VersionedForm):
    """Why it is proposed."""

    grounds = forms.CharField(
        label=_("Grounds"),
        min_length=2,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever decides reads them."),
    )


class ReasonForm(VersionedForm):
    """Why it is withdrawn or retired."""

    reason = forms.CharField(
        label=_("Reason"), min_length=4, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class SignedCopyForm(VersionedForm):
    """The scan of what was signed, and the day on it."""

    scan = forms.FileField(label=_("Signed copy"))
    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"].help_text = say(
            "PDF, JPEG or PNG; at most %(size)s. It becomes the copy that counts."
        ) % {"size": of_bytes(settings.UPLOAD_LIMIT)}

    def clean_signed_on(self) -> dt.date:
        """It was signed already."""
        day: dt.date = self.cleaned_data["signed_on"]
        if day > clock.today():
            raise forms.ValidationError(say("That day is yet to come."))
        return day


class TemplateForm(forms.Form):
    """The bureau's own Word file."""

    document = forms.FileField(label=_("Word file (.docx)"))
    why = forms.CharField(
        label=_("What is different"), min_length=2, max_length=300, help_text=_("Stands beside the edition.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].help_text = say(
            "At most %(size)s, without macros, links to the outside or tracked changes. It is looked through first."
        ) % {"size": of_bytes(MOST)}
