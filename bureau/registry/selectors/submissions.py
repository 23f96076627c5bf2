"""Submitted annex forms: the form as it was, and how the dossiers have changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.registry.annex import Annex, Line, VisitorLine
from bureau.registry.annex.form import PARTS, SEPARATOR, printed
from bureau.registry.models import AnnexSubmission, InstitutionKind

COMPARED = {
    "name": _("name"),
    "domains": _("domains"),
    "first_certified_on": _("first certified"),
    "contact": _("contact"),
    "phone": _("telephone"),
}


@dataclass(frozen=True)
class Difference:
    """One body that stands otherwise now: `kind` is `added`, `gone`, `moved` or `changed`; what it was and is."""

    key: str
    name: str
    kind: str
    column: str | Promise = ""
    before: str = ""
    now: str = ""


@dataclass(frozen=True)
class _Body:
    name: str
    parts: str
    columns: Mapping[str, str]


def form_of(submission: AnnexSubmission) -> Annex:
    """The form as it was submitted."""
    content = submission.content
    plain: dict[str, Any] = {
        part: tuple(
            Line(one["name"], _several(one["domains"]), one.get("remarks", ""), one["key"])
            for one in content[part]
        )
        for part in ("public_institutions", "third_party", "multi_domain")
    }
    visitors = tuple(
        VisitorLine(
            one["name"],
            _several(one["domains"]),
            dt.date.fromisoformat(one["first_certified_on"]) if one["first_certified_on"] else None,
            one["contact"],
            one["phone"],
            one["key"],
        )
        for one in content["other_province"]
    )
    # Forms frozen before the district was kept name their unit.
    district = content.get("district", submission.unit.name)
    return Annex(district, submission.reported_on, other_province=visitors, **plain)


def why_there(basis: Mapping[str, Any]) -> str:
    """What put a body where it stands in a frozen form, in words: where it is registered, its nature, its sites."""
    if not basis:
        return ""
    said = []
    if "home_division" in basis:
        home = basis["home_division"]
        said.append(
            _("registered in %(division)s") % {"division": home} if home else _("registration unknown")
        )
    kind = basis.get("kind")
    if kind in InstitutionKind.values:
        said.append(str(InstitutionKind(kind).label))
    if basis.get("sites"):
        said.append(_("sites in %(divisions)s") % {"divisions": SEPARATOR.join(basis["sites"])})
    elif basis.get("presences"):
        said.append(_("works in %(divisions)s") % {"divisions": SEPARATOR.join(basis["presences"])})
    if "version" in basis:
        said.append(_("dossier version %(version)s") % {"version": basis["version"]})
    if "form" in basis:
        said.append(_("from %(form)s") % {"form": basis["form"]})
    return say(", ").join(map(str, said))


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(SEPARATOR)))


def differences(before: Annex, now: Annex) -> list[Difference]:
    """How each body stands otherwise now than in a form: added, gone, in other parts, with other words."""
    old, new = _bodies(before), _bodies(now)
    found = [Difference(key, new[key].name, "added", now=new[key].parts) for key in new.keys() - old.keys()]
    found += [
        Difference(key, old[key].name, "gone", before=old[key].parts) for key in old.keys() - new.keys()
    ]
    for key in old.keys() & new.keys():
        was, is_now = old[key], new[key]
        if was.parts != is_now.parts:
            found.append(Difference(key, is_now.name, "moved", before=was.parts, now=is_now.parts))
        found += [
            Difference(key, is_now.name, "changed", title, was.columns[name], is_now.columns[name])
            for name, title in COMPARED.items()
            # What only part 3 prints is compared where it stood there and does now.
            if name in was.columns.keys() & is_now.columns.keys()
            and was.columns[name] != is_now.columns[name]
        ]
    return sorted(found, key=lambda one: (one.name, one.key, one.kind, str(one.column)))


def _bodies(form: Annex) -> dict[str, _Body]:
    lines: dict[str, Any] = {}
    parts: dict[str, list[str]] = {}
    for part in PARTS:
        for line in form.lines(part):
            lines.setdefault(line.key, line)
            parts.setdefault(line.key, []).append(part.heading.split("、")[0])
    return {key: _Body(line.name, SEPARATOR.join(parts[key]), _columns(line)) for key, line in lines.items()}


def _columns(line: Line | VisitorLine) -> dict[str, str]:
    return {name: printed(getattr(line, name)) for name in COMPARED if hasattr(line, name)}
