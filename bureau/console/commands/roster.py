"""mingjian roster: what a list of institutions says, and every cell of it that is in doubt."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bureau.registry.roster.refusing import Said

if TYPE_CHECKING:
    from bureau.registry.roster import Roster

NO_LINE = Said(
    "一行也没有读出。已写明原因的，照着改；没有写的，请给名单加上有“机构名称”的表头，或用 --words 写明表头。",
    "Not one line was read; mend what is named above, or give the list a header with the name of the body, or --words.",
)


@click.command(
    "roster",
    epilog="\b\n例 Examples:\n  mingjian roster 机构名录.xlsx\n  mingjian roster 机构名录.xlsx --json > roster.json\n"
    "  mingjian roster 机构名录.xlsx --words 本局表头.toml",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON.")
@click.option(
    "--words",
    type=click.Path(path_type=Path),
    metavar="TOML",
    help='本单位另加的表头写法，如 name = ["受检单位"] More header words of this office.',
)
@click.option("--hidden", is_flag=True, help="隐藏的工作表也读 Read hidden sheets too.")
def roster_command(file: Path, *, as_json: bool, words: Path | None, hidden: bool) -> None:
    """读取机构名录，指出存疑的单元格。 Read a roster of institutions and name every doubtful cell.

    读不了，或一行也没有读出的，退出码为 2。 What cannot be read, or gives not one line, ends with code 2.
    """
    from bureau.registry.roster import Mapping, UnreadableError, read_roster, with_words  # noqa: PLC0415 - others do without

    try:
        found = read_roster(file, synonyms=with_words(words), mapping=Mapping(hidden=hidden))
    except UnreadableError as unreadable:
        click.echo(str(unreadable), err=True)
        sys.exit(2)
    problems = [
        {
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
            "value": one.value,
            "message": str(one.said),
        }
        for one in found.problems
    ]
    if as_json:
        columns = [
            {
                "sheet": one.sheet,
                "headers": list(one.headers),
                "taken": one.columns,
                "not_taken": list(one.idle),
            }
            for one in found.sheets
        ]
        told = {"rows": [line.as_json() for line in found.lines], "problems": problems, "columns": columns}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _tell(found, problems)
    if not found.lines:
        click.echo(str(NO_LINE), err=True)
        sys.exit(2)


def _tell(found: Roster, problems: list[dict[str, Any]]) -> None:
    """Lines on standard output, and what is in doubt on the other."""
    for line in found.lines:
        parts = [line.name, line.uscc or "—", "、".join(line.certificate_numbers) or "—"]
        parts += [str(line.valid_to or "—"), "、".join(line.domains) or "—"]
        click.echo("\t".join([f"{line.sheet or ''}:{line.row}", *parts]))
    for one in problems:
        place = ":".join(str(part) for part in (one["sheet"], one["row"], one["column"]) if part is not None)
        click.echo(f"{place} “{one['value']}” {one['message']}", err=True)
    click.echo(f"{len(found.lines)} 行 lines, {len(problems)} 处存疑 in doubt", err=True)
