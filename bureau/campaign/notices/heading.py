"""What stands at the head and the foot of a notice: number, title, issuing unit, addressees, signature, contact."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from bureau.campaign.notices.dates import signed_on
from bureau.campaign.notices.paragraphs import Paragraph, tight
from bureau.campaign.notices.saying import Said

NUMBER = re.compile(
    r"^[\u4e00-\u9fffA-Za-z]{2,20}\s*[〔\[［【(（]\s*(\d{4})\s*[〕\]］】)）]\s*(?:第)?\s*(\d{1,4})\s*号$"
)
TITLE = re.compile(r"^(?P<unit>.{4,40}?)关于(?P<what>.+?)的?(?:通知|方案)$")
ORDERED = re.compile(r"^(?:印发|转发|下发)[《<〈](?P<plan>[^》>〉]+)[》>〉]")
OPENED = re.compile(
    r"^(?:在[^，]{2,16}范围内|在全[市区县旗盟]|)(?:开展|组织开展|深入开展|部署开展|实施)(?P<plan>.+)$"
)
PLAN = re.compile(r"(?:的)?(?:实施|工作)?方案$")
ADDRESSED = re.compile(r"^各.{1,80}[：:]$")
KINDS = (
    (re.compile(r"股室|科室|处室|内设机构|机关各"), "section"),
    (re.compile(r"二级单位|直属单位|事业单位|所属单位|下属单位"), "subordinate"),
    (re.compile(r"市场监管所|监管所|基层所|市场监督管理所"), "station"),
    (
        re.compile(
            r"各(?:旗区|区县|县区|县（市、区）|旗县|区|县)(?:市场监管局|市场监督管理局|局)|各旗区|各区县|旗县区"
        ),
        "district",
    ),
    (re.compile(r"各(?:盟市|市州|市|盟)(?:市场监管局|市场监督管理局|局)|各盟市|各市州"), "city"),
)
POST = re.compile(
    r"联系(?:科室|股室|部门|处室|单位|人)\s*[：:]\s*"
    r"(?P<post>[\u4e00-\u9fff]{2,30}(?:科|股|室|处|办公室|局|所|中心))(?=$|[，,；;。（(\s])"
)
PHONE = re.compile(r"(?:联系)?电话\s*[：:]\s*(?P<phone>0\d{2,3}[-—－ ]?\d{7,8})(?!\d)")
MAIL = re.compile(r"(?:电子)?邮箱\s*[：:]\s*(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.ASCII)
HEAD_LINES = 12


def signature_of(paragraphs: Sequence[Paragraph]) -> tuple[dt.date | None, Said | None]:
    """The day of the notice, where exactly one line is one day."""
    lines = [(signed_on(tight(one.text)), one) for one in paragraphs]
    found = [(day, one) for day, one in lines if day is not None]
    if len({day for day, _one in found}) != 1:
        return None, None
    day, one = found[0]
    return day, Said(day, one.text, one.place, one.number)


def number_of(paragraphs: Sequence[Paragraph]) -> Said | None:
    """Its own document number: a line of its own among the first; any other number belongs to another notice."""
    for one in paragraphs[:HEAD_LINES]:
        if NUMBER.match(tight(one.text)):
            return Said("".join(one.text.split()), one.text, one.place, one.number)
    return None


def heading_of(paragraphs: Sequence[Paragraph]) -> tuple[Said | None, Said | None]:
    """The title of the campaign, and the unit that issues it, from a heading that may stand on several lines."""
    head = paragraphs[:HEAD_LINES]
    for first in range(len(head)):
        if NUMBER.match(tight(head[first].text)):
            continue
        for lines in (1, 2, 3, 4):
            run = head[first : first + lines]
            text = "".join("".join(one.text.split()) for one in run)
            match = TITLE.match(text)
            if match and not any(mark in text for mark in "。："):
                plan = ORDERED.match(match["what"]) or OPENED.match(match["what"])
                at = head[first]
                unit = Said(match["unit"], text, at.place, at.number)
                title = PLAN.sub("", plan["plan"]) if plan else ""
                return (Said(title, text, at.place, at.number) if title else None), unit
    return None, None


def addressees_of(paragraphs: Sequence[Paragraph]) -> Said | None:
    """The kinds of units that it is addressed to."""
    for one in paragraphs[:HEAD_LINES]:
        text = "".join(one.text.split())
        if ADDRESSED.match(text):
            kinds = tuple(kind for pattern, kind in KINDS if pattern.search(text))
            return Said(kinds, one.text, one.place, one.number) if kinds else None
    return None


def contact_of(paragraphs: Sequence[Paragraph]) -> dict[str, Said]:
    """Post, office telephone and mail. A person's name or mobile number is never taken."""
    found: dict[str, Said] = {}
    for name, pattern in (("post", POST), ("phone", PHONE), ("mail", MAIL)):
        for one in paragraphs:
            match = pattern.search(tight(one.text))
            if match:
                value = match[name].replace(" ", "-")
                found.setdefault(f"contact_{name}", Said(value, match[0], one.place, one.number))
    return found
