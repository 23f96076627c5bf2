"""Fields that several forms of this room have: a period, several files at once, a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.files.formats import USES, called
from bureau.kernel import clock
from bureau.rectification.services import Period
from bureau.ui.figures import of_bytes

MOST_DAYS = 250
MOST_FILES = 20


def day_input() -> forms.DateInput:
    """Where a day is chosen or typed."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SeveralFiles(forms.ClearableFileInput):
    """A browser's choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none is an empty list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SeveralFiles())
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ANN401 - several
        """Each of them, as Django cleans one."""
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                say("%(most)s files at most in one go; these are %(n)s.")
                % {"most": MOST_FILES, "n": len(given)}
            )
        return [super(FilesField, self).clean(one, initial) for one in given]


class PeriodForm(forms.Form):
    """Until when: so many working days, or a day. One of the two, unless the deadline may stay as it is."""

    may_stay = False

    working_days = forms.IntegerField(
        label=_("Working days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Counted from the next day by the calendar of the State Council."),
    )
    deadline_on = forms.DateField(label=_("Or until the day"), required=False, widget=day_input())

    def clean(self) -> dict[str, Any]:
        """Exactly one of them."""
        found: dict[str, Any] = super().clean() or {}
        days, on = found.get("working_days"), found.get("deadline_on")
        if not (days or on) and self.may_stay:
            return found
        if bool(days) == bool(on) and not {"working_days", "deadline_on"} & set(self.errors):
            self.add_error("working_days", say("Give working days or a day, one of the two."))
        return found

    @property
    def period(self) -> Period:
        """What the services take."""
        return Period(on=self.cleaned_data["deadline_on"], working_days=self.cleaned_data["working_days"])


def not_yet_to_come(day: dt.date) -> None:
    """A day on which something happened is past or today."""
    if day > clock.today():
        raise forms.ValidationError(say("That day is yet to come."))


def what_is_taken() -> str:
    """Formats and limits of files, in words."""
    size = of_bytes(settings.UPLOAD_LIMIT)
    return say("Files: %(formats)s; each of at most %(size)s.") % {
        "formats": called(USES["evidence"]),
        "size": size,
    }
