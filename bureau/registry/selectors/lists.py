"""Lists of institutions: saved views, conditions, and the one search box."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.people.models import Account, Unit
from bureau.registry.domains import FOCUS
from bureau.registry.models import Contact, Institution
from bureau.registry.texts import squeezed

MONTHS = dt.timedelta(days=92)
NUMBER = re.compile(r"I-\d{6}-\d{4,}", re.IGNORECASE)  # one institution's own, whole
Condition = Callable[[dt.date, Account], Q]


def in_domain(code: str) -> Q:
    """Institutions that work in a domain."""
    return Q(domain_text__contains=f" {code} ")


def _focus(_today: dt.date, _by: Account) -> Q:
    found = Q(pk__in=[])
    for code in FOCUS:
        found |= in_domain(code)
    return found


def _none(_today: dt.date, _by: Account) -> Q:
    return Q()


@dataclass(frozen=True)
class View:
    """A saved view: its word in the address, its name, its condition, whether what is in it is late."""

    name: str
    title: Promise
    condition: Condition
    late: bool = False


VIEWS: tuple[View, ...] = (
    View("", gettext_lazy("All"), _none),
    View("mine", gettext_lazy("Mine"), lambda _today, by: Q(officer=by)),
    View("focus", gettext_lazy("Six fields of focus"), _focus),
    View(
        "lapsed",
        gettext_lazy("No certificate in force"),
        lambda today, _by: Q(certified_until__isnull=True) | Q(certified_until__lt=today),
        late=True,
    ),
    View(
        "ending",
        gettext_lazy("Ends within three months"),
        lambda today, _by: Q(certified_until__gte=today, certified_until__lte=today + MONTHS),
    ),
    View("unassigned", gettext_lazy("No responsible officer"), lambda _today, _by: Q(officer__isnull=True)),
    View("incomplete", gettext_lazy("Incomplete"), lambda _today, _by: Q(missing__gt=0)),
)

# The state of the certificate, as a condition of the list.
TERMS: dict[str, tuple[Promise, Callable[[dt.date], Q]]] = {
    "in_force": (gettext_lazy("in force"), lambda today: Q(certified_until__gte=today)),
    "ending": (
        gettext_lazy("ends within three months"),
        lambda today: Q(certified_until__gte=today, certified_until__lte=today + MONTHS),
    ),
    "ended": (gettext_lazy("ended"), lambda today: Q(certified_until__lt=today)),
    "unknown": (gettext_lazy("none known"), lambda _today: Q(certified_until__isnull=True)),
}


def view_named(name: str) -> View:
    """The saved view of this word; of another word, all."""
    return next((view for view in VIEWS if view.name == name), VIEWS[0])


def counts_by_view(rows: QuerySet[Institution], *, on: dt.date, for_: Account) -> dict[str, int]:
    """How many of these each view holds, exactly and in one pass: a region has fifty thousand of them."""
    conditions = {f"in_{view.name}": view.condition(on, for_) for view in VIEWS}
    found: dict[str, int] = rows.order_by().aggregate(
        **{name: Count("pk", filter=condition or None) for name, condition in conditions.items()}
    )
    return {view.name: found[f"in_{view.name}"] for view in VIEWS}


def listed(by: Account, unit: Unit | None) -> QuerySet[Institution]:
    """Kept institutions that somebody sees, of the unit that lists are about."""
    rows = Institution.objects.visible_to(by).active()
    if unit is not None:
        rows = rows.within(unit)
    found: QuerySet[Institution] = rows.select_related("unit", "officer")
    return found


def contacts_of(rows: Iterable[Institution], today: dt.date) -> dict[object, Contact]:
    """The newest contact of each of these institutions."""
    known = Contact.objects.standing().true_on(today).filter(institution__in=[one.pk for one in rows])
    return {one.institution_id: one for one in known.order_by("recorded_at", "id")}


def containing(words: str) -> Q:
    """Institutions in whose names (or their initials in pinyin), codes or numbers every word occurs."""
    found = Q()
    for word in words.split():
        key = squeezed(word).upper()
        meant = Q(search_text__contains=key)
        if is_number(key):
            found &= Q(reference=key)
        else:
            found &= meant | Q(initials__contains=key) if _may_be_initials(key) else meant
    return found


def is_number(words: str) -> bool:
    """Whether these words are one institution's whole number: a list then shows its rows whatever their unit."""
    return NUMBER.fullmatch(words.strip()) is not None


def numbered(number: str) -> Q:
    """Rows about the institution of this number, and about what was merged into it."""
    key = number.strip().upper()
    return Q(institution__reference=key) | Q(institution__merged_into__reference=key)


def _may_be_initials(key: str) -> bool:
    """Two letters or more, as somebody types who gives the first letter of each syllable."""
    return len(key) > 1 and key.isascii() and key.isalnum() and not key.isdigit()


@dataclass(frozen=True)
class Found:
    """An institution that the search box found, where, and whether it is meant beyond doubt."""

    institution: Institution
    where: str
    exact: bool


def find_institutions(words: str, *, for_: Any, most: int = 50) -> list[Found]:  # noqa: ANN401 - an account
    """What somebody may mean by these words, within their own units; closed dossiers too."""
    rows = Institution.objects.visible_to(for_).filter(containing(words)).order_by("name")[:most]
    key = squeezed(words).upper()
    return [Found(one, _where(one, key), _is_exact(one, key)) for one in rows]


def _is_exact(one: Institution, key: str) -> bool:
    return key in one.search_text.split("\n")


def _where(one: Institution, key: str) -> str:
    if key and key in (one.uscc or ""):
        return _("code")
    if key in squeezed(one.name).upper():
        return _("name")
    if key not in one.search_text and _may_be_initials(key):
        return _("initials of the name")
    return _("number, certificate or former name")
