"""Reads the rows under one header: which of them are lines, and which go on with the line above."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bureau.registry.roster import values
from bureau.registry.roster.asides import NO_NAME, objection
from bureau.registry.roster.continuing import continued, with_certificate
from bureau.registry.roster.grids import CELL
from bureau.registry.roster.row import Held, Row
from bureau.registry.roster.saying import FURTHER_PLACE, GOES_ON, PLACES, SKIPPED, TWICE
from bureau.registry.roster.told import Problem, RosterLine

_WHOLE = re.compile(r"[号楼层室栋内侧处东西南北旁口后前)）]$|公里$|\d$")  # an address that is not broken off


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
        if said is NO_NAME and self._adds(at):
            return
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

    def _adds(self, at: int) -> bool:
        """Take a row that names nobody and gives a further certificate or place of the body above; which is told."""
        if self.taken != [at - 1] or not self._is_unnumbered(at):
            return False
        last, row = self.roster.lines[-1], Row(self, at)
        if self._is_place_alone(at) and _WHOLE.search(last.address or ""):
            places = tuple(dict.fromkeys((*last.addresses, *row.places())))
            self.roster.lines[-1] = replace(last, address=places[0], other_addresses=places[1:])
            row.note("address", places[-1][:CELL], FURTHER_PLACE.fill(name=last.name))
        elif self._says_more(at) and (
            numbers := values.read_numbers(self.header.text("certificate", self.texts[at]))[0]
        ):
            joined = with_certificate(last, row.line(last.part, named=last.name) or last)
            if joined is None:
                return False
            self.roster.lines[-1] = joined
            row.note("certificate", "、".join(numbers), GOES_ON.fill(name=last.name))
        else:
            return False
        self.taken[:] = [at]
        return True

    def _is_unnumbered(self, at: int) -> bool:
        """Whether a row has neither a running number of its own nor a code."""
        column, row = self.header.number, self.texts[at]
        own = "" if column is None else "".join(map(str, row[column : column + 1]))
        return values.is_blank(own) and values.is_blank(self.header.text("uscc", row))

    def _says_more(self, at: int) -> bool:
        """Whether a row says anything beside the number of a certificate, which alone may be a slip."""
        return sum(not values.is_blank(str(text)) for text in self.texts[at]) > 1

    def _is_place_alone(self, at: int) -> bool:
        """Whether a row gives an address and nothing else that is taken."""
        said = [
            name
            for name in self.header.columns
            if not values.is_blank(self.header.text(name, self.texts[at]))
        ]
        return said == ["address"]

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
