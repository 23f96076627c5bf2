"""What the world of all rooms holds of this one: an order that was drafted, in a template of the bureau's own."""

from __future__ import annotations

from typing import Any

from bureau.papers import services
from bureau.papers.drawing import bureau_of
from bureau.papers.word.layout import own_template
from bureau.people.models import Account, Unit
from tests.rooms.papers.office import ORDER

TEMPLATES = ("template", "download-template", "replace-template", "retire-template")
PAPERS = (
    *("paper", "download-paper", "amend-paper", "propose-paper", "issue-paper"),
    *("file-signed-copy", "withdraw-paper"),
)


def build(unit: Unit, by: Account, source: str) -> dict[str, dict[str, Any]]:
    """Make them from a problem; what stands in the addresses of their pages."""
    services.replace_template(
        blank=ORDER,
        issuer=bureau_of(unit),
        content=own_template(ORDER),
        name="摇光.docx",
        why="摇光事项",
        by=by,
    )
    made = services.draft_paper(blank=ORDER, source=source, draft=services.Draft(), by=by)
    places: dict[str, dict[str, Any]] = {f"papers:{page}": {"slug": ORDER.slug} for page in TEMPLATES}
    return places | {f"papers:{page}": {"reference": made.reference, "form": "docx"} for page in PAPERS}
