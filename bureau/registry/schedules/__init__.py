"""Reads what belongs to a certificate and to its body: schedules 附表 of capabilities, signatories, instruments, staff.

Nothing here knows a database. What a table is, its header says; what is in doubt is told and never filled in.
"""

from bureau.registry.schedules.columns import KINDS
from bureau.registry.schedules.reading import read_schedules
from bureau.registry.schedules.told import Entry, Schedules

__all__ = ["KINDS", "Entry", "Schedules", "read_schedules"]
