"""What pages and rounds read: one file with its gate, the files of a thing, what is wrong in the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404

from bureau.files.models import StoredFile
from bureau.files.policies import may_see
from bureau.files.store import Kept, fault_of
from bureau.kernel.access import Actor
from bureau.trail.recorded import Recorded, recorded_models


@dataclass(frozen=True)
class Damage:
    """A content that is missing, or is no longer what its name says."""

    sha256: str
    fault: str
    references: tuple[str, ...]


def get_file(reference: str, *, for_: Actor) -> StoredFile:
    """One file, if the room that owns it lets this person see it; otherwise there is none (404)."""
    found: StoredFile | None = StoredFile.objects.filter(reference=reference).first()
    if found is None or not may_see(for_, found):
        raise Http404(StoredFile._meta.verbose_name)
    return found


def files_of(owner: str, *, for_: Actor) -> list[StoredFile]:
    """The files of one thing that somebody may see."""
    return [file for file in StoredFile.objects.of(owner) if may_see(for_, file)]


def is_in_use(sha256: str) -> bool:
    """Whether any recorded row of any room names the content: a column called `sha256`, or `…_sha256`."""
    return any(
        model._base_manager.filter(**{name: sha256}).exists()
        for model in recorded_models()
        for name in _columns_of_contents(model)
    )


def damages() -> Iterator[Damage | None]:
    """None for every content that is there and unchanged, and what is wrong with any other."""
    contents = {
        Kept(*row)
        for model in _models_of_contents()
        for row in model._base_manager.values_list("sha256", "size").distinct().iterator()
    }
    for kept in sorted(contents, key=lambda one: one.sha256):
        fault = fault_of(kept)
        yield Damage(kept.sha256, fault, tuple(sorted(_named_by(kept.sha256)))) if fault else None


def _named_by(sha256: str) -> Iterator[str]:
    for model in _models_of_contents():
        for row in model._base_manager.filter(sha256=sha256):
            yield getattr(row, "reference", "") or f"{row.trail_label} {row.pk}"


def _models_of_contents() -> list[Any]:
    """Rows of any room that speak of a content with its size; a hash without a size is of something else."""
    columns = {"sha256", "size"}
    return [
        model
        for model in recorded_models()
        if columns <= {field.name for field in model._meta.concrete_fields}
    ]


def _columns_of_contents(model: type[Recorded]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and (field.name == "sha256" or field.name.endswith("_sha256"))
    ]
