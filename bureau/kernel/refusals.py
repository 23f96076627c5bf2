"""What the program answers instead of doing: each refusal has a status and the sentence a person reads."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied


class Refusal(Exception):
    """Something was not done, and nothing was changed."""

    status = 400

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class MissingPermission(Refusal, PermissionDenied):
    """This person may not do this at all (403). Django knows it too, for what is refused before a view is called."""

    status = 403

    def __init__(self, permission: str, sentence: str = "") -> None:
        super().__init__(sentence or permission)
        self.permission = permission


class NotNow(Refusal):
    """The state of the thing, or a guard, closes this move (409)."""

    status = 409


class Stale(Refusal):
    """Somebody else saved the row since this person opened it (409)."""

    status = 409

    def __init__(self, sentence: str, *, row: Any, base: int) -> None:  # noqa: ANN401 - any recorded row
        super().__init__(sentence)
        self.row, self.base = row, base
