"""What an order says of reconsideration and court: the periods of the day, and only those that may be printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.lengths import Length, Unit, read_length
from bureau.law.selectors import FoundTerm, LawRefused, find_term
from bureau.law.selectors.printing import not_printable
from bureau.law.wording import numeral
from bureau.papers.blanks import BY_HAND, Blank

FIELD = "救济告知"
# The period, the field in which an officer names who decides, and what is printed of both.
RECONSIDERATION = ("reconsideration", "复议机关", "自收到本通知书之日起{within}内向{who}申请行政复议")
COURT = ("court", "管辖法院", "{since}{within}内依法向{who}提起行政诉讼")
UNITS = {Unit.WORKING: "个工作日", Unit.CALENDAR: "日", Unit.MONTH: "个月", Unit.YEAR: "年"}


@dataclass(frozen=True)
class Remedies:
    """The sentence as it is printed, what pins each period of it, and why one is left out."""

    sentence: str = ""
    pins: list[dict[str, str]] = field(default_factory=list)
    left_out: tuple[str, ...] = ()


def remedies_of(blank: Blank, values: dict[str, str]) -> Remedies:
    """What a paper of this kind says today, to whom by the names that an officer wrote."""
    if blank.field(FIELD) is None:
        return Remedies()
    said: list[str] = []
    pins: list[dict[str, str]] = []
    left_out: list[str] = []
    for code, who, words in (RECONSIDERATION, COURT):
        found, why = _printable(code)
        if found is None:
            left_out.append(why)
            continue
        since = "" if said else "自收到本通知书之日起"
        named = values.get(who, "").strip() or BY_HAND
        said.append(words.format(within=within(read_length(found.term.length)), who=named, since=since))
        pins.append(found.pin)
    sentence = f"如对本责令改正决定不服，可以{'；也可以在'.join(said)}。" if said else ""
    return Remedies(sentence, pins, tuple(left_out))


def within(length: Length) -> str:
    """六十日, 六个月, as orders write it."""
    return f"{numeral(length.count)}{UNITS[length.unit]}"


def _printable(code: str) -> tuple[FoundTerm | None, str]:
    try:
        found = find_term(code, clock.today())
    except LawRefused as refused:
        return None, refused.phrase.in_(get_language() or "zh")
    why = not_printable(found.entry, clock.today())
    return (None, why) if why else (found, "")


def remedies_not_of_the_day(blank: Blank, values: dict[str, str]) -> str:
    """Why the remedies on a paper are not those of today, or ""."""
    now = remedies_of(blank, values)
    if values.get(FIELD, "") == now.sentence:
        return ""
    said = _("What it says of reconsideration and court is not what the law gives today. Amend the paper.")
    return " ".join((said, *now.left_out))
