"""What a run looks things up in: certificates, capabilities, instruments, staff and references, ready for arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.environment import Bounds, Prescribed, Readings
from screener.index import Index, pack, position
from screener.ledger.archive import Archive
from screener.ledger.coding import Coded, Lexicon
from screener.ledger.units import MICROSECONDS_A_MINUTE, NO_DAY, NO_TIME
from screener.periods import OPEN, Periods, until

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Register:
    """Rows of a table that are found by one code: `row[code]` is the row, -1 where there is none."""

    row: Codes
    rows: Coded
    _columns: dict[str, npt.NDArray[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, coded: Coded, key: str, size: int) -> Register:
        """One row a key (the key is unique)."""
        row = np.full(size + 1, -1, np.int32)
        row[coded[key]] = np.arange(len(coded[key]), dtype=np.int32)
        return cls(row, coded)

    def known(self, codes: Codes) -> npt.NDArray[np.bool_]:
        """Whether the table has a row for each code; an empty code has none."""
        return self.held[codes]

    @cached_property
    def held(self) -> npt.NDArray[np.bool_]:
        """Whether the table has a row, by code."""
        return self.row >= 0

    def get(self, column: str, codes: Codes, missing: float) -> npt.NDArray[Any]:
        """The column's value for each code, `missing` where the table has no row."""
        return self.column(column, missing)[codes]

    def column(self, column: str, missing: float) -> npt.NDArray[Any]:
        """The column's value by code, `missing` for codes without a row and, last, for the empty code -1."""
        if column not in self._columns:
            values = self.rows[column]
            dense = np.full(len(self.row), missing, values.dtype)
            held = np.flatnonzero(self.row >= 0)
            dense[held] = values[self.row[held]]
            self._columns[column] = dense
        return self._columns[column]


class Book:
    """The small tables of a run, indexed; read-only, shared by all partitions."""

    def __init__(
        self,
        small: dict[str, Coded],
        lexicon: Lexicon,
        *,
        absent: frozenset[str] = frozenset(),
        chains: pa.Table | None = None,
        shared_instruments: list[int] | None = None,
        shared_people: list[int] | None = None,
        own: dict[str, Coded] | None = None,
        reference: dict[str, Coded] | None = None,
        earlier: Sequence[Archive] = (),
    ) -> None:
        self.small, self.lexicon, self.absent = small, lexicon, absent
        #: What the ledger itself says, and what the reference says; `small` is what the run goes by.
        self.own, self.reference = own or small, reference or {}
        self.earlier = earlier
        self._chains = chains
        self._texts: dict[str, list[str]] = {}
        self._kept: dict[str, Any] = {}
        self.sizes = {kind: len(words) for kind, words in lexicon.words.items()}
        self.shared_instruments = self._mask("instrument", shared_instruments)
        self.shared_people = self._mask("person", shared_people)

    def _mask(self, kind: str, codes: list[int] | None) -> npt.NDArray[np.bool_]:
        mask = np.zeros(self.sizes[kind] + 1, bool)  # the last place answers for the empty code -1
        mask[codes or []] = True
        return mask

    def keep(self, name: str, make: Callable[[Book], Any]) -> Any:  # noqa: ANN401 - whoever asks knows what it is
        """What a rule looks things up in, made ready when it is first asked for."""
        if name not in self._kept:
            self._kept[name] = make(self)
        return self._kept[name]

    def word(self, kind: str, code: int) -> str | None:
        """The text of a code, None for an empty one."""
        if code < 0:
            return None
        texts = self._texts.get(kind)
        if texts is None:
            texts = self._texts[kind] = self.lexicon.words[kind].texts()
        return texts[code]

    def pair_word(self, pair: int, part: str) -> str | None:
        """The parameter or the method of a pair."""
        return self.word(part, int(self._pair_parts[part][pair]))

    def pair_part(self, part: str) -> Codes:
        """The codes of the parameter or the method of every pair."""
        return self._pair_parts[part]

    @cached_property
    def _pair_parts(self) -> dict[str, Codes]:
        parameter, method = self.lexicon.pairs.parts()
        return {"parameter": parameter, "method": method}

    @cached_property
    def following(self) -> dict[int, int]:
        """The report (code) that each correcting report replaces, over all institutions."""
        if self._chains is None or not self._chains.num_rows:
            return {}
        columns = (self._chains.column(name).to_pylist() for name in ("from", "to"))
        return dict(zip(*columns, strict=True))

    @cached_property
    def in_chains(self) -> frozenset[int]:
        """Reports (codes) that replace another or are replaced."""
        return frozenset(self.following) | frozenset(self.following.values())

    @cached_property
    def _chain_ids(self) -> dict[int, str]:
        if self._chains is None or not self._chains.num_rows:
            return {}
        ends = (("from", "from_id"), ("to", "to_id"))
        return {
            code: text
            for code_name, text_name in ends
            for code, text in zip(
                self._chains.column(code_name).to_pylist(),
                self._chains.column(text_name).to_pylist(),
                strict=True,
            )
        }

    def chain_id(self, code: int) -> str:
        """The `report_id` of a report in a chain."""
        return self._chain_ids[code]

    @cached_property
    def parameter_of(self) -> Codes:
        """The parameter of every pair."""
        return self._pair_parts["parameter"]

    @cached_property
    def instruments(self) -> Register:
        """`instruments` by instrument."""
        return Register.of(self.small["instruments"], "instrument_id", self.sizes["instrument"])

    @cached_property
    def people(self) -> Register:
        """`people` by person."""
        return Register.of(self.small["people"], "person_id", self.sizes["person"])

    @cached_property
    def method_of(self) -> Codes:
        """The method of every pair."""
        return self._pair_parts["method"]

    @cached_property
    def procedures(self) -> Register:
        """`procedures` by (parameter, method)."""
        return Register.of(self.small["procedures"], "pair", len(self.lexicon.pairs))

    @cached_property
    def bounds(self) -> Bounds:
        """What methods demand of the surroundings."""
        return Bounds.of(self.small["procedures"], len(self.lexicon.pairs))

    @cached_property
    def readings(self) -> Readings:
        """`environment_log` by site and time."""
        return Readings.of(self.small["environment_log"])

    @cached_property
    def prescribed(self) -> Prescribed:
        """`prescribed_methods` by product and parameter."""
        return Prescribed(self.small["prescribed_methods"], self.sizes)

    @cached_property
    def methods(self) -> Register:
        """`methods` by (parameter, method)."""
        return Register.of(self.small["methods"], "pair", len(self.lexicon.pairs))

    @cached_property
    def has_least(self) -> npt.NDArray[np.bool_]:
        """Whether each (parameter, method) has a shortest duration (shape: pairs, and one for the empty code)."""
        found: npt.NDArray[np.bool_] = ~np.isnan(self.methods.column("min_minutes", np.nan))
        return found

    @cached_property
    def beyond_least(self) -> npt.NDArray[np.int64]:
        """Microseconds certainly longer than the shortest duration of each (parameter, method), NO_TIME for none."""
        with np.errstate(over="ignore"):  # more minutes than any test lasts are as good as endless
            least = self.methods.column("min_minutes", np.nan) * MICROSECONDS_A_MINUTE
        bounded = np.clip(np.nan_to_num(least, nan=0.0), -(2.0**62), 2.0**62)
        return np.where(
            self.has_least,
            bounded.astype(np.int64) + 1024 + np.abs(bounded).astype(np.int64) // 2**40,
            NO_TIME,
        )

    @cached_property
    def certificates(self) -> Periods:
        """Days on which an institution had a certificate in force."""
        rows = self.small["certificates"]
        return Periods.of(rows["uscc"], rows["valid_from"], _certificate_end(rows))

    @cached_property
    def calibrations(self) -> Periods:
        """Days on which an instrument was calibrated with success."""
        rows = self.small["calibrations"]
        good = rows["passed"]
        return Periods.of(rows["instrument_id"][good], rows["calibrated_on"][good], rows["valid_until"][good])

    @cached_property
    def authorised(self) -> Periods:
        """Days on which a person was authorised for a domain."""
        rows = self.small["authorisations"]
        _, key = np.unique(pack(rows["person_id"], rows["domain"]), return_inverse=True)
        return Periods.of(key, rows["valid_from"], until(rows["valid_to"]))

    def person_domain(self, person: Codes, domain: Codes) -> Codes:
        """The key in `authorised` of a person and a domain; -1 where the person holds none for it."""
        return position(self._person_domains, pack(person, domain))

    @cached_property
    def _person_domains(self) -> npt.NDArray[np.int64]:
        rows = self.small["authorisations"]
        return np.unique(pack(rows["person_id"], rows["domain"]))

    @cached_property
    def capabilities(self) -> Capabilities:
        """Where, for what and when an institution is approved."""
        return Capabilities.of(self)

    @cached_property
    def calibrations_by_instrument(self) -> Index:
        """Rows of `calibrations` by instrument."""
        return Index.of(self.small["calibrations"]["instrument_id"])

    @cached_property
    def certificates_by_institution(self) -> Index:
        """Rows of `certificates` by institution."""
        return Index.of(self.small["certificates"]["uscc"])

    @cached_property
    def authorisations_by_person(self) -> Index:
        """Rows of `authorisations` by person."""
        return Index.of(self.small["authorisations"]["person_id"])

    @cached_property
    def authorisations(self) -> tuple[npt.NDArray[Any], ...]:
        """Where each person's authorisations begin (shape: people + 2), and their domains, first and last days."""
        rows, index = self.small["authorisations"], self.authorisations_by_person
        offset = np.searchsorted(index.keys, np.arange(self.sizes["person"] + 2))
        return offset, *(rows[name][index.order] for name in ("domain", "valid_from", "valid_to"))

    @cached_property
    def scope_by_certificate(self) -> Index:
        """Rows of `scope` by certificate and (parameter, method)."""
        return Index.of(pack(self.small["scope"]["certificate_no"], self.small["scope"]["pair"]))

    @cached_property
    def staff(self) -> tuple[npt.NDArray[Any], ...]:
        """Institution (-1: unknown person), first and last day of employment, by person."""
        people = self.people
        return (
            people.column("uscc", -1),
            people.column("employed_from", OPEN),
            people.column("employed_to", NO_DAY),
        )

    def employed(self, person: Codes, uscc: Codes, days: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Whether each person is on the staff of the institution on the day."""
        owner, start, end = (column[person] for column in self.staff)
        known = self.people.known(person)
        found: npt.NDArray[np.bool_] = (
            known & (owner == uscc) & (start <= days) & ((end == NO_DAY) | (days <= end))
        )
        return found

    @cached_property
    def required(self) -> dict[int, list[int]]:
        """Parameters required of each product."""
        rows, required = self.small["product_requirements"], dict[int, list[int]]()
        for product, parameter in zip(rows["product"].tolist(), rows["parameter"].tolist(), strict=True):
            required.setdefault(product, []).append(parameter)
        return required

    @cached_property
    def required_count(self) -> npt.NDArray[np.int64]:
        """How many parameters each product requires (shape: products)."""
        return np.bincount(self.small["product_requirements"]["product"], minlength=self.sizes["product"])

    @cached_property
    def _requirements(self) -> npt.NDArray[np.int64]:
        rows = self.small["product_requirements"]
        return np.unique(pack(rows["product"], rows["parameter"]))

    def is_required(self, product: Codes, parameter: Codes) -> npt.NDArray[np.bool_]:
        """Whether each product requires the parameter."""
        return position(self._requirements, pack(product, parameter)) >= 0

    @cached_property
    def requirements(self) -> tuple[npt.NDArray[np.int64], Codes]:
        """Where each product's required parameters begin (shape: products + 1), and the parameters."""
        offset = np.searchsorted(self._requirements >> 32, np.arange(self.sizes["product"] + 1))
        return offset, (self._requirements & 0xFFFFFFFF).astype(np.int32)


def _certificate_end(rows: Coded) -> npt.NDArray[np.int32]:
    """Last day in force: `valid_to`, or the day before `ended_on` where that comes first."""
    ended = rows["ended_on"]
    return np.where(
        ended == NO_DAY, rows["valid_to"], np.minimum(rows["valid_to"], ended.astype(np.int64) - 1)
    ).astype(np.int32)


def _join(left: Codes, right: Codes) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows of both that hold the same code; a code may repeat, as where a reference knows a ledger's certificate."""
    order = np.argsort(right, kind="stable")
    codes = int(max(left.max(initial=-1), right.max(initial=-1))) + 2  # the empty code -1 counts as the first
    held = np.bincount(right + 1, minlength=codes)
    first, matches = (np.cumsum(held) - held)[left + 1], held[left + 1]
    rows = np.repeat(np.arange(len(left)), matches)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(matches) - matches, matches)
    return rows, order[np.repeat(first, matches) + within]


@dataclass(frozen=True)
class Capabilities:
    """Capabilities with their certificate's own days, keyed by institution, site, parameter and method."""

    places: npt.NDArray[np.int64]  # institution and site packed, sorted
    combinations: npt.NDArray[np.int64]  # place and pair packed, sorted
    pairs: int
    periods: Periods

    @classmethod
    def of(cls, book: Book) -> Capabilities:
        """Join `scope` with `certificates`; rows whose certificate is absent take no part."""
        scope, certificates = book.small["scope"], book.small["certificates"]
        held, row = _join(scope["certificate_no"], certificates["certificate_no"])
        start = np.maximum(scope["valid_from"][held], certificates["valid_from"][row])
        end = np.minimum(until(scope["valid_to"][held]), _certificate_end(certificates)[row])
        packed = pack(certificates["uscc"][row], scope["site_id"][held])
        places, place = np.unique(packed, return_inverse=True)
        pairs = len(book.lexicon.pairs) + 1
        combined = place.astype(np.int64) * pairs + scope["pair"][held]
        combinations, key = np.unique(combined, return_inverse=True)
        return cls(places, combinations, pairs, Periods.of(key, start, end))

    def place(self, uscc: Codes, site: Codes) -> Codes:
        """The place of each institution and site, -1 where nothing is approved there."""
        return position(self.places, pack(uscc, site))

    @cached_property
    def place_offset(self) -> npt.NDArray[np.int64]:
        """Where the combinations of each place begin (shape: places + 1)."""
        return np.searchsorted(self.combinations, np.arange(len(self.places) + 1) * np.int64(self.pairs))

    @cached_property
    def pair(self) -> Codes:
        """The pair of each combination."""
        return (self.combinations % self.pairs).astype(np.int32)

    def covers(self, place: Codes, pair: Codes, days: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Whether the pair was approved at the place on the day."""
        key = position(self.combinations, place.astype(np.int64) * self.pairs + pair)
        return self.periods.covers(np.where(place < 0, -1, key), days)
