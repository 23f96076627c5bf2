"""All anomalies by name, in the order of the specification."""

from __future__ import annotations

from collections.abc import Sequence

from screener.measures import bunching, clones, digits, gaps, passes, recycled, spread, workload
from screener.measures.declaration import Again, Anomaly, Columns, Floats
from screener.measures.groups import forget_groups
from screener.partition import Partition

ORDER = (
    "digits.terminal",
    "digits.first",
    "replicates.too_alike",
    "spread.unlike_peers",
    "values.recycled",
    "limit.bunching",
    "passes.too_many",
    "workload.too_high",
    "clones.near",
    "number.gaps",
)

_FAMILIES = (bunching, clones, digits, gaps, passes, recycled, spread, workload)
_BY_NAME = {anomaly.name: anomaly for family in _FAMILIES for anomaly in family.MEASURES}

ANOMALIES: dict[str, Anomaly] = {name: _BY_NAME[name] for name in ORDER}

#: What was measured of the groups of one bucket, by anomaly.
Measured = dict[str, Columns]

#: Those that look twice, by name.
SEEN_AGAIN: dict[str, Again] = {name: one.again for name, one in ANOMALIES.items() if one.again is not None}


def measure(p: Partition, anomalies: Sequence[Anomaly]) -> Measured:
    """What every anomaly measures of a partition; nothing of the rows that several institutions share."""
    try:
        return {} if p.is_shared else {anomaly.name: anomaly.measure(p) for anomaly in anomalies}
    finally:
        forget_groups(p)


def look_again(p: Partition, wanted: dict[str, tuple[Columns, Floats]]) -> Measured:
    """The columns that a second look adds, by anomaly; `wanted` is what was measured and what was planned."""
    found: Measured = {}
    try:
        for name, (columns, planned) in wanted.items():
            found[name] = SEEN_AGAIN[name].look(p, columns["place"], columns, planned)
    finally:
        forget_groups(p)
    return found
