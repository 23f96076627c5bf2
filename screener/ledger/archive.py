"""The archive: a ledger cut by institution, identifiers as codes; its files, and how they are opened."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from screener.ledger.coding import SMALL, Coded, Columns, Lexicon, to_arrow
from screener.ledger.faults import Refused, shown
from screener.ledger.package import Package
from screener.ledger.words import KIND_NAMES, Pairs, Words
from screener.phrases import Phrase

FORMAT = "mingjian-archive"
VERSION = 5
MANIFEST = "archive.json"
SHARED = "shared"

#: What a manifest states besides its format and version
STATED: dict[str, type] = {
    **dict.fromkeys(("content_sha256", "files_sha256"), str),
    **dict.fromkeys(("files", "rows_read"), dict),
    **dict.fromkeys(("absent_tables", "dangling", "warnings", "buckets"), list),
    **dict.fromkeys(("shared_instruments", "shared_people"), list),
    "shared": bool,
}


def is_archive(folder: Path) -> bool:
    """Whether the folder is an archive (of whatever version)."""
    return (folder / MANIFEST).is_file()


@contextmanager
def hashing(package: Package) -> Iterator[Callable[[], str]]:
    """Hashes the ledger's files while they are read: SHA-256 over each file's path and content hash."""
    stop = Event()
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(content_hash, package, stop)
        try:
            yield future.result
        finally:
            stop.set()


def content_hash(package: Package, stop: Event | None = None) -> str:
    """SHA-256 over table, path and SHA-256 of every file of the ledger, in order of the paths; worthless if stopped."""
    whole = hashlib.sha256()
    for table, files in sorted(package.files.items()):
        for file in files:
            digest = hashlib.sha256()
            with file.path.open("rb") as stream:
                while (part := stream.read(2**20)) and not (stop and stop.is_set()):
                    digest.update(part)
            whole.update(f"{table}\0{file.shown}\0{digest.hexdigest()}\n".encode())
    return whole.hexdigest()


def parquet_rows(path: Path) -> int:
    """Rows of a Parquet file, from its footer; 0 when it cannot be read."""
    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.ArrowException, OSError):
        return 0


def write_rows(rows: pa.Table, path: Path) -> None:
    """Write rows in one piece, as they will be mapped."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(rows.combine_chunks())


def finish(target: Path, lexicon: Lexicon, small: dict[str, Coded], stated: dict[str, Any]) -> dict[str, Any]:
    """Write dictionaries, small tables and, last, the manifest that makes the folder an archive."""
    for name, coded in small.items():
        write_rows(to_arrow(coded), target / "tables" / f"{name}.arrow")
    for kind, words in lexicon.words.items():
        write_rows(
            pa.table({"text": pa.array(words.texts(), pa.string())}), target / "words" / f"{kind}.arrow"
        )
    parameters, methods = lexicon.pairs.parts()
    write_rows(pa.table({"parameter": parameters, "method": methods}), target / "words" / "pair.arrow")
    files = {
        p.relative_to(target).as_posix(): p.stat().st_size for p in sorted(target.rglob("*")) if p.is_file()
    }
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        **stated,
        "files": files,
        "files_sha256": files_hash(target, files),
    }
    (target / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return manifest


def in_one_piece(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array, without a copy where it is one already."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _array(column: pa.ChunkedArray) -> npt.NDArray[Any]:
    """A column as an array, without a copy where it lies in one piece; bytes are truths (`buckets.write`)."""
    found: npt.NDArray[Any] = in_one_piece(column).to_numpy(zero_copy_only=False)
    return found.view(np.bool_) if found.dtype == np.uint8 else found


@dataclass(frozen=True)
class Archive:
    """An archive opened for screening."""

    root: Path
    manifest: dict[str, Any]

    @property
    def buckets(self) -> list[str]:
        """Names of the buckets of whole institutions."""
        return [f"{number:05}" for number in range(len(self.manifest["buckets"]))]

    @cached_property
    def small(self) -> dict[str, Coded]:
        """The small tables, coded."""
        return {name: Columns(self._mapped(f"tables/{name}.arrow")) for name in SMALL}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The dictionaries; they may grow (a reference adds words)."""
        words = {kind: Words(self._mapped(f"words/{kind}.arrow").column("text")) for kind in KIND_NAMES}
        pairs = self._mapped("words/pair.arrow")
        return Lexicon(words, Pairs(pairs.column("parameter").to_numpy(), pairs.column("method").to_numpy()))

    @cached_property
    def chains(self) -> pa.Table:
        """Corrections: `from` (report code) replaces `to`, with the identifiers of both."""
        return self._mapped("chains.arrow")

    def columns(self, kind: str, bucket: str, names: Sequence[str]) -> dict[str, np.ndarray[Any, Any]]:
        """Numeric columns of `reports` or `results` of a bucket, mapped into memory."""
        rows = self._mapped(f"{kind}/{bucket}.arrow")
        return {name: _array(rows.column(name)) for name in names}

    def texts(self, kind: str, bucket: str) -> pa.Table:
        """The text columns of a bucket, mapped into memory."""
        return self._mapped(f"texts/{bucket}.{kind}.arrow")

    def _mapped(self, name: str) -> pa.Table:
        try:
            with pa.memory_map(str(self.root / name)) as source:
                return pa.ipc.open_file(source).read_all()
        except (pa.ArrowException, OSError) as error:
            raise _damaged(self.root, error) from None


def _damaged(root: Path, error: object) -> Refused:
    reason = shown(error)
    return Refused(
        Phrase(
            f"存档 {root} 不完整或已损坏，请用 mingjian ledger archive 重新生成（{reason}）。",
            f"The archive {root} is incomplete or damaged; make it again with mingjian ledger archive ({reason}).",
        )
    )


def files_hash(root: Path, files: Iterable[str]) -> str:
    """SHA-256 over the paths and contents of an archive's files."""
    whole = hashlib.sha256()
    for file in sorted(files):
        with (root / file).open("rb") as stream:
            whole.update(f"{file}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()


def open_archive(root: Path, *, verify: bool = False) -> Archive:
    """Open an archive; raises `Refused` when it is of another version or a file is missing or cut short.

    `verify` reads every file and compares its hash, too.
    """
    try:
        manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(root, error) from None
    if not isinstance(manifest, dict):
        raise _damaged(root, MANIFEST)
    name, version = manifest.get("format"), manifest.get("version")
    if name != FORMAT or version != VERSION:
        found = shown(f"{name} {version}")
        raise Refused(
            Phrase(
                f"存档 {root} 的版本是 {found}，本程序用 {VERSION}；请用 mingjian ledger archive 重新生成。",
                f"The archive {root} has version {found}, this program uses {VERSION}; "
                "make it again with mingjian ledger archive.",
            )
        )
    if not all(isinstance(manifest.get(entry), kind) for entry, kind in STATED.items()):
        raise _damaged(root, MANIFEST)
    for file, size in manifest["files"].items():
        path = root / file
        if ".." in path.parts or not path.is_file() or path.stat().st_size != size:
            raise _damaged(root, file)
    archive = Archive(root, manifest)
    if verify:
        _check_contents(archive)
    return archive


def _check_contents(archive: Archive) -> None:
    if files_hash(archive.root, archive.manifest["files"]) != archive.manifest["files_sha256"]:
        raise _damaged(archive.root, "SHA-256")


@contextmanager
def trusting(archive: Archive) -> Iterator[None]:
    """Work with an archive whose contents nobody has checked: when it fails on them, say that they are damaged."""
    try:
        yield
    except (LookupError, ValueError, TypeError, pa.ArrowException):
        _check_contents(archive)
        raise
