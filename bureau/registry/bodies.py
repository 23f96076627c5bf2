"""What is compared of each dossier to find those of one body: plain values, since a region has fifty thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bureau.registry.likeness import Body, place_key
from bureau.registry.models import Certificate, Contact, Site


def bodies_among(rows: Any) -> list[Body]:  # noqa: ANN401 - a queryset of institutions
    """What is known of these dossiers."""
    columns = ("pk", "name", "uscc", "former_names", "parent_id")
    held = {str(one[0]): one[1:] for one in rows.order_by().values_list(*columns)}
    certificates = _values(Certificate, held, "number")
    sites = _values(Site, held, "address")
    phones = _values(Contact, held, "phone")
    return [
        Body(
            key,
            name,
            code or "",
            tuple(former),
            frozenset(certificates[key]),
            frozenset(filter(None, map(place_key, sites[key]))),
            frozenset(piece for phone in phones[key] for piece in phone.split("、") if len(piece) > 6),
            str(parent or ""),
        )
        for key, (name, code, former, parent) in held.items()
    ]


def _values(model: Any, held: Iterable[str], column: str) -> dict[str, set[str]]:  # noqa: ANN401 - a table of facts
    found: dict[str, set[str]] = defaultdict(set)
    known = set(held)
    rows = model.objects.standing().exclude(**{column: ""}).values_list("institution_id", column)
    for key, value in rows:
        if str(key) in known:
            found[str(key)].add(value)
    return found
