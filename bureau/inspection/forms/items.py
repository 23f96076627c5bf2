"""An item put on a visit by hand, and its answer on site with photos, documents and a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.inspection.models import OriginKind, VisitItem
from bureau.inspection.services import Question
from bureau.registry.domains import choices_of
from bureau.ui.forms import VersionedForm

MOST_FILES = 20
BY_HAND = (OriginKind.CHECKLIST, OriginKind.REPORT)


class ManyFiles(forms.FileInput):
    """A place where several files may be given at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none at all is an empty list."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ANN401 - what a browser sent
        """Every file by itself."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                say("At most %(most)d files at once; nothing of these was kept.") % {"most": MOST_FILES}
            )
        return [super(FilesField, self).clean(one, initial) for one in given]


class AddItemForm(forms.Form):
    """A line of a checklist, or a report that was sampled."""

    kind = forms.ChoiceField(
        label=_("Comes from"),
        choices=[(one.value, one.label) for one in BY_HAND],
        initial=OriginKind.CHECKLIST,
    )
    origin = forms.CharField(
        label=_("Report number"),
        max_length=80,
        required=False,
        help_text=_("Of a sampled report, as printed on it."),
    )
    question = forms.CharField(
        label=_("What to check"), max_length=300, help_text=_("What is to be confirmed or explained on site.")
    )
    how = forms.CharField(
        label=_("How to look"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    domain = forms.ChoiceField(label=_("Domain"), required=False)

    def __init__(self, *args: Any, by_hand: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = [("", _("not of one domain")), *choices_of()]  # type: ignore[attr-defined] # the field above
        if not by_hand:  # where it comes from is known
            del self.fields["kind"], self.fields["origin"]

    def clean(self) -> dict[str, Any]:
        """A sampled report has its number."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("kind") == OriginKind.REPORT and not clean.get("origin"):
            self.add_error("origin", say("Write the number of the report."))
        return clean

    def asked(self) -> Question:
        """What the services take."""
        clean = self.cleaned_data
        return Question(
            text=clean["question"],
            how=clean["how"],
            domain=clean["domain"],
            kind=clean.get("kind", OriginKind.CHECKLIST),
            origin=clean["origin"] if clean.get("kind") == OriginKind.REPORT else "",
        )


class AnswerItemForm(VersionedForm):
    """What one saw. The answer is the button that was pressed; a correction says why."""

    use_required_attribute = False

    photos = FilesField(
        label=_("Take a photo"),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/*", "capture": "environment"}),
    )
    papers = FilesField(label=_("Add documents"), required=False, widget=ManyFiles())
    note = forms.CharField(
        label=_("Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you saw, how it was explained, or why it could not be looked at."),
    )
    # An area, not a line: Enter in a line would press the first of the three answers.
    reason = forms.CharField(
        label=_("Why the answer is corrected"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    correcting = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: VisitItem, **kwargs: Any) -> None:
        initial = {"note": row.note, "correcting": row.is_answered} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, row=row, initial=initial, **kwargs)
