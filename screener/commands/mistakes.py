"""Invokes the command, and says in the user's language what is wrong with how it was typed."""

from __future__ import annotations

import click

from screener.commands.group import cli
from screener.commands.sizes import Size
from screener.phrases import Phrase

UNUSABLE, FAILED = 2, 1


def invoke() -> tuple[int, str]:
    """Run the command line; the exit status, and what is to be said about how it was typed."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code, ""
    except click.UsageError as wrong:
        if wrong.ctx and wrong.message == wrong.ctx.get_help():
            return UNUSABLE, wrong.format_message()  # nothing was typed: the help
        path = wrong.ctx.command_path if wrong.ctx else "mingjian"
        see = Phrase(f"用法见 {path} --help", f"For the usage see {path} --help")
        return UNUSABLE, f"{_said(wrong)}\n{see}"
    except click.Abort:
        raise KeyboardInterrupt from None
    return 0, ""


def _said(wrong: click.UsageError) -> Phrase:
    if isinstance(wrong, click.MissingParameter):
        hint = _hint(wrong)
        return Phrase(f"缺少 {hint}。", f"{hint} is missing.")
    if isinstance(wrong, click.NoSuchOption):
        return Phrase(f"没有 {wrong.option_name} 这个选项。", f"There is no option {wrong.option_name}.")
    if isinstance(wrong, click.BadOptionUsage):
        return Phrase(f"{wrong.option_name} 后面应有值。", wrong.format_message())
    if isinstance(wrong, click.BadParameter):
        return _unfit(wrong)
    command = getattr(wrong, "command_name", None)
    if command is not None:
        return Phrase(f"没有 {command} 这个命令。", wrong.format_message())
    return Phrase(f"多写了参数，或命令写得不对（{wrong.message}）", wrong.format_message())


def _unfit(wrong: click.BadParameter) -> Phrase:
    hint, kind = _hint(wrong), wrong.param.type if wrong.param else None
    if isinstance(kind, click.IntRange):
        low, high = kind.min, kind.max
        if high is None:
            return Phrase(
                f"{hint} 应为不小于 {low} 的整数。", f"{hint} must be a whole number of at least {low}."
            )
        return Phrase(
            f"{hint} 应为 {low} 至 {high} 的整数。", f"{hint} must be a whole number from {low} to {high}."
        )
    if isinstance(kind, click.Choice):
        listed = " / ".join(map(str, kind.choices))
        return Phrase(f"{hint} 应为 {listed} 之一。", f"{hint} must be one of {listed}.")
    if isinstance(kind, Size) or wrong.param is None or wrong.param.callback is not None:
        return Phrase(f"{hint}：{wrong.message}", f"{hint}: {wrong.message}")  # ours, in the right language
    return Phrase(f"{hint} 的值不能用（{wrong.message}）", wrong.format_message())


def _hint(wrong: click.BadParameter) -> str:
    if isinstance(wrong.param, click.Option):
        return wrong.param.opts[0]
    return "" if wrong.param is None else wrong.param.metavar or wrong.param.human_readable_name
