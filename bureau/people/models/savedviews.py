"""Saved views: the conditions of a list under a name of one's own."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.people.lifecycle import SavedViewState
from bureau.people.models.accounts import Account
from bureau.trail.recorded import Recorded, RecordedQuerySet


class SavedViewQuerySet(RecordedQuerySet["SavedView"]):
    """Which saved views."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account, as everywhere
        """One's own, and nobody else's."""
        return self.filter(account=actor.pk)

    def kept(self) -> Self:
        """Those that are offered."""
        return self.filter(state=SavedViewState.KEPT)


class SavedView(Recorded):
    """One saved view. `place` is the name of the list's address, `query` the conditions in it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="saved_views")
    place = models.CharField(max_length=80)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=1000)
    state = models.CharField(
        _("state"), max_length=20, choices=SavedViewState, default=SavedViewState.KEPT, editable=False
    )

    objects: ClassVar[Any] = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=SavedViewState.values), name="people_savedview_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(query=""), name="people_savedview_says_something"
            ),
            models.UniqueConstraint(
                fields=("account", "place", "name"),
                condition=models.Q(state=SavedViewState.KEPT),
                name="people_savedview_one_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.name
