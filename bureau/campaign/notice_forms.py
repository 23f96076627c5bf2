"""The forms of notices: handing one in, and confirming what was read, each field beside its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.campaign.citing import Confirmed, citations
from bureau.campaign.exits import kinds
from bureau.campaign.forms import PlanForm, _day, _text
from bureau.campaign.models import Notice
from bureau.campaign.notices import Proposals, ReadPhase, Said
from bureau.campaign.presets import PHASES
from bureau.campaign.selectors import may_be_superior
from bureau.campaign.services import PhasePlan
from bureau.people.models import Account, Unit
from bureau.registry.domains import choices_of

KINDS = (".docx", ".txt", ".pdf")
MOST_TEXT = 200_000


class KeepNoticeForm(forms.Form):
    """A file, or the pasted text; of a PDF both."""

    file = forms.FileField(
        label=_("Notice"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
        help_text=_("Word (.docx), text, or PDF. It is kept as it is, with its hash."),
    )
    pasted = forms.CharField(
        label=_("Or paste its text"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Beside a PDF, paste the text copied from it: the program does not read pictures of text."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """One of both, and both only for a PDF."""
        clean: dict[str, Any] = super().clean() or {}
        file, pasted = clean.get("file"), (clean.get("pasted") or "").strip()
        if self.errors:
            return clean
        if not file and not pasted:
            self.add_error("file", _("Choose the file, or paste the text."))
        elif file and pasted and not file.name.lower().endswith(".pdf"):
            self.add_error(
                "pasted", _("The text is read from the file. Paste it only beside a PDF, or without a file.")
            )
        return clean


@dataclass(frozen=True)
class Row:
    """A field of the form beside what the notice says of it; `derived`: it says how another follows."""

    field: forms.BoundField
    said: Said | None
    derived: bool = False


@dataclass(frozen=True)
class PhaseRows:
    """The fields of one phase."""

    number: int
    said: Said | None
    rows: tuple[Row, ...]


class ConfirmNoticeForm(PlanForm):
    """What was read of a notice, to be corrected and confirmed; an empty name of a phase leaves the phase out."""

    def __init__(
        self, *args: Any, notice: Notice, proposals: Proposals, unit: Unit, by: Account, **kwargs: Any
    ) -> None:
        self.notice, self.proposals = notice, proposals
        kwargs["initial"] = _initial(proposals, unit, by)
        super().__init__(*args, unit=unit, by=by, **kwargs)
        self.fields["base"].initial = notice.version
        self.initial["base"] = notice.version
        self.fields["focus"] = forms.MultipleChoiceField(
            label=_("Fields of focus"),
            required=False,
            choices=choices_of(),
            widget=forms.CheckboxSelectMultiple,
            initial=list(proposals.domains),
        )
        self.count = max(len(proposals.phases), len(PHASES))
        for number in range(1, self.count + 1):
            self._add_phase(number, self._read(number))

    def _read(self, number: int) -> ReadPhase | None:
        return self.proposals.phases[number - 1] if number <= len(self.proposals.phases) else None

    def _add_phase(self, number: int, found: ReadPhase | None) -> None:
        preset = None if self.proposals.phases else PHASES[number - 1]
        name = found.name.value if found else preset.name if preset else ""
        task = (found.task.value if found.task else "") if found else preset.task if preset else ""
        chosen = [kind for kind, _said in found.conditions] if found else preset.conditions if preset else ()
        fields: dict[str, forms.Field] = {
            "name": forms.CharField(label=_("Name"), max_length=60, required=False, initial=name),
            "words": forms.CharField(
                label=_("Time in the notice's words"),
                max_length=120,
                required=False,
                initial=found.words.value if found and found.words else "",
            ),
            "begins_on": _day(_("First working date"), required=False),
            "ends_on": _day(_("Last working date"), required=False),
            "dates_reason": forms.CharField(label=_("Why these dates"), max_length=300, required=False),
            "task": _text(_("What it must finish"), 3),
            "conditions": forms.MultipleChoiceField(
                label=_("Exit conditions"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(name, kind.title) for name, kind in kinds().items()],
            ),
        }
        fields["task"].initial, fields["conditions"].initial = task, list(chosen)
        if found and found.since:
            fields["begins_on"].initial, fields["ends_on"].initial = found.since, found.until
            fields["dates_reason"].initial = found.note
        for key, one in fields.items():
            self.fields[f"phase_{number}_{key}"] = one

    def clean(self) -> dict[str, Any]:
        """Dates of phases come in pairs, in order, with their reason."""
        clean = super().clean()
        for number in range(1, self.count + 1):
            since, until = clean.get(f"phase_{number}_begins_on"), clean.get(f"phase_{number}_ends_on")
            if bool(since) != bool(until):
                missing = "ends_on" if since else "begins_on"
                self.add_error(
                    f"phase_{number}_{missing}", _("Working dates come in pairs: the first day and the last.")
                )
            elif since and until and until < since:
                self.add_error(f"phase_{number}_ends_on", _("It cannot end before it begins."))
            elif since and not clean.get(f"phase_{number}_dates_reason"):
                self.add_error(
                    f"phase_{number}_dates_reason", _("Say why these dates: the notice says only its words.")
                )
        return clean

    def phases(self) -> list[tuple[int, PhasePlan]]:
        """The phases that were confirmed, each with its number in the form."""
        found = []
        for number in range(1, self.count + 1):
            entered = {
                name: self.cleaned_data[f"phase_{number}_{name}"]
                for name in PhasePlan.__dataclass_fields__
                if f"phase_{number}_{name}" in self.fields
            }
            if entered["name"]:
                found.append((number, PhasePlan(**entered)))
        return found

    def rows(self) -> Iterator[Row]:
        """The fields of the campaign itself."""
        for name in (*PlanForm.base_fields, "focus"):
            if name in self.fields and name not in {"base", "reason"}:
                said = next(iter(self.proposals.domains.values()), None) if name == "focus" else None
                yield Row(self[name], said or self.proposals.fields.get(name))

    def phase_rows(self) -> Iterator[PhaseRows]:
        """The fields of each phase."""
        for number in range(1, self.count + 1):
            found = self._read(number)
            conditions = found.conditions[0][1] if found and found.conditions else None
            words = found.words if found else None
            dated = replace(words, note=found.note) if words and found and found.since else None
            said = {"words": words, "begins_on": dated, "ends_on": dated, "conditions": conditions}
            said |= {"name": found.name, "task": found.task} if found else {}
            keys = ("name", "words", "begins_on", "ends_on", "dates_reason", "task", "conditions")
            rows = tuple(
                Row(self[f"phase_{number}_{key}"], said.get(key), derived=key == "dates_reason")
                for key in keys
            )
            yield PhaseRows(number, found.name if found else None, rows)

    def cited(self) -> list[dict[str, Any]]:
        """What rests on which clause, and whether the officer wrote something else than was proposed."""
        clean, changed = self.cleaned_data, set(self.changed_data)
        phases = [
            Confirmed(
                number,
                plan.conditions,
                corrected=any(f"phase_{number}_{key}" in changed for key in ("name", "words", "task")),
            )
            for number, plan in self.phases()
        ]
        return citations(
            self.proposals,
            fields=[name for name in self.proposals.fields if clean.get(name)],
            corrected=changed,
            domains=clean["focus"],
            phases=phases,
        )


def _initial(proposals: Proposals, unit: Unit, by: Account) -> dict[str, Any]:
    """What was read, as the form holds it: kinds of addressees as the units of that kind, numbers as campaigns."""
    values = {name: said.value for name, said in proposals.fields.items()}
    kinds_named = values.pop("addressees", ())
    below = Unit.objects.filter(path__startswith=unit.path, kind__in=kinds_named).exclude(pk=unit.pk)
    values["addressees"] = list(below.values_list("reference", flat=True))
    above = may_be_superior(unit, by).filter(document_number__in=proposals.numbers).first()
    return values | ({"superior": above.reference} if above else {})
