"""The portrait of one institution: pictures of its own rows and of its place among its peers, with what each means."""

from __future__ import annotations

from screener.report.portrait.drawing import portrait
from screener.report.portrait.groups import Groups, read_groups
from screener.report.portrait.own import Own, own_of, own_rows
from screener.report.portrait.panels import portrait_panels
from screener.report.portrait.shape import Drawn, Subject, Undrawn
from screener.report.portrait.terms import terms_drawn, terms_listed

__all__ = [
    "Drawn",
    "Groups",
    "Own",
    "Subject",
    "Undrawn",
    "own_of",
    "own_rows",
    "portrait",
    "portrait_panels",
    "read_groups",
    "terms_drawn",
    "terms_listed",
]
