"""Reports issued by year and field: what ledgers tell beside what the institution stated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bureau.registry.figures import Issued
from bureau.registry.models import StatedReports


@dataclass
class IssuedLine:
    """One year and field. `counted` is None where no ledger tells of any, `stated` empty where nobody said."""

    year: int
    domain: str
    counted: int | None = None
    told_by: Sequence[tuple[str, str]] = ()
    stated: list[StatedReports] = field(default_factory=list)

    @property
    def exceeds(self) -> bool:
        """Whether ledgers tell of more than was stated; of fewer they may, since none need cover the whole year."""
        return self.counted is not None and any(self.counted > one.reports for one in self.stated)

    @property
    def falls_short(self) -> bool:
        """Whether ledgers tell of fewer than was stated."""
        return self.counted is not None and any(self.counted < one.reports for one in self.stated)


def issued_lines(issued: Iterable[Issued], stated: Iterable[StatedReports]) -> list[IssuedLine]:
    """A line a year and field, the newest year first."""
    found: dict[tuple[int, str], IssuedLine] = {}
    for told in issued:
        line = found.setdefault((told.year, told.domain), IssuedLine(told.year, told.domain))
        line.counted, line.told_by = (line.counted or 0) + told.reports, (*line.told_by, *told.told_by)
    for fact in stated:
        key = (fact.year, fact.domain)
        found.setdefault(key, IssuedLine(*key)).stated.append(fact)
    return [found[key] for key in sorted(found, key=lambda one: (-one[0], one[1]))]
