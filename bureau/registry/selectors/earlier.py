"""How much supervision knew before this program: numbers of a dossier, from what officers entered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.registry.figures import Number
from bureau.registry.models import EarlierRecord, EarlierSort, Institution

TITLES = {
    EarlierSort.INSPECTION: _("Earlier inspections"),
    EarlierSort.PROBLEM: _("Earlier problems"),
    EarlierSort.CASE: _("Earlier cases"),
    EarlierSort.PENALTY: _("Earlier penalties"),
    EarlierSort.TIP: _("Earlier tips"),
}


def earlier_numbers(
    institution: Institution, rows: Sequence[EarlierRecord], until: dt.date | None
) -> list[Number]:
    """A number for each kind of earlier record, nought too; `until` is the past day the dossier is shown for."""
    counts: Counter[str] = Counter()
    for one in rows:
        if until is None or one.valid_from is None or one.valid_from <= until:
            counts[one.sort] += one.count
    query = {"tab": "earlier"} | ({"on": until.isoformat()} if until is not None else {})
    where = f"{reverse('registry:institution', args=[institution.reference])}?{urlencode(query)}"
    return [Number(title, counts[sort], where) for sort, title in TITLES.items()]
