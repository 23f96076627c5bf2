"""Forms of this room."""

from bureau.papers.forms.drafting import PaperForm
from bureau.papers.forms.filters import PaperFilters
from bureau.papers.forms.moves import GroundsForm, ReasonForm, SignedCopyForm, TemplateForm

__all__ = ["GroundsForm", "PaperFilters", "PaperForm", "ReasonForm", "SignedCopyForm", "TemplateForm"]
