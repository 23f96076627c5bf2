"""What may be asked of the law: bases for a conduct, periods and thresholds on a day."""

from bureau.law.offers import Applies, Candidate, Proposal
from bureau.law.selectors.candidates import domain_of, propose, weigh
from bureau.law.selectors.terms import (
    FoundTerm,
    LawRefused,
    find_term,
    length_of,
    names_a_term,
    reckon_term,
    terms_on,
    threshold_on,
)

__all__ = [
    "Applies",
    "Candidate",
    "FoundTerm",
    "LawRefused",
    "Proposal",
    "domain_of",
    "find_term",
    "length_of",
    "names_a_term",
    "propose",
    "reckon_term",
    "terms_on",
    "threshold_on",
    "weigh",
]
