"""What pages read of the register."""

from bureau.rectification.selectors.counts import ProblemCounts, problem_counts, problem_totals
from bureau.rectification.selectors.histories import Happening, changes_since, history
from bureau.rectification.selectors.pages import ProblemPage, get_problem, problem_page
from bureau.rectification.selectors.registers import VIEWS, View, listed, of_institution, view_named

__all__ = [
    "VIEWS",
    "Happening",
    "ProblemCounts",
    "ProblemPage",
    "View",
    "changes_since",
    "get_problem",
    "history",
    "listed",
    "of_institution",
    "problem_counts",
    "problem_page",
    "problem_totals",
    "view_named",
]
