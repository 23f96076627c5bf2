"""The words for every rule and code, Simplified Chinese and English: what a hit says and what it does not."""

from __future__ import annotations

from screener.wording.billed import BILLED
from screener.wording.capability import CAPABILITY
from screener.wording.clones import CLONES
from screener.wording.custody import CUSTODY
from screener.wording.declared import DECLARED
from screener.wording.demanded import DEMANDED, GAPS
from screener.wording.files import FILES
from screener.wording.funnels import FUNNELS
from screener.wording.instruments import INSTRUMENTS
from screener.wording.numbers import NUMBERS
from screener.wording.odd import ODD
from screener.wording.people import PEOPLE
from screener.wording.presence import PRESENCE
from screener.wording.procedures import PROCEDURES
from screener.wording.records import RECORDS
from screener.wording.shape import Innocent, SiteCheck, Wording
from screener.wording.vehicles import VEHICLES

__all__ = ["WORDING", "Innocent", "SiteCheck", "Wording"]

#: The words of every contradiction and anomaly by the name of its rule.
WORDING: dict[str, Wording] = {
    wording.rule: wording
    for family in (
        *(CAPABILITY, INSTRUMENTS, PEOPLE, PROCEDURES, RECORDS, NUMBERS, ODD, FUNNELS, CLONES),
        *(DECLARED, DEMANDED, GAPS),
    )
    for wording in family
}
WORDING |= {
    wording.rule: wording for family in (CUSTODY, PRESENCE, FILES, VEHICLES, BILLED) for wording in family
}
