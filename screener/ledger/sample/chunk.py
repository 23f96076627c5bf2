"""Draws one chunk of the ledger from its cast to its tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from screener.ledger.sample.arrays import Ints
from screener.ledger.sample.cast import Cast
from screener.ledger.sample.corrections import draw_corrections
from screener.ledger.sample.draft import Draft
from screener.ledger.sample.entries import report_names, reports, result_names, results
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.fingerprints import Words, make_distinct
from screener.ledger.sample.numbering import number_reports
from screener.ledger.sample.reports import draw_dates, draw_reports, draw_runs, number_samples
from screener.ledger.sample.results import conclude, draw_rows
from screener.ledger.sample.schedule import Benches, plan
from screener.ledger.sample.sheets import Sheet, bodies, instruments, scope, staff
from screener.ledger.sample.staff import People, authorise, employ, sign


@dataclass
class Chunk:
    """A drawn chunk: honest until faults are planted at its desk."""

    cast: Cast
    draft: Draft
    people: People
    benches: Benches
    prints: Words  # of the last institution's reports, for the chunk that continues it
    rng: np.random.Generator
    same_person: Ints  # of every person the one whose identity it is
    same_instrument: Ints  # of every instrument the one whose maker's number it has

    def desk(self) -> Desk:
        """Where faults are planted."""
        return Desk(self.rng, self.cast, self.draft, self.people, self.benches)

    def sheets(self, *, as_text: bool) -> dict[str, Sheet]:
        """All its tables but the references."""
        rng = self.rng
        return {
            **bodies(self.cast),
            "scope": scope(self.cast),
            **instruments(rng, self.cast, self.benches, self.same_instrument),
            **staff(self.cast, self.people, authorise(self.cast, self.people), self.same_person),
            "reports": reports(self.cast, self.draft, self.people),
            "results": results(self.cast, self.draft, self.people, self.benches, as_text=as_text),
        }

    def names(self, hits: list[tuple[int, int]]) -> list[tuple[str, str | None]]:
        """The identifiers of (report, row) pairs; row -1 stands for the report itself."""
        report, result = report_names(self.cast, self.draft), result_names(self.cast, self.draft)
        return sorted(
            {(report[a].as_py(), result[b].as_py() if b >= 0 else None) for a, b in hits},
            key=lambda pair: (pair[0], pair[1] or ""),
        )


def draw_chunk(seed: int, cast: Cast, seen: Words) -> Chunk:
    """An honest chunk. `seen` holds the fingerprints of reports its first institution has in earlier chunks."""
    rng = np.random.default_rng([seed, 2, cast.branches[0].number])
    drawn = draw_reports(rng, cast)
    runs = draw_runs(rng, drawn)
    minutes = np.array([b.institution.habits.whole_minutes for b in cast.branches], dtype=bool)
    benches = plan(rng, cast, drawn, runs, minutes[drawn.branch[runs.report]])
    draft = Draft(drawn, runs, draw_rows(rng, cast, drawn, runs))
    people = employ(rng, cast, draft)
    draw_dates(rng, draft)
    prints = make_distinct(draft, cast.institution[drawn.branch], seen)
    conclude(draft)
    number_samples(draft)
    draw_corrections(rng, draft)
    number_reports(rng, cast, draft)
    sign(rng, cast, draft, people)
    persons, instruments_ = len(people.branch), int(benches.start[-1])
    return Chunk(
        cast,
        draft,
        people,
        benches,
        prints,
        rng,
        np.arange(persons, dtype=np.int64),
        np.arange(instruments_, dtype=np.int64),
    )
