"""The forms of handing down, the contact log, rules of scope, reasons for not inspecting, and weights."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.campaign.forms import _day, _text
from bureau.campaign.models import Campaign, Channel, Effect, Ground, Talk
from bureau.campaign.models.weights import MOST
from bureau.campaign.scoping import Kind
from bureau.campaign.selectors.cascades import may_take
from bureau.campaign.selectors.priorities import Weighed
from bureau.campaign.services import Told
from bureau.kernel import clock
from bureau.people.lifecycle import UnitState
from bureau.people.models import Unit
from bureau.ui.forms import VersionedForm


class HandDownForm(VersionedForm):
    """To which units, and until when they take it up."""

    units = forms.ModelMultipleChoiceField(
        label=_("To which units"),
        queryset=Unit.objects.none(),
        to_field_name="reference",
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = _day(_("To be taken up by"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = may_take(campaign)  # type: ignore[attr-defined] # the field above
        self.fields["units"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined] # as above


class TalkForm(VersionedForm):
    """A contact: when, by which way, with which post, what was said, what is to follow by when."""

    talked_on = _day(_("On"))
    channel = forms.ChoiceField(label=_("By which way"), choices=Channel.choices)
    post = forms.CharField(
        label=_("With which post"),
        max_length=60,
        help_text=_("Such as “quality manager”; the person stands among the contacts of the dossier."),
    )
    said = _text(_("What was said"), 4)
    follow_up = forms.CharField(label=_("What is to follow"), max_length=200, required=False)
    follow_up_on = _day(
        _("Due by"),
        required=False,
        help_text=_("It waits in your queue until then, and reminds you when it is late."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said"].required, self.fields["said"].max_length = True, 2000  # type: ignore[attr-defined] # as above

    def clean(self) -> dict[str, Any]:
        """Not before it happened; what is to follow has its day."""
        clean: dict[str, Any] = super().clean() or {}
        on, until = clean.get("talked_on"), clean.get("follow_up_on")
        if on and on > clock.today():
            self.add_error(
                "talked_on", _("A contact is recorded after it was made; this day has not come yet.")
            )
        if "follow_up" in clean and bool(clean["follow_up"]) != bool(until) and not self.errors:
            missing = "follow_up_on" if clean["follow_up"] else "follow_up"
            self.add_error(missing, _("What is to follow and its day are entered together."))
        elif on and until and until < on:
            self.add_error("follow_up_on", _("What is to follow cannot be due before the contact."))
        return clean

    def entered(self) -> Told:
        """What the services take."""
        return Told(**{name: self.cleaned_data[name] for name in Told.__dataclass_fields__})

    @staticmethod
    def of(row: Talk) -> dict[str, Any]:
        """What stands there now, as the form holds it."""
        return {name: getattr(row, name) for name in Told.__dataclass_fields__}


class CorrectTalkForm(TalkForm):
    """The entry as it should have been, and why."""

    reason = forms.CharField(label=_("Reason"), min_length=4, max_length=300)


class FollowUpForm(VersionedForm):
    """What came of it."""

    outcome = forms.CharField(
        label=_("What came of it"), min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExcuseForm(forms.Form):
    """Why an institution is not inspected."""

    ground = forms.ChoiceField(label=_("Kind of reason"), choices=Ground.choices)
    words = forms.CharField(
        label=_("The facts, and what shows them"),
        min_length=8,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("With the number of the document that shows it. The leader or a deputy decides."),
    )


class ScopeRuleForm(forms.Form):
    """Whether only these are in or these are out, which, and why."""

    effect = forms.ChoiceField(label=_("Effect"), choices=Effect.choices, widget=forms.RadioSelect)
    chosen = forms.MultipleChoiceField(label=_("Which"), widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(
        label=_("Why, and by which document"),
        min_length=8,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the words of the notice where it says so. The leader or a deputy decides."),
    )

    def __init__(self, *args: Any, campaign: Campaign, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = kind.choices(campaign)  # type: ignore[attr-defined] # the field above
        self.fields["chosen"].label = str(kind.title)


class WeightForm(VersionedForm):
    """How much a term counts, why, and for areas which."""

    weight = forms.IntegerField(
        label=_("Weight"), min_value=0, max_value=MOST, help_text=_("0 leaves the term out.")
    )
    chosen = forms.ModelMultipleChoiceField(
        label=_("Key areas"),
        queryset=Unit.objects.none(),
        to_field_name="reference",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("Reason"), min_length=4, max_length=300)

    def __init__(self, *args: Any, campaign: Campaign, weighed: Weighed, **kwargs: Any) -> None:
        kwargs["initial"] = {"weight": weighed.weight, "chosen": list(weighed.chosen)}
        super().__init__(*args, **kwargs)
        below = Unit.objects.filter(path__startswith=campaign.unit.path, state=UnitState.ACTIVE)
        if weighed.term.asks_units:
            self.fields["chosen"].queryset = below.exclude(pk=campaign.unit_id)  # type: ignore[attr-defined] # the field above
            self.fields["chosen"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined] # as above
        else:
            del self.fields["chosen"]
