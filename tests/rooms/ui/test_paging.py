"""Paging: every row once, in order, forwards and backwards, whatever the values; cursors cannot be made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.ui import paging
from bureau.ui.paging import Counted, Page, counted, page

pytestmark = [pytest.mark.django_db, pytest.mark.db]

# Ties, empty values, and texts that databases like to order in their own way.
WORDS = st.sampled_from(["", "a", "A", "b", "甲", "乙", "10", "9", None])
ROWS = st.lists(st.tuples(WORDS, st.integers(0, 3)), max_size=25)
ORDERS = st.sampled_from(
    [("pk",), ("-pk",), ("username", "pk"), ("-username", "-pk"), ("-failures_since_start", "username", "pk")]
)


def attempts(rows: Sequence[tuple[str | None, int]]) -> QuerySet[AccessAttempt]:
    """Rows of a table that is walled by nobody, with columns that may be empty."""
    AccessAttempt.objects.bulk_create(
        AccessAttempt(username=name, failures_since_start=n, get_data="", post_data="") for name, n in rows
    )
    found: QuerySet[Any] = AccessAttempt.objects.all()
    return found


def forwards(rows: QuerySet[AccessAttempt], order: Sequence[str], size: int) -> Iterator[Page[AccessAttempt]]:
    """Every page, from the first to the last."""
    cursor = ""
    while True:
        held = page(rows, order, cursor, size=size)
        yield held
        if not held.later:
            return
        cursor = held.later


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=ROWS, order=ORDERS, size=st.integers(1, 7))
def test_every_row_comes_once_and_the_way_back_is_the_same(
    rows: list[tuple[str | None, int]], order: tuple[str, ...], size: int
) -> None:
    with transaction.atomic():
        found = attempts(rows)
        pages = list(forwards(found, order, size))
        keys = [[row.pk for row in held.rows] for held in pages]
        assert [key for held in keys for key in held] == [
            row.pk for row in found.order_by(*paging._ordered(order))
        ]
        assert [held.first for held in pages] == (
            [1 + size * n for n in range(len(pages))] if rows else [None]
        )
        assert not pages[0].earlier
        back, cursor = [], pages[-1].earlier
        while cursor:
            held = page(found, order, cursor, size=size)
            back.append(([row.pk for row in held.rows], held.first))
            cursor = held.earlier
        assert back == [(keys[n], 1 + size * n) for n in range(len(pages) - 1)][::-1]
        transaction.set_rollback(True)


def test_an_empty_value_comes_first_on_every_database() -> None:
    rows = attempts([("b", 0), (None, 0), ("a", 0)])
    assert [row.username for row in page(rows, ("username", "pk")).rows] == [None, "a", "b"]
    assert [row.username for row in page(rows, ("-username", "pk")).rows] == ["b", "a", None]


def test_rows_that_come_in_are_neither_skipped_nor_shown_twice() -> None:
    rows = attempts([("b", 0), ("d", 0), ("f", 0), ("h", 0)])
    first = page(rows, ("username", "pk"), size=2)
    attempts([("a", 0), ("e", 0)])
    second = page(rows, ("username", "pk"), first.later, size=2)
    assert [row.username for row in second.rows] == ["e", "f"]
    # The way back leads to a whole first page, though a row came in before it.
    back = page(rows, ("username", "pk"), second.earlier, size=3)
    assert [row.username for row in back.rows] == ["a", "b", "d"]
    assert (back.first, back.earlier) == (1, "")


@pytest.mark.parametrize("cursor", ["x", "e30:1:abc", "1:2:3", ":::"])
def test_a_cursor_that_was_made_up_gives_the_first_page(cursor: str) -> None:
    rows = attempts([("a", 0), ("b", 0)])
    assert [row.username for row in page(rows, ("pk",), cursor, size=1).rows] == ["a"]


def test_a_cursor_of_another_order_or_of_rows_gone_gives_the_first_page() -> None:
    rows = attempts([("a", 0), ("b", 0), ("c", 0)])
    later = page(rows, ("username", "pk"), size=1).later
    assert page(rows, ("-username", "pk"), later, size=1).first == 1
    AccessAttempt.objects.exclude(username="a").delete()
    assert [row.username for row in page(rows, ("username", "pk"), later, size=1).rows] == ["a"]


def test_a_cursor_whose_values_no_longer_fit_gives_the_first_page() -> None:
    rows = attempts([("a", 0)])
    bad = paging._write(paging.Cursor(False, ["not a number"], 1), ("pk",))
    assert page(rows, ("pk",), bad).first == 1


def test_counting_stops() -> None:
    rows = attempts([("a", 0)] * 5)
    assert counted(rows, 5) == Counted(5)
    assert counted(rows, 4) == Counted(4, more=True)
    assert page(rows.none(), ("pk",)).last is None
    assert str(Counted(10_000, more=True)) == "over 10,000"
