"""Keys of rows: UUID version 7, so that rows written together lie together and no address can be counted up."""

from __future__ import annotations

import uuid

from uuid_utils.compat import uuid7


def new_key() -> uuid.UUID:
    """A new key (RFC 9562, version 7)."""
    return uuid7()
