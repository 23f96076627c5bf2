"""Reads rosters of any shape: what the columns are, what each line says, and every cell that is in doubt.

Nothing here knows a database. `read_roster` opens a file; a reading can be corrected by hand with a `Mapping`.
"""

from bureau.registry.roster.columns import NOT_TAKEN, Mapping
from bureau.registry.roster.reading import read_roster
from bureau.registry.roster.refusing import UnreadableError
from bureau.registry.roster.told import Problem, Roster, RosterLine, SheetReading
from bureau.registry.roster.words import FIELDS, Synonyms, own_synonyms, shape_of, with_words

__all__ = [
    "FIELDS",
    "NOT_TAKEN",
    "Mapping",
    "Problem",
    "Roster",
    "RosterLine",
    "SheetReading",
    "Synonyms",
    "UnreadableError",
    "own_synonyms",
    "read_roster",
    "shape_of",
    "with_words",
]
