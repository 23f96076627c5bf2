"""Collections and the parts of which they consist."""

from bureau.collecting.models.collections import Collection
from bureau.collecting.models.parts import Part

__all__ = ["Collection", "Part"]
