"""A draw: from which reports, for which share, with which assurance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.inspection.forms.visits import day_input
from bureau.inspection.services import Aim
from bureau.kernel import clock

MOST_BYTES, MOST_LINES = 16 << 20, 500_000
PER_CENT = Decimal(100)


def _share(label: Any, initial: str, note: Any, *, most: str) -> forms.DecimalField:  # noqa: ANN401 - lazy words
    widget = forms.NumberInput(attrs={"step": "0.1", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label, initial=initial, help_text=note, widget=widget,
        min_value=Decimal("0.1"), max_value=Decimal(most), max_digits=6, decimal_places=3,
    )  # fmt: skip


class DrawReportsForm(forms.Form):
    """The period (or a list), and what the draw is to show. Shares are given in per cent."""

    first_day = forms.DateField(label=_("Issued from"), widget=day_input())
    last_day = forms.DateField(label=_("Issued to"), widget=day_input())
    rate = _share(
        _("Share of false reports worth finding, %"),
        "5",
        _("If so many or more are false, one is to be seen."),
        most="100",
    )
    assurance = _share(_("Assurance, %"), "95", _("How surely one is to be seen."), most="99.9")
    sensitivity = _share(
        _("How surely a false report is recognised, %"), "100",
        _("Less than 100 where only papers can be compared; more reports are then drawn."), most="100",
    )  # fmt: skip
    targeted = forms.IntegerField(
        label=_("Picked by their hits, beside those"), initial=0, min_value=0, max_value=300,
        help_text=_("Reports with the most hits that nobody has judged. The guarantee does not rest on them."),
    )  # fmt: skip
    papers = forms.FileField(
        label=_("List from the institution"), required=False,
        help_text=_("Only where no ledger was handed in: a text file, one report number a line."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        first = dt.date(today.year - 1, today.month, 1)
        kwargs["initial"] = {"first_day": first, "last_day": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_papers(self) -> tuple[str, ...]:
        """The numbers of the list, in its order; empty without one."""
        given = self.cleaned_data.get("papers")
        if given is None:
            return ()
        if given.size > MOST_BYTES:
            raise forms.ValidationError(say("The list is larger than 16 MB; nothing of it was read."))
        content = given.read()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                lines = [line.strip() for line in content.decode(encoding).splitlines()]
            except UnicodeDecodeError:
                continue
            return self._numbers([line for line in lines if line])
        raise forms.ValidationError(say("This is no text file. Save the list as text, one number a line."))

    def _numbers(self, lines: list[str]) -> tuple[str, ...]:
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(say("More than 500,000 lines; divide the list by period."))
        seen: dict[str, int] = {}
        for at, line in enumerate(lines, 1):
            if "\0" in line or len(line) > 200:
                raise forms.ValidationError(say("Line %(n)s is no report number.") % {"n": at})
            if line in seen:
                raise forms.ValidationError(
                    say("%(no)s stands in line %(a)s and again in line %(b)s. Remove one of them.")
                    % {"no": line, "a": seen[line], "b": at}
                )
            seen[line] = at
        return tuple(lines)

    def clean(self) -> dict[str, Any]:
        """The period has an order."""
        clean: dict[str, Any] = super().clean() or {}
        first, last = clean.get("first_day"), clean.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", say("The period ends before it begins."))
        return clean

    def aim(self) -> Aim:
        """What the services take."""
        clean = self.cleaned_data
        rate, assurance, sensitivity = (
            clean[name] / PER_CENT for name in ("rate", "assurance", "sensitivity")
        )
        return Aim(rate, assurance, sensitivity, clean["targeted"])
