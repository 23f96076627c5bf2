"""Which fields an institution works in on a day: those of its capabilities in force, else those that are stated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from bureau.registry.domains import in_order


def capabilities_on(capabilities: Iterable[Any], certificates: Iterable[Any], day: dt.date) -> list[Any]:
    """Capabilities in force: within their own dates, and under a certificate that is not known to be over.

    Both are facts of one moment of the record; a capability finds its certificate by the lineage.
    """
    over = {one.lineage for one in certificates if one.is_over_on(day)}
    known = {one.lineage for one in certificates}
    return [
        one
        for one in capabilities
        if one.holds_on(day) and (meant := one.meant("certificate")) in known and meant not in over
    ]


def domains_on(
    capabilities: Iterable[Any], certificates: Iterable[Any], stated: Iterable[Any], day: dt.date
) -> list[str]:
    """The codes of its fields, in the order of the form."""
    approved = {one.domain for one in capabilities_on(capabilities, certificates, day) if one.domain}
    return in_order(approved or {one.domain for one in stated if one.holds_on(day)})
