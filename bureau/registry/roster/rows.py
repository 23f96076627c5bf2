"""Reads the rows under one header: which of them are lines, and which go on with the line above."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.registry.roster import values
from bureau.registry.roster.asides import objection
from bureau.registry.roster.continuing import continued
from bureau.registry.roster.grids import CELL
from bureau.registry.roster.row import Held, Row
from bureau.registry.roster.saying import PLACES, SKIPPED, TWICE
from bureau.registry.roster.told import Problem, RosterLine


@dataclass(frozen=True)
class Lines(Held):
    """The lines under one header."""

    def __post_init__(self) -> None:
        grid, header, roster = self.grid, self.header, self.roster
        if header.twice:
            said = TWICE.fill(word=header.twice)
            roster.problems.append(
                Problem(grid.name, header.row + grid.first, header.twice, header.twice, said)
            )

    def read(self, at: int, part: str, *, skipped: bool = False) -> None:
        """One row, as a line or as a problem; a row that somebody chose to leave out is told as such."""
        row = Row(self, at)
        if skipped:
            row.note("name", self.header.text("name", self.texts[at])[:80], SKIPPED)
            return
        said = (
            None
            if values.DITTO.fullmatch(self.header.text("name", self.texts[at]))
            else objection(self.texts[at], self.header)
        )
        if said is not None:
            stands = "、".join(str(text) for text in self.texts[at] if text)
            row.note("name", stands[:80], said)
            return
        line = row.line(part)
        if line is None:
            return
        joined = continued(self.roster.lines[-1], line) if self._goes_on(at, line) else None
        if joined is None:
            self.roster.lines.append(line)
        else:
            added = len(joined.addresses) > len(self.roster.lines[-1].addresses) > 0
            self.roster.lines[-1] = joined
            if added:
                places = "；".join(joined.addresses)[:CELL]
                row.note("address", places, PLACES.fill(count=len(joined.addresses)))
        self.taken[:] = [at]

    def _goes_on(self, at: int, line: RosterLine) -> bool:
        """Whether a row may belong to the body of the row above: its running number is that one's, or empty.

        In a list without running numbers its certificates must be the same.
        """
        column = self.header.number
        if self.taken != [at - 1]:
            return False
        if column is None:
            return line.certificate_numbers != () and self._differs_in_place_alone(at)
        above, own = ("".join(map(str, row[column : column + 1])) for row in self.texts[at - 1 : at + 1])
        return values.is_blank(own) or own == above

    def _differs_in_place_alone(self, at: int) -> bool:
        """Whether all else is merged over a row and the one above it."""
        places = {self.header.columns.get(name) for name in ("address", "other_address")}
        above, own = self.texts[at - 1], self.texts[at]
        return len(above) == len(own) and all(
            one == other or place in places for place, (one, other) in enumerate(zip(above, own, strict=True))
        )
