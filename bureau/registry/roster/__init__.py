"""Reads rosters of any shape: what the columns are, what each line says, and every cell that is in doubt.

Nothing here knows a database. `read_roster` opens a file; a reading can be corrected by hand with a `Mapping`.
"""

from bureau.registry.roster.columns import FIELDS, Mapping, Synonyms
from bureau.registry.roster.reading import Problem, Roster, RosterLine, SheetReading, read_roster
from bureau.registry.roster.refusing import UnreadableError

__all__ = [
    "FIELDS",
    "Mapping",
    "Problem",
    "Roster",
    "RosterLine",
    "SheetReading",
    "Synonyms",
    "UnreadableError",
    "read_roster",
]
