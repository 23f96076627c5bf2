"""What the identifiers of a dossier tell: a hint beside the facts, shown as such and never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bureau.registry.identifiers import read_certificate_number, read_uscc
from bureau.registry.identifiers.certificates import YEARS
from bureau.registry.models import InstitutionKind

AHEAD = 3  # months before its end by which renewal is asked for
KINDS = {"12": InstitutionKind.PUBLIC, "91": InstitutionKind.ENTERPRISE, "92": InstitutionKind.ENTERPRISE}


@dataclass(frozen=True)
class Hint:
    """What part of an identifier tells, and what of it does not fit the dossier, or an empty text."""

    identifier: str
    told: str
    against: str = ""


def hints_of(facts: Mapping[str, Sequence[Any]], today: dt.date) -> list[Hint]:
    """Hints of a dossier's standing facts: of its code, then of each certificate."""
    found = [hint for one in facts.get("identity", ()) for hint in _of_code(one)]
    return found + [hint for one in facts.get("certificate", ()) for hint in _of_certificate(one, today)]


def _of_code(identity: Any) -> Iterator[Hint]:  # noqa: ANN401 - an identity, or nothing like it
    code = read_uscc(identity.uscc)
    if not code.kind or code.code is None:
        return
    meant = KINDS.get(code.code[:2], InstitutionKind.OTHER)
    against = ""
    if identity.kind and identity.kind != meant:
        against = _("the dossier says %(kind)s") % {"kind": identity.get_kind_display()}
    told = _("characters 1 and 2, %(head)s: %(kind)s") % {"head": code.code[:2], "kind": code.kind}
    yield Hint(code.code, told, against)


def _of_certificate(certificate: Any, today: dt.date) -> Iterator[Hint]:  # noqa: ANN401 - as above
    read = read_certificate_number(certificate.number)
    if read.number is None or read.year is None:
        return
    pieces = [_("issued in %(year)s") % {"year": read.year}, read.authority, read.field, read.sector]
    against = ""
    if read.year > today.year:
        against = _("the year has not come yet")
    elif certificate.valid_to is not None and not 0 <= certificate.valid_to.year - read.year <= 2 * YEARS:
        against = _("valid until %(day)s does not fit the year of issue and %(n)s years") % {
            "day": certificate.valid_to.isoformat(),
            "n": YEARS,
        }
    yield Hint(read.number, " · ".join(filter(None, pieces)), against)
    if certificate.valid_to is not None:
        due = months_before(certificate.valid_to, AHEAD)
        said = _("renewal is to be asked for by %(day)s, three months before its end")
        late = _("that day is past") if due < today <= certificate.valid_to else ""
        yield Hint(read.number, said % {"day": due.isoformat()}, late)


def months_before(day: dt.date, months: int) -> dt.date:
    """The day some months before; of a month that is shorter its last."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = dt.date(years, month + 1, 1)
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
