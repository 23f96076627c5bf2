"""The round of this room: contents that no row speaks of are swept away."""

from __future__ import annotations

import logging

from bureau.files.selectors import is_in_use
from bureau.files.store import sweep
from bureau.jobs.kinds import every

log = logging.getLogger(__name__)


@every(minutes=360)
def sweep_orphans() -> None:
    """Remove what uploads that came to nothing left behind, a day after."""
    swept = sweep(is_in_use)
    if swept:
        log.info("%d contents without a row were removed", len(swept))
