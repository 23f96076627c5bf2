"""A list that says above what its short headers mean (信代=统一社会信用代码) is read by that."""

from __future__ import annotations

import re
from dataclasses import replace

from bureau.registry.roster.grids import Cell, Grid
from bureau.registry.roster.running import HEADERS
from bureau.registry.roster.values import squeezed, text_of
from bureau.registry.roster.words import Synonyms

FEWEST = 2  # words that a legend explains, of the header below it
_MEANS = re.compile(r"([\u4e00-\u9fffA-Za-z№]{1,6})[=＝]([\u4e00-\u9fffA-Za-z]{2,16})")


def explained(grid: Grid, words: Synonyms) -> Grid:
    """The grid with the words of its header written out as a legend above it says; else as it is."""
    top = grid.rows[:HEADERS]
    meaning: dict[str, str] = {}
    for at, row in enumerate(top):
        texts = [squeezed(cell) for cell in row if isinstance(cell, str)]
        known = {one for one in texts if one in meaning and words.field_of(meaning[one])}
        if len(known) >= FEWEST:
            made: list[Cell] = [
                meaning.get(text, cell) if (text := text_of(cell)) in known else cell for cell in row
            ]
            return replace(grid, rows=[*grid.rows[:at], made, *grid.rows[at + 1 :]])
        meaning |= {word: said for text in texts for word, said in _MEANS.findall(text)}
    return grid
