"""What a blank 格式文书 is: a form with named fields, who fills each, and our own layout of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise
NOTHING = "／"  # what is printed where a field may stay empty, as clerks strike it through
BY_HAND = "＿＿＿＿＿＿＿＿"  # where it may not: only drafts have it, to be written on the paper


@dataclass(frozen=True)
class Field:
    """One field. `name` stands in templates as `{{name}}` and is Chinese; `label` is what pages call it.

    `by` says who fills it: `record` (the visit, the problem), `officer`, `law` (the basis that an officer chooses among
    those of the days of the conduct), or `office` (number, day, name of the bureau).
    """

    name: str
    label: Text
    by: str = "record"
    needed: bool = True  # a paper is not proposed or issued while it is empty
    long: bool = False  # several paragraphs
    kept: bool = False  # a template may not leave it out
    again: bool = False  # begins with what the bureau's last paper of this kind said
    struck: bool = True  # struck through where it is empty; else nothing is printed


@dataclass(frozen=True)
class Piece:
    """One paragraph of our own layout: its style, and its words with fields in them."""

    style: str
    words: str


@dataclass(frozen=True)
class Blank:
    """One form. `approved` ones are decided by somebody else and numbered then, with `mark` in the number.

    `served` ones are addressed to the institution, which reads what was issued to it by its own account.
    """

    slug: str
    title: str  # as printed
    label: Text
    official: int  # its number among the forms of 2021
    sources: tuple[str, ...]  # how the references of records begin that it is made from
    fields: tuple[Field, ...]
    pieces: tuple[Piece, ...]
    approved: bool = False
    served: bool = False
    mark: str = ""
    on_every_page: str = ""

    def field(self, name: str) -> Field | None:
        """A field by its name."""
        return next((one for one in self.fields if one.name == name), None)

    @property
    def cites(self) -> bool:
        """Whether an article is printed on it."""
        return any(one.by == "law" for one in self.fields)

    def written(self) -> list[Field]:
        """What an officer writes or may put in other words: their own fields, and what a record says at length."""
        return [one for one in self.fields if one.by == "officer" or (one.by == "record" and one.long)]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields, in their order."""
        return tuple(one.name for one in self.fields)
