"""Saved views are saved, renamed and removed by their owner."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bureau.kernel.refusals import NotNow
from bureau.people.lifecycle import SAVED_VIEW
from bureau.people.models import Account, SavedView

MOST = 30


def save_view(*, place: str, name: str, query: str, by: Account) -> SavedView:
    """Keep the conditions of a list under a name; `place` is the name of the list's address.

    Raises:
        NotNow: the name is taken there, or there are as many as a person can overlook.
    """
    view = SavedView(account=by, place=place, name=name, query=query)
    with SAVED_VIEW.creating("save_view", view, by=by) as made:
        by.fresh()  # locked, so that the same name is not saved twice at once
        _insist_on_a_free_name(made)
        if SavedView.objects.kept().filter(account=by, place=place).count() >= MOST:
            raise NotNow(
                _("You have %(n)s saved views of this list. Remove one that you no longer need.")
                % {"n": MOST}
            )
    return made


def rename_view(*, view: SavedView, name: str, by: Account, base: int | None = None) -> SavedView:
    """Give it another name."""
    with SAVED_VIEW.moving("rename_view", view, by=by, base=base) as held:
        held.name = name
        _insist_on_a_free_name(held)
    return held


def remove_view(*, view: SavedView, by: Account, base: int | None = None) -> SavedView:
    """Offer it no longer; the list itself and what it shows stay as they are."""
    with SAVED_VIEW.moving("remove_view", view, by=by, base=base) as held:
        pass
    return held


def _insist_on_a_free_name(view: SavedView) -> None:
    same = SavedView.objects.kept().filter(account=view.account_id, place=view.place, name=view.name)
    if same.exclude(pk=view.pk).exists():
        raise NotNow(_("You have a saved view of this name already. Choose another name."))
