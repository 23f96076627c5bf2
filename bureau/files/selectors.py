"""What pages and rounds read: one file with its gate, the files of a thing, what is wrong in the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    contents = StoredFile.objects.order_by("sha256").values_list("sha256", "size").distinct()
    for sha256, size in contents.iterator():
        fault = fault_of(Kept(sha256, size))
        if not fault:
            yield None
            continue
        named = StoredFile.objects.filter(sha256=sha256).order_by("reference")
        yield Damage(sha256, fault, tuple(named.values_list("reference", flat=True)))


def _columns_of_contents(model: type[Recorded]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and (field.name == "sha256" or field.name.endswith("_sha256"))
    ]
