"""An institution's pictures drawn by the engine, from what a run is pinned to and what it measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils.safestring import SafeString

from bureau.screening.ledgers.telling import (
    Innocent,
    Look,
    here,
    innocents_of,
    looks_of,
    one_language,
    own_words,
)
from bureau.screening.ledgers.telling import plain as plain_name
from screener.report.evidence import Hit as Evidence
from screener.report.evidence import cases
from screener.report.portrait import (
    Drawn,
    Groups,
    Own,
    Subject,
    Undrawn,
    own_of,
    portrait,
    read_groups,
    terms_drawn,
    terms_listed,
)
from screener.report.portrait.shape import SAID
from screener.report.reading import Outcome

#: Rules whose hits are drawn with the rows about them.
DRAWN_RULES = ("instrument.double_booked", "person.two_places", "results.copied", "number.backfilled")
PREFIX = "portrait"
_REPORTS = ("report_id", "report_no", "received_at")
_RESULTS = (
    *("report_id", "parameter", "method", "instrument_id", "operator_id", "started_at", "ended_at"),
    *("value", "limit_low", "limit_high"),
)


@dataclass(frozen=True)
class Likeness:
    """The pictures that there are, and those that there are not; words in both languages until they are shown."""

    drawn: tuple[Drawn, ...]
    missing: tuple[Undrawn, ...]


@dataclass(frozen=True)
class Shown:
    """One picture in the reader's language; `picture` and `table` are markup that the engine escaped."""

    id: str
    question: str
    answer: str
    means: str
    picture: SafeString
    table: SafeString
    figures: tuple[tuple[str, str], ...]
    speaks: bool
    said: str
    innocent: tuple[Innocent, ...]
    looks: tuple[Look, ...]


@dataclass(frozen=True)
class Kept:
    """The kept files of a run, those that are there: its joined reports and results, and its measured groups."""

    reports: Path | None
    results: Path | None
    groups: Path | None


def draw(
    uscc: str, kept: Kept, hits: Sequence[Mapping[str, Any]], rules: Mapping[str, Mapping[str, Any]]
) -> Likeness:
    """Draw what a run tells of an institution; `hits` are those of `DRAWN_RULES` with `rule`, `hit_id`, `evidence`."""
    found: dict[str, list[Evidence]] = {}
    for hit in hits:
        shown = own_words(hit["evidence"], uscc)
        one = Evidence(hit["hit_id"], hit["rule"], "contradiction", "", uscc, shown)
        found.setdefault(one.rule, []).append(one)
    subject = Subject(
        uscc=uscc,
        prefix=PREFIX,
        groups=_groups(kept),
        own=_own(kept, uscc),
        cases={rule: cases(some) for rule, some in found.items()},
        said=outcomes(rules),
    )
    drawn, missing = portrait(subject)
    return Likeness(tuple(drawn), tuple(missing))


def outcomes(rules: Mapping[str, Mapping[str, Any]]) -> dict[str, Outcome]:
    """What the rules said of an institution, as the engine calls it."""
    return {
        rule: Outcome(said["outcome"], said["reason"], said["tested"], said["hits"])
        for rule, said in rules.items()
    }


def _groups(kept: Kept) -> Groups | None:
    return read_groups(kept.groups) if kept.groups is not None else None


def _own(kept: Kept, uscc: str) -> Own | None:
    """Its rows; identifiers of the joined tables begin with the code of the institution that wrote them."""
    if kept.reports is None or kept.results is None:
        return None
    reports = pq.read_table(kept.reports, columns=[*_REPORTS], filters=pc.field("uscc") == uscc)
    # "0" is the sign after "/": pieces of the file that hold other institutions only are not read.
    whose = (pc.field("report_id") >= f"{uscc}/") & (pc.field("report_id") < f"{uscc}0")
    results = pq.read_table(kept.results, columns=[*_RESULTS], filters=whose)
    return own_of(reports, results, plain_name) if reports.num_rows else None


def terms_shown(
    standing: Mapping[str, Any],
    rules: Mapping[str, Mapping[str, Any]],
    others: Sequence[float],
    labelled_by: str,
) -> tuple[SafeString, SafeString]:
    """The terms of an institution's risk as a waterfall and as a table, in the reader's language."""
    terms, said = standing.get("terms", []), outcomes(rules)
    drawn = terms_drawn(terms, said, standing["risk"], others, labelled_by=labelled_by)
    return one_language(drawn), one_language(terms_listed(terms, said))


def shown(one: Drawn) -> Shown:
    """A picture in the reader's language."""
    return Shown(
        id=f"{PREFIX}-{one.key}",
        question=here(one.question),
        answer=here(one.answer),
        means=here(one.means),
        picture=one_language(one.picture),
        table=one_language(one.table),
        figures=tuple((here(name), here(value)) for name, value in one.figures),
        speaks=one.speaks,
        said=here(SAID[one.speaks]),
        innocent=tuple(said for rule in one.rules for said in innocents_of(rule)) if one.speaks else (),
        looks=tuple(look for rule in one.rules for look in looks_of(rule)) if one.speaks else (),
    )


def why_not(one: Undrawn) -> tuple[str, str]:
    """The question of a picture that there is not, and the reason."""
    return here(one.question), here(one.why)
