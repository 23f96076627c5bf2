"""The templates of a bureau: which counts for each blank, the editions before it, the fields one may write."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.papers.blanks import BLANKS, Blank
from bureau.papers.lifecycle import PaperState
from bureau.papers.models import Paper, Template
from bureau.people.histories import Happening, happenings
from bureau.people.models import Unit

CHANGES = ("replace_template", "retire_template")


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


def template_changed_since(paper: Paper) -> Happening | None:
    """By whom, when and why a draft's template was replaced or retired after its edition was written; None if not."""
    if paper.state != PaperState.DRAFTED:
        return None
    rows = Template.objects.filter(blank_slug=paper.blank_slug, issuer=paper.issuer)
    told = [one for one in happenings(rows.values_list("reference", flat=True)) if one.move in CHANGES]
    return told[0] if told and told[0].at > paper.present.made_at else None
