"""What a notice says about the campaign that it opens: each proposal with the sentence that it came from.

Nothing here writes; what is not said plainly is left empty, so that the officer enters it instead of mending it.
"""

from bureau.campaign.notices.paragraphs import Paragraph, paragraphs_of, text_of_docx, text_of_plain
from bureau.campaign.notices.phases import ReadPhase
from bureau.campaign.notices.reading import Proposals, read_notice
from bureau.campaign.notices.saying import Said

__all__ = [
    "Paragraph",
    "Proposals",
    "ReadPhase",
    "Said",
    "paragraphs_of",
    "read_notice",
    "text_of_docx",
    "text_of_plain",
]
