"""The address is the state of a list: conditions, order and view are read from it and written into it."""

from __future__ import annotations

from django import forms
from django.test import RequestFactory

from bureau.ui.addresses import changed
from bureau.ui.filters import Filters, choices
from bureau.ui.sorting import Sorting

COLUMNS = {"due": ("due_on", "pk"), "name": ("name", "pk"), "new": ("-made_at", "-pk")}


class Conditions(Filters):
    """Conditions of some list."""

    state = forms.ChoiceField(
        label="State", choices=choices([("open", "Open"), ("Group", [("late", "Late")])])
    )
    domain = forms.MultipleChoiceField(label="Domain", choices=[("food", "Food"), ("tank", "Tanks")])
    number = forms.IntegerField(label="Number")
    words = forms.CharField(label="Find")


def at(query: str) -> Conditions:
    return Conditions(RequestFactory().get(f"/list/{query}"))


def test_a_condition_is_what_is_set_and_understood() -> None:
    held = at("?state=late&domain=food&domain=tank&number=abc&words=&view=mine&cursor=x&sort=-due")
    assert held.chosen == {"state": "late", "domain": ["food", "tank"]}
    assert held.count == 2
    assert [field.name for field, is_set in held.shown() if is_set] == ["state", "domain"]
    assert held.said() == [("State", "Late"), ("Domain", "Food, Tanks")]
    assert held.kept == [("view", "mine"), ("sort", "-due")]
    assert held.errors["number"]


def test_each_condition_can_be_dropped_alone_and_all_together() -> None:
    held = at("?state=open&words=x&view=mine&cursor=x")
    assert [(one.said, one.without) for one in held.droppable] == [
        ("State: Open", "?words=x&view=mine"),
        ("Find: x", "?state=open&view=mine"),
    ]
    assert held.cleared == "?view=mine"
    assert at("?words=x").cleared == "."
    assert at("").count == 0


def test_a_place_in_the_list_is_forgotten_when_the_list_is_another() -> None:
    request = RequestFactory().get("/list/?state=open&cursor=x")
    assert changed(request, state="late") == "?state=late"
    assert changed(request, state="") == "."
    assert changed(request, cursor="y") == "?state=open&cursor=y"


def test_sorting_is_read_from_the_address_and_turned_round() -> None:
    def sorting(query: str) -> Sorting:
        return Sorting(RequestFactory().get(f"/list/{query}"), COLUMNS, default="due")

    plain = sorting("?state=open")
    assert (plain.order, plain.state("due"), plain.state("name")) == (("due_on", "pk"), "ascending", "")
    assert plain.address("due") == "?state=open&sort=-due"
    assert plain.address("name") == "?state=open&sort=name"
    turned = sorting("?sort=-due")
    assert (turned.order, turned.state("due")) == (("-due_on", "-pk"), "descending")
    assert turned.address("due") == "."
    assert sorting("?sort=new").state("new") == "descending"
    assert sorting("?sort=-new").order == ("made_at", "pk")
    assert sorting("?sort=password").by == "due"
