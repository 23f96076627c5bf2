"""Gathers the texts of the program into the catalogue of translations, compiles it, and says what is missing.

`extract` writes the texts alone; `update` brings the catalogue up to them, keeping what is translated; `compile` makes
what the program reads; `check` fails on anything that a reader would see in the wrong language. No gettext is needed.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
BUREAU = ROOT / "bureau"
TEXTS = BUREAU / "locale" / "django.pot"
TRANSLATED = BUREAU / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
COMPILED = TRANSLATED.with_suffix(".mo")
LOCALE = "zh_Hans_CN"
WIDTH = 110
KEYWORDS = DEFAULT_KEYWORDS | {
    "say": None,  # gettext beside gettext_lazy, which is _ there
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Words that change with every run and say nothing: without them two people's changes do not collide.
NOISE = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid).*\n',
    re.MULTILINE,
)
HEAD = "# The texts of Mingjian in Simplified Chinese. `make messages` brings it up to the program."
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

BOTH = "both"  # said alone and as the one of a pair: alone it would show the pair's translation, placeholder and all

Key = tuple[str, str]  # context and text


def sources() -> Iterator[Path]:
    """Every module and template of the application."""
    for path in sorted(BUREAU.rglob("*")):
        holds_texts = path.suffix == ".py" or (path.suffix in {".html", ".txt"} and "templates" in path.parts)
        if holds_texts and "migrations" not in path.parts:
            yield path


def gathered() -> Catalog:
    """The texts of the program, each with the files it stands in."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    found = _empty()
    alone: set[Key] = set()  # texts said of one thing, without another form for many
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        told = extract("python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",))
        for _line, message, comments, context in told:
            if message not in ("", ("", "")):
                place = (path.relative_to(ROOT).as_posix(), 0)
                kept = found.add(message, locations=[place], auto_comments=comments, context=context)
                if isinstance(message, str):
                    alone.add(key(kept))
    for kept in found:
        if kept.pluralizable and key(kept) in alone:
            kept.flags.add(BOTH)
    return found


def _empty(locale: str | None = None) -> Catalog:
    return Catalog(locale=locale, project="mingjian", charset="utf-8", header_comment=HEAD, fuzzy=False)


def key(message: Message) -> Key:
    """What a text is known by: a text for one and for many is known by the one."""
    single = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return (message.context or "", single)


def known() -> Catalog:
    """The catalogue as it is, or an empty one."""
    if not TRANSLATED.exists():
        return _empty(LOCALE)
    with TRANSLATED.open("rb") as file:
        return read_po(file, locale=LOCALE)


def merged(texts: Catalog, old: Catalog) -> Catalog:
    """The texts with the translations there are; what is no text any more falls away."""
    translations = {key(message): message for message in old if message.id}
    new = _empty(LOCALE)
    for message in texts:
        if message.id:
            held = translations.get(key(message))
            new.add(
                message.id,
                _fitting(message, held),
                context=message.context,
                auto_comments=message.auto_comments,
            )
    return new


def _fitting(message: Message, held: Message | None) -> str | tuple[str, ...]:
    """The translation, in the form that the text needs now: one sentence, or one for each number."""
    first = _strings(held)[0] if held is not None else ""
    return (first,) if message.pluralizable else first


def written(catalog: Catalog) -> str:
    """A catalogue as text, in the order of its texts, without what changes with every run."""
    file = io.BytesIO()
    write_po(file, catalog, width=WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)
    return NOISE.sub("", file.getvalue().decode()).lstrip()


def faults(texts: Catalog, old: Catalog) -> list[str]:
    """Everything a reader would see in the wrong language, or not at all."""
    held = {key(message): message for message in old if message.id}
    gone = held.keys() - {key(message) for message in texts if message.id}
    gone |= {key(message) for message in old.obsolete.values()}
    found = [f"no longer said anywhere: {text!r}" for _context, text in gone]
    for message in texts:
        if message.id:
            places = ", ".join(place for place, _line in message.locations)
            found += [
                f"{fault}: {message.id!r} ({places})" for fault in _faults_of(message, held.get(key(message)))
            ]
    return sorted(found)


def _faults_of(message: Message, held: Message | None) -> Iterator[str]:
    forms = message.id if isinstance(message.id, list | tuple) else (message.id,)
    if any(CHINESE.search(form) for form in forms):
        yield "a source text in Chinese"
    if BOTH in message.flags:
        yield "said both alone and with a form for many"
    if held is None or not all(_strings(held)):
        yield "not translated"
        return
    if held.fuzzy:
        yield "a guess (fuzzy)"
    wanted = {name for form in forms for name in PLACEHOLDER.findall(form)}
    for string in _strings(held):
        given = set(PLACEHOLDER.findall(string))
        # A Chinese sentence may leave out what only the English one counts, but can use nothing that is not given.
        if given - wanted or (wanted - given and not message.pluralizable):
            yield f"placeholders differ, {sorted(wanted ^ given)}"


def _strings(message: Message) -> tuple[str, ...]:
    held = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return tuple(string or "" for string in held) or ("",)


def compile_catalogue() -> None:
    """Make the file that the program reads."""
    file = io.BytesIO()
    write_mo(file, known())
    COMPILED.write_bytes(file.getvalue())


def main(argv: list[str]) -> int:
    """Run one of the subcommands."""
    match argv:
        case ["extract"]:
            TEXTS.write_text(written(gathered()), encoding="utf-8")
        case ["update"]:
            TRANSLATED.parent.mkdir(parents=True, exist_ok=True)
            TRANSLATED.write_text(written(merged(gathered(), known())), encoding="utf-8")
            compile_catalogue()
            missing = faults(gathered(), known())
            print("\n".join([*missing, f"{len(missing)} to mend in {TRANSLATED.relative_to(ROOT)}"]))
        case ["compile"]:
            compile_catalogue()
        case ["check"]:
            found = faults(gathered(), known())
            print("\n".join(found))
            return 1 if found else 0
        case _:
            print(__doc__)
            print("usage: messages.py extract|update|compile|check")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
