"""The registry as the reference: what it holds of certificates, scope, authorisations and calibrations.

A table of an institution takes part only where the registry's facts can be laid beside the ledger's identifiers and
lack no date: half a fact would accuse everybody.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bureau.registry.models import Authorisation, Calibration, Capability, Certificate, Institution
from bureau.registry.texts import comparable
from bureau.screening.ledgers.joining import describe
from screener.ledger.reading import schema

Row = dict[str, Any]
UNSAID = "other"  # a nature that only says it is neither of the two
NAMES = ("institutions", "certificates", "scope", "authorisations", "calibrations")


def write_reference(bodies: dict[str, Institution], ledger: Path, out: Path) -> dict[str, int]:
    """Write the reference folder for the institutions of a joined ledger, by their codes; rows by table."""
    told = {name: _rows_of(ledger, name) for name in ("sites", "people", "instruments")}
    claimed = {row["uscc"]: row for row in _rows_of(ledger, "institutions")}
    found: dict[str, list[Row]] = {name: [] for name in NAMES}
    for uscc in sorted(bodies):
        body = bodies[uscc]
        own = {name: [row for row in rows if row["uscc"] == uscc] for name, rows in told.items()}
        found["institutions"] += institution_told(body, claimed.get(uscc))
        certificates = _certificates(uscc, body)
        found["certificates"] += certificates
        found["scope"] += _scope(uscc, body, certificates, own["sites"])
        found["authorisations"] += _authorisations(body, own["people"])
        found["calibrations"] += _calibrations(uscc, body, own["instruments"])
    rows: dict[str, int] = {}
    for name, lines in found.items():
        if lines:
            pq.write_table(
                pa.Table.from_pylist(lines, schema(name)), out / f"{name}.parquet", compression="zstd"
            )
            rows[name] = len(lines)
    describe(out, rows)
    return rows


def _rows_of(ledger: Path, name: str) -> list[Row]:
    path = ledger / f"{name}.parquet"
    rows: list[Row] = pq.read_table(path).to_pylist() if path.is_file() else []
    return rows


def institution_told(body: Institution, claimed: Row | None) -> list[Row]:
    """The registry's word on name and legal nature, whose change has to be filed; in all else the ledger's own.

    Another spelling of a name, a name it had before and a nature that one side does not know are no difference. The
    division of registration decides nothing: whose an institution is, its places of work say.
    """
    if claimed is None:
        return []
    row = {name: claimed[name] for name in ("uscc", "name", "kind", "home_division")}
    if comparable(claimed["name"]) not in {comparable(name) for name in (body.name, *body.former_names)}:
        row["name"] = body.name
    if body.kind and UNSAID not in {body.kind, claimed["kind"]}:
        row["kind"] = body.kind
    return [row]


def _certificates(uscc: str, body: Institution) -> list[Row]:
    """All of them, or none where one lacks a date."""
    facts = list(Certificate.objects.standing().filter(institution=body).order_by("valid_from", "number"))
    if any(one.valid_from is None or one.valid_to is None for one in facts):
        return []
    rows = {
        one.number: {
            "certificate_no": f"{uscc}/{one.number}",
            "uscc": uscc,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "ended_on": one.ended_on,
        }
        for one in facts
    }
    return list(rows.values())


def _scope(uscc: str, body: Institution, certificates: Sequence[Row], sites: Sequence[Row]) -> list[Row]:
    """Every capability at the site it names, found by its address, or at every site where it names none."""
    facts = list(Capability.objects.standing().filter(institution=body).select_related("certificate", "site"))
    terms = {row["certificate_no"]: row["valid_from"] for row in certificates}
    by_address = {_squeezed(row["address"]): row["site_id"] for row in sites if row["address"]}
    rows: list[Row] = []
    for one in facts:
        number = f"{uscc}/{one.certificate.number}"
        since = one.valid_from or terms.get(number)
        places = _places(one, by_address, sites)
        if since is None or not places:
            return []
        rows += [
            {
                "certificate_no": number,
                "site_id": place,
                "parameter": one.parameter,
                "method": one.method,
                "valid_from": since,
                "valid_to": one.valid_to,
            }
            for place in places
        ]
    return rows


def _places(one: Capability, by_address: dict[str, str], sites: Iterable[Row]) -> list[str]:
    if one.site is None:
        return [row["site_id"] for row in sites]
    found = by_address.get(_squeezed(one.site.address))
    return [found] if found else []


def _authorisations(body: Institution, people: Sequence[Row]) -> list[Row]:
    """Of everybody whom the ledger knows by the same identity: their fields, or none of them where a day is lacking."""
    by_identity = {row["identity"]: row["person_id"] for row in people if row["identity"]}
    facts: dict[str, list[Authorisation]] = defaultdict(list)
    for one in Authorisation.objects.standing().filter(institution=body).select_related("person"):
        person = by_identity.get(one.person.identity_hash) if one.person.identity_hash else None
        if person:
            facts[person].append(one)
    return [
        {"person_id": person, "domain": one.domain, "valid_from": one.valid_from, "valid_to": one.valid_to}
        for person, held in sorted(facts.items())
        if all(one.valid_from for one in held)
        for one in held
    ]


def _calibrations(uscc: str, body: Institution, instruments: Sequence[Row]) -> list[Row]:
    """Of every instrument that the ledger calls by its own number: all of them, or none where a day is lacking."""
    known = {row["instrument_id"] for row in instruments}
    facts: dict[str, list[Calibration]] = defaultdict(list)
    for one in Calibration.objects.standing().filter(institution=body).select_related("instrument"):
        made = f"{uscc}/{one.instrument.own_number}"
        if one.instrument.own_number and made in known:
            facts[made].append(one)
    return [
        {
            "instrument_id": made,
            "calibrated_on": one.valid_from,
            "valid_until": one.valid_to,
            "passed": one.passed,
        }
        for made, held in sorted(facts.items())
        if all(_dated(one.valid_from, one.valid_to) for one in held)
        for one in held
    ]


def _dated(first: dt.date | None, last: dt.date | None) -> bool:
    return first is not None and last is not None


def _squeezed(text: str) -> str:
    return "".join(text.split())
