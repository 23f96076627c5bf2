"""Two dossiers of one body become one: what only the duplicate says is said in the other too, with its source."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import FACTS, Certificate, Differing, Fact, Identity, Institution, Merger
from bureau.registry.services.distinguishing import standing_between
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import Source, follow, stamped

NAMED = ("site", "certificate", "instrument")  # columns by which a fact names another of the same dossier


def merge_institution(
    *,
    institution: Institution,
    into: Institution,
    by: Actor,
    reason: str,
    differing: str = "",
    base: int | None = None,
) -> Institution:
    """Merge a duplicate into the dossier that is kept. Nothing of the duplicate is removed; it says where it went.

    A certificate number that both hold is one certificate afterwards; `differing` says whose word stands where they
    say different things of it. The other word stays on the record of its own dossier.

    Raises:
        NotNow: they differ and nobody said whose word stands, or they are two bodies; nothing was written.
    """
    with INSTITUTION.moving("merge_institution", institution, by=by, reason=reason, base=base) as held:
        if institution.pk == into.pk:
            raise NotNow(_("A dossier cannot be merged into itself."))
        if institution.uscc and into.uscc and institution.uscc != into.uscc:
            raise NotNow(_("They have different codes, so they are two bodies. Correct the code first."))
        if standing_between(institution, into) is not None:
            raise NotNow(
                _("They are on record as two bodies. Take that back first, on the page of likely duplicates.")
            )
        if institution.accounts.filter(valid_to__isnull=True).exists():
            raise NotNow(_("An account speaks for it. End that first."))
        with INSTITUTION.moving("record_fact", into, by=by) as kept:
            _refuse_undecided(held, kept, differing)
            written = _copy(held, kept, by, take=differing == Differing.TAKE)
            refresh(kept)
            kept.former_names = list(dict.fromkeys((*kept.former_names, held.name)))
        held.merged_into = kept
        Merger(
            institution=held, into=kept, written=written, merged_at=clock.now(), merged_by=by.trail_name
        ).save()
    return held


def _refuse_undecided(duplicate: Institution, kept: Institution, differing: str) -> None:
    """An officer says whose word stands where both hold a certificate and say different things of it."""
    found = differing_certificates(duplicate, kept)
    if differing in Differing.values or not found:
        return
    lines = _("; ").join(_told(theirs, own) for theirs, own in found)
    raise NotNow(
        _("Both hold the same certificate and say different things: %(what)s. Say whose word stands.")
        % {"what": lines}
    )


def differing_certificates(
    duplicate: Institution, kept: Institution
) -> list[tuple[Certificate, Certificate]]:
    """Certificates of one number of which the two dossiers say different things, the duplicate's first."""
    own = {one.number: one for one in Certificate.objects.standing().filter(institution=kept) if one.number}
    theirs = Certificate.objects.standing().filter(institution=duplicate).order_by("recorded_at", "id")
    pairs = [(one, own[one.number]) for one in theirs if one.number in own]
    return [(one, other) for one, other in pairs if _joined(one, other, take=True) != _joined(one, other)]


def _joined(said: Certificate, own: Certificate, *, take: bool = False) -> dict[str, Any]:
    """What two words on one certificate say together; `take` lets the first stand where they differ."""
    values = dict(own.said)
    for name, new in said.said.items():
        if new not in (None, "") and (take or values[name] in (None, "")):
            values[name] = new
    return values


def _told(theirs: Certificate, own: Certificate) -> str:
    """How two words on one certificate differ."""
    words = []
    for name, new in theirs.said.items():
        stands = own.said[name]
        if new not in (None, "") and stands not in (None, "") and new != stands:
            label = Certificate._meta.get_field(name).verbose_name  # type: ignore[union-attr] # a column
            said = _("%(what)s %(stands)s in the dossier that is kept, %(new)s in the duplicate")
            words.append(said % {"what": label, "stands": stands, "new": new})
    return f"{own} {'，'.join(words)}"


def _copy(duplicate: Institution, kept: Institution, by: Actor, *, take: bool) -> list[tuple[str, str]]:
    """Say facts of the duplicate that the other does not have, in an order in which each finds what it names.

    Gives the word for the table and the key of each that was written.
    """
    written: list[tuple[str, str]] = []
    twins: dict[Any, Fact] = {}
    numbered = {
        one.number: one for one in Certificate.objects.standing().filter(institution=kept) if one.number
    }
    for model in FACTS:
        if model is Identity:
            continue
        there = {_comparable(fact, {}): fact for fact in model.objects.standing().filter(institution=kept)}
        for fact in model.objects.standing().filter(institution=duplicate).order_by("recorded_at", "id"):
            said = _comparable(fact, twins)
            twin = there.get(said)
            if twin is None and model is Certificate and fact.number in numbered:
                twin = _one_certificate(fact, numbered[fact.number], by, take=take)
                if twin is not numbered[fact.number]:
                    written.append((twin.kind, str(twin.pk)))
            if twin is None:
                twin = _said_again(fact, kept, twins, by)
                written.append((twin.kind, str(twin.pk)))
            twins[fact.lineage] = twin
    return written


def _one_certificate(said: Certificate, own: Certificate, by: Actor, *, take: bool) -> Certificate:
    """The certificate that both hold, as it stands afterwards: the kept dossier's own, or a word that follows it."""
    values = _joined(said, own, take=take)
    if values == own.said:
        return own
    made = follow(Certificate(institution=own.institution, **values), own, by)
    where = f"{said.source_reference} {said.institution.reference}".strip()
    stamped(made, Source(said.source_kind, where), by).save()
    return made


def _comparable(fact: Fact, twins: dict[Any, Fact]) -> tuple[tuple[str, Any], ...]:
    """What a fact says, with what it names by lineage in the dossier that is kept."""
    found = []
    for name, value in fact.said.items():
        column = name.removesuffix("_id")
        if column in NAMED and value is not None:
            lineage = fact.meant(column)
            value = twins[lineage].lineage if lineage in twins else lineage  # noqa: PLW2901 - the same, translated
        found.append((name, value))
    return tuple(found)


def _said_again(fact: Fact, kept: Institution, twins: dict[Any, Fact], by: Actor) -> Fact:
    values = fact.said
    for column in NAMED:
        lineage = fact.meant(column) if f"{column}_id" in values else None
        if lineage in twins:
            values[f"{column}_id"] = twins[lineage].pk
    made = type(fact)(institution=kept, **values)
    where = f"{fact.source_reference} {fact.institution.reference}".strip()
    stamped(made, Source(fact.source_kind, where), by).save()
    return made
