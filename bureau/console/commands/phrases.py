"""How a command speaks to whoever sits at the terminal, and the way it ends when they can mend it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from bureau.kernel.phrases import Phrase, reads_english, speaking

__all__ = ["FAILED", "UNUSABLE", "Phrase", "language", "language_option", "reads_english", "stop", "tell"]

UNUSABLE, FAILED = 2, 1


def language() -> str:
    """The same as Django calls it."""
    return "en" if reads_english() else "zh-hans"


def tell(phrase: Phrase) -> None:
    """One plain line on how things go."""
    click.echo(str(phrase))


def stop(phrase: Phrase, status: int = UNUSABLE) -> NoReturn:
    """End the command with one sentence that says what to mend."""
    click.echo(str(phrase), err=True)
    sys.exit(status)


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--lang`, which chooses the language for this one run."""
    return click.option(
        "--lang",
        type=click.Choice(("zh", "en")),
        is_eager=True,
        expose_value=False,
        callback=lambda context, _parameter, chosen: context.with_resource(speaking(chosen)),
        help="语言 Language (default: MINGJIAN_LANG, or the terminal's).",
    )(command)
