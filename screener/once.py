"""A property that is worked out once an object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class once(Generic[Owner, Value]):  # noqa: N801 - reads as a decorator, as `property` does
    """Like `functools.cached_property`, without its lock.

    Before Python 3.12 that lock is one for all objects: threads that work on different partitions would wait for each
    other whenever they work out the same property. Two threads that ask one object at the same time both work it out.
    """

    def __init__(self, make: Callable[[Owner], Value]) -> None:
        self._make, self.__doc__, self._name = make, make.__doc__, ""

    def __set_name__(self, _owner: type[Any], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...

    @overload
    def __get__(self, instance: Owner, owner: type[Any]) -> Value: ...

    def __get__(self, instance: Owner | None, owner: type[Any]) -> Self | Value:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value
