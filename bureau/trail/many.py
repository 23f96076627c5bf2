"""Many rows at once, by columns: to make a row of the program of each would cost more than all the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models, router


def insert_many(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[str | int | None]]
) -> None:
    """Insert rows of texts and numbers; keys are the database's. The wall around writing holds as for any statement.

    PostgreSQL takes them in one stream: each as a statement of its own took most of the time of a large import.
    """
    connection = connections[router.db_for_write(model)]
    quote, columns = connection.ops.quote_name, [column_of(model, name) for name in names]
    made, values = ", ".join(map(quote, columns)), list(rows)
    if not values:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            stream: Any = cursor
            with stream.copy(f"COPY {quote(model._meta.db_table)} ({made}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({made}) VALUES ({places})",  # noqa: S608 - names of the schema
            values,
        )


def update_many(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these columns of rows of one table, each by its key."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    quote, key = connection.ops.quote_name, model._meta.pk.attname
    fields: list[Any] = [model._meta.get_field(name) for name in (*names, key)]
    changes = ", ".join(f"{quote(column_of(model, name))} = %s" for name in names)
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {changes} WHERE {quote(column_of(model, key))} = %s",  # noqa: S608 - as above
            values,
        )


def column_of(model: type[models.Model], name: str) -> str:
    """What the database calls a field."""
    field: Any = model._meta.get_field(name)
    return str(field.column)
