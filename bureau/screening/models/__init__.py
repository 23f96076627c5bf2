"""Ledgers, runs, hits, questions and leads."""

from bureau.screening.models.hits import Hit, HitFigures, Question, kept_one, with_merged
from bureau.screening.models.leads import Lead
from bureau.screening.models.ledgers import HandIn, LedgerPart, LedgerTable
from bureau.screening.models.mappings import ColumnMapping
from bureau.screening.models.runs import Run, RunTable, RunVerdict

__all__ = [
    "ColumnMapping",
    "HandIn",
    "Hit",
    "HitFigures",
    "Lead",
    "LedgerPart",
    "LedgerTable",
    "Question",
    "Run",
    "RunTable",
    "RunVerdict",
    "kept_one",
    "with_merged",
]
