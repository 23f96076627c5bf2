"""Random tables of what methods and standards demand, and of the readings of sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    import random
    from collections.abc import Callable, Sequence

    from tests.screener.naive import Row

TEMPERATURES = (18.0, 20.0, 22.0, 22.1, 25.0)
HUMIDITIES = (45.0, 50.0, 60.0, 60.5, 70.0)


def demanded(
    chance: random.Random,
    methods: Sequence[str],
    parameters: Sequence[str],
    products: Sequence[str],
    sites: Sequence[str],
    *,
    instant: Callable[[], dt.datetime],
) -> dict[str, list[Row]]:
    """Few different values, so that many readings lie on a bound."""

    def maybe(values: Sequence[Any], share: float) -> Any:  # noqa: ANN401 - whatever the column holds
        return None if chance.random() < share else chance.choice(values)

    procedures = [
        {
            "method": method,
            "parameter": parameter,
            "min_replicates": maybe((1, 2, 2, 3), 0.3),
            "temperature_low": maybe(TEMPERATURES[:2], 0.4),
            "temperature_high": maybe(TEMPERATURES[2:], 0.4),
            "humidity_low": maybe(HUMIDITIES[:2], 0.6),
            "humidity_high": maybe(HUMIDITIES[2:], 0.6),
        }
        for method in methods
        for parameter in parameters
        if chance.random() < 0.8
    ]
    prescribed = [
        {"product": product, "parameter": parameter, "method": method}
        for product in products
        for parameter in parameters
        for method in (*methods, "m3")
        if chance.random() < 0.25
    ]
    readings = {
        (site, instant()): {
            "temperature": maybe(TEMPERATURES, 0.2),
            "humidity": maybe(HUMIDITIES, 0.3),
        }
        for site in sites
        for _ in range(12)
    }
    return {
        "procedures": procedures,
        "prescribed_methods": prescribed,
        "environment_log": [{"site_id": site, "at": at} | row for (site, at), row in readings.items()],
    }
