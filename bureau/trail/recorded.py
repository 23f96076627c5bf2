"""Recorded rows: every model of the office's business, saved only inside a trail scope and never deleted."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.apps import apps
from django.db import models

from bureau.trail.keys import new_key
from bureau.trail.many import update_many
from bureau.trail.wall import OutsideTheTrailError, opened


@functools.cache
def recorded_models() -> tuple[type[Recorded], ...]:
    """Every concrete recorded model, in the order of installation."""
    return tuple(
        model
        for model in apps.get_models(include_auto_created=True)
        if issubclass(model, Recorded) and not model._meta.proxy
    )


R = TypeVar("R", bound="Recorded")


class RecordedQuerySet(models.QuerySet[R]):
    """A queryset that creates many rows with an image each, and refuses what would leave none."""

    def bulk_create(  # noqa: PLR0917 - the signature is Django's
        self,
        objs: Iterable[R],
        batch_size: int | None = 500,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[R]:
        """Create rows inside the scope that is writing; conflicts are never settled silently."""
        if ignore_conflicts or update_conflicts or update_fields or unique_fields:
            raise OutsideTheTrailError(
                "bulk_create may not settle conflicts: what it changed would be unknown"
            )
        rows = list(objs)
        for row in rows:
            row.version = 1
        with _writing(*rows):
            return super().bulk_create(rows, batch_size)

    def save_many(self, rows: Sequence[R], columns: Collection[str]) -> None:
        """Save these columns of many rows inside the scope that is writing, each as its next version.

        It is for rows that this transaction alone knows or holds locked: versions are not compared.
        """
        if not rows:
            return
        for row in rows:
            row.version += 1
        with _writing(*rows):
            update_many(rows, [*columns, "version"])

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refused: save each row inside a scope."""
        raise OutsideTheTrailError(_instead("update"))

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: save each row inside a scope."""
        raise OutsideTheTrailError(_instead("bulk_update"))

    def delete(self) -> NoReturn:
        """Refused: nothing is deleted."""
        raise OutsideTheTrailError(_instead("delete"))


class Recorded(models.Model):
    """A business row: a key that cannot be guessed, a version that two officers cannot both hold, images in the trail.

    `trail_secrets` names columns that images hold by their SHA-256 only.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    trail_secrets: ClassVar[frozenset[str]] = frozenset()

    objects: ClassVar[Any] = RecordedQuerySet.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Save inside the scope that is writing, as the next version."""
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = frozenset({*fields, "version"})
        self.version += 1
        try:
            with _writing(self):
                super().save_base(*args, **kwargs)
        except BaseException:
            self.version -= 1
            raise

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: close, withdraw or supersede the row with its reason."""
        raise OutsideTheTrailError(_instead("delete"))

    @property
    def trail_label(self) -> str:
        """The name of the table in the trail, `room.model`."""
        return self._meta.label_lower

    def fresh(self) -> Self:
        """The row as it is now, locked until the transaction ends."""
        found: Self = type(self)._base_manager.select_for_update(of=("self",)).get(pk=self.pk)
        return found


def _instead(verb: str) -> str:
    return (
        f"{verb}() would leave no entry in the trail: save each row inside a scope; "
        "rows are closed, withdrawn or superseded with a reason, never deleted"
    )


def _writing(*rows: Recorded) -> Any:  # noqa: ANN401 - a context manager
    from bureau.trail.scope import current  # noqa: PLC0415 - the scope knows recorded rows, not the other way

    scope = current()
    if scope is None:
        raise OutsideTheTrailError(
            f"{rows[0].trail_label if rows else 'a row'} was to be saved outside a trail scope; "
            "write in a service, inside bureau.trail.scope.scope()"
        )
    scope.touch(*rows)
    return opened()
