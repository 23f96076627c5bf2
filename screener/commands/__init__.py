"""The command `mingjian`: what can be asked of the engine from a terminal."""

from __future__ import annotations

import os
import sys

import click

from screener.commands.ledger import ledger
from screener.commands.screening import screen_command
from screener.commands.version import version_command
from screener.ledger.faults import Refused
from screener.phrases import Phrase

UNUSABLE, FAILED = 2, 1


@click.group(
    name="mingjian",
    epilog="\b\n例 Example:\n  mingjian screen LEDGER --out REPORT",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def cli() -> None:
    """明鉴：筛查检验检测报告台账中的矛盾。 Mingjian: screens report ledgers for contradictions."""


cli.add_command(screen_command)
cli.add_command(ledger)
cli.add_command(version_command)


def main() -> None:
    """Run the command; whatever the user can mend ends with one message and status 2, without a traceback."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(UNUSABLE)
    except Refused as refused:
        _end(str(refused), UNUSABLE)
    except (KeyboardInterrupt, click.Abort):
        _end(str(Phrase("已中断，没有写出任何文件。", "Interrupted; nothing was written.")), FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except MemoryError:
        _end(str(Phrase("内存不够，没有写出任何文件。", "Out of memory; nothing was written.")), FAILED)
    except OSError as error:
        reason = f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
        message = Phrase(
            "没有写出任何文件，原有文件未动：{reason}",
            "Nothing was written, what was there is untouched: {reason}",
        )
        _end(str(message.fill(reason=reason)), FAILED)


def _end(message: str, status: int) -> None:
    click.echo(message, err=True)
    sys.exit(status)
