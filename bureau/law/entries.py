"""Entries of the texts, each named by the hash of what it says: a confirmation holds for exactly that text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from bureau.kernel.phrases import Phrase
from bureau.law.authorities import DOMAINS
from bureau.law.book import PRINTABLE, Basis, Book, Law, Term, Threshold, Version

Row = Basis | Term | Threshold
INFERRED = "D"
BASIS = Phrase("依据（{what}）", "basis for {what}")
IN_DOMAIN = Phrase("依据（{what}）用于{domain}", "basis for {what}, applied to {domain}")
TERM = Phrase("期限“{what}”", "period “{what}”")
THRESHOLD = Phrase("门槛“{what}”", "threshold “{what}”")


@dataclass(frozen=True)
class Entry:
    """One basis, period or threshold in its version; `domain` where only its applying there is inferred."""

    law: Law
    version: Version
    row: Row
    domain: str = ""

    @property
    def confidence(self) -> str:
        """How sure it is."""
        return INFERRED if self.domain else self.row.confidence

    @property
    def doubtful(self) -> bool:
        """Whether it is not printed before a named officer has confirmed it."""
        return self.confidence not in PRINTABLE or self.undated

    @property
    def undated(self) -> bool:
        """Whether the source does not say from when it answers a conduct: it was looked up for no day then."""
        return isinstance(self.row, Basis) and self.version.span.first is None

    @property
    def name(self) -> Phrase:
        """What it is called beside its law and version."""
        if isinstance(self.row, Basis):
            what = "、".join(self.row.conducts)
            return (IN_DOMAIN if self.domain else BASIS).with_(what=what, domain=DOMAINS.get(self.domain, ""))
        return (TERM if isinstance(self.row, Term) else THRESHOLD).with_(what=self.row.name)

    @cached_property
    def text(self) -> dict[str, Any]:
        """Everything that it says, as JSON holds it.

        Its last day, and that of its version, are left out: an amendment ends an entry without rewriting it.
        """
        told: dict[str, Any] = json.loads(json.dumps(asdict(self.row), ensure_ascii=False, default=str))
        if isinstance(told.get("span"), dict):
            told["span"].pop("last")
        return {
            "law": self.law.name,
            "level": self.law.level,
            "version": self.version.key,
            "number": self.version.number,
            "source": self.version.source,
            "since": str(self.version.span.first or ""),
            "domain": self.domain,
            "entry": told,
            # A confirmation made before the day was asked for is none any more.
            **({"first_day": "unknown"} if self.undated else {}),
            "articles": {
                one.number: one.text for one in map(self.version.articles.get, sorted(self.articles)) if one
            },
        }

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of that text."""
        return hashlib.sha256(json.dumps(self.text, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    @property
    def articles(self) -> set[str]:
        """The articles that it refers to."""
        if isinstance(self.row, Basis):
            named = {*self.row.articles.values(), *self.row.penalty_articles.values()}
        else:
            named = {self.row.article}
        return {one.split("款")[0] for one in named}


def entries_of(book: Book) -> Iterator[Entry]:
    """Every entry; a basis once more for each domain in which it only may apply."""
    for law in book.laws:
        for version in law.versions:
            for basis in version.bases:
                if basis.domains or not basis.doubtful_domains:
                    yield Entry(law, version, basis)
                yield from (Entry(law, version, basis, domain) for domain in basis.doubtful_domains)
            rows: tuple[Row, ...] = (*version.terms, *version.thresholds)
            yield from (Entry(law, version, row) for row in rows)


def doubtful_entries(book: Book) -> list[Entry]:
    """Those that are not printed before a named officer has confirmed them."""
    return [one for one in entries_of(book) if one.doubtful]
