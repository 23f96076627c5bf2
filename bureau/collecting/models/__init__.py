"""Collections, the parts of which they consist, and the links by which bodies without an account open theirs."""

from bureau.collecting.models.collections import Collection
from bureau.collecting.models.links import Knock, Link
from bureau.collecting.models.parts import Part

__all__ = ["Collection", "Knock", "Link", "Part"]
