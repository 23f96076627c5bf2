"""The terms of an institution's risk as a waterfall, terms that are nothing with what the rules said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screener.charts import Term, waterfall
from screener.phrases import Phrase
from screener.report.portrait.shape import listed
from screener.wording.terms import FAMILIES, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from screener.report.markup import Html
    from screener.report.reading import Outcome

_WORDS = ("clear", "not_enough_data", "not_applicable")


def terms_drawn(
    terms: Sequence[Mapping[str, Any]], said: Mapping[str, Outcome], risk: float, others: Sequence[float], *,
    labelled_by: str,
) -> Html:  # fmt: skip
    """The waterfall; `others` are the risks of all other institutions of the run."""
    return waterfall(_shown(terms, said), risk, others, labelled_by=labelled_by)


def terms_listed(terms: Sequence[Mapping[str, Any]], said: Mapping[str, Outcome]) -> Html:
    """The same terms as a table, and their sum."""
    shown = _shown(terms, said)
    names = Phrase("哪一类", "Family"), Phrase("加分", "Adds"), Phrase("说明", "What it rests on")
    rows: list[tuple[object, ...]] = [(one.name, f"{one.value:.2f}", one.note) for one in shown]
    rows.append((Phrase("合计", "Sum"), f"{sum(one.value for one in shown):.2f}", "—"))
    return listed([(names[0], ""), (names[1], "num"), (names[2], "")], rows)


def _shown(terms: Sequence[Mapping[str, Any]], said: Mapping[str, Outcome]) -> list[Term]:
    """Terms that add something, then families that add nothing with what their rules said."""
    shown = [
        Term(_name(str(one.get("family") or "")), _value(one), _note(one)) for one in terms if _value(one)
    ]
    counted = {str(one.get("family")) for one in terms if _value(one)}
    quiet: dict[str, set[str]] = {}
    for rule, answer in said.items():
        family = rule.partition(".")[0]
        if family not in counted:
            quiet.setdefault(family, set()).add(answer.outcome)
    for family, outcomes in quiet.items():
        word = next((one for one in _WORDS if one in outcomes), None)
        told = OUTCOMES[word] if word else Phrase("有疑点，未高出同行", "hits, not above the peers")
        shown.append(Term(_name(family), 0.0, told))
    return shown


def _name(family: str) -> Phrase:
    return FAMILIES.get(family, Phrase(family, family))


def _value(term: Mapping[str, Any]) -> float:
    value = term.get("value")
    return float(value) if isinstance(value, int | float) else 0.0


def _note(term: Mapping[str, Any]) -> Phrase:
    """What a term rests on."""
    share, reports, groups = term.get("share"), term.get("reports"), term.get("groups")
    if isinstance(reports, int):
        part = f"（{share:.1%}）" if isinstance(share, int | float) else ""
        part_en = f" ({share:.1%})" if isinstance(share, int | float) else ""
        return Phrase(f"{reports:,} 份报告{part}", f"{reports:,} reports{part_en}")
    if isinstance(groups, int) and groups:
        return Phrase(f"{groups:,} 组与同行比", f"{groups:,} groups beside the peers")
    return Phrase("", "")
