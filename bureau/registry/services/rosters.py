"""Rosters are received, read, put aside."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Pairs
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bureau.files.formats import MACROS
from bureau.files.intake import allowed_for
from bureau.files.services import keep_file, place
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.registry.importing import Plan, plan_lines
from bureau.registry.lifecycle import ROSTER
from bureau.registry.models import RosterImport, RosterRow
from bureau.registry.roster import Mapping, Roster, RosterLine, UnreadableError
from bureau.registry.roster import read_roster as read_file
from bureau.registry.roster.refusing import Said
from bureau.registry.services.shapes import remember_shape, remembered_for, synonyms_for
from bureau.trail.services import next_number

POLICY = "registry.roster"


def receive_roster(
    *,
    content: Any,  # noqa: ANN401 - an upload, or bytes
    name: str,
    unit: Unit,
    by: Actor,
    macros: bool = False,
) -> RosterImport:
    """Keep a file as the roster of a unit; it is read in the next step.

    With `macros` a file that carries some is taken too: its cells are read, and nothing in it is ever run.

    Raises:
        MissingPermission, NotAccepted: nothing was kept.
    """
    year = clock.today().year
    roster = RosterImport(unit=unit, received_at=clock.now(), received_by=by.trail_name)
    with ROSTER.creating("receive_roster", roster, by=by) as row:
        series = f"R-{unit.division}-{year}"
        row.reference = f"{series}-{next_number(series):04}"
        row.file = keep_file(
            content=content,
            name=name,
            policy=POLICY,
            owner=row.reference,
            use=allowed_for("table") | ({MACROS} if macros else set()),
            by=by,
            permission=P.ROSTER_IMPORT,
            at=unit,
        )
    return row


def read_roster(
    *,
    roster: RosterImport,
    by: Actor,
    mapping: Pairs[str, Any] | None = None,
    remember: str | None = None,
    base: int | None = None,
) -> RosterImport:
    """Read the file, once more if columns were corrected by hand, and plan what becomes of each line.

    Nothing is imported yet. A file that cannot be read is put on record as such; `refusal` says why. `remember` is a
    sheet whose columns are kept for the next file with the same header.
    """
    by_hand = roster.mapping if mapping is None else dict(mapping)
    try:
        found = _read(roster, by_hand)
    except UnreadableError as unreadable:
        return refuse_roster(roster=roster, said=unreadable.said, by=by, base=base)
    plans = plan_lines([_said(line) for line in found.lines], roster.unit)
    with ROSTER.moving("read_roster", roster, by=by, base=base) as held:
        held.mapping, held.reading = by_hand, held.reading + 1
        held.problems = [_problem(one) for one in found.problems]
        held.columns = [_sheet(one) for one in found.sheets]
        RosterRow.objects.bulk_create([_row(held, number, plan) for number, plan in enumerate(plans)])
        if remember is not None:
            with _opened(roster) as path:
                remember_shape(held, path, remember, by_hand[remember])
    return held


def refuse_roster(*, roster: RosterImport, said: Said, by: Actor, base: int | None = None) -> RosterImport:
    """Put on record that a file cannot be read, and why."""
    with ROSTER.moving("refuse_roster", roster, by=by, reason=said.zh, base=base) as held:
        held.refusal = {"zh": said.zh, "en": said.en}
    return held


def withdraw_roster(*, roster: RosterImport, by: Actor, reason: str, base: int | None = None) -> RosterImport:
    """Put a roster aside that was not imported."""
    with ROSTER.moving("withdraw_roster", roster, by=by, reason=reason, base=base) as held:
        pass
    return held


def _said(line: RosterLine) -> dict[str, Any]:
    """What a line says: as the command writes it, and what only an import asks for."""
    return line.as_json() | {"part": line.part}


@contextmanager
def _opened(roster: RosterImport) -> Iterator[Path]:
    """The file under the suffix it was given: text is told from workbooks by its name."""
    kept = place(roster.file.sha256)
    suffix = Path(roster.file.name).suffix.lower()
    path = kept.with_name(f"{kept.name}.{roster.reference}{suffix}")
    path.unlink(missing_ok=True)
    path.hardlink_to(kept)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _read(roster: RosterImport, by_hand: Pairs[str, Any]) -> Roster:
    """The file as read, with what was corrected by hand, here or in an earlier file of its shape."""
    mapping = Mapping(
        {sheet: one["header"] for sheet, one in by_hand.items()},
        {sheet: one["columns"] for sheet, one in by_hand.items()},
        {sheet: one.get("skipped", ()) for sheet, one in by_hand.items()},
        remembered_for(roster.unit),
    )
    with _opened(roster) as path:
        try:
            return read_file(path, synonyms=synonyms_for(roster.unit), mapping=mapping)
        except UnreadableError as unreadable:
            said, name = unreadable.said, roster.file.name
            raise UnreadableError(
                Said(said.zh.replace(path.name, name), said.en.replace(path.name, name))
            ) from unreadable


def _row(roster: RosterImport, number: int, plan: Plan) -> RosterRow:
    return RosterRow(
        roster=roster,
        reading=roster.reading,
        place=number,
        sheet=(plan.read["sheet"] or "")[:80],
        row=plan.read["row"],
        read=plan.read,
        verdict=plan.verdict,
        why=plan.why[:500],
        institution=plan.institution,
    )


def _problem(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a problem of the reader
    return {
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "value": one.value,
        "zh": one.said.zh,
        "en": one.said.en,
    }


def _sheet(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a sheet as the reader understood it
    return {
        "sheet": one.sheet,
        "headers": list(one.headers),
        "columns": dict(one.columns),
        "why": {name: {"how": match.how, "by": match.by} for name, match in one.why.items()},
        "places": dict(one.places),
        "idle": list(one.idle),
        "lines": one.lines,
        "title": one.title,
        "hidden": one.hidden,
    }
