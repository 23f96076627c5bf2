"""Which hits a page of bounded length shows: some of every institution and rule before more of any."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Hits shown of one rule at one institution, and on the whole page.
PER_GROUP = 20
IN_ALL = 600
#: Institutions listed in the ranking, and those with a section of their own.
RANKED = 300
SECTIONS = 100
#: Institutions whose pictures are drawn, the first by risk.
PORTRAITS = 20
#: Bytes after which no further card is written, whatever the ledger holds.
CARD_BYTES = 5_000_000
#: Reports listed by risk, institutions listed behind one number, rows shown on one card.
REPORTS = 30
BEHIND = 60
ROWS = 10
#: Rules that did not run for want of something: more than so many are one line that opens.
UNFOLDED = 4


def allot(hits: Sequence[int], *, per_group: int = PER_GROUP, in_all: int = IN_ALL) -> list[int]:
    """How many hits of each group to show, the groups being in order of importance.

    Every group gets one before any gets two; what is left over goes to the first.
    """
    shares = [0] * len(hits)
    left = in_all
    for level in range(per_group):
        for index, available in enumerate(hits):
            if available > level:
                if left == 0:
                    return shares
                shares[index] += 1
                left -= 1
    return shares
