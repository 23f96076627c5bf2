"""The wall: no statement changes a recorded table unless a trail scope is writing it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

_open: ContextVar[int] = ContextVar("trail_wall_open", default=0)
_CHANGES = (
    r"insert\s+(?:or\s+\w+\s+)?into",
    r"replace\s+into",
    r"update(?:\s+or\s+\w+)?(?:\s+only)?",
    r"delete\s+from(?:\s+only)?",
    r"truncate(?:\s+table)?(?:\s+only)?",
    r"merge\s+into(?:\s+only)?",
    r"copy",
)


class OutsideTheTrailError(RuntimeError):
    """A recorded table would have been changed without an entry in the trail; nothing was written."""


@functools.cache
def _statement() -> re.Pattern[str]:
    """What a statement that changes a recorded table looks like, in either database's SQL."""
    from bureau.trail.recorded import recorded_models  # noqa: PLC0415 - it is loaded after the wall

    own = apps.get_app_config("trail").get_models()
    tables = sorted({model._meta.db_table for model in (*recorded_models(), *own)})
    schema = r'(?:["`\[]?\w+["`\]]?\s*\.\s*)?'
    names = "|".join(map(re.escape, tables))
    return re.compile(rf'\b(?:{"|".join(_CHANGES)})\s+{schema}["`\[]?(?P<table>{names})\b', re.IGNORECASE)


def _stop(
    execute: Callable[..., Any],
    sql: str,
    params: object,
    many: bool,
    context: dict[str, Any],
) -> Any:  # noqa: ANN401 - whatever the cursor returns
    if not _open.get():
        found = _statement().search(sql)
        if found:
            raise OutsideTheTrailError(
                f"{found['table']} is recorded: change it by saving rows inside bureau.trail.scope.scope(); "
                "bulk updates, deletions and statements of your own would leave no entry"
            )
    return execute(sql, params, many, context)


def guard(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Guard one connection; called whenever one opens."""
    if _stop not in connection.execute_wrappers:
        connection.execute_wrappers.append(_stop)


@contextmanager
def opened() -> Iterator[None]:
    """Let statements through: for the trail's own writing, and for the emptying of test databases."""
    token = _open.set(_open.get() + 1)
    try:
        yield
    finally:
        _open.reset(token)


def open_for_migration(**_: object) -> None:
    """Migrations create and reshape tables; what they change in rows `verify` will still find."""
    _open.set(_open.get() + 1)


def close_after_migration(**_: object) -> None:
    """One application's migrations are done; the wall stands again when all are."""
    _open.set(max(0, _open.get() - 1))
