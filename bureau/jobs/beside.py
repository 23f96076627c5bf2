"""How far a long transaction is, told beside the database: what it writes there nobody sees before it ends.

One small file a job under `settings.DATA / "progress"`: the worker writes it, pages read it, it goes with the work.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class Far(NamedTuple):
    """So many of so many, in words, by the claim of the worker that has the job in hand."""

    claim: str
    done: int
    total: int
    sentence: str


def tell(key: uuid.UUID, far: Far) -> None:
    """Write it, whole or not at all; that it cannot be written stops no work."""
    path = _path(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(far), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        return


def told(key: uuid.UUID) -> Far | None:
    """What was told last, if anything."""
    try:
        claim, done, total, sentence = json.loads(_path(key).read_text(encoding="utf-8"))
        return Far(str(claim), int(done), int(total), str(sentence))
    except (OSError, ValueError, TypeError):
        return None


def forget(key: uuid.UUID) -> None:
    """The work has ended."""
    _path(key).unlink(missing_ok=True)


def _path(key: uuid.UUID) -> Path:
    return Path(settings.DATA) / "progress" / f"{key}.json"
