"""What pages read of the register."""

from bureau.rectification.selectors.counts import ProblemCounts, problem_counts, problem_totals
from bureau.rectification.selectors.pages import ProblemPage, get_problem, problem_page
from bureau.rectification.selectors.registers import VIEWS, View, listed, of_institution, view_named

__all__ = [
    "VIEWS",
    "ProblemCounts",
    "ProblemPage",
    "View",
    "get_problem",
    "listed",
    "of_institution",
    "problem_counts",
    "problem_page",
    "problem_totals",
    "view_named",
]
