"""A paper drawn: its fields as they are printed now, put into the template that counts for its bureau."""

from __future__ import annotations

from bureau.files.store import open_content
from bureau.papers.blanks import BY_HAND, NOTHING, Blank
from bureau.papers.models import Paper, Template
from bureau.papers.word.filling import fill_in
from bureau.papers.word.layout import own_template
from bureau.papers.wording import day_words
from bureau.people.models import Unit
from bureau.people.models.units import UnitKind

BUREAUS = (UnitKind.REGION, UnitKind.CITY, UnitKind.DISTRICT)
SUFFIX = "市场监督管理局"
NOT_NUMBERED, NOT_DATED = "（批准后编号）", "（批准后填写）"


def bureau_of(unit: Unit) -> Unit:
    """In whose name a unit writes: the nearest bureau above it, or its own where there is none."""
    at: Unit | None = unit
    while at is not None and at.kind not in BUREAUS:
        at = at.parent
    return at or unit


def number_words(paper: Paper) -> str:
    """The official number, such as 云川区市监责改〔2022〕3号; empty before it is given."""
    if paper.serial is None:
        return ""
    place = paper.issuer.name.removesuffix(SUFFIX)
    return f"{place}市监{paper.blank.mark}〔{paper.year}〕{paper.serial}号"


def printed_values(paper: Paper) -> dict[str, str]:
    """Every field of the blank as it is printed: what may stay empty struck through, what may not left to the hand."""
    office = {
        "机关名称": paper.issuer.name,
        "文号": number_words(paper) or NOT_NUMBERED,
        "年份": str(paper.year or NOT_NUMBERED),
        "序号": str(paper.serial or NOT_NUMBERED),
        "成文日期": day_words(paper.approved_on) or NOT_DATED,
    }
    held = {**paper.present.field_values, **office}
    return {
        one.name: held.get(one.name, "").strip() or (BY_HAND if one.needed else NOTHING if one.struck else "")
        for one in paper.blank.fields
    }


def template_in_use(issuer: Unit, blank: Blank) -> Template | None:
    """The bureau's own template of a blank, or None where ours counts."""
    rows = Template.objects.in_use().select_related("file")
    found: Template | None = rows.filter(issuer=issuer, blank_slug=blank.slug).first()
    return found


def template_content(issuer: Unit, blank: Blank) -> bytes:
    """The Word file that papers of this kind are drawn in."""
    own = template_in_use(issuer, blank)
    if own is None:
        return own_template(blank)
    with open_content(own.file.sha256) as file:
        return file.read()


def draw_paper(paper: Paper) -> bytes:
    """The paper as a Word file: as it was issued, or as it stands now."""
    if paper.file is not None:
        with open_content(paper.file.sha256) as file:
            return file.read()
    template = template_content(paper.issuer, paper.blank)
    return fill_in(template, printed_values(paper), title=f"{paper.blank.title} {paper.reference}")
