"""Writing a paper: the fields of its blank that are an officer's, and the article for the days of the conduct."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bureau.kernel import clock
from bureau.law.models import Choice
from bureau.papers.blanks import Blank
from bureau.papers.chosen import Chosen, chosen_of, matter_of
from bureau.papers.citing import Citations, citations
from bureau.papers.drawing import bureau_of
from bureau.papers.models import Paper
from bureau.papers.selectors.habits import said_last
from bureau.papers.services import Draft
from bureau.papers.sources import Filled
from bureau.ui.forms import VersionedForm

SHORT, LONG = 200, 8000


class PaperForm(VersionedForm):
    """What is written on one blank. Fields are called `field_0`, `field_1`, … in the blank's order.

    `choice` is the basis that an officer chose for the record: it is preselected where it may be printed, and `chosen`
    says to whoever writes who chose it, why, and why it may not.
    """

    chosen: Chosen | None = None

    def __init__(
        self,
        *args: Any,
        blank: Blank,
        filled: Filled,
        choice: Choice | None = None,
        row: Paper | None = None,
        **kwargs: Any,
    ) -> None:
        self.blank, self.filled, self.choice = blank, filled, choice
        self.matter = matter_of(filled, choice)
        super().__init__(*args, row=row, **kwargs)
        self.named = {f"field_{number}": one for number, one in enumerate(blank.written())}
        held = row.present.field_values if row is not None else {}
        last = said_last(blank, row.issuer if row is not None else bureau_of(filled.unit))
        given = {**last, **filled.proposed, **{name: text for name, text in filled.values.items() if text}}
        for key, one in self.named.items():
            self.fields[key] = _text(str(one.label), one.name, long=one.long, needed=one.needed)
            # What the record says at length is taken from it anew; what an officer wrote stays.
            begun = given if one.by == "record" and self._moved_on(row) else {**given, **held}
            self.initial.setdefault(key, begun.get(one.name, ""))
        if blank.cites:
            self._ask_for_the_law(row)
        if row is not None:
            self.fields["reason"] = forms.CharField(
                label=_("What is changed, and why"),
                min_length=2,
                max_length=300,
                help_text=_("Stands beside the edition, with your name."),
            )

    def _moved_on(self, row: Paper | None) -> bool:
        return row is None or row.present.taken_values != self.filled.values

    def _ask_for_the_law(self, row: Paper | None) -> None:
        day = row.conduct_from if row is not None and row.conduct_from else self.matter.first
        last = row.conduct_to if row is not None and row.conduct_to else self.matter.last
        for name, label, begun in (
            ("conduct_from", _("Day of the conduct, from"), day),
            ("conduct_to", _("Day of the conduct, to"), last),
        ):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            )
            self.initial.setdefault(name, begun)
        self.offered = self._offered(day, last)
        self.fields["citation"] = forms.ChoiceField(
            label=_("Article printed"),
            required=False,
            choices=[("", say("— not chosen yet —")), *((one.key, one.said) for one in self.offered.found)],
            help_text=self._about_the_law(),
        )
        for name in ("conduct_from", "citation"):
            self.fields[name].needed_later = True  # type: ignore[attr-defined] # read by c-field
        held = row.present.basis.get("key", "") if row is not None else ""
        self.initial.setdefault("citation", held or (self.chosen.key if self.chosen is not None else ""))

    def _offered(self, day: dt.date | None, last: dt.date | None) -> Citations:
        """By the days that stand in the form now, so that other days bring other articles."""
        if self.is_bound:
            day = self._day("conduct_from") or self.matter.first
            last = self._day("conduct_to") or day
        found = citations(self.matter.conduct, self.matter.domain, day, last, choice=self.choice)
        if self.choice is not None:
            self.chosen = chosen_of(self.choice, self.filled.conduct, found, day, last)
        return found

    def _day(self, name: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(str(self.data.get(name, "")))
        except ValueError:
            return None

    def _about_the_law(self) -> str:
        offered = self.offered
        if offered.why:
            return offered.why
        if not self.matter.conduct:
            return say(
                "The record names no conduct, so no article can be looked up. Correct the record first."
            )
        if not offered.found and not offered.unconfirmed:
            return say("Enter the day of the conduct and save; the articles of that day are offered then.")
        said = say("Articles in force on the days of the conduct, special laws first; you choose.")
        if self.chosen is not None and self.chosen.key:
            known = {"ref": self.chosen.line.choice.reference, "name": self.chosen.line.choice.chosen_by}
            said = f"{say('Preselected by choice %(ref)s of %(name)s.') % known} {said}"
        if not offered.unconfirmed:
            return said
        more = ngettext(
            "%(n)s more is not printed until a named officer has confirmed it.",
            "%(n)s more are not printed until a named officer has confirmed them.",
            offered.unconfirmed,
        )
        return f"{said} {more % {'n': offered.unconfirmed}}"

    def clean(self) -> dict[str, Any]:
        """The conduct lies in the past, and ends after it begins."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("conduct_from"), found.get("conduct_to")
        if first and first > clock.today():
            self.add_error("conduct_from", say("That day is yet to come."))
        if first and last and last < first:
            self.add_error("conduct_to", say("It ends before it begins: %(first)s.") % {"first": first})
        return found

    @property
    def draft(self) -> Draft:
        """What the services take."""
        said = self.cleaned_data
        return Draft(
            values={one.name: said[key].strip() for key, one in self.named.items()},
            conduct_from=said.get("conduct_from"),
            conduct_to=said.get("conduct_to"),
            citation=said.get("citation", ""),
        )

    def given(self) -> list[tuple[str, str]]:
        """What the record gives and nobody writes here, with what each is called."""
        written = {one.name for one in self.blank.written()}
        return [
            (str(one.label), self.filled.values.get(one.name, ""))
            for one in self.blank.fields
            if one.by == "record" and one.name not in written
        ]


def _text(label: str, name: str, *, long: bool, needed: bool) -> forms.CharField:
    shape = forms.Textarea(attrs={"rows": 5}) if long else forms.TextInput()
    said = (
        say("Printed where the paper says “%(name)s”; needed before it is issued.")
        if needed
        else say("Printed where the paper says “%(name)s”; struck through where it is empty.")
    )
    hint = said % {"name": name}
    made = forms.CharField(
        label=label, required=False, max_length=LONG if long else SHORT, widget=shape, help_text=hint
    )
    made.needed_later = needed  # type: ignore[attr-defined] # read by c-field
    return made
