"""What a visit gives for papers: the on-site record and the interview record are filled from it."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from bureau.inspection.models import Answer, Visit, VisitItem
from bureau.kernel.access import Actor
from bureau.papers.sources import Filled, source
from bureau.papers.wording import moment_words
from bureau.people.permissions import P
from bureau.registry.models import Institution, Site

ANSWERS = {
    Answer.CONFIRMED: "属实",
    Answer.EXPLAINED: "可以解释",
    Answer.NOT_FOUND: "未能核实",
}


@source("V-")
def filled_from_visit(reference: str, slug: str, for_: Actor | None) -> Filled | None:
    """A visit that this person may read."""
    if for_ is not None and not for_.may(P.VISIT_READ):
        return None
    rows = Visit.objects.all() if for_ is None else Visit.objects.visible_to(for_)
    visit: Visit | None = (
        rows.select_related("institution", "unit", "first_officer__officer", "second_officer__officer")
        .filter(reference=reference)
        .first()
    )
    if visit is None:
        return None
    with translation.override("zh-hans"):  # official papers are Chinese whatever the language of the page
        values = _officers(visit) | (_on_site(visit) if slug == "on-site-record" else _interview(visit))
    place = address_of(visit.institution)
    return Filled(
        values=values,
        about=visit.institution.name,
        unit=visit.unit,
        address=reverse("inspection:visit", args=[visit.reference]),
        proposed={"地点": place, "住所": place},
    )


def address_of(institution: Institution) -> str:
    """Where it is, by the first of its sites that stand."""
    first = Site.objects.standing().filter(institution=institution).order_by("recorded_at", "pk").first()
    return str(first.address) if first is not None else ""


def _officers(visit: Visit) -> dict[str, str]:
    first, second = visit.officers
    return {
        "执法人员一": str(first),
        "执法证号一": visit.first_certificate or first.officer.certificate_no,
        "执法人员二": str(second),
        "执法证号二": visit.second_certificate or second.officer.certificate_no,
    }


def _on_site(visit: Visit) -> dict[str, str]:
    body = visit.institution
    items = visit.items.standing().order_by("number")
    conduct = "未收受礼品、宴请，未提出与检查无关的要求，未妨碍正常工作"
    confirmed = f"当事人确认{conduct}" if visit.conduct_confirmed else "当事人未确认"
    if visit.conduct_note:
        confirmed += f"；{visit.conduct_note}"
    return {
        "检查编号": visit.reference,
        "检查事项": visit.purpose.rstrip("。"),
        "开始时间": moment_words(visit.entered_at),
        "结束时间": moment_words(visit.left_at),
        "当事人": body.name,
        "统一社会信用代码": body.uscc or "",
        "在场人员": visit.attendant,
        "现场情况": "\n".join(_line(item) for item in items),
        "当事人意见": visit.remarks,
        "廉政确认": confirmed if visit.left_at else "",
    }


def _line(item: VisitItem) -> str:
    """One item as a sentence: what was asked, what was seen, what lies with it."""
    said = f"{item.number}. {item.question.rstrip('。？?')}："
    if not item.is_answered:
        return f"{said}未检查。"
    said += f"{ANSWERS[Answer(item.answer)]}。{item.note.rstrip('。')}。"
    files = [one.reference for one in item.files.order_by("received_at", "pk")]
    return f"{said}（附：{'、'.join(files)}）" if files else said


def _interview(visit: Visit) -> dict[str, str]:
    return {"案由": f"{visit.purpose}（{visit.reference}）", "工作单位": visit.institution.name}
