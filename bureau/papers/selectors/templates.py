"""The templates of a bureau: which counts for each blank, the editions before it, the fields one may write."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.papers.blanks import BLANKS, Blank
from bureau.papers.models import Template
from bureau.people.models import Unit


@dataclass(frozen=True)
class TemplateLine:
    """One blank with the bureau's own template, if it has one, and every edition there was."""

    blank: Blank
    issuer: Unit | None
    own: Template | None
    editions: tuple[Template, ...]


def template_page(blank: Blank, issuer: Unit | None) -> TemplateLine:
    """One blank."""
    rows = (
        Template.objects.filter(blank_slug=blank.slug, issuer=issuer) if issuer else Template.objects.none()
    )
    editions = tuple(rows.select_related("file", "handed_in_by").order_by("-number"))
    own = next((one for one in editions if one.state == "template_in_use"), None)
    return TemplateLine(blank, issuer, own, editions)


def template_lines(issuer: Unit | None) -> list[TemplateLine]:
    """Every blank."""
    return [template_page(blank, issuer) for blank in BLANKS.values()]
