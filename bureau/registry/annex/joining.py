"""Joins the forms of several units into one, each body once, and names every body that stands in more than one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bureau.registry.annex.filled import Annex, Line, VisitorLine
from bureau.registry.annex.form import PARTS, SEPARATOR, Part, printed
from bureau.registry.texts import comparable

FIRST_THREE, SEVERAL = PARTS[:3], PARTS[3]


@dataclass(frozen=True)
class Source:
    """One form that is joined: whose it is, its district's code, and where its bodies are registered, by their keys."""

    unit: str
    division: str
    form: Annex
    homes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Repeated:
    """A body that stands in several forms: whose line was taken, whose were left, and whether they say the same."""

    name: str
    key: str
    taken: str
    left: tuple[str, ...]
    said: tuple[tuple[str, str], ...]

    @property
    def differs(self) -> bool:
        """Whether the forms say different things of it."""
        return len({what for _unit, what in self.said}) > 1


@dataclass(frozen=True)
class Joined:
    """The one form, the bodies that stood in several, and from whose form each line came, by its key or name."""

    annex: Annex
    repeated: tuple[Repeated, ...]
    origin: Mapping[str, str]


def join_forms(sources: Sequence[Source], district: str, on: dt.date | None) -> Joined:
    """One form of many, in their order.

    A body is told by its key; where a form came without keys, by its name. Of several lines of one body that of the
    district in which it is registered is taken, else the first; with it come its part and whether it stands in part 4.
    """
    sources = _keyed(sources)
    found: dict[str, list[Source]] = {}
    for source in sources:
        for part in FIRST_THREE:
            for line in source.form.lines(part):
                found.setdefault(identity(line), []).append(source)
    taken = {one: _taken(one, standing) for one, standing in found.items()}
    lines = {part.lines: _lines(sources, part, taken) for part in PARTS}
    repeated = tuple(
        _repeated(one, standing, taken[one]) for one, standing in found.items() if len(standing) > 1
    )
    origin = {one: source.unit for one, source in taken.items()}
    return Joined(Annex(district, on, **lines), repeated, origin)  # type: ignore[arg-type] # each part has its kind of line


def identity(line: Line | VisitorLine) -> str:
    """What tells a body: its key, else its name."""
    return line.key or printed(line.name)


def _keyed(sources: Sequence[Source]) -> list[Source]:
    """The forms with a key for each line without one whose name one single body bears in another form."""
    keys: dict[str, set[str]] = {}
    for source in sources:
        for part in FIRST_THREE:
            for line in source.form.lines(part):
                if line.key:
                    keys.setdefault(comparable(line.name), set()).add(line.key)
    known = {name: next(iter(found)) for name, found in keys.items() if len(found) == 1}
    return [replace(source, form=_with_keys(source.form, known)) for source in sources]


def _with_keys(form: Annex, known: Mapping[str, str]) -> Annex:
    """The form with those keys, but for a name that it holds twice."""
    held = Counter(comparable(line.name) for part in FIRST_THREE for line in form.lines(part))
    taken = {line.key for part in FIRST_THREE for line in form.lines(part)}

    def key(line: Line | VisitorLine) -> str:
        name = comparable(line.name)
        own = known.get(name, "") if held[name] == 1 else ""
        return line.key or ("" if own in taken else own)

    lines = {part.lines: tuple(replace(line, key=key(line)) for line in form.lines(part)) for part in PARTS}
    return replace(form, **lines)  # type: ignore[arg-type] # each part has its kind of line


def _taken(one: str, standing: Sequence[Source]) -> Source:
    """The form of the district in which the body is registered, else the first."""
    at_home = (source for source in standing if source.homes.get(one) == source.division)
    return next(at_home, standing[0])


def _lines(
    sources: Sequence[Source], part: Part, taken: Mapping[str, Source]
) -> tuple[Line | VisitorLine, ...]:
    return tuple(
        line for source in sources for line in source.form.lines(part) if taken[identity(line)] is source
    )


def _repeated(one: str, standing: Sequence[Source], taken: Source) -> Repeated:
    line = next(line for part in FIRST_THREE for line in taken.form.lines(part) if identity(line) == one)
    left = tuple(source.unit for source in standing if source is not taken)
    said = tuple((source.unit, _said(one, source)) for source in standing)
    return Repeated(line.name, line.key, taken.unit, left, said)


def _said(one: str, source: Source) -> str:
    """The parts in which a body stands, and its fields."""
    parts, domains = [], ""
    for part in PARTS:
        for line in source.form.lines(part):
            if identity(line) == one:
                parts.append(part.heading.split("、")[0])
                domains = domains or printed(line.domains)
    return f"{SEPARATOR.join(parts)}：{domains}" if domains else SEPARATOR.join(parts)
