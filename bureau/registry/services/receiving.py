"""The annex form of a unit that does not work in this installation comes as a file."""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.files.intake import NotAccepted, accept, allowed_for
from bureau.files.services import keep_file
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.people.selectors import area_of
from bureau.registry.annex import Annex, read_annex
from bureau.registry.annex.form import PARTS
from bureau.registry.lifecycle import SUBMISSION
from bureau.registry.models import AnnexSubmission, Institution
from bureau.registry.roster import UnreadableError
from bureau.registry.services.annexes import await_no_more, digest_of, number_it, row_of
from bureau.registry.texts import comparable, squeezed

POLICY = "registry.annex"


def receive_annex(
    *,
    content: Any,  # noqa: ANN401 - an upload, or bytes
    name: str,
    unit: Unit,
    by: Actor,
    why: str = "",
) -> AnnexSubmission:
    """Take the form of a unit that came as a file: read, frozen as it says, and the file kept with it.

    No dossier is changed by it. Lines get the number of the dossier whose name they bear, where one alone does.

    Raises:
        MissingPermission, NotAccepted, NotNow: nothing was kept; the sentence says where the file is at fault.
    """
    bytes_of = content if isinstance(content, bytes) else content.read()
    annex = _with_keys(_read(bytes_of, name), unit)
    if annex.reported_on is None:
        raise NotNow(
            _(
                "The form names no day on which it was reported. Enter the day under its title and hand it in again."
            )
        )
    if annex.reported_on > clock.today():
        raise NotNow(
            _("The form is reported on %(day)s, which has not come yet.") % {"day": annex.reported_on}
        )
    _see_place(annex, unit)
    made = row_of(annex, unit, annex.reported_on, {}, by)
    made.content |= {"received": True}
    if annex.doubts:
        made.content["doubts"] = [{"zh": one.zh, "en": one.en} for one in annex.doubts]
    made.sha256 = digest_of(made.content)
    with SUBMISSION.creating("receive_annex", made, by=by) as row:
        number_it(row, why)
        row.file = keep_file(
            content=bytes_of,
            name=name,
            policy=POLICY,
            owner=row.reference,
            use=allowed_for("table"),
            by=by,
            permission=P.ANNEX_SUBMIT,
            at=unit,
        )
        await_no_more(unit, by)
    return row


def _read(content: bytes, name: str) -> Annex:
    """The form of a file, which is looked at before it is opened."""
    accept(io.BytesIO(content), allowed_for("table"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"form{Path(name).suffix.lower()}"
        path.write_bytes(content)
        try:
            return read_annex(path)
        except UnreadableError as unreadable:
            said = unreadable.said.en if get_language() == "en" else unreadable.said.zh
            raise NotAccepted(said.replace(path.name, name)) from unreadable


def _with_keys(annex: Annex, unit: Unit) -> Annex:
    """Its lines with the number of the one dossier of that name in the area of the unit above, else of its own."""
    above = unit.parent or unit
    known: dict[str, list[str]] = {}
    for name, reference in Institution.objects.active().within(above).values_list("name", "reference"):
        known.setdefault(comparable(name), []).append(reference)
    held = Counter(comparable(line.name) for part in PARTS[:3] for line in annex.lines(part))

    def keyed(line: Any) -> Any:  # noqa: ANN401 - a line of either kind
        found = known.get(comparable(line.name), [])
        return replace(line, key=found[0]) if len(found) == held[comparable(line.name)] == 1 else line

    lines: dict[str, Any] = {part.lines: tuple(map(keyed, annex.lines(part))) for part in PARTS}
    return replace(annex, **lines)


def _see_place(annex: Annex, unit: Unit) -> None:
    """The form is of the unit that was chosen."""
    said, names = squeezed(annex.district), {area_of(unit), unit.name, unit.short_name}
    if said and not any(said in squeezed(one) or squeezed(one) in said for one in names):
        raise NotNow(
            _(
                "The form names the place %(place)s, which is not that of %(unit)s. Choose the unit whose form it is."
            )
            % {"place": annex.district, "unit": unit.name}
        )
