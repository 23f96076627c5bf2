"""Identifiers as whole numbers: every distinct text of a kind gets a code at intake, in order of first sight."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Codes = npt.NDArray[np.int32]

#: Which columns share a dictionary: the kind of word each coded column holds.
KINDS: dict[str, str] = {
    "uscc": "uscc",
    "site_id": "site",
    "certificate_no": "certificate",
    "parameter": "parameter",
    "method": "method",
    "product": "product",
    "domain": "domain",
    "instrument_id": "instrument",
    "person_id": "person",
    "operator_id": "person",
    "signatory_id": "person",
    "unit": "unit",
    "sample_no": "sample",
    "raw_record": "raw_record",
}
KIND_NAMES = tuple(dict.fromkeys(KINDS.values()))


class Words:
    """The texts of one kind and their codes; grows while a ledger is read."""

    def __init__(self, texts: pa.ChunkedArray | None = None) -> None:
        """Begin with the distinct texts of a column, if there is one: read only once somebody looks for a text."""
        self._column = texts
        self._known: dict[str, int] | None = {} if texts is None else None

    def __len__(self) -> int:
        return len(self._column) if self._known is None and self._column is not None else len(self._codes)

    @property
    def _codes(self) -> dict[str, int]:
        if self._known is None:
            self._known = {text: code for code, text in enumerate(self.texts())}
        return self._known

    def encode(self, column: pa.Array | pa.ChunkedArray) -> Codes:
        """Codes of a column of text, -1 where it is empty; unknown texts are added."""
        return self._through(column, add=True)

    def find(self, column: pa.Array | pa.ChunkedArray) -> Codes:
        """Codes of a column of text, -1 where it is empty or unknown; nothing is added."""
        return self._through(column, add=False)

    def code(self, text: str) -> int:
        """The code of one text, -1 when it is unknown."""
        return self._codes.get(text, -1)

    def texts(self) -> list[str]:
        """Every text, in the order of the codes."""
        if self._known is None and self._column is not None:
            held: list[str] = self._column.to_pylist()
            return held
        return list(self._codes)

    def _through(self, column: pa.Array | pa.ChunkedArray, *, add: bool) -> Codes:
        if isinstance(column, pa.ChunkedArray):
            column = column.combine_chunks()
        encoded = column if isinstance(column, pa.DictionaryArray) else column.dictionary_encode()
        known = self._codes
        words = encoded.dictionary.to_pylist()
        if add:
            local = [-1 if word is None else known.setdefault(word, len(known)) for word in words]
        else:
            local = [known.get(word, -1) for word in words]
        table = np.array([*local, -1], np.int32)
        indices = encoded.indices
        if indices.null_count:
            indices = indices.fill_null(len(words))
        found: Codes = table[indices.to_numpy(zero_copy_only=False)]
        return found


class Pairs:
    """Codes for (parameter, method): the unit in which methods and capabilities are looked up."""

    def __init__(self, parameters: Codes | None = None, methods: Codes | None = None) -> None:
        self._codes: dict[int, int] = {}
        if parameters is not None and methods is not None:
            self.encode(parameters, methods)

    def __len__(self) -> int:
        return len(self._codes)

    def encode(self, parameters: Codes, methods: Codes) -> Codes:
        """The code of each row's pair; unknown pairs are added."""
        keys = (parameters.astype(np.int64) << 32) | methods.astype(np.int64)
        distinct, inverse = _distinct(keys)
        known = self._codes
        local = [known.setdefault(key, len(known)) for key in distinct.tolist()]
        return np.array(local, np.int32)[inverse]

    def parts(self) -> tuple[Codes, Codes]:
        """Parameter and method of every pair, in the order of the codes."""
        keys = np.fromiter(self._codes, np.int64, len(self._codes))
        return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)


def _distinct(keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    encoded = pa.array(keys).dictionary_encode()
    return encoded.dictionary.to_numpy(), encoded.indices.to_numpy()
