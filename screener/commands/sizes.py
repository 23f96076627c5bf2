"""Amounts of memory as they are typed: 512MiB, 2GB, 1073741824."""

from __future__ import annotations

import re
from typing import Any

import click

from screener.phrases import Phrase

_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_FORM = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([KMGT]?)(?:I?B)?\Z", re.IGNORECASE)
LEAST = 64 * 2**20


class Size(click.ParamType[int]):
    """An amount of memory; K, M, G and T are powers of 1024."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401 - click's
        """Bytes."""
        if isinstance(value, int):
            return value
        match = _FORM.match(str(value).strip())
        if match is None:
            form = Phrase("应为 512MiB 或 2GB 这样的大小。", "expected a size such as 512MiB or 2GB.")
            self.fail(str(form), param, ctx)
        size = int(float(match[1]) * _UNITS[match[2].upper()])
        if size < LEAST:
            self.fail(str(Phrase("至少 64MiB。", "at least 64MiB.")), param, ctx)
        return size
