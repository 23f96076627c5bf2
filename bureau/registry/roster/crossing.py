"""What the lines of one roster say against each other: one code, or one certificate, of two bodies."""

from __future__ import annotations

from collections.abc import Iterator

from bureau.registry.roster.refusing import Said
from bureau.registry.roster.told import RosterLine
from bureau.registry.texts import comparable

ONE_CODE = Said(
    "{place}的“{name}”写的也是这个代码；一个代码只属于一家，请对照营业执照。",
    "“{name}” in {place} bears this code too; a code belongs to one body only, see the licence.",
)
ONE_NUMBER = Said(
    "{place}的“{name}”写的也是这个证书编号；请对照证书。",
    "“{name}” in {place} has this certificate too; see the certificate.",
)
PLACE, SHEET = Said("第 {row} 行", "row {row}"), Said("“{sheet}”", "{sheet} ")


def contradictions(lines: list[RosterLine]) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """Line, field, text and sentence of each value that an earlier line of another name bears."""
    seen: dict[str, RosterLine] = {}
    for line in lines:
        told = [("uscc", line.uscc, ONE_CODE)] if line.uscc else []
        for name, value, said in (
            *told,
            *(("certificate", one, ONE_NUMBER) for one in line.certificate_numbers),
        ):
            first = seen.setdefault(str(value), line)
            if comparable(first.name) != comparable(line.name):
                yield line, name, str(value), _filled(said, first)


def _filled(said: Said, first: RosterLine) -> Said:
    place = PLACE.fill(row=first.row)
    if first.sheet:
        sheet = SHEET.fill(sheet=first.sheet)
        place = Said(f"{sheet.zh}{place.zh}", f"{sheet.en}{place.en}")
    return Said(
        said.zh.format(place=place.zh, name=first.name), said.en.format(place=place.en, name=first.name)
    )
