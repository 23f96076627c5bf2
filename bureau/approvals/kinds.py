"""Kinds of proposal, as rooms declare them in their `proposals.py`: the content, where it is read, what follows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from bureau.trail.images import canonical

Text = str | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of proposal.

    `content(reference)` gives what is approved as JSON can hold it: everything that matters, and nothing that changes
    by itself. `address(reference)` is where it is read. `approved(proposal, by)` is done in the same transaction, and
    `returned(proposal, by)` where it is refused or withdrawn instead, `voided(proposal, by)` where it became void.
    `made_by(reference)` is the key of the account that drew it up, whoever proposes it.
    """

    name: str
    title: Text
    content: Callable[[str], Any]
    address: Callable[[str], str]
    approved: Callable[[Any, Any], object] | None = None
    returned: Callable[[Any, Any], object] | None = None
    voided: Callable[[Any, Any], object] | None = None
    made_by: Callable[[str], Any] | None = None


class UnknownKindError(LookupError):
    """No room declares this kind of proposal."""


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    """Declare a kind, once."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two rooms declare proposals of the kind {kind.name}")
    return kind


def kind_of(name: str) -> Kind:
    """A kind by its name."""
    autodiscover_modules("proposals")  # each is imported once; asking again costs next to nothing
    if name not in _kinds:
        raise UnknownKindError(f"no room declares proposals of the kind {name} in its proposals.py")
    return _kinds[name]


def maker_of(kind: str, reference: str) -> Any:  # noqa: ANN401 - the key of an account
    """Who drew up what is proposed, by the account's key; None where nobody is known."""
    made_by = kind_of(kind).made_by
    return made_by(reference) if made_by is not None else None


def digest_of(kind: str, reference: str) -> str:
    """The SHA-256 of the content as it is now, in canonical JSON."""
    content = kind_of(kind).content(reference)
    return hashlib.sha256(canonical(content).encode()).hexdigest()
