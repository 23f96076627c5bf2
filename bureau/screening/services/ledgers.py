"""Ledgers are handed in, checked, and taken as a version, recognised, or refused with every fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bureau.files.formats import ZIP
from bureau.files.intake import NotAccepted
from bureau.files.services import Kept, keep_file, place
from bureau.files.sniffing import sniff
from bureau.jobs.models import Job
from bureau.jobs.services import start_job
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.people.models.units import UnitKind
from bureau.people.permissions import P
from bureau.registry.models import Institution
from bureau.screening.ledgers.changing import MOST, changes_of
from bureau.screening.ledgers.checking import FAULT_LIMIT, Checked, Span, check_ledger
from bureau.screening.ledgers.refusing import UnusableError, in_both, unusable
from bureau.screening.ledgers.unpacking import check_package, ledger_folder
from bureau.screening.lifecycle import HANDIN, PART, HandInState
from bureau.screening.models import HandIn, LedgerPart, LedgerTable, kept_one
from bureau.screening.services.mappings import asked_about, mapping_for, remember
from bureau.screening.services.runs import start_run_after
from bureau.screening.services.workplaces import keep_made, workplace
from bureau.trail.services import next_number
from screener.ledger.filled.mappings import Columns
from screener.ledger.filled.opening import Given

POLICY, USE = "screening.ledger", "ledger"
MOST_FILES = 40
OFFICES = (UnitKind.DISTRICT, UnitKind.CITY, UnitKind.REGION)
Progress = Callable[[str, int, int], None]


def office_of(unit: Unit) -> Unit:
    """The district, city or region to which a section or station belongs: its ledgers are screened together."""
    while unit.kind not in OFFICES and unit.parent is not None:
        unit = unit.parent
    return unit


def hand_in_ledger(
    *,
    files: Sequence[Any],
    unit: Unit,
    by: Actor,
    institution: Institution | None = None,
    period: tuple[dt.date, dt.date] | None = None,
) -> HandIn:
    """Keep the files of a ledger as they came; they are checked in the background. `files` have a name and a content.

    Raises:
        MissingPermission, NotNow, NotAccepted: nothing was kept.
    """
    _check_files(files)
    with transaction.atomic():
        made = _handed_in(files, unit, by, institution, period)
        check_again(handin=made, by=by)
    return made


def _handed_in(
    files: Sequence[Any],
    unit: Unit,
    by: Actor,
    institution: Institution | None,
    period: tuple[dt.date, dt.date] | None,
) -> HandIn:
    year = clock.today().year
    row = HandIn(
        unit=office_of(unit),
        institution=institution,
        account=by if isinstance(by, Account) else None,
        received_at=clock.now(),
        received_from=by.full_name if isinstance(by, Account) else by.trail_name,
        stated_from=period[0] if period else None,
        stated_to=period[1] if period else None,
    )
    with HANDIN.creating("hand_in_ledger", row, by=by) as made:
        series = f"R-{made.unit.division}-{year}"
        made.reference = f"{series}-{next_number(series):04}"
        for file in files:
            keep_file(
                content=file,
                name=file.name,
                policy=POLICY,
                owner=made.reference,
                use=USE,
                by=by,
                permission=P.LEDGER_HAND_IN,
                at=made.unit,
            )
    return made


def check_again(*, handin: HandIn, by: Actor) -> Job:
    """Put the checking of a ledger into the queue, unless it waits there."""
    waiting = (
        Job.objects.unfinished().filter(kind="ledger.check", arguments__reference=handin.reference).first()
    )
    if waiting is not None:
        return waiting
    title = _("Checking the ledger %(number)s") % {"number": handin.reference}
    return start_job(
        "ledger.check", title=title, arguments={"reference": handin.reference}, by=by, unit=handin.unit
    )


def _check_files(files: Sequence[Any]) -> None:
    if not files:
        raise NotAccepted(
            _("Choose the ledger: one zip, or its tables as CSV or Parquet files, or the workbook.")
        )
    if len(files) > MOST_FILES:
        raise NotAccepted(_("More than %(n)d files; put them into one zip.") % {"n": MOST_FILES})
    names = [Path(file.name).name.lower() for file in files]
    if len(set(names)) < len(names):
        raise NotAccepted(_("Two files have the same name; nothing was kept. Rename one of them."))
    for file in files:
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            continue  # the store says so with both numbers
        if sniff(file) == ZIP:
            try:
                check_package(file)
            except UnusableError as error:
                raise NotAccepted(_("Nothing was kept. %(why)s") % {"why": error.said[_key()]}) from error
        file.seek(0)


def _key() -> str:
    from bureau.ui.figures import in_chinese  # noqa: PLC0415 - a word of the page, needed when something is refused

    return "zh" if in_chinese() else "en"


def check_hand_in(*, handin: HandIn, by: Actor, progress: Progress) -> HandIn:
    """Check a ledger that was handed in and decide what becomes of it; one that was decided already stays as it is."""
    if handin.state != HandInState.CHECKING:
        return handin
    with workplace() as work:
        try:
            checked = check_ledger(_folder(handin, work), work, progress)
            if not checked.spans:
                raise unusable(
                    gettext_noop("There is no report in it. Fill in at least institutions, reports, results.")
                )
            bodies = _bodies(handin, checked, by)
            _check_period(handin, checked)
        except UnusableError as error:
            return refuse_ledger(handin=handin, why=error, by=by)
        earlier = _same(handin, checked, bodies)
        if earlier is not None:
            return recognise_ledger(handin=handin, repeats=earlier, checked=checked, by=by)
        kept = {name: (keep_made(path), rows) for name, (path, rows) in checked.tables.items()}
        return take_ledger(handin=handin, checked=checked, kept=kept, bodies=bodies, by=by)


def _folder(handin: HandIn, work: Path) -> Any:  # noqa: ANN401 - a folder
    given = [Given(file.name, place(file.sha256)) for file in handin.files]
    root = work / "given"
    root.mkdir()
    return ledger_folder(given, root, limit=FAULT_LIMIT, chosen=mapping_for(handin))


def _bodies(handin: HandIn, checked: Checked, by: Actor) -> dict[str, Institution]:
    """The institutions whose reports it holds, by code; it is refused where one is unknown or another's."""
    usccs = sorted(checked.spans)
    found = {one.uscc: kept_one(one) for one in Institution.objects.filter(uscc__in=usccs) if one.uscc}
    unknown = [uscc for uscc in usccs if uscc not in found]
    if unknown:
        named = "、".join(f"{checked.institutions.get(one, '')} {one}".strip() for one in unknown[:5])
        raise UnusableError(
            in_both(
                gettext_noop(
                    "The registry does not know %(n)d institution(s) of this ledger: %(names)s. Open their dossiers "
                    "first (or correct the code), then hand it in again. Nothing was screened."
                ),
                n=len(unknown),
                names=named,
            ),
            [],
        )
    if handin.institution is not None:
        others = sorted(uscc for uscc, one in found.items() if one.pk != kept_one(handin.institution).pk)
        if others:
            raise UnusableError(
                in_both(
                    gettext_noop(
                        "It was handed in for %(name)s but holds reports of others: %(codes)s. Nothing was taken."
                    ),
                    name=handin.institution.name,
                    codes="、".join(others[:5]),
                ),
                [],
            )
    elif isinstance(by, Account):
        seen = set(Institution.objects.visible_to(by).values_list("pk", flat=True))
        strange = sorted(uscc for uscc, one in found.items() if one.pk not in seen)
        if strange:
            raise UnusableError(
                in_both(
                    gettext_noop(
                        "It holds reports of institutions that your units do not answer for: %(codes)s."
                    ),
                    codes="、".join(strange[:5]),
                ),
                [],
            )
    return found


def _check_period(handin: HandIn, checked: Checked) -> None:
    if handin.stated_from is None or handin.stated_to is None:
        return
    first = min((span.first for span in checked.spans.values()), default=handin.stated_from)
    last = max((span.last for span in checked.spans.values()), default=handin.stated_to)
    if first < handin.stated_from or last > handin.stated_to:
        raise UnusableError(
            in_both(
                gettext_noop(
                    "It is said to cover %(from)s to %(to)s, but reports in it were issued from %(first)s to %(last)s. "
                    "Correct the period or the ledger and hand it in again."
                ),
                **{"from": handin.stated_from, "to": handin.stated_to, "first": first, "last": last},
            ),
            [],
        )


def _same(handin: HandIn, checked: Checked, bodies: dict[str, Institution]) -> HandIn | None:
    """An earlier hand-in of the same content that still counts whole."""
    for one in HandIn.objects.filter(content_hash=checked.content_hash, state=HandInState.TAKEN).exclude(
        pk=handin.pk
    ):
        if one.parts.current().count() == len(bodies):
            found: HandIn = one
            return found
    return None


def refuse_ledger(*, handin: HandIn, why: UnusableError, by: Actor) -> HandIn:
    """Put on record that a ledger cannot be used, and every fault of it."""
    with HANDIN.moving("refuse_ledger", handin, by=by, reason=why.said["zh"][:500]) as held:
        held.refusal, held.faults, held.faults_beyond = why.said, why.faults, why.beyond
        held.unmapped = asked_about(why.shapes)
    return held


def recognise_ledger(*, handin: HandIn, repeats: HandIn, checked: Checked, by: Actor) -> HandIn:
    """Put on record that the same content was handed in before; nothing is screened again."""
    with HANDIN.moving("recognise_ledger", handin, by=by, reason=repeats.reference) as held:
        held.repeats, held.content_hash, held.contents = repeats, checked.content_hash, checked.contents
    return held


def take_ledger(
    *,
    handin: HandIn,
    checked: Checked,
    kept: dict[str, tuple[Kept, int]],
    bodies: dict[str, Institution],
    by: Actor,
) -> HandIn:
    """Take a ledger as a version: it counts from now on, and replaces what it overlaps; a run follows by itself."""
    with HANDIN.moving("take_ledger", handin, by=by) as held:
        held.content_hash, held.contents = checked.content_hash, checked.contents
        LedgerTable.objects.bulk_create(
            [
                LedgerTable(handin=held, table=name, rows=rows, sha256=one.sha256, size=one.size)
                for name, (one, rows) in kept.items()
            ]
        )
        held.changes = _changes(held, checked, kept)
        for uscc, body in bodies.items():
            count_part(handin=held, institution=body, uscc=uscc, span=checked.spans.get(uscc), by=by)
        start_run_after(handin=held, by=by)
    return held


def _period(handin: HandIn, span: Span | None) -> tuple[dt.date, dt.date]:
    """The days of which a hand-in speaks: as it states them, else as its rows do."""
    today = clock.today()
    first = handin.stated_from or (span.first if span else today)
    return first, handin.stated_to or (span.last if span else today)


def _changes(handin: HandIn, checked: Checked, kept: dict[str, tuple[Kept, int]]) -> list[dict[str, str]]:
    """What it says differently from what it replaces."""
    newer = {name: place(one.sha256) for name, (one, _rows) in kept.items()}
    found: list[dict[str, str]] = []
    for uscc, span in sorted(checked.spans.items()):
        replaced = LedgerPart.objects.current().filter(uscc=uscc).overlapping(*_period(handin, span))
        for part in replaced.select_related("handin"):
            older = {one.table: place(one.sha256) for one in part.handin.tables.all()}
            told = changes_of(older, newer, uscc)
            found += [one | {"earlier": part.handin.reference} for one in told]
    return found[:MOST]


def count_part(
    *, handin: HandIn, institution: Institution, uscc: str, span: Span | None, by: Actor
) -> LedgerPart:
    """What a hand-in says of one institution counts; older ones whose period it overlaps give way."""
    first, last = _period(handin, span)
    consequence = Consequence(by.trail_name)
    row = LedgerPart(
        handin=handin,
        institution=institution,
        uscc=uscc,
        first_day=first,
        last_day=last,
        reports=span.reports if span else 0,
        results=span.results if span else 0,
    )
    older = list(LedgerPart.objects.current().filter(uscc=uscc).overlapping(first, last))
    with PART.creating("count_part", row, by=consequence) as made:
        pass
    for one in older:
        replace_part(part=one, newer=made, by=consequence)
    return made


def replace_part(*, part: LedgerPart, newer: LedgerPart, by: Actor) -> LedgerPart:
    """What an older hand-in says of an institution gives way to a newer one; both are kept."""
    with PART.moving("replace_part", part, by=by, reason=newer.handin.reference) as held:
        held.replaced_by = newer
    return held


def put_ledger_aside(*, handin: HandIn, by: Actor, reason: str, base: int | None = None) -> HandIn:
    """Put a ledger aside whose checking came to no end; one that counts is replaced by a corrected one instead."""
    with HANDIN.moving("put_ledger_aside", handin, by=by, reason=reason, base=base) as held:
        pass
    return held


def map_columns(
    *, handin: HandIn, shape: str, columns: Columns, by: Actor, base: int | None = None
) -> HandIn:
    """Explain the columns of one file of a ledger; it is checked again, and the next of this shape is read at once."""
    with transaction.atomic():
        with HANDIN.moving("map_columns", handin, by=by, base=base) as held:
            asked = next((one for one in held.unmapped if one["shape"] == shape), None)
            if asked is None:
                raise NotNow(_("The columns of this file are known by now."))
            remember(held, asked, columns, by)
            held.refusal, held.faults, held.faults_beyond, held.unmapped = {}, [], 0, []
        check_again(handin=held, by=by)
    return held
