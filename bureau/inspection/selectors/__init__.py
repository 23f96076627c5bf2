"""What pages of this room read, and what the rooms above ask it."""

from bureau.inspection.selectors.asked import VisitDone, established_findings, finding_of, visits_between
from bureau.inspection.selectors.draws import DrawLine, draws_of, get_draw
from bureau.inspection.selectors.findings import (
    FINDING_VIEWS,
    finding_view_named,
    findings_waiting,
    listed_findings,
)
from bureau.inspection.selectors.histories import history_of
from bureau.inspection.selectors.lists import VIEWS, View, conductors, listed, my_visits, view_named
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
    "FINDING_VIEWS",
    "VIEWS",
    "DrawLine",
    "ItemLine",
    "Progress",
    "View",
    "VisitDone",
    "VisitPage",
    "conductors",
    "draws_of",
    "established_findings",
    "finding_of",
    "finding_view_named",
    "findings_waiting",
    "first_open",
    "get_draw",
    "get_finding",
    "get_item",
    "get_visit",
    "history_of",
    "listed",
    "listed_findings",
    "my_visits",
    "progress_of",
    "view_named",
    "visit_page",
    "visits_between",
]
