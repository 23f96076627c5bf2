"""What is asked of the law, a basis chosen with a reason, an entry confirmed on grounds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.law.authorities import CONDUCTS, DOMAINS
from bureau.law.offers import Proposal
from bureau.law.selectors import LawRefused, propose
from bureau.law.selectors.faces import words
from bureau.law.selectors.lines import CandidateLine, candidate_lines
from bureau.law.subjects import Subject
from bureau.ui.forms import VersionedForm

NO_SUCH_DAY = {"invalid": _("There is no such day. Write a day as 2022-05-16.")}


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=NO_SUCH_DAY, **more
    )


class QuestionForm(forms.Form):
    """Conduct, domain and days. What is on record about the subject is given and cannot be answered differently."""

    conduct = forms.ChoiceField(label=_("Conduct"))
    domain = forms.ChoiceField(label=_("Domain"), help_text=_("As exactly as known: special laws go by it."))
    first = _day(label=_("Day of the conduct, from"))
    last = _day(label=_("Day of the conduct, to"), required=False, help_text=_("Empty: one day."))
    decided = _day(
        label=_("Day of the decision"),
        required=False,
        help_text=_("Where it is known or planned: a later law is shown beside the law of the conduct."),
    )

    def __init__(self, data: Any, *, subject: Subject) -> None:  # noqa: ANN401 - what was sent, or None
        known = {
            "conduct": subject.conduct,
            "domain": subject.domain,
            "first": subject.first,
            "last": subject.last,
        }
        super().__init__(data, initial=known)
        self.proposal: Proposal | None = None
        self._fill("conduct", CONDUCTS)
        self._fill("domain", DOMAINS)
        if subject.conduct:
            self.fields["conduct"].disabled = True
        if subject.first:
            self.fields["first"].disabled = self.fields["last"].disabled = True

    def _fill(self, name: str, known: dict[str, Any]) -> None:
        code = name == "conduct"
        named = [(key, f"{key} {words(text)}" if code else words(text)) for key, text in known.items()]
        self.fields[name].choices = [("", "—"), *named]  # type: ignore[attr-defined] # a field of choices

    @property
    def complete(self) -> bool:
        """Whether what is on record answers everything already."""
        return all(self.initial[name] for name in ("conduct", "domain", "first"))

    def clean(self) -> dict[str, Any]:
        """Ask; what the law cannot answer is said in its own words."""
        clean: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.proposal = propose(
                    clean["conduct"],
                    clean["domain"],
                    first=clean["first"],
                    last=clean["last"],
                    decided=clean["decided"],
                )
            except LawRefused as refused:
                raise forms.ValidationError(refused.phrase.in_(get_language() or "zh")) from refused
        return clean


class ChooseBasisForm(forms.Form):
    """One of what was offered, and why that one."""

    candidate = forms.ChoiceField(
        label=_("Basis"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them."), "invalid_choice": _("Choose one of them.")},
    )
    reason = forms.CharField(
        label=_("Why this one"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the record with your name and with every basis that was offered."),
    )

    def __init__(self, data: Any, *, question: QuestionForm) -> None:  # noqa: ANN401 - what was sent, or None
        super().__init__(data)
        self.question = question
        found = question.proposal
        lines = candidate_lines(found.candidates, found.during.first) if found is not None else []
        self.fields["candidate"].choices = [(one.digest, _label(one)) for one in lines]  # type: ignore[attr-defined] # as above


def _label(one: CandidateLine) -> str:
    """A candidate beside its button: the law, then a line each of what it says."""
    more = [
        say("obligation: %(article)s") % {"article": one.article},
        say("penalty: %(article)s %(fine)s") % {"article": one.penalty or "—", "fine": one.fine},
        f"{one.authority} · {one.applies} · {one.confidence}",
        *one.remarks,
    ]
    if not one.printable:
        more.append(say("not printed before a named officer has confirmed it"))
    head = say("%(law)s (%(version)s)") % {"law": one.law, "version": one.since}
    lines = format_html_join("", '<span class="sub">{}</span>', ((each,) for each in more))
    return format_html("<strong>{}</strong>{}", head, lines)


class ConfirmEntryForm(forms.Form):
    """What was read, by whoever answers for it."""

    grounds = forms.CharField(
        label=_("What you read"),
        min_length=6,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The official text: where it is published, its number, the article. Stands with your name."
        ),
    )

    def __init__(self, data: Any, *, undated: bool) -> None:  # noqa: ANN401 - what was sent, or None
        super().__init__(data)
        if undated:
            self.fields["in_force_from"] = _day(
                label=_("In force from"),
                help_text=_(
                    "The source does not say it. The first day on which the text read so; conduct before it is not "
                    "covered."
                ),
            )

    def clean_in_force_from(self) -> dt.date:
        """Nobody has read a text in force from a day to come."""
        day: dt.date = self.cleaned_data["in_force_from"]
        if day > clock.today():
            raise forms.ValidationError(say("That day is yet to come."))
        return day


class ReasonForm(VersionedForm):
    """Not any more, and why."""

    reason = forms.CharField(
        label=_("Reason"), min_length=4, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
