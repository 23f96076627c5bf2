"""A body over several rows is one line, as long as each further row only adds to it."""

from __future__ import annotations

from dataclasses import replace

from bureau.registry.roster.told import RosterLine

# What a body has once; a row of the same body either leaves it out or says the same.
ONCE = (
    "uscc",
    "first_issued_on",
    "valid_to",
    "contact",
    "phone",
    "kind",
    "registered_address",
    "terms",
    "issued_on",
    "district",
)


def continued(before: RosterLine, line: RosterLine) -> RosterLine | None:
    """A body over several rows as one line, or None where the further row is none of it.

    It adds fields or certificates and nothing else; a row that says the same once more stays a line of its own.
    """
    if (before.name, before.sheet, before.part) != (line.name, line.sheet, line.part):
        return None
    if any(getattr(line, name) not in {None, (), getattr(before, name)} for name in ONCE):
        return None
    places = tuple(dict.fromkeys((*before.addresses, *line.addresses)))
    numbers = tuple(dict.fromkeys((*before.certificate_numbers, *line.certificate_numbers)))
    domains = tuple(dict.fromkeys((*before.domains, *line.domains)))
    if (numbers, domains, places) == (before.certificate_numbers, before.domains, before.addresses):
        return None
    return replace(
        before,
        certificate_numbers=numbers,
        domains=domains,
        address=next(iter(places), None),
        other_addresses=places[1:],
    )
