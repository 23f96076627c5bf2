"""Lists that can be sorted by some of their columns; which one, the address says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from bureau.ui.addresses import changed

PARAMETER = "sort"


class Sorting:
    """How a list is sorted: `columns` names each order by a word, `default` is the one without a word in the address.

    `Sorting(request, {"due": ("due_on", "reference"), "name": ("name", "reference")}, default="due")`; an order's last
    column must be unique, as `paging.page` wants it. `-due` in the address turns the whole order round.
    """

    def __init__(self, request: HttpRequest, columns: Mapping[str, Sequence[str]], *, default: str) -> None:
        self.request, self.columns, self.default = request, columns, default
        asked = request.GET.get(PARAMETER, "")
        self.descending = asked.startswith("-")
        self.by = asked.removeprefix("-")
        if self.by not in columns:
            self.by, self.descending = default, False

    @property
    def order(self) -> tuple[str, ...]:
        """The columns to order by, for `paging.page`."""
        columns = tuple(self.columns[self.by])
        return tuple(turned(column) for column in columns) if self.descending else columns

    def state(self, by: str) -> str:
        """`ascending` or `descending` for the column the list is sorted by, else an empty text."""
        if by != self.by:
            return ""
        down = self.order[0].startswith("-")
        return "descending" if down else "ascending"

    def address(self, by: str) -> str:
        """The address of the list sorted by a column, or turned round when it is sorted by it already."""
        round_about = by == self.by and not self.descending
        word = f"-{by}" if round_about else "" if by == self.default else by
        return changed(self.request, **{PARAMETER: word})


def turned(column: str) -> str:
    """A column's order the other way round."""
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"
