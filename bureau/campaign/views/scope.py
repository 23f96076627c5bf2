"""Who is in the scope of a campaign, who is not and why; rules of scope proposed, decided, ended."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign import services
from bureau.campaign.entry_forms import ScopeRuleForm
from bureau.campaign.forms import ConfirmForm, ReasonForm
from bureau.campaign.lifecycle_beside import SCOPE
from bureau.campaign.models import Campaign, ScopeRule
from bureau.campaign.scoping import KINDS
from bureau.campaign.selectors.scope import change_of, scope_of
from bureau.campaign.views.answers import campaign_asked, posted, who
from bureau.campaign.views.steps import Step, step_page
from bureau.kernel.access import needs
from bureau.people.permissions import P

SHOWN = 500


def _back(campaign: Campaign) -> str:
    return reverse("campaign:scope", args=[campaign.reference])


def _rule(request: HttpRequest, reference: str, number: int) -> ScopeRule:
    campaign = campaign_asked(request, reference)
    rows = ScopeRule.objects.filter(campaign=campaign).select_related("campaign__unit")
    found: ScopeRule = get_object_or_404(rows, number=number)
    return found


@needs(P.CAMPAIGN_READ)
def scope(request: HttpRequest, reference: str) -> HttpResponse:
    """The rules, how many are in by them, and everybody who is out, with the rule that says so."""
    row, by = campaign_asked(request, reference), who(request)
    found = scope_of(row, for_=by)
    blank = ScopeRule(campaign=row, chosen=["-"])
    may = by.may(P.CAMPAIGN_MANAGE, at=row.unit) and not SCOPE.objection("propose_scope_rule", blank, by)
    context = {
        "campaign": row,
        "scope": found,
        "left": found.left[:SHOWN],
        "more": max(0, len(found.left) - SHOWN),
        "kinds": KINDS.values(),
        "whole": by.units_reached().filter(pk=row.unit_id).exists(),
        "may_propose": may,
    }
    return render(request, "campaign/scope.html", context)


@needs(P.CAMPAIGN_MANAGE)
def propose_scope_rule(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Propose a rule of a kind; the next page shows whom it would keep out."""
    row, by = campaign_asked(request, reference), who(request)
    if kind not in KINDS:
        raise Http404("kind")
    form = ScopeRuleForm(posted(request), campaign=row, kind=KINDS[kind])
    step = Step(
        _("Rule of scope by: %(kind)s") % {"kind": KINDS[kind].title},
        _("Propose the rule"),
        _(
            "It changes nothing until the leader or a deputy approves it; the next page shows whom it would keep out."
        ),
        back=_back(row),
    )
    return step_page(
        request,
        row,
        step,
        form,
        lambda clean: services.propose_scope_rule(campaign=row, kind=kind, by=by, **clean),
        objection=SCOPE.objection("propose_scope_rule", ScopeRule(campaign=row, chosen=["-"]), by),
        said=_("Proposed; it waits for the leader or a deputy."),
    )


@needs(P.CAMPAIGN_READ)
def scope_rule(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A rule, whom it keeps out or would keep out, and the way to each decision."""
    row, by = _rule(request, reference, number), who(request)
    moves = ("approve_scope_rule", "refuse_scope_rule", "end_scope_rule")
    change = change_of(row, for_=by)
    context = {
        "campaign": row.campaign,
        "rule": row,
        "change": change,
        "goes": change.goes[:SHOWN],
        "more": max(0, len(change.goes) - SHOWN),
        "objections": {name: SCOPE.objection(name, row, by) for name in moves},
        "may_manage": by.may(P.CAMPAIGN_MANAGE, at=row.campaign.unit),
        "back": _back(row.campaign),
    }
    return render(request, "campaign/scope_rule.html", context)


@needs(P.CAMPAIGN_MANAGE)
def approve_scope_rule(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Put it in force."""
    row, by = _rule(request, reference, number), who(request)
    form, change = ConfirmForm(posted(request), row=row), change_of(row, for_=by)
    step = Step(
        _("Put the rule %(ref)s in force?") % {"ref": row.reference},
        _("Approve the rule"),
        _("%(before)s institutions are in the scope without it, %(after)s with it.")
        % {"before": change.before, "after": change.after},
        back=_back(row.campaign),
    )
    return step_page(
        request,
        row.campaign,
        step,
        form,
        lambda _clean: services.approve_scope_rule(rule=row, by=by, base=form.base_version),
        objection=SCOPE.objection("approve_scope_rule", row, by),
        said=_("The rule is in force."),
    )


@needs(P.CAMPAIGN_MANAGE)
def refuse_scope_rule(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Refuse it: the scope stays as it is."""
    return _against(request, _rule(request, reference, number), "refuse_scope_rule")


@needs(P.CAMPAIGN_MANAGE)
def end_scope_rule(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """End it: whom it kept out is due again."""
    return _against(request, _rule(request, reference, number), "end_scope_rule")


def _against(request: HttpRequest, row: ScopeRule, name: str) -> HttpResponse:
    by, form = who(request), ReasonForm(posted(request), row=row)
    title, do, consequence, said = {
        "refuse_scope_rule": (
            _("Refuse the rule %(ref)s?"),
            _("Refuse the rule"),
            _("The scope stays as it is."),
            _("Refused."),
        ),
        "end_scope_rule": (
            _("End the rule %(ref)s?"),
            _("End the rule"),
            _("Whoever it alone keeps out is to be inspected again."),
            _("Ended."),
        ),
    }[name]
    return step_page(
        request,
        row.campaign,
        Step(title % {"ref": row.reference}, do, consequence, danger=True, back=_back(row.campaign)),
        form,
        lambda clean: getattr(services, name)(
            rule=row, by=by, reason=clean["reason"], base=form.base_version
        ),
        objection=SCOPE.objection(name, row, by),
        said=said,
    )
