"""Reads text files that people edit by hand (TOML with Chinese keys), and collects every fault with place and cure."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bureau.kernel.phrases import Phrase

Values = dict[str, Any]
UNREADABLE = Phrase("读不了：{reason}。", "It cannot be read: {reason}.")
NOT_UTF8 = Phrase("不是 UTF-8 文本；请用“另存为 UTF-8”。", "It is not UTF-8 text; save it as UTF-8.")
NOT_TOML = Phrase(
    '写法有误（{reason}）。中文的键要写在英文双引号里，如 "长" = "15个工作日"。',
    'It is not well formed ({reason}). Chinese keys stand in straight double quotes, as in "长" = "15个工作日".',
)
UNKNOWN_KEY = Phrase(
    "不认识“{key}”这一项；可用的有：{known}。", "“{key}” is not known here; there are: {known}."
)
MISSING = Phrase("缺少“{key}”，例如 {example}。", "“{key}” is missing; write for example {example}.")
WRONG = Phrase(
    "“{key}”的值 {value} 不能用，应如 {example}。", "“{key}” cannot be {value}; write for example {example}."
)
TEXT, WHOLE, DAY, LIST, TABLES = '"文字"', "30000", "2025-05-01", '["F1", "F2"]', "[[ ]]"


@dataclass(frozen=True)
class Fault:
    """One thing to mend: where it stands, what is wrong and how it should be written."""

    place: Phrase
    said: Phrase

    def in_(self, language: str) -> str:
        """One line in that language."""
        return f"{self.place.in_(language)}: {self.said.in_(language)}"


class Refused(ValueError):
    """A file that cannot be used, with everything that is wrong with it."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)

    @property
    def phrase(self) -> Phrase:
        """All of it, a line each."""
        return Phrase(*("\n".join(one.in_(language) for one in self.faults) for language in ("zh", "en")))

    def __str__(self) -> str:
        return str(self.phrase)


def read_toml(path: Path) -> Values:
    """The tables of a file.

    Raises:
        Refused: it is not there, not text, or not well formed.
    """
    place = Phrase(path.name, path.name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        said = UNREADABLE.with_(reason=error.strerror or error)
    except UnicodeDecodeError:
        said = NOT_UTF8
    except tomllib.TOMLDecodeError as error:
        said = NOT_TOML.with_(reason=error)
    raise Refused([Fault(place, said)])


@dataclass
class Entry:
    """One table of such a file: every key is asked for by its kind, and what nobody asked for is a fault."""

    values: Values
    place: Phrase
    faults: list[Fault]
    asked: list[str] = field(default_factory=list)

    def fault(self, said: Phrase) -> None:
        """Something is wrong with this table."""
        self.faults.append(Fault(self.place, said))

    def has(self, key: str) -> bool:
        """Whether the key is given; asking does not make it known."""
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; without a default it must be there."""
        found = self._value(key, str, TEXT, default)
        if key in self.values and found is not None and not found.strip():
            self.fault(MISSING.with_(key=key, example=TEXT))
        return "" if found is None else str(found).strip()

    def whole(self, key: str) -> int | None:
        """A whole number of at least 0, if there is one."""
        found = self._value(key, int, WHOLE, None, required=False)
        if found is not None and found < 0:
            self.fault(WRONG.with_(key=key, value=found, example=WHOLE))
            return None
        return None if found is None else int(found)

    def yes(self, key: str) -> bool:
        """`true` or `false`; false where it is not given."""
        return bool(self._value(key, bool, "true", False))

    def day(self, key: str, *, required: bool = True) -> dt.date | None:
        """A day, written without quotes."""
        found = self._value(key, dt.date, DAY, None, required=required)
        return None if isinstance(found, dt.datetime) else found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none where it is not given."""
        found = self._value(key, list, LIST, None, required=False) or []
        if not all(isinstance(one, str) and one for one in found):
            self.fault(WRONG.with_(key=key, value=found, example=LIST))
            return ()
        return tuple(found)

    def days(self, key: str) -> tuple[dt.date, ...]:
        """A list of days; none where it is not given."""
        found = self._value(key, list, f"[{DAY}]", None, required=False) or []
        if not all(isinstance(one, dt.date) and not isinstance(one, dt.datetime) for one in found):
            self.fault(WRONG.with_(key=key, value=found, example=f"[{DAY}]"))
            return ()
        return tuple(found)

    def entries(self, key: str) -> list[Entry]:
        """The tables under a key, each with its place: `order-39.toml 版本 2`."""
        found = self._value(key, list, TABLES, None, required=False) or []
        if not all(isinstance(one, dict) for one in found):
            self.fault(WRONG.with_(key=key, value=str(found)[:40], example=TABLES))
            return []
        places = (f"{key} {number}" for number in range(1, len(found) + 1))
        return [
            Entry(one, Phrase(f"{self.place.zh} {place}", f"{self.place.en} {place}"), self.faults)
            for one, place in zip(found, places, strict=True)
        ]

    def finish(self) -> None:
        """Whatever was given and not asked for is a slip of the pen."""
        for key in self.values.keys() - set(self.asked):
            self.fault(UNKNOWN_KEY.with_(key=key, known="、".join(self.asked)))

    def _value(self, key: str, kind: type, example: str, default: Any, *, required: bool = True) -> Any:  # noqa: ANN401 - of the kind asked for
        self.asked.append(key)
        found = self.values.get(key, default)
        if found is None:
            if required:
                self.fault(MISSING.with_(key=key, example=f'"{key}" = {example}'))
            return None
        if (
            not isinstance(found, kind)
            or (kind is int and isinstance(found, bool))
            or isinstance(found, dt.datetime)
        ):
            self.fault(WRONG.with_(key=key, value=repr(found), example=f'"{key}" = {example}'))
            return default
        return found
