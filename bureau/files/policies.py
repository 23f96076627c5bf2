"""Who may see a file: the policy that the owning room declares in its `file_policies.py`; without one nobody may."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.utils.module_loading import autodiscover_modules

from bureau.files.models import StoredFile
from bureau.kernel.access import Actor

Policy = Callable[[Actor, StoredFile], bool]
F = TypeVar("F", bound=Policy)

_policies: dict[str, Policy] = {}


def policy(name: str) -> Callable[[F], F]:
    """Declare `decide(actor, file)` for files that a room owns, such as `registry.evidence`."""

    def declare(decide: F) -> F:
        if _policies.setdefault(name, decide) is not decide:
            raise ValueError(f"two rooms declare the policy {name}")
        return decide

    return declare


def may_see(actor: Actor, file: StoredFile) -> bool:
    """Whether the room that owns the file lets this person see it. A safe copy is judged by its own policy."""
    autodiscover_modules("file_policies")  # each is imported once; asking again costs next to nothing
    decide = _policies.get(file.policy)
    return decide is not None and bool(decide(actor, file))
