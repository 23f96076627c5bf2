"""What of an anomaly's evidence moves with its peers: such figures make neither a new hit nor an entry of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Figures that depend on the other institutions, or on how many groups the run could test.
OF_PEERS = frozenset(
    (
        *("peers", "peers_median", "peers_log_median", "peers_madn", "peers_digits", "peers_points"),
        *("tested_groups", "groups_total", "effect", "ratio", "z", "p", "q", "tau_squared", "cautions"),
        *("band", "near", "inside", "outside"),
    )
)
#: A statistic that is taken within the peers' band moves with it.
WITHIN_BAND = frozenset(("statistic", "variance"))


def same_but_for_peers(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the institution's own figures, and the groups of it that speak, are the same."""
    return _own(before) == _own(after)


def _own(evidence: Mapping[str, Any]) -> dict[str, Any]:
    moving = OF_PEERS | (WITHIN_BAND if "band" in evidence else frozenset())
    found = {name: value for name, value in evidence.items() if name not in moving}
    groups = found.get("groups")
    if isinstance(groups, list):
        # Their order is by effect, which moves too.
        found["groups"] = sorted((_own(one) for one in groups if isinstance(one, dict)), key=repr)
    return found
