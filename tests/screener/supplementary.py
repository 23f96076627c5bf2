"""The supplementary tables as the tests know them: a second copy of their columns, and what is drawn of them."""

from __future__ import annotations

import hashlib
import re

#: table -> its columns as "name:type", a question mark where it may be empty
SUPPLEMENTARY = {
    "samples": "uscc:text sample_no:text product:text? registered_at:timestamp? disposed_at:timestamp?",
    "sample_chain": "uscc:text sample_no:text step:int handed_at:timestamp given_by:text? taken_by:text?",
    "attendance": "person_id:text arrived_at:timestamp left_at:timestamp?",
    "instrument_log": "instrument_id:text started_at:timestamp ended_at:timestamp sample_no:text?",
    "raw_files": "uscc:text raw_record:text sha256:text created_at:timestamp? modified_at:timestamp?",
    "vehicle_tests": "report_id:text vin:text attempt:int tested_at:timestamp? cal_id:text? cvn:text? "
    "rated_power:number? registered_power:number?",
    "samplings": "report_id:text person_id:text arrived_at:timestamp left_at:timestamp latitude:number "
    "longitude:number",
    "invoices": "uscc:text invoice_no:text line:int issued_on:date? report_no:text? amount:number?",
}

#: What a column that is not drawn holds; any other is empty.
DRAWN_DEFAULTS: dict[str, dict[str, str]] = {
    "samples": {"uscc": "A"},
    "sample_chain": {"uscc": "A", "handed_at": "2022-03-01 08:00"},
    "attendance": {"person_id": "P1"},
    "instrument_log": {"instrument_id": "I1"},
    "raw_files": {"uscc": "A"},
    "vehicle_tests": {"attempt": "1"},
    "samplings": {"person_id": "P1"},
    "invoices": {"uscc": "A", "line": "1"},
}

_HASH = re.compile(r"\((.*)\)(\^?)\Z")


def digest(text: str) -> str:
    """A cell of `sha256`: `(a)` is the hash of the text a, `(a)^` the same in capitals, anything else is itself."""
    found = _HASH.match(text)
    if found is None:
        return text
    made = hashlib.sha256(found[1].encode()).hexdigest()
    return made.upper() if found[2] else made
