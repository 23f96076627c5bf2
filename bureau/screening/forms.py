"""Forms of this room: a ledger handed in, decisions about hits, questions and leads, and conditions of lists."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.registry.models import Institution
from bureau.registry.selectors.lists import containing, is_number
from bureau.screening.ledgers.spoken import columns_spoken, lacking_of, needed_of
from bureau.screening.ledgers.telling import conducts, rules
from bureau.screening.lifecycle import LeadState
from bureau.screening.models import Hit, Lead
from bureau.screening.selectors import officers_for, open_leads_about
from bureau.ui.filters import Filters, choices
from bureau.ui.forms import VersionedForm
from screener.ledger.filled.guessing import guessed
from screener.ledger.filled.mappings import Columns, Parameter

KINDS = ".zip,.csv,.parquet,.xlsx"
ANSWER_DAYS, HOLDS_DAYS = 10, 365
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is cleaned like one."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ANN401 - as Django gives it
        """Every file of those given."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given]


class ReasonForm(VersionedForm):
    """A reason, for what stands in the record with it."""

    reason = forms.CharField(
        label=_("Reason"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class NameForm(VersionedForm):
    """What something is called."""

    name = forms.CharField(label=_("Name"), min_length=1, max_length=80)


class HandInLedgerForm(forms.Form):
    """The files, whose ledger it is, and the days it covers."""

    file = FilesField(label=_("Ledger"), widget=Files(attrs={"accept": KINDS}))
    institution = forms.ModelChoiceField(
        label=_("Ledger of"),
        queryset=Institution.objects.none(),
        to_field_name="reference",
        required=False,
        empty_label=_("several institutions, as the ledger says"),
    )
    first_day = forms.DateField(label=_("Covers from"), required=False, widget=DATE)
    last_day = forms.DateField(
        label=_("Covers to"),
        required=False,
        widget=DATE,
        help_text=_("Days on which its reports were issued; left empty they are taken from the rows."),
    )

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Institution.objects.visible_to(by).active().order_by("name")
        field: Any = self.fields["institution"]
        field.queryset = rows
        if by.kind == AccountKind.INSTITUTION:
            field.required, field.empty_label, field.initial = True, None, rows.first()

    def clean(self) -> dict[str, Any]:
        """Both days or neither, in their order."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("first_day"), found.get("last_day")
        if (first is None) != (last is None) and not self.errors:
            self.add_error("last_day", say("Give both days, or neither."))
        if first and last and last < first:
            self.add_error("last_day", say("The last day lies before the first."))
        return found

    @property
    def period(self) -> tuple[dt.date, dt.date] | None:
        """The days stated, if any."""
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        return (first, last) if first and last else None


class _OfficerForm(VersionedForm):
    """An officer of those who may hold leads of a unit; one may be proposed."""

    officer = forms.ModelChoiceField(
        label=_("Officer"), queryset=Account.objects.none(), to_field_name="username"
    )

    def __init__(self, *args: Any, unit: Unit | None, proposed: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["officer"]
        field.initial = proposed
        able = [one.pk for one in officers_for(unit)] if unit is not None else []
        field.queryset = Account.objects.filter(pk__in=able).order_by("full_name")
        field.label_from_instance = lambda one: f"{one.full_name} ({one.username})"


class AcceptHitForm(_OfficerForm):
    """Who answers for the lead, and what speaks for it."""

    reason = forms.CharField(
        label=_("What speaks for it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandOverLeadForm(_OfficerForm):
    """To whom, and why."""

    reason = forms.CharField(
        label=_("Reason"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class JoinHitForm(VersionedForm):
    """The lead to which a hit belongs."""

    lead = forms.ModelChoiceField(label=_("Lead"), queryset=Lead.objects.none(), to_field_name="reference")
    reason = forms.CharField(
        label=_("Why they belong together"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, hit: Hit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lead"]
        field.queryset = open_leads_about(hit.body)
        field.label_from_instance = lambda one: f"{one.reference} {one.title[:60]}"


class AskInstitutionForm(VersionedForm):
    """The question as the institution reads it, the reports it names, and until when to answer."""

    text = forms.CharField(
        label=_("Question"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "The institution reads this text and the report numbers below, and nothing else of the hit."
        ),
    )
    reports = forms.CharField(
        label=_("Report numbers"), required=False, max_length=1000, help_text=_("Separated by commas.")
    )
    due_on = forms.DateField(label=_("Answer until"), widget=DATE)

    def __init__(self, *args: Any, hit: Hit, **kwargs: Any) -> None:
        super().__init__(*args, row=hit, **kwargs)
        self.fields["reports"].initial = hit.report_no
        self.fields["due_on"].initial = clock.today() + dt.timedelta(days=ANSWER_DAYS)

    @property
    def report_numbers(self) -> list[str]:
        """The numbers one by one."""
        return [
            one for part in re.split(r"[,，;；\n]", self.cleaned_data["reports"]) if (one := part.strip())
        ]


class DismissHitForm(ReasonForm):
    """Why, and until when the reason holds."""

    until = forms.DateField(
        label=_("Holds until"),
        widget=DATE,
        help_text=_("Later runs leave the hit dismissed until this day; then it stands open again."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = clock.today() + dt.timedelta(days=HOLDS_DAYS)


class DecideHitsForm(forms.Form):
    """One decision about several hits: the same reason for each."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=(("accept", _("accept as one lead, in my hands")), ("dismiss", _("dismiss"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    until = forms.DateField(label=_("A dismissal holds until"), widget=DATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        until = clock.today() + dt.timedelta(days=HOLDS_DAYS)
        kwargs["initial"] = {"until": until, "decision": "dismiss"}
        super().__init__(*args, **kwargs)


class AnswerQuestionForm(VersionedForm):
    """What the institution answers."""

    answer = forms.CharField(
        label=_("Answer"), min_length=2, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class OfInstitutions(Filters):
    """Conditions among which is an institution."""

    def unit_of(self, unit: Unit | None) -> Unit | None:
        """The unit that the list is about: none where the number of one institution is asked for."""
        return None if is_number(self.chosen.get("institution", "")) else unit


class HitFilters(OfInstitutions):
    """Conditions of the list of hits."""

    rule = forms.ChoiceField(label=_("Rule"))
    conduct = forms.ChoiceField(label=_("Conduct"))
    unit = forms.ChoiceField(label=_("Unit"))
    institution = forms.CharField(
        label=_("Institution"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"placeholder": _("name, its pinyin initials, code, certificate number")}
        ),
    )
    report = forms.CharField(label=_("Report number"), max_length=60)

    def __init__(self, request: HttpRequest, *, below: Unit | None, by: Account, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        units = Unit.objects.visible_to(by).active()
        if below is not None:
            units = units.within(below).exclude(pk=below.pk)
        self.units = {unit.reference: unit for unit in units}
        fields: Any = self.fields
        fields["unit"].choices = choices((key, unit.short_name) for key, unit in self.units.items())
        fields["rule"].choices = choices(rules())
        fields["conduct"].choices = choices(conducts())

    def condition(self) -> Q:
        """The conditions that are set, as one."""
        chosen, found = self.chosen, Q()
        for name in ("rule", "conduct"):
            if name in chosen:
                found &= Q(**{name: chosen[name]})
        if "unit" in chosen:
            found &= Q(institution__in=Institution.objects.within(self.units[chosen["unit"]]))
        if "institution" in chosen:
            named = Institution.objects.filter(containing(chosen["institution"]))
            found &= Q(institution__in=named) | Q(institution__merged_into__in=named)
        if "report" in chosen:
            found &= Q(report_no__icontains=chosen["report"])
        return found


class LeadFilters(OfInstitutions):
    """Conditions of the list of leads."""

    state = forms.ChoiceField(label=_("State"), choices=choices(LeadState.choices))
    officer = forms.CharField(label=_("Officer"), max_length=60)
    institution = forms.CharField(label=_("Institution"), max_length=60)

    def condition(self) -> Q:
        """The conditions that are set, as one."""
        chosen, found = self.chosen, Q()
        if "state" in chosen:
            found &= Q(state=chosen["state"])
        if "officer" in chosen:
            found &= Q(officer__full_name__icontains=chosen["officer"])
        if "institution" in chosen:
            named = Institution.objects.filter(containing(chosen["institution"]))
            found &= Q(institution__in=named) | Q(institution__merged_into__in=named)
        return found


READ_NOT, SIDE_BY_SIDE = "", "*"


class MapColumnsForm(VersionedForm):
    """What each column of an institution's own file is; `asked` is what the file was found to hold."""

    def __init__(self, *args: Any, asked: dict[str, Any], table: str, uscc: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.table = asked, table
        guess = guessed(table, asked["headers"])
        spoken = columns_spoken(table)
        more = [(SIDE_BY_SIDE, say("a parameter, its values below"))] if table == "results" else []
        offered = [(READ_NOT, say("not read")), *more, *spoken]
        for place, word in enumerate(asked["headers"]):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=word or "—", choices=offered, required=False, initial=guess[place]
            )
            for part, label in (("method", say("Method")), ("unit", say("Measurement unit"))):
                self.fields[f"{part}_{place}"] = forms.CharField(
                    label=f"{word} {label}", max_length=120, required=False
                )
        for name, called in needed_of(table):
            if name in guess and not self.is_bound:
                continue
            self.fields[f"same_{name}"] = forms.CharField(
                label=called, max_length=120, required=False, initial=uscc if name == "uscc" else ""
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Of each column of the file its header, what stands below, and the fields."""
        return [
            {
                "header": word,
                "samples": [text for text in self.asked["samples"][place] if text],
                "column": self[f"column_{place}"],
                "method": self[f"method_{place}"],
                "unit": self[f"unit_{place}"],
            }
            for place, word in enumerate(self.asked["headers"])
        ]

    @property
    def constants(self) -> list[Any]:
        """The fields of what every row says alike."""
        return [self[name] for name in self.fields if name.startswith("same_")]

    def clean(self) -> dict[str, Any]:
        """Each of our columns once, each parameter with its method, and nothing needed left out."""
        found: dict[str, Any] = super().clean() or {}
        chosen = self.columns.columns.values()
        for place, _word in enumerate(self.asked["headers"]):
            name = found.get(f"column_{place}")
            if name and name != SIDE_BY_SIDE and list(chosen).count(name) > 1:
                self.add_error(f"column_{place}", say("Two columns cannot be the same one."))
            if name == SIDE_BY_SIDE and not found.get(f"method_{place}"):
                self.add_error(f"method_{place}", say("Give the method of this parameter."))
        lacking = lacking_of(self.columns)
        if lacking and not self.errors:
            named = "、".join(dict(columns_spoken(self.table))[name] for name in lacking)
            self.add_error(None, say("Needed and not found: %(names)s.") % {"names": named})
        return found

    @property
    def columns(self) -> Columns:
        """The mapping that was entered."""
        found, columns, parameters = self.cleaned_data, {}, {}
        for place, word in enumerate(self.asked["headers"]):
            name = found.get(f"column_{place}", READ_NOT)
            if name == SIDE_BY_SIDE:
                method, unit = found.get(f"method_{place}", ""), found.get(f"unit_{place}", "")
                parameters[word] = Parameter(word, method, unit)
            else:
                columns[word] = name
        same = {name.removeprefix("same_"): text for name, text in found.items() if name.startswith("same_")}
        said = {name: text for name, text in same.items() if text and name not in columns.values()}
        return Columns(self.table, columns, parameters, said)
