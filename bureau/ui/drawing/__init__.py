"""Drawings as plain figures: where each bar and word stands; the components of the same names paint them."""

from __future__ import annotations

from bureau.ui.drawing.bars import Bar, Bars, bars
from bureau.ui.drawing.courses import Course, Courses, courses
from bureau.ui.drawing.plans import Plan, Spot, plan
from bureau.ui.drawing.sums import Spread, Term, Waterfall, spread, waterfall
from bureau.ui.drawing.timelines import Count, Lane, Period, Span, Tick, Timeline, timeline

__all__ = [
    "Bar",
    "Bars",
    "Count",
    "Course",
    "Courses",
    "Lane",
    "Period",
    "Plan",
    "Span",
    "Spot",
    "Spread",
    "Term",
    "Tick",
    "Timeline",
    "Waterfall",
    "bars",
    "courses",
    "plan",
    "spread",
    "timeline",
    "waterfall",
]
