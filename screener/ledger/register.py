"""The register of reports: which report an identifier names, in 16 bytes a report and a file of the texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from screener.ledger.hashes import Hashes, hashes_of
from screener.ledger.keys import Uniqueness
from screener.ledger.words import Codes


class Texts:
    """Texts written to two files one after another, and taken from there by their numbers."""

    def __init__(self, folder: Path, name: str) -> None:
        self._letters, self._offsets = folder / f"{name}.letters", folder / f"{name}.offsets"
        self._bytes, self._rows = 0, 0

    def __len__(self) -> int:
        return self._rows

    def add(self, texts: pa.Array) -> None:
        """Append the texts; an empty cell becomes the text of length zero."""
        plain = pc.fill_null(texts, "").cast(pa.large_string())
        offsets = np.frombuffer(plain.buffers()[1], np.int64)[plain.offset :][: len(plain) + 1]
        letters = plain.buffers()[2]
        with self._letters.open("ab") as file:
            if letters is not None:
                file.write(letters[int(offsets[0]) : int(offsets[-1])])
        with self._offsets.open("ab") as file:
            if not self._rows:
                file.write(np.zeros(1, np.int64).data)
            file.write((offsets[1:] - offsets[0] + self._bytes).data)
        self._bytes += int(offsets[-1] - offsets[0])
        self._rows += len(plain)

    def take(self, rows: npt.NDArray[np.int32]) -> pa.Array:
        """The texts of these numbers. The files are mapped for this call only, so what it touched is not held."""
        if not len(rows):
            return pa.array([], pa.large_string())
        with pa.memory_map(str(self._offsets)) as offsets, pa.memory_map(str(self._letters)) as letters:
            buffers = [
                None,
                offsets.read_buffer(),
                letters.read_buffer() if self._bytes else pa.py_buffer(b""),
            ]
            return pa.Array.from_buffers(pa.large_string(), self._rows, buffers).take(pa.array(rows))


class Register:
    """Every report's identifier while a ledger is read; a report's code is its place in the order of reading.

    A hash finds the report, its text confirms it. The few identifiers whose hashes are equal are kept as texts.
    """

    def __init__(self, folder: Path, memory: int) -> None:
        self._unique = Uniqueness(folder / "reports.hashes", memory, placed=True)
        self._texts = Texts(folder, "reports")
        self._hashes: Hashes = np.zeros(0, np.uint64)
        self._codes: Codes = np.zeros(0, np.int32)
        self._twins: dict[str, int] = {}

    def add(self, ids: pa.ChunkedArray) -> Codes:
        """Enter the identifiers of one piece; their codes."""
        first = len(self._texts)
        self._unique.add(ids)
        for chunk in ids.chunks:
            self._texts.add(chunk)
        return np.arange(first, len(self._texts), dtype=np.int32)

    def close(self) -> bool:
        """Make ready to find, once every report is entered; whether an identifier is there more than once."""
        self._hashes, self._codes = (
            np.empty(len(self._texts), np.uint64),
            np.empty(len(self._texts), np.int32),
        )
        filled, twins = 0, []
        for hashes, rows in self._unique.runs.ranges():
            end = filled + len(hashes)
            self._hashes[filled:end], self._codes[filled:end] = hashes, rows
            same = hashes[1:] == hashes[:-1]
            twins.append(rows[np.append(same, False) | np.insert(same, 0, False)] if same.any() else rows[:0])
            filled = end
        self._unique.runs.clear()
        self._hashes, self._codes = self._hashes[:filled], self._codes[:filled]
        return self._keep_apart(np.concatenate(twins).astype(np.int32))

    def _keep_apart(self, twins: Codes) -> bool:
        texts = self._texts.take(twins)
        if pc.count_distinct(texts).as_py() < len(texts):
            return True
        self._twins = dict(zip(texts.to_pylist(), twins.tolist(), strict=True))
        return False

    def find(self, ids: pa.Array) -> Codes:
        """The code of each identifier (shape: rows), -1 where it is empty or no report's."""
        if isinstance(ids, pa.DictionaryArray):
            found = np.append(self._look_up(ids.dictionary), np.int32(-1))
            indices = ids.indices.fill_null(-1) if ids.indices.null_count else ids.indices
            codes: Codes = found[indices.to_numpy()]
            return codes
        return self._look_up(ids)

    def _look_up(self, ids: pa.Array) -> Codes:
        found = np.full(len(ids), -1, np.int32)
        if not len(self._hashes) or not len(ids):
            return found
        wanted = hashes_of(ids)
        order = np.argsort(wanted)  # neighbours are looked for one after another: the cache likes it
        place = np.minimum(np.searchsorted(self._hashes, wanted[order]), len(self._hashes) - 1)
        met = self._hashes[place] == wanted[order]
        rows, codes = order[met], self._codes[place[met]]
        texts = ids.take(pa.array(rows)).cast(pa.large_string())
        equal = pc.fill_null(pc.equal(self._texts.take(codes), texts), False).to_numpy(zero_copy_only=False)
        found[rows[equal]] = codes[equal]
        if not equal.all():
            others = texts.filter(pa.array(~equal)).to_pylist()
            found[rows[~equal]] = [self._twins.get(text, -1) for text in others]
        return found
