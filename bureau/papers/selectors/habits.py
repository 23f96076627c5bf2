"""What a bureau writes alike on paper after paper: its telephone, its court."""

from __future__ import annotations

from bureau.papers.blanks import Blank
from bureau.papers.models import Paper
from bureau.people.models import Unit


def said_last(blank: Blank, issuer: Unit) -> dict[str, str]:
    """The fields that begin with what the bureau's last issued paper of this kind said; none before the first."""
    wanted = [one.name for one in blank.fields if one.again]
    if not wanted:
        return {}
    rows = Paper.objects.filter(issuer=issuer, blank_slug=blank.slug, issued_at__isnull=False)
    last = rows.order_by("-issued_at", "-reference").first()
    values = last.present.field_values if last is not None else {}
    return {name: values[name] for name in wanted if values.get(name)}
