"""Places on a plan: north is up, east is right, one kilometre is as long in both directions."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from bureau.ui.drawing import plan
from bureau.ui.drawing.plans import DEGREE, HEIGHT, WIDTH

PLACES = st.lists(st.tuples(st.floats(73, 136), st.floats(3, 54), st.just("")), min_size=1, max_size=8)


def test_north_is_up_and_east_is_right() -> None:
    drawn = plan(
        [(110.0, 40.0, "west"), (110.1, 40.1, "north east")], [(110.05, 40.05), (90.0, 20.0)], said="two"
    )
    assert drawn is not None
    west, east = drawn.own
    assert (west.x < east.x, west.y > east.y) == (True, True)
    across = 0.1 * DEGREE * math.cos(math.radians(40.05))
    assert math.isclose((east.x - west.x) / across, (west.y - east.y) / (0.1 * DEGREE), rel_tol=0.01)
    assert len(drawn.others) == 1, "one that is far off is not drawn"
    assert plan([], [(110.0, 40.0)], said="none") is None


@given(PLACES)
def test_every_own_place_is_on_the_plan(places: list[tuple[float, float, str]]) -> None:
    drawn = plan(places, said="some")
    assert drawn is not None
    assert all(0 <= one.x <= WIDTH and 0 <= one.y <= HEIGHT for one in drawn.own)
    assert 0 < drawn.scale <= WIDTH / 4 or drawn.scale_said == "0.1 km"
