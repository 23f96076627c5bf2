"""What the pages of this room read: lists, one paper, the templates of a bureau."""

from bureau.papers.selectors.lists import VIEWS, View, listed, papers_of, served, view_named
from bureau.papers.selectors.pages import PaperPage, get_paper, paper_page, preview
from bureau.papers.selectors.templates import TemplateLine, template_lines, template_page

__all__ = [
    "VIEWS",
    "PaperPage",
    "TemplateLine",
    "View",
    "get_paper",
    "listed",
    "paper_page",
    "papers_of",
    "preview",
    "served",
    "template_lines",
    "template_page",
    "view_named",
]
