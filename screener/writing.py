"""Evidence and terms as JSON."""

from __future__ import annotations

import orjson


def written(value: object) -> str:
    """The value as JSON in one line; a number that JSON cannot write is left empty (null)."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY).decode()
