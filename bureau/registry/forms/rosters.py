"""Handing in a roster."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit

KINDS = (".xlsx", ".xls", ".et", ".xlsm", ".csv", ".txt", ".docx")


class ReceiveRosterForm(forms.Form):
    """A file, and the unit whose list it is."""

    file = forms.FileField(label=_("Roster"), widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}))
    unit = forms.ModelChoiceField(label=_("List of"), queryset=Unit.objects.none(), to_field_name="reference")

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.visible_to(by).active()  # type: ignore[attr-defined] # the field above

    def clean_file(self) -> UploadedFile:
        """Of a kind that can be read, and not too large."""
        file: UploadedFile = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() not in KINDS:
            raise forms.ValidationError(
                say(
                    "This kind of file cannot be read. Give xlsx, xls, et, csv or docx; a picture or PDF holds no list."
                )
            )
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                say("Larger than %(mb)s MB; nothing was taken. Split it.")
                % {"mb": settings.UPLOAD_LIMIT // 2**20}
            )
        return file
