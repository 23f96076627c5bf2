"""All rules over registers by name: what several institutions, or a ledger and a reference, say of one thing."""

from __future__ import annotations

from screener.whole import Whole
from screener.wholes import disagreeing, instruments, invoices, people

WHOLES: dict[str, Whole] = {
    rule.name: rule for family in (disagreeing, people, instruments, invoices) for rule in family.WHOLES
}
