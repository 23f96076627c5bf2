"""What a column and a table of the report ledger are: names, types, meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Type(Enum):
    """Column types of the ledger format."""

    TEXT = "text"
    DATE = "date"
    TIMESTAMP = "timestamp"
    INTEGER = "integer"
    NUMBER = "number"
    BOOL = "bool"


#: Limits of whole numbers: they are held in 32 bits.
INTEGER_MIN, INTEGER_MAX = -(2**31) + 1, 2**31 - 1


@dataclass(frozen=True)
class Column:
    """One column: its type, whether it may be empty, what it may hold and what it points to."""

    name: str
    type: Type
    zh: str
    en: str
    nullable: bool = False
    minimum: int | None = None
    choices: tuple[str, ...] = ()
    refers: str | None = None


@dataclass(frozen=True)
class Table:
    """One table: its columns in order and the columns that together are its key (may be none)."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False
    #: Beyond what every laboratory hands in: asked for by its rules alone.
    supplementary: bool = False
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_name.update({column.name: column for column in self.columns})


def text(name: str, zh: str, en: str, *, nullable: bool = False, refers: str | None = None) -> Column:
    """A column of text; empty means null or the string of length zero."""
    return Column(name, Type.TEXT, zh, en, nullable=nullable, refers=refers)


def choice(name: str, zh: str, en: str, *choices: str) -> Column:
    """A column of text that holds one of the listed words."""
    return Column(name, Type.TEXT, zh, en, choices=choices)


def date(name: str, zh: str, en: str, *, nullable: bool = False) -> Column:
    """A calendar day in local time."""
    return Column(name, Type.DATE, zh, en, nullable=nullable)


def timestamp(name: str, zh: str, en: str, *, nullable: bool = False) -> Column:
    """A local wall-clock instant without a zone."""
    return Column(name, Type.TIMESTAMP, zh, en, nullable=nullable)


def integer(name: str, zh: str, en: str, *, nullable: bool = False, minimum: int | None = None) -> Column:
    """A whole number of at most 32 bits."""
    return Column(name, Type.INTEGER, zh, en, nullable=nullable, minimum=minimum)


def number(name: str, zh: str, en: str, *, nullable: bool = False) -> Column:
    """A finite double; NaN is empty."""
    return Column(name, Type.NUMBER, zh, en, nullable=nullable)


def flag(name: str, zh: str, en: str) -> Column:
    """true or false (1 or 0)."""
    return Column(name, Type.BOOL, zh, en)
