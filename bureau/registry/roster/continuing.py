"""A body over several rows is one line, as long as each further row only adds to it."""

from __future__ import annotations

from dataclasses import replace

from bureau.registry.roster.told import RosterLine, Term

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


def with_certificate(before: RosterLine, line: RosterLine) -> RosterLine | None:
    """A body with the certificate of a further row that names nobody; None where that row says anything else of it.

    Where the certificates end on different days each has its own term.
    """
    days = (line.first_issued_on, line.valid_to)
    same = replace(line, first_issued_on=None, valid_to=None, issued_on=None, terms=())
    if not before.certificate_numbers or set(before.certificate_numbers) & set(line.certificate_numbers):
        return None
    joined = continued(before, same)
    if joined is None or line.valid_to in {None, before.valid_to}:
        return joined
    own = [Term(one, before.first_issued_on, before.valid_to) for one in before.certificate_numbers]
    further = [Term(one, *days) for one in line.certificate_numbers]
    return replace(joined, valid_to=None, terms=(*(before.terms or own), *further))
