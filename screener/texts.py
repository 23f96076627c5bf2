"""Texts of small tables as whole numbers: equal where texts are, in order where asked, empty where they say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

#: The hash of a file without content: many programs leave one, and all of them are the same.
EMPTY_FILE = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
_HASH = "^[0-9a-f]{64}$"
_NOTHING = pa.scalar(None, pa.string())

Codes = npt.NDArray[np.int32]
Texts = Iterable[str | None]


def codes_of(texts: Texts) -> Codes:
    """Whole numbers that are equal where texts are, -1 where one is empty (shape: rows)."""
    return _codes(pa.array(texts, pa.string()))


def _codes(texts: pa.Array) -> Codes:
    encoded = texts.dictionary_encode()
    found: Codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return found


def ordered_codes(texts: Texts) -> Codes:
    """The same in the order of code points: the smaller text has the smaller number."""
    return _ordered(pa.array(texts, pa.string()))


def _ordered(texts: pa.Array) -> Codes:
    ranks = pc.rank(texts, tiebreaker="dense").to_numpy(zero_copy_only=False)
    empty = texts.is_null().to_numpy(zero_copy_only=False)
    return np.where(empty, -1, ranks.astype(np.int64) - 1).astype(np.int32)


def ranks_of(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """The place of each distinct text in the order of code points, from 1; one more, 0, for the empty code -1."""
    ranks = pc.rank(pa.array(texts, pa.string()), tiebreaker="dense").to_numpy(zero_copy_only=False)
    return np.append(ranks.astype(np.int64), 0)


def digests_of(texts: Texts) -> tuple[Codes, list[str]]:
    """Codes of SHA-256 in hexadecimal whatever their case, and the texts of the codes, in small letters.

    Empty (-1) is what is no hash, one digit repeated, or the hash of an empty file.
    """
    lower = pc.ascii_lower(pa.array(texts, pa.string()))
    alike = pc.equal(lower, pc.binary_repeat(pc.utf8_slice_codeunits(lower, 0, 1), 64))
    said = pc.and_not(pc.match_substring_regex(lower, _HASH), pc.or_(alike, pc.equal(lower, EMPTY_FILE)))
    kept = pc.if_else(said, lower, _NOTHING)
    return _codes(kept), kept.drop_null().unique().to_pylist()


def identities_of(texts: Texts) -> Codes:
    """Ordered codes of texts that name something: four ASCII letters and digits, one a digit, not all the same.

    “0000”, “FFFFFFFF”, “无”, “N/A” and the like stand for nothing, and many vehicles have them: empty (-1).
    """
    held = pa.array(texts, pa.string())
    plain = pc.replace_substring_regex(held, "[^0-9A-Za-z]", "")
    enough = pc.and_(pc.greater_equal(pc.binary_length(plain), 4), pc.match_substring_regex(plain, "[0-9]"))
    alike = pc.equal(plain, pc.binary_repeat(pc.utf8_slice_codeunits(plain, 0, 1), pc.binary_length(plain)))
    return _ordered(pc.if_else(pc.and_not(enough, alike), held, _NOTHING))
