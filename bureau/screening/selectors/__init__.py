"""What pages, and rooms above, read of this room."""

from bureau.screening.selectors.frames import Listed, ReportsOfYear, reports_by_year, reports_handed_in
from bureau.screening.selectors.hits import (
    VIEWS,
    HitPage,
    explained_before,
    hit_page,
    hits_of_report,
    hits_seen,
    neighbours,
    undecided_hits,
    view_named,
)
from bureau.screening.selectors.leads import lead_of, leads_seen, officers_for, open_leads, open_leads_about
from bureau.screening.selectors.ledgers import LedgerPage, ledger_page, ledgers_seen
from bureau.screening.selectors.portraits import PortraitPage, portrait_page, portraits_of
from bureau.screening.selectors.rows import HandedIn, rows_of
from bureau.screening.selectors.runs import RunPage, run_page, runs_seen
from bureau.screening.selectors.samples import SamplePlan, at_most_bad, draw_sample, plan_sample

__all__ = [
    "VIEWS",
    "HandedIn",
    "HitPage",
    "LedgerPage",
    "Listed",
    "PortraitPage",
    "ReportsOfYear",
    "RunPage",
    "SamplePlan",
    "at_most_bad",
    "draw_sample",
    "explained_before",
    "hit_page",
    "hits_of_report",
    "hits_seen",
    "lead_of",
    "leads_seen",
    "ledger_page",
    "ledgers_seen",
    "neighbours",
    "officers_for",
    "open_leads",
    "open_leads_about",
    "plan_sample",
    "portrait_page",
    "portraits_of",
    "reports_by_year",
    "reports_handed_in",
    "rows_of",
    "run_page",
    "runs_seen",
    "undecided_hits",
    "view_named",
]
