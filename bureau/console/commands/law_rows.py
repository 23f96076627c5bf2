"""Bases as programs read them: the rows of `mingjian law --json`, and everything of `--full`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bureau.law.selectors import Candidate, Proposal


def row(one: Candidate) -> dict[str, Any]:
    """A basis for programs: amounts in yuan, a fixed fine with both bounds, a ceiling without a lower one."""
    from bureau.law.wording import article_words  # noqa: PLC0415 - other commands do without

    basis = one.basis
    return {
        "law": one.law.name,
        "version": one.version.since,
        "article": article_words(one.article).zh,
        "penalty_article": article_words(one.penalty_article).zh if one.penalty_article else None,
        "fine_min": basis.fine_min,
        "fine_max": basis.fine_max,
        "formula": basis.formula.zh if basis.formula else None,
        "handled_by": basis.authority,
        "source": f"{one.version.number}；{one.version.source}",
        "confidence": one.confidence,
    }


def more(one: Candidate) -> dict[str, Any]:
    """What else is known of a basis."""
    basis = one.basis
    return {
        "file": one.law.file,
        "applies": one.applies.value,
        "article_number": one.article,
        "penalty_article_number": one.penalty_article,
        "correct_first": basis.correct_first,
        "measures": list(basis.measures),
        "condition": basis.condition,
        "hearing": one.hearing,
        "printable": one.printable,
        "note": basis.note,
    }


def whole(found: Proposal) -> dict[str, Any]:
    """Everything that is known: the candidates, and what is late, missing, over a change of the law, or reached."""
    during = found.during
    return {
        "conduct": found.conduct,
        "domain": found.domain,
        "from": str(during.first),
        "until": str(during.last),
        "decided": str(found.decided) if found.decided else None,
        "candidates": [row(one) | more(one) for one in found.candidates],
        "over_a_change_of_the_law": found.spans_versions,
        "missing": [one.zh for one in found.missing],
        "time_bar": str(found.time_bar) if found.time_bar else None,
        "time_bar_grave": str(found.time_bar_grave) if found.time_bar_grave else None,
        "late": found.late,
        "hearing_from": dict(zip(("organisation", "person"), found.hearing_from, strict=True)),
        "thresholds": [
            {
                "threshold": one.threshold.code,
                "name": one.threshold.name,
                "number": one.threshold.number,
                "law": one.law.name,
                "use": one.use.words.zh,
                "reached": one.reached,
                "confidence": one.threshold.confidence,
                "note": one.threshold.note,
            }
            for one in found.limits
        ],
    }
