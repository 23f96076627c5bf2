"""Handing in a roster, correcting which column says what, and confirming the import."""

from __future__ import annotations

import re
from collections.abc import Mapping as Pairs
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.registry.models import Differing, Elsewhere, Verdict
from bureau.registry.roster import FIELDS, NOT_TAKEN
from bureau.registry.roster.opening import carries_macros
from bureau.registry.texts import half_width
from bureau.ui.forms import VersionedForm

KINDS = (".xlsx", ".xls", ".et", ".csv", ".txt", ".docx", ".xlsm", ".docm")
FIELD_NAMES: dict[str, Promise] = {
    "name": _("Name"),
    "uscc": _("Unified social credit code"),
    "certificate": _("Certificate number"),
    "first_issued": _("First issued"),
    "issued": _("Issued"),
    "valid_to": _("Valid to"),
    "contact": _("Contact"),
    "phone": _("Telephone"),
    "domains": _("Domains"),
    "kind": _("Nature"),
    "contact_and_phone": _("Contact with telephone"),
    "other_phone": _("Another telephone"),
    "other_contact": _("Another person to ask"),
    "other_certificate": _("Another certificate number"),
    "address": _("Address"),
    "other_address": _("Another address"),
    "registered_address": _("Registered address"),
    "district": _("District in the list"),
}
IDLE = _("not taken")
MOST_SKIPPED = 10_000
DASHES = str.maketrans(dict.fromkeys("—–－~～至", "-"))


class ReceiveRosterForm(forms.Form):
    """A file, and the unit whose list it is."""

    file = forms.FileField(label=_("Roster"), widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}))
    unit = forms.ModelChoiceField(label=_("List of"), queryset=Unit.objects.none(), to_field_name="reference")
    macros = forms.BooleanField(
        label=_("If the file holds macros, read its cells only"),
        required=False,
        help_text=_("Else such a file is refused. No macro is run either way; the file is kept as it is."),
    )

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.visible_to(by).active()  # type: ignore[attr-defined] # the field above

    def clean_file(self) -> UploadedFile[Any]:
        """Of a kind that can be read, and not too large."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
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

    def clean(self) -> dict[str, Any]:
        """A file with macros is taken only by somebody's choice."""
        found: dict[str, Any] = super().clean() or {}
        file = found.get("file")
        if file is not None and not found.get("macros") and carries_macros(file):
            said = say(
                "%(name)s holds macros. Choose below to read its cells only, or save it without macros."
            )
            self.add_error("file", said % {"name": file.name})
        return found


class ImportRosterForm(VersionedForm):
    """A confirmation, whose word stands where list and dossier differ, and what of other districts is taken."""

    differing = forms.ChoiceField(
        label=_("Where the list and a dossier say different things"),
        choices=Differing.choices,
        initial=Differing.KEEP,
        help_text=_("What a dossier lacks is filled in either way."),
    )
    elsewhere = forms.ChoiceField(
        label=_("Lines that the list places in other districts"),
        choices=Elsewhere.choices,
        initial=Elsewhere.LEAVE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = self.row.lines.filter(verdict=Verdict.ELSEWHERE).exists()
        if not left:
            del self.fields["elsewhere"]

    def clean(self) -> dict[str, Any]:
        """Where no line is of another district nothing is asked, and none is taken."""
        found: dict[str, Any] = super().clean() or {}
        found["elsewhere"] = found.get("elsewhere") or Elsewhere.LEAVE
        return found


class MapRosterForm(VersionedForm):
    """Which column of one sheet says what. `cells` are the words of the header's row, by column from 0."""

    header = forms.IntegerField(
        label=_("Row of the header"), min_value=1, max_value=1_000_000, help_text=_("Lines begin below it.")
    )

    skipped = forms.CharField(
        label=_("Rows to leave out"),
        required=False,
        max_length=2_000,
        help_text=_("Numbers of rows as the file counts them, such as 5, 8-12."),
    )
    remember = forms.BooleanField(
        label=_("Remember these columns for the next file with this header"), required=False, initial=True
    )

    def __init__(self, *args: Any, cells: Pairs[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", IDLE), *((name, FIELD_NAMES[name]) for name in FIELDS if name not in NOT_TAKEN)]
        self.places = sorted(cells)
        for place in self.places:
            label = cells[place] or say("column %(n)s") % {"n": place + 1}
            self.fields[f"column_{place}"] = forms.ChoiceField(label=label, required=False, choices=choices)

    def clean(self) -> dict[str, Any]:
        """A column has the name, and none is given twice."""
        found: dict[str, Any] = super().clean() or {}
        chosen = [name for place in self.places if (name := found.get(f"column_{place}"))]
        if "name" not in chosen:
            self.add_error(None, say("Say which column holds the name of the institution."))
        for name in sorted({one for one in chosen if chosen.count(one) > 1}):
            said = say("Two columns are given as “%(field)s”; only one can be.")
            self.add_error(None, said % {"field": FIELD_NAMES[name]})
        return found

    def clean_skipped(self) -> list[int]:
        """Single rows and ranges, in rising order."""
        found: set[int] = set()
        text = half_width(self.cleaned_data["skipped"]).translate(DASHES)
        for piece in filter(None, re.split(r"[\s,、;；]+", re.sub(r"\s*-\s*", "-", text))):
            form = re.fullmatch(r"(\d{1,7})(?:-(\d{1,7}))?", piece)
            first, last = (int(form[1]), int(form[2] or form[1])) if form else (0, 0)
            if not 1 <= first <= last or len(found) + last - first > MOST_SKIPPED:
                said = say("“%(piece)s” is no row or range of rows; write such as 5, 8-12.")
                raise forms.ValidationError(said % {"piece": piece})
            found |= set(range(first, last + 1))
        return sorted(found)

    @property
    def mapping(self) -> dict[str, Any]:
        """What the reader takes for the sheet."""
        columns = {name: place for place in self.places if (name := self.cleaned_data.get(f"column_{place}"))}
        skipped = self.cleaned_data.get("skipped", [])
        return {"header": self.cleaned_data["header"], "columns": columns, "skipped": skipped}
