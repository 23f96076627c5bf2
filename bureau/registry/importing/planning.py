"""Finds for each line the body it means: by code, by certificate number, by name; and what is against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from bureau.people.models import Unit
from bureau.registry.importing.districts import Districts
from bureau.registry.lifecycle import FactState, InstitutionState
from bureau.registry.likeness import ALIKE, MOST_OF_A_KIND, alike, core_of, place_key
from bureau.registry.models import Certificate, Elsewhere, Identity, Institution, Site, Verdict
from bureau.registry.texts import comparable

CHUNK = 400
ASIDE = re.compile(r"\([^()]*\)$")  # of a comparable name


@dataclass
class Plan:
    """One line: what it says, what will be done, and why. `first` is the place of the line it repeats.

    `moved` is set where a dossier is this district's and the line gives another; then the line says no place here.
    """

    read: dict[str, Any]
    verdict: str = Verdict.NEW
    why: str = ""
    institution: Institution | None = None
    first: int | None = None
    moved: bool = False


@dataclass
class Met:
    """A body that earlier lines of the list are about: where, and by which names, code and dossier it goes there."""

    place: int
    row: int
    names: list[str]
    code: str | None
    institution: Institution | None


def plan_lines(
    lines: Sequence[dict[str, Any]], unit: Unit, *, elsewhere: str = Elsewhere.LEAVE
) -> list[Plan]:
    """A plan for each line, in order; lines are as `mingjian roster --json` writes them.

    `unit` is whose list it is; `elsewhere` says whether lines that give another district than its own are taken.
    """
    districts = Districts.of(unit)
    by_code = _by_code({line["uscc"] for line in lines if line["uscc"]})
    by_number = _by_number({number for line in lines for number in line["certificate_numbers"]})
    by_name = _by_name({comparable(line["name"]) for line in lines})
    seen: dict[str, Met] = {}
    plans = []
    for place, line in enumerate(lines):
        plan = _plan(line, by_code, by_number, by_name)
        _note_district(plan, districts, take=elsewhere == Elsewhere.TAKE)
        _note_repeated(plan, place, seen)
        plans.append(plan)
    _note_alike([plan for plan in plans if plan.verdict == Verdict.NEW and plan.institution is None])
    return plans


def _note_alike(plans: Sequence[Plan]) -> None:
    """Say of a new body which dossier it resembles; whether they are one is for whoever confirms the import."""
    if not plans:
        return
    known: dict[tuple[str, str], tuple[str, str, str | None]] = {}
    for name, reference, code in Institution.objects.active().values_list("name", "reference", "uscc"):
        known.setdefault(core_of(name), (name, reference, code))
    said = _("resembles %(name)s (%(reference)s); if they are one, merge them after the import")
    at = _by_address(plans)
    for plan in plans:
        name, reference, code = known.get(core_of(plan.read["name"]), ("", "", None))
        if name and not (code and plan.read["uscc"]):
            plan.why = said % {"name": name, "reference": reference}
        elif (found := at.get(place_key(plan.read.get("address") or ""))) is not None:
            plan.why = _at_one_address(*found)


def _at_one_address(name: str, reference: str) -> str:
    return _("at the address of %(name)s (%(reference)s); if they are one, merge them after the import") % {
        "name": name,
        "reference": reference,
    }


def _by_address(plans: Sequence[Plan]) -> dict[str, tuple[str, str]]:
    """Kept dossiers by the address of a site of theirs, where new lines name it; a hall of many says nothing."""
    wanted = {place_key(plan.read.get("address") or "") for plan in plans} - {""}
    if not wanted:
        return {}
    rows = Site.objects.standing().filter(institution__state=InstitutionState.ACTIVE).exclude(address="")
    found: dict[str, dict[str, str]] = {}
    columns = ("address", "institution__reference", "institution__name")
    for address, reference, name in rows.order_by("institution__reference").values_list(*columns):
        key = place_key(address)
        if key in wanted:
            found.setdefault(key, {})[reference] = name
    return {
        key: next((name, reference) for reference, name in here.items())
        for key, here in found.items()
        if len(here) <= MOST_OF_A_KIND
    }


def _plan(
    line: dict[str, Any],
    by_code: dict[str, Institution],
    by_number: dict[str, list[Institution]],
    by_name: dict[str, list[Institution]],
) -> Plan:
    found = by_code.get(line["uscc"]) if line["uscc"] else None
    numbered = [by_number[number] for number in line["certificate_numbers"] if number in by_number]
    if found is not None:
        others = [holders for holders in numbered if found not in holders]
        plan = _same_code(line, found)
        return _number_of_another(line, others[0][0]) if others and plan.verdict != Verdict.CONFLICT else plan
    if numbered:
        return _same_certificate(line, numbered)
    return _same_name(line, by_name.get(comparable(line["name"]), []))


def _same_code(line: dict[str, Any], found: Institution) -> Plan:
    if _was_undone(found):
        return Plan(line, Verdict.NEW, _("its dossier, from an undone import, is opened again"), found)
    borne = {comparable(name) for name in (found.name, *found.former_names)}
    if comparable(line["name"]) in borne:
        return _known(line, found, _("same code"))
    why = _(
        "The code belongs to %(name)s (%(reference)s). If it was renamed, amend the dossier first; "
        "else one of the two is wrong. Then import again."
    )
    return Plan(line, Verdict.CONFLICT, why % {"name": found.name, "reference": found.reference}, found)


def _same_certificate(line: dict[str, Any], numbered: list[list[Institution]]) -> Plan:
    """The dossier that holds the line's numbers; `numbered` are the holders of each of them that is known.

    A number alone makes nobody the same body, since one digit of it may be wrong: the name has to speak for it too.
    """
    fitting = [[one for one in holders if _may_be(line, one)] for holders in numbered]
    for holders, fit in zip(numbered, fitting, strict=True):
        if not fit:
            return _anothers_certificate(line, holders[0])
    return _known(line, fitting[0][0], _("same certificate"))


def _number_of_another(line: dict[str, Any], holder: Institution) -> Plan:
    """A line whose code is one dossier's and whose certificate number another's: one of the two is wrong."""
    why = _(
        "The code and the certificate number are those of two dossiers; the number is held by %(name)s "
        "(%(reference)s). Correct the wrong one, or merge the two dossiers if they are one body. Then import again."
    )
    return Plan(line, Verdict.CONFLICT, why % {"name": holder.name, "reference": holder.reference}, holder)


def _may_be(line: dict[str, Any], held: Institution) -> bool:
    """Whether the code of a line is no other than the dossier's, and its name one that it bears or bore, or alike."""
    if line["uscc"] and held.uscc and held.uscc != line["uscc"]:
        return False
    return any(is_named_so(line["name"], one) for one in (held.name, *held.former_names))


def is_named_so(name: str, borne: str) -> bool:
    """Whether two names are alike, or one is the other with an aside that is no branch: 甲检测所（食品检验中心）."""
    first, second = comparable(name), comparable(borne)
    if first == second or alike(name, borne) >= ALIKE:
        return True
    beside = comparable(ASIDE.sub("", first)) == second or first == comparable(ASIDE.sub("", second))
    return beside and core_of(name)[1] == core_of(borne)[1]


def _anothers_certificate(line: dict[str, Any], found: Institution) -> Plan:
    if line["uscc"] and found.uscc and found.uscc != line["uscc"]:
        why = _("The certificate belongs to %(name)s (%(reference)s), which has another code.")
    else:
        why = _(
            "The certificate belongs to %(name)s (%(reference)s), which has another name. If it was renamed, amend the "
            "dossier first; else one of the two numbers is wrong. Then import again."
        )
    return Plan(line, Verdict.CONFLICT, why % {"name": found.name, "reference": found.reference}, found)


def _same_name(line: dict[str, Any], borne: list[Institution]) -> Plan:
    named = [one for one in borne if not (line["uscc"] and one.uscc and one.uscc != line["uscc"])]
    if len(named) > 1:
        said = _("Several institutions bear this name; add the code to the line.")
        return Plan(line, Verdict.CONFLICT, said, named[0])
    return _known(line, named[0], _("same name")) if named else Plan(line)


def _known(line: dict[str, Any], found: Institution, why: str) -> Plan:
    """A dossier that is there; nothing is added to one that somebody closed."""
    if found.is_kept:
        return Plan(line, Verdict.KNOWN, why, found)
    said = _("The dossier %(reference)s is closed. Open it again first, then import.")
    return Plan(line, Verdict.CONFLICT, said % {"reference": found.reference}, found)


def _was_undone(found: Institution) -> bool:
    """Whether an import opened its dossier and was undone: closed, and nobody's word stands on who it is."""
    return not found.is_kept and not found.is_identified  # type: ignore[attr-defined] # asked for in _matched


def _note_district(plan: Plan, districts: Districts | None, *, take: bool) -> None:
    """A line that gives another district is not taken unless somebody chose so; a dossier of this one is and told."""
    named = districts.another(plan.read) if districts is not None else ""
    if districts is None or not named:
        return
    if districts.keeps(plan.institution):
        plan.moved = plan.verdict != Verdict.CONFLICT
        said = _("the list places it in %(district)s: see whether it moved; its address is not taken")
    elif take:
        said = _("the list places it in %(district)s; taken as chosen")
    else:
        plan.verdict, plan.why = Verdict.ELSEWHERE, ""
        said = _("the list places it in %(district)s")
    plan.why = "；".join(filter(None, (plan.why, said % {"district": named})))


def _note_repeated(plan: Plan, place: int, seen: dict[str, Met]) -> None:
    """A body that stands in the list before is one body, if its code and its name say so alike.

    A certificate number makes two lines one body only where the names speak for it too; else one of the two is wrong.
    A branch is no exception: it needs an accreditation of its own.
    """
    if plan.verdict in {Verdict.CONFLICT, Verdict.ELSEWHERE}:
        return
    line, name = plan.read, comparable(plan.read["name"])
    code = line["uscc"] or (plan.institution.uscc if plan.institution is not None else None)
    met = seen.get(f"code {code}") or seen.get(f"name {name}")
    against = _against(line["name"], code, met)
    if against and met is not None:
        _conflict(plan, against, met)
        return
    numbered = [seen[key] for key in _number_keys(line) if key in seen]
    if met is None:
        met = next((one for one in numbered if _is_one(plan, code, one)), None)
    other = next((one for one in numbered if one is not met), None)
    if other is not None:
        said = _(
            "Row %(row)s bears the same certificate number with another name; one of the two is wrong. A branch has a "
            "number of its own; a further place of one body is an address of it."
        )
        _conflict(plan, said, other)
        return
    if met is None:
        met = Met(place, line["row"], [line["name"]], code, plan.institution)
    else:
        met.code = met.code or code
        met.names += [line["name"]] if line["name"] not in met.names else []
        plan.verdict, plan.first = Verdict.AGAIN, met.place
        told = plan.why if plan.moved else ""
        plan.why = "；".join(filter(None, (_("same as row %(row)s") % {"row": met.row}, told)))
    seen.update(dict.fromkeys((f"name {name}", *_number_keys(line)), met))
    if met.code:
        seen[f"code {met.code}"] = met


def _against(name: str, code: str | None, met: Met | None) -> str:
    """What is against a line's being the body of an earlier one whose code or name it bears."""
    if met is not None and comparable(name) not in map(comparable, met.names) and code and met.code == code:
        return _("Row %(row)s bears the same code with another name; one of the two is wrong.")
    if met is not None and met.code and code and met.code != code:
        return _("Row %(row)s bears the same name with another code; one of the two is wrong.")
    return ""


def _number_keys(line: dict[str, Any]) -> list[str]:
    return [f"number {number}" for number in line["certificate_numbers"]]


def _is_one(plan: Plan, code: str | None, met: Met) -> bool:
    """Whether a line is about the body of an earlier one whose certificate number it bears."""
    if (code and met.code and code != met.code) or plan.institution not in {None, met.institution}:
        return False
    return any(is_named_so(plan.read["name"], one) for one in met.names)


def _conflict(plan: Plan, why: str, met: Met) -> None:
    plan.verdict, plan.why = Verdict.CONFLICT, why % {"row": met.row}


def _chunks(wanted: Iterable[str]) -> Iterable[list[str]]:
    listed = sorted(wanted)
    return (listed[at : at + CHUNK] for at in range(0, len(listed), CHUNK))


def _by_code(codes: set[str]) -> dict[str, Institution]:
    found = (_matched().filter(uscc__in=chunk) for chunk in _chunks(codes))
    return {str(one.uscc): one for rows in found for one in rows}


def _by_number(numbers: set[str]) -> dict[str, list[Institution]]:
    """Institutions by certificate number; by mistake several may hold one."""
    rows = (
        Certificate.objects.standing()
        .filter(number__in=chunk)
        .exclude(institution__state=InstitutionState.MERGED)
        .select_related("institution")
        .order_by("institution__reference", "recorded_at")
        for chunk in _chunks(numbers)
    )
    found: dict[str, list[Institution]] = {}
    for one in chain.from_iterable(rows):
        found.setdefault(one.number, []).append(one.institution)
    return found


def _by_name(names: set[str]) -> dict[str, list[Institution]]:
    """Institutions by comparable name, former names too."""
    found: dict[str, list[Institution]] = {}
    for chunk in _chunks(names):
        borne = (
            Identity.objects.exclude(state=FactState.WITHDRAWN)
            .filter(name_key__in=chunk)
            .exclude(institution__state=InstitutionState.MERGED)
            .select_related("institution")
            .order_by("institution__reference", "recorded_at")
        )
        for one in borne:
            bearers = found.setdefault(one.name_key, [])
            if one.institution not in bearers:
                bearers.append(one.institution)
    return found


def _matched() -> Any:  # noqa: ANN401 - a queryset of institutions
    """Institutions that a line may mean; one that was merged into another never."""
    standing = Identity.objects.standing().filter(institution=OuterRef("pk"))
    return Institution.objects.exclude(state=InstitutionState.MERGED).annotate(is_identified=Exists(standing))
