"""Saved views: conditions of a list under a name of one's own, opened, renamed, removed; nobody sees another's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bureau.kernel.refusals import NotNow
from bureau.people.models import SavedView, Unit
from bureau.people.selectors.savedviews import conditions_in, may_open
from bureau.people.services import remove_view, rename_view, save_view
from bureau.people.services.savedviews import MOST
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name

pytestmark = [pytest.mark.django_db, pytest.mark.db]
LIST = "people:accounts"


def test_conditions_have_one_order_and_no_place_in_the_list() -> None:
    assert conditions_in("words=a&cursor=xyz&state=&kind=officer") == "kind=officer&words=a"
    assert conditions_in("words=%E9%A3%9F%E5%93%81") == "words=%E9%A3%9F%E5%93%81"
    assert conditions_in("cursor=xyz") == ""


def test_saving_opening_renaming_removing(district: Unit, officer: MakeOfficer) -> None:
    admin = client_for(officer("administrator"))
    listed = admin.get("/accounts/?words=zhang&kind=officer&cursor=").content.decode()
    path = "/own/views/save/?place=people:accounts&query=kind%3Dofficer%26words%3Dzhang"
    assert path.replace("people:", "people%3A").replace("&", "&amp;") in listed
    assert admin.get(path).status_code == 200
    assert admin.post(path, {"name": ""}).status_code == 422
    saved = admin.post(path, {"name": "张姓执法人员"})
    assert (saved.status_code, saved["Location"]) == (302, "/accounts/?kind=officer&words=zhang")
    assert admin.post(path, {"name": "张姓执法人员"}).status_code == 409
    view = SavedView.objects.get()
    page = admin.get("/accounts/").content.decode()
    assert 'href="/accounts/?kind=officer&amp;words=zhang"' in page
    assert "张姓执法人员" in page
    assert "Save this view" not in page  # nothing is chosen
    here = admin.get(f"/accounts/?{view.query}").content.decode()
    assert f"/own/views/{view.pk}/rename/" in here
    assert f"/own/views/{view.pk}/remove/" in here
    assert admin.get(f"/own/views/{view.pk}/rename/").status_code == 200
    assert admin.post(f"/own/views/{view.pk}/rename/", {"name": "张"}).status_code == 302
    assert "张姓" not in admin.get("/accounts/").content.decode()
    assert "Remove the view" in admin.get(f"/own/views/{view.pk}/remove/").content.decode()
    gone = admin.post(f"/own/views/{view.pk}/remove/")
    assert (gone.status_code, gone["Location"]) == (302, "/accounts/")
    assert admin.get(f"/own/views/{view.pk}/remove/").status_code == 404
    assert SavedView.objects.get().state == "removed"
    moves = list(Entry.objects.filter(actor="administrator-1").values_list("move", flat=True))
    assert moves == ["save_view", "rename_view", "remove_view"]
    assert verify().discrepancies == ()


def test_only_ones_own(district: Unit, officer: MakeOfficer) -> None:
    owner, other = officer("administrator"), officer("administrator")
    view = save_view(place=LIST, name="封闭的", query="state=closed", by=owner)
    assert "封闭的" in client_for(owner).get("/accounts/").content.decode()
    client = client_for(other)
    assert "封闭的" not in client.get("/accounts/").content.decode()
    for what in ("rename", "remove"):
        path = f"/own/views/{view.pk}/{what}/"
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "x"}).status_code == 404
        assert Client().get(path).status_code == 302
    with pytest.raises(NotNow, match="saved view is"):
        rename_view(view=view, name="x", by=other)
    with pytest.raises(NotNow, match="saved view is"):
        remove_view(view=view, by=other)


@pytest.mark.parametrize(
    "asked",
    [
        "place=people:accounts&query=",
        "place=people:accounts&query=cursor%3Dx",
        "place=people:account&query=a%3Db",  # an address with a place of its own is no list
        "place=people:nonsense&query=a%3Db",
        "place=https://example.org/&query=a%3Db",
        "place=people:units&query=" + "a" * 1001 + "%3Db",
        "place=&query=a%3Db",
    ],
)
def test_only_a_list_can_be_saved(asked: str, officer: MakeOfficer) -> None:
    client = client_for(officer("administrator"))
    assert client.post(f"/own/views/save/?{asked}", {"name": "x"}).status_code == 404


def test_a_list_that_one_may_not_open_cannot_be_saved(officer: MakeOfficer) -> None:
    office = officer("office")
    assert not may_open(LIST, office)
    assert may_open("registry:institutions", office)
    path = "/own/views/save/?place=people:accounts&query=a%3Db"
    assert client_for(office).get(path).status_code == 404


def test_there_is_an_end_to_them_and_a_name_is_free_again(officer: MakeOfficer) -> None:
    by = officer("administrator")
    views = [save_view(place=LIST, name=f"{n}", query=f"words={n}", by=by) for n in range(MOST)]
    with pytest.raises(NotNow, match="Remove one"):
        save_view(place=LIST, name="more", query="words=more", by=by)
    save_view(
        place=reverse("people:units"), name="0", query="closed=1", by=by
    )  # another list counts by itself
    with pytest.raises(NotNow, match="this name"):
        rename_view(view=views[1], name="0", by=by)
    remove_view(view=views[0], by=by)
    assert rename_view(view=views[1], name="0", by=by).name == "0"
