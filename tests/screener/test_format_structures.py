"""Periods, chains of corrections and sweeps over time agree with plain loops on whatever Hypothesis draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from screener.chains import Family, chain
from screener.ledger.units import NO_DAY
from screener.periods import Periods, until
from screener.sweep import Bookings, in_two_places

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = st.integers(-719_162, 2_932_896) | st.integers(0, 8)
KEY = st.integers(0, 3)


def _columns(rows: Sequence[tuple[int, ...]], kind: Any, width: int) -> list[Any]:  # noqa: ANN401 - a dtype
    table = np.array(rows, np.int64).reshape(len(rows), width)
    return [table[:, place].astype(kind) for place in range(width)]


@given(
    held=st.lists(st.tuples(KEY, DAY, DAY | st.just(NO_DAY)), max_size=8),
    asked=st.lists(st.tuples(st.integers(-1, 4), DAY), min_size=1, max_size=10),
)
@settings(max_examples=200)
def test_periods_cover_what_one_of_them_covers(
    held: list[tuple[int, ...]], asked: list[tuple[int, ...]]
) -> None:
    keys, first, last = _columns(held, np.int32, 3)
    found = Periods.of(keys, first, until(last)).covers(*_columns(asked, np.int32, 2))
    expected = [
        any(key == k and start <= day and (end == NO_DAY or day <= end) for k, start, end in held)
        for key, day in asked
    ]
    assert found.tolist() == expected


# --- chains ----------------------------------------------------------------------------------------------------

FOLLOWING = st.dictionaries(st.integers(0, 9), st.integers(0, 9), max_size=10)


def _walk(start: int, following: dict[int, int]) -> list[int]:
    """What is reached from a report, itself left out, until the chain ends or meets what it met before."""
    reached: list[int] = []
    node = following.get(start)
    while node is not None and node != start and node not in reached:
        reached.append(node)
        node = following.get(node)
    return reached


@given(following=FOLLOWING, group=st.lists(st.integers(0, 11), unique=True, max_size=8))
@settings(max_examples=250)
def test_reports_are_related_when_one_leads_to_the_other(following: dict[int, int], group: list[int]) -> None:
    known = set(following) | set(following.values())
    family = Family.of([report for report in group if report in known], following)
    related = {
        (one, other): other in _walk(one, following) or one in _walk(other, following)
        for one in group
        for other in group
        if one != other
    }
    for (one, other), expected in related.items():
        assert family.related(one, other) is expected
    assert family.relatives(group) == {
        one: sum(related[one, other] for other in group if other != one) for one in group
    }


@given(following=FOLLOWING, start=st.integers(0, 11), most=st.integers(0, 5))
def test_a_chain_is_told_up_to_a_limit(following: dict[int, int], start: int, most: int) -> None:
    reached = _walk(start, following)
    assert chain(start, following, most) == (reached[:most], len(reached))


def test_a_chain_longer_than_python_recurses() -> None:
    following = {n: n + 1 for n in range(100_000)}
    family = Family.of([0, 50_000], following)
    assert family.related(0, 50_000)
    assert family.relatives([0, 50_000, 99_999]) == {0: 2, 50_000: 2, 99_999: 2}


# --- sweeps ----------------------------------------------------------------------------------------------------

INTERVAL = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair)))


@st.composite
def _tests(draw: st.DrawFn) -> list[tuple[int, ...]]:
    """Rows (instrument, start, end, report, capacity); the capacity belongs to the instrument."""
    capacity = draw(st.lists(st.integers(1, 3), min_size=2, max_size=2))
    rows = draw(
        st.lists(st.tuples(st.integers(0, 1), INTERVAL, st.integers(0, 3)), max_size=12),
    )
    return [(i, start, end, report, capacity[i]) for i, (start, end), report in rows]


@given(_tests())
@settings(max_examples=250)
def test_an_overload_is_met_by_all_who_are_active_in_it(rows: list[tuple[int, ...]]) -> None:
    bookings = Bookings(*_columns(rows, np.int64, 5))
    tests = {row[:4] for row in rows}

    def active(instrument: int, at: int) -> set[tuple[int, ...]]:
        return {test for test in tests if test[0] == instrument and test[1] <= at < test[2]}

    def overloads(row: tuple[int, ...]) -> list[int]:
        return [at for at in range(row[1], row[2]) if len(active(row[0], at)) > row[4]]

    assert bookings.overloaded().tolist() == [bool(overloads(row)) for row in rows]
    for test in range(len(bookings.first_row)):
        members = bookings.rows(test).tolist()
        row = rows[members[0]]
        assert {rows[member][:4] for member in members} == {row[:4]}
        assert len(members) == sum(other[:4] == row[:4] for other in rows)
        if overloads(row):
            at, count, others = bookings.witness(test)
            assert at in overloads(row)
            assert count == len(active(row[0], at))
            found = {rows[bookings.rows(other)[0]][:4] for other in others}
            assert found == active(row[0], at) - {row[:4]}


@given(st.lists(st.tuples(st.integers(0, 1), INTERVAL, st.integers(0, 2)), max_size=12))
@settings(max_examples=250)
def test_two_places_at_once(drawn: list[tuple[int, tuple[int, int], int]]) -> None:
    rows = [(person, start, end, site) for person, (start, end), site in drawn]
    expected = [any(p == q and w != v and s < f and t < e for q, t, f, v in rows) for p, s, e, w in rows]
    assert in_two_places(*_columns(rows, np.int64, 4)).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 1), INTERVAL, st.integers(0, 2)), max_size=12))
def test_two_places_at_once_before_the_epoch(drawn: list[tuple[int, tuple[int, int], int]]) -> None:
    early = -62_135_596_800_000_000  # the first microsecond of the year 1
    rows = [(person, early + start, early + end, site) for person, (start, end), site in drawn]
    expected = [any(p == q and w != v and s < f and t < e for q, t, f, v in rows) for p, s, e, w in rows]
    assert in_two_places(*_columns(rows, np.int64, 4)).tolist() == expected
