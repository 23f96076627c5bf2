"""What is decided about papers and templates, a service for every move."""

from bureau.papers.services.decisions import approve_paper, propose_paper, return_paper, void_paper
from bureau.papers.services.drafting import Draft, amend_paper, draft_paper
from bureau.papers.services.issuing import file_signed_copy, issue_paper, withdraw_paper
from bureau.papers.services.templates import NotATemplate, replace_template, retire_template

__all__ = [
    "Draft",
    "NotATemplate",
    "amend_paper",
    "approve_paper",
    "draft_paper",
    "file_signed_copy",
    "issue_paper",
    "propose_paper",
    "replace_template",
    "retire_template",
    "return_paper",
    "void_paper",
    "withdraw_paper",
]
