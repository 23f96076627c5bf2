"""What pages ask about collections."""

from bureau.collecting.selectors.collections import collection_of, collections_seen
from bureau.collecting.selectors.parts import PartPage, link_in, own_parts, part_of, part_page
from bureau.collecting.selectors.progress import Progress, UnitLine, progress_of

__all__ = [
    "PartPage",
    "Progress",
    "UnitLine",
    "collection_of",
    "collections_seen",
    "link_in",
    "own_parts",
    "part_of",
    "part_page",
    "progress_of",
]
