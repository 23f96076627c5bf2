"""Words of this room: domains, facts with their particulars and source, moves and columns of a history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import template
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from bureau.registry.domains import name_of, names_of
from bureau.registry.forms import FACT_FORMS, FIELD_NAMES, PROPOSAL_FORMS
from bureau.registry.lifecycle import FactState, InstitutionState
from bureau.registry.models import (
    TABLES,
    Aspect,
    EarlierSort,
    Fact,
    Institution,
    InstitutionKind,
    Matter,
    PromiseSort,
    RosterImport,
)
from bureau.registry.selectors.divisions import division_name
from bureau.registry.selectors.histories import Difference
from bureau.ui.templatetags.mj import moment

register = template.Library()

MOVES: dict[str, Promise] = {
    "register_institution": _("dossier opened"),
    "amend_institution": _("amended"),
    "record_fact": _("fact recorded"),
    "withdraw_fact": _("fact withdrawn"),
    "import_schedule": _("schedule imported"),
    "undo_schedule": _("import of a schedule undone"),
    "assign_institution": _("handed over"),
    "link_account": _("account linked"),
    "unlink_account": _("account ended"),
    "open_institution_account": _("account opened"),
    "close_institution_account": _("account closed"),
    "close_institution": _("closed"),
    "reopen_institution": _("kept again"),
    "merge_institution": _("merged"),
    "unmerge_institution": _("merger undone"),
    "distinguish_institution": _("told from another body"),
    "undistinguish_institution": _("no longer told from another body"),
    "import_roster": _("roster imported"),
    "undo_roster": _("import undone"),
    "refresh_institution": _("drawn again as days passed"),
}
COLUMNS: dict[str, Promise] = {
    "state": _("state"),
    "certified_until": _("certificate until"),
    "missing": _("missing"),
}
# What a fact says beside its name, in this order.
PARTICULARS: dict[str, tuple[str, ...]] = {
    "certificate": ("authority", "first_issued_on", "ended_on", "ended_why"),
    "capability": ("domain", "certificate", "site", "limits"),
    "site": ("division", "longitude", "latitude"),
    "presence": ("division",),
    "instrument": ("model", "serial_no", "site", "capacity", "portable"),
    "calibration": ("passed",),
    "qualification": ("number", "authority"),
    "promise": ("sort", "matter"),
    "reviewfinding": ("clause", "correction", "corrected_on", "accepted_on"),
    "managementfact": ("aspect",),
    "statedreports": ("reports",),
    "earlierrecord": ("sort", "count", "number", "authority"),
}
# Where a fact stands in a roster is kept as `名录 row 20`, in one language.
ROW = re.compile(r"\brow (\d+)$")
VALUES: dict[str, Mapping[str, Any]] = {
    "kind": dict(InstitutionKind.choices),
    "state": {**dict(InstitutionState.choices), **dict(FactState.choices)},
    "sort": {**dict(PromiseSort.choices), **dict(EarlierSort.choices)},
    "matter": dict(Matter.choices),
    "aspect": dict(Aspect.choices),
}


@register.filter
def domains(codes: Iterable[str]) -> str:
    """Domains by what they are called."""
    return names_of(codes)


@register.filter
def domain(code: str) -> str:
    """One domain by what it is called."""
    return name_of(code)


@register.filter
def division(code: str) -> str:
    """A division by the name of its place, where an office here has its code."""
    return division_name(code)


@register.filter
def fact_name(kind: str) -> str:
    """What a kind of fact is called."""
    return str((FACT_FORMS.get(kind) or PROPOSAL_FORMS[kind]).title)


@register.filter
def is_table(name: str) -> bool:
    """Whether a document may hold tables that can be read."""
    return name.lower().endswith((".xlsx", ".xls", ".et", ".docx"))


@register.filter
def field_name(name: str) -> str:
    """What a column of a roster was taken for."""
    return str(FIELD_NAMES.get(name, name))


WHY = {
    "part": _("its words hold “%(by)s”"),
    "own": _("as somebody explained “%(by)s” in an earlier file"),
    "remembered": _("as corrected in an earlier file with this header"),
    "hand": _("as corrected by hand"),
    "content": _("by its cells; its words were not known"),
}


@register.filter
def because(sheet: Mapping[str, Any], name: str) -> str:
    """Why a column was taken for a field; nothing where its words say just that."""
    told = sheet.get("why", {}).get(name, {})
    said = WHY.get(told.get("how", ""))
    return str(said) % {"by": told["by"]} if said else ""


@register.filter
def given_by_hand(sheet: str, roster: RosterImport) -> bool:
    """Whether somebody said which column of a sheet says what."""
    return sheet in roster.mapping


@register.filter
def of(facts: Mapping[str, list[Any]], kind: str) -> list[Any]:
    """Facts of one kind."""
    return facts.get(kind, [])


@register.filter
def holds(fact: Fact, day: dt.date) -> bool:
    """Whether a fact held on a day."""
    is_over = getattr(fact, "is_over_on", None)
    return not is_over(day) if is_over else fact.holds_on(day)


@register.filter
def source(fact: Fact) -> str:
    """Whose word a fact is, where it stands, and when and by whom it was recorded."""
    where = ROW.sub(lambda found: say("row %(n)s") % {"n": found[1]}, fact.source_reference)
    whose = f"{fact.get_source_kind_display()} {where}".strip()
    by = getattr(fact, "recorder", fact.recorded_by)
    return f"{whose}, {moment(fact.recorded_at)} {by}"


@register.filter
def particulars(fact: Fact) -> str:
    """What a fact says beside its name."""
    found = []
    for name in PARTICULARS.get(fact.kind, ()):
        value = getattr(fact, name)
        if value in (None, ""):
            continue
        value = VALUES.get(name, {}).get(value, value)
        found.append(f"{_label(type(fact), name)} {_value(name, value)}")
    return "；".join(found)


def _label(model: type[models.Model], name: str) -> str:
    return str(cast("models.Field[Any, Any]", model._meta.get_field(name)).verbose_name)


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return pgettext("of a fact", "yes") if value else pgettext("of a fact", "no")
    return name_of(str(value)) if name == "domain" else str(value)


@register.filter
def move(name: str) -> str:
    """A move in words."""
    return str(MOVES.get(name, name))


@register.filter
def column(difference: Difference, under: str = "") -> str:
    """What differs, in words: a column of the institution, or of one of its facts, whose title may stand above it."""
    if difference.column in COLUMNS:
        label = str(COLUMNS[difference.column])
    else:
        label = _label(TABLES[difference.table] if difference.table else Institution, difference.column)
    if not difference.table or under:
        return label
    return f"{TABLES[difference.table]._meta.verbose_name} {label}"


@register.filter
def word(difference: Difference, side: str) -> str:
    """What stood before or after, in words."""
    value: str = getattr(difference, side)
    if value in {"True", "False"}:
        return pgettext("of a fact", "yes") if value == "True" else pgettext("of a fact", "no")
    if difference.column == "domain":
        return name_of(value)
    return str(VALUES.get(difference.column, {}).get(value, value))
