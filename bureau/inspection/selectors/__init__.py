"""What pages of this room read, and what the rooms above ask it."""

from bureau.inspection.selectors.asked import VisitDone, established_findings, finding_of, visits_between
from bureau.inspection.selectors.draws import DrawLine, draws_of, get_draw
from bureau.inspection.selectors.histories import Change, history_of
from bureau.inspection.selectors.lists import VIEWS, conductors, listed, my_visits, view_named
from bureau.inspection.selectors.pages import (
    ItemLine,
    Progress,
    VisitPage,
    first_open,
    get_finding,
    get_item,
    get_visit,
    progress_of,
    visit_page,
)

__all__ = [
    "VIEWS",
    "Change",
    "DrawLine",
    "ItemLine",
    "Progress",
    "VisitDone",
    "VisitPage",
    "conductors",
    "draws_of",
    "established_findings",
    "finding_of",
    "first_open",
    "get_draw",
    "get_finding",
    "get_item",
    "get_visit",
    "history_of",
    "listed",
    "my_visits",
    "progress_of",
    "view_named",
    "visit_page",
    "visits_between",
]
