"""What systems call a column in English: words run together or apart, by what they are composed of (firstCertDate)."""

from __future__ import annotations

import re
from functools import lru_cache

_KINDS = {
    "body": "ORGANIZATION ORGANISATION ORG UNIT ENTERPRISE ENT COMPANY CORP COMP LABORATORY LAB INSTITUTION INSTITUTE"
    " AGENCY ENTITY SUBJECT",
    "name": "NAME FULLNAME NM TITLE",
    "credit": "CREDIT SOCIAL UNIFIED USCC",
    "cert": "CERTIFICATE CERTIFICATION CERT CMA QUALIFICATION QUALIFIED QUAL ACCREDITATION LICENSE LICENCE",
    "number": "NUMBER NUM NO CODE CD",
    "first": "FIRST INITIAL",
    "issue": "ISSUED ISSUE GRANTED GRANT AWARDED AWARD APPROVED APPROVAL APPROVE BEGIN START FROM EFFECTIVE",
    "end": "EXPIRATION EXPIRED EXPIRES EXPIRE EXPIRY EXP END VALIDITY VALID UNTIL TO DUE DEADLINE",
    "date": "DATE DAY TIME DT ON PERIOD TERM",
    "registered": "REGISTERED REGISTRATION REGISTER REG LEGAL DOMICILE",
    "place": "ADDRESS ADDR LOCATION SITE PLACE",
    "test": "TESTING TEST INSPECTION INSPECT DETECTION DETECT CHECKING WORK BUSINESS OPERATE",
    "person": "CONTACTS CONTACT LINKMAN LINKER LINK LIAISON PERSON MAN",
    "phone": "TELEPHONE TELEPHONES TEL PHONE MOBILE CELL",
    "field": "FIELDS FIELD DOMAINS DOMAIN SCOPE INDUSTRY CATEGORY",
    "nature": "TYPE NATURE KIND PROPERTY",
    "area": "DISTRICT COUNTY AREA REGION",
    "other": "STATUS STATE FAX EMAIL MAIL UPDATE UPDATED CREATE CREATED MODIFY MODIFIED AUTHORITY ISSUER DEPARTMENT"
    " DEPT OFFICE REPRESENTATIVE REP OLD FORMER PREVIOUS BIRTH FOUND FOUNDED ESTABLISH SUPERVISOR SUPERVISE CAPITAL"
    " REMARK PARENT COUNT CHANGE CANCEL REVOKE CHECKER POST ZIP CNAS CATL ID",
}
_WORDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
LONGEST = max(map(len, _WORDS))
_APART = re.compile(r"[\W_]+")
# Which kinds make a field, tried in order: all of the first, none of the second.
_FIELDS = (
    ("phone", {"phone"}, {"other", "registered"}),
    ("uscc", {"credit"}, {"other"}),
    ("uscc", {"body", "number"}, {"other", "cert"}),
    ("first_issued", {"first", "date"}, {"other"}),
    ("registered_address", {"registered", "place"}, {"other", "test"}),
    ("address", {"place"}, {"other", "phone", "cert"}),
    ("valid_to", {"end", "date"}, {"other", "issue", "registered"}),
    ("valid_to", {"cert", "end"}, {"other", "issue"}),
    ("issued", {"issue", "date"}, {"other", "registered", "end"}),
    ("issued", {"cert", "date"}, {"other", "registered", "end", "test"}),
    ("certificate", {"cert", "number"}, {"other", "registered"}),
    ("contact", {"person"}, {"other", "registered", "place"}),
    ("domains", {"field"}, {"other"}),
    ("kind", {"body", "nature"}, {"other"}),
    ("district", {"area", "name"}, {"other"}),
    ("name", {"body", "name"}, {"other", "person", "registered"}),
)


def spelled(text: str) -> str | None:
    """The field that two or more English words mean together; None for anything else."""
    kinds = _kinds(text)
    if len(kinds) < 2:
        return None
    found = set(kinds)
    return next((name for name, all_of, none_of in _FIELDS if all_of <= found and not none_of & found), None)


def _kinds(text: str) -> tuple[str, ...]:
    """The kind of each word; empty where a part of the text is no word that is known."""
    pieces = [_cut(piece) for piece in _APART.split(text.upper()) if piece]
    return tuple(kind for piece in pieces for kind in piece) if all(pieces) else ()


@lru_cache(maxsize=4_096)
def _cut(piece: str) -> tuple[str, ...]:
    """The kinds of the words that a piece is run together of, longer words first; empty where it is not."""
    for size in range(min(len(piece), LONGEST), 0, -1):
        kind = _WORDS.get(piece[:size])
        if kind is not None:
            rest = _cut(piece[size:])
            if rest or size == len(piece):
                return (kind, *rest)
    return ()
