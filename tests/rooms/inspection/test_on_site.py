"""The page on site, without script: one item at a time, three answers, photos that stay, two officers at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bureau.inspection import services
from bureau.inspection.models import Finding, Visit, VisitItem
from tests.cast import MakeOfficer, client_for
from tests.rooms.inspection.going import LEAVING, Trip, fresh, photo

pytestmark = [pytest.mark.django_db, pytest.mark.db]

Answer = Any  # the test client's kind of answer


def at(visit: Visit, number: int | None = None, *, rest: str = "") -> str:
    return f"/visits/{visit.reference}/on-site/" + (f"{number}/" if number else "") + rest


def fields(client: Client, address: str) -> dict[str, Any]:
    """What the page carries without being filled in."""
    form = client.get(address).context["form"]
    found = {"base": form["base"].value(), "note": form["note"].value() or ""}
    return found | ({"correcting": "True"} if form["correcting"].value() else {})


def answer(client: Client, address: str, pressed: str, **more: Any) -> Answer:
    return client.post(address, fields(client, address) | {"answer": pressed} | more)


def test_before_the_entry_it_asks_for_it(trip: Trip) -> None:
    visit, client = trip.planned(), client_for(trip.first)
    trip.put_on(visit)
    page = client.get(at(visit)).content.decode()
    assert reverse("inspection:begin-visit", args=[visit.reference]) in page
    assert "notice of rights" in page
    assert client.get(at(visit, rest="list/")).status_code == 200
    assert "The visit has not begun." in client.get(at(visit, 1)).content.decode()
    refused = answer(client, at(visit, 1), "explained", note="x")
    assert refused.status_code == 409
    other = client_for(trip.reader)
    assert other.get(at(visit)).status_code == 403


def test_one_item_after_the_other(trip: Trip) -> None:
    visit, _items = trip.under_way(3)
    client = client_for(trip.first)
    assert client.get(at(visit)).headers["Location"] == at(visit, 1)
    page = client.get(at(visit, 2)).content.decode()
    for words in (
        'accept="image/*"',
        'capture="environment"',
        "第 2 问",
        "马强、方磊",
        "0 / 3",
        "3 items are not answered",
    ):
        assert words in page
    assert f'href="{at(visit, 1)}" rel="prev"' in page
    assert f'href="{at(visit, 3)}" rel="next"' in page
    assert page.count('name="answer"') == 4
    assert "<script>" not in page
    assert " style=" not in page
    answer(client, at(visit, 1), "explained", note="有备用仪器")
    assert client.get(at(visit)).headers["Location"] == at(visit, 2)
    listed = client.get(at(visit, rest="list/")).content.decode()
    assert "can be explained" in listed
    assert "1 / 3" in listed


def test_confirmed_with_a_photo_it_says_the_finding(trip: Trip) -> None:
    visit, _items = trip.under_way()
    client = client_for(trip.first)
    said = client.post(
        at(visit, 1),
        fields(client, at(visit, 1)) | {"answer": "confirmed", "note": "日志为空", "photos": photo()},
        follow=True,
    )
    page = said.content.decode()
    finding = Finding.objects.get()
    assert f"Finding {finding.reference} was drafted; 方磊 signs it." in page
    assert 'aria-pressed="true" class="is-bad"' in page
    assert "日志.png" in page
    assert "Everything is answered" in page


def test_a_photo_outlives_a_note_that_is_missing(trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    client = client_for(trip.first)
    refused = answer(client, at(visit, 1), "confirmed", photos=photo(), note=" ")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Write what you saw." in page
    assert "日志.png" in page
    assert item.files.count() == 1
    assert answer(client, at(visit, 1), "confirmed", note="日志为空").status_code == 302


def test_a_note_outlives_a_photo_that_is_missing(trip: Trip) -> None:
    visit, _items = trip.under_way()
    refused = answer(client_for(trip.first), at(visit, 1), "confirmed", note="日志为空")
    assert refused.status_code == 422
    assert "at least one photo" in refused.content.decode()
    assert "日志为空" in refused.content.decode()


def test_only_photos_are_kept_when_asked(trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    client = client_for(trip.second)
    kept = client.post(
        at(visit, 1),
        fields(client, at(visit, 1))
        | {"answer": "", "photos": [photo("1.png"), photo("2.png")], "papers": photo("3.png")},
        follow=True,
    )
    assert "still has no answer" in kept.content.decode()
    assert (item.files.count(), fresh(item).state) == (3, "unanswered")
    assert answer(client, at(visit, 1), "").status_code == 422
    assert answer(client, at(visit, 1), "perhaps", note="x").status_code == 422


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<html><script>1</script>", b"%PDF-1.4\n%%EOF", b""])
def test_hostile_photos(content: bytes, trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    refused = answer(
        client_for(trip.first), at(visit, 1), "confirmed", note="日志为空", photos=photo("a.png", content)
    )
    assert refused.status_code == 422
    assert "日志为空" in refused.content.decode()
    assert item.files.count() == 0
    assert fresh(item).state == "unanswered"


def test_too_many_at_once(trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    many = [photo(f"{number}.png") for number in range(21)]
    refused = answer(client_for(trip.first), at(visit, 1), "confirmed", note="x", photos=many)
    assert refused.status_code == 422
    assert item.files.count() == 0


def test_two_officers_at_once(trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    mine, theirs = client_for(trip.first), client_for(trip.second)
    opened = fields(mine, at(visit, 1))
    answer(theirs, at(visit, 1), "explained", note="有备用仪器")
    met = mine.post(at(visit, 1), opened | {"answer": "not_found", "note": "仪器送检"})
    page = met.content.decode()
    assert met.status_code == 409
    for words in ("方磊 answered it meanwhile", "有备用仪器", "仪器送检", "Leave it at “can be explained”"):
        assert words in page
    assert fresh(item).answer == "explained"
    form = met.context["form"]
    again = {"base": form["base"].value(), "correcting": "True", "note": "仪器送检", "answer": "not_found"}
    assert 'name="correcting" value="True"' in page
    silent = mine.post(at(visit, 1), again)
    assert silent.status_code == 422
    assert "says why" in silent.content.decode()
    assert mine.post(at(visit, 1), again | {"reason": "备用仪器也不在"}).status_code == 302
    assert (fresh(item).answer, fresh(item).note) == ("not_found", "仪器送检")
    late = theirs.post(at(visit, 1), again | {"answer": "explained", "reason": "已找到"})
    assert late.status_code == 409


def test_corrected_with_a_reason_until_it_is_concluded(trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    client = client_for(trip.first)
    answer(client, at(visit, 1), "explained", note="有备用仪器")
    page = client.get(at(visit, 1)).content.decode()
    assert "Why the answer is corrected" in page
    assert answer(client, at(visit, 1), "confirmed", note="没有", photos=photo()).status_code == 422
    assert answer(client, at(visit, 1), "confirmed", note="没有", reason="备用仪器未检定").status_code == 302
    assert Finding.objects.get().what == "没有"
    services.conclude_visit(visit=fresh(visit), leaving=LEAVING, by=trip.second)
    page = client.get(at(visit, 1)).content.decode()
    assert "its record stays as it is" in page
    assert "<form" not in page.split("</header>")[1]
    assert client.get(at(visit)).headers["Location"] == at(visit, rest="list/")
    assert client.post(at(visit, 1), {"answer": "explained", "note": "x"}).status_code == 409
    assert client.post(at(visit, 1), {"answer": "", "photos": photo()}).status_code == 409
    assert fresh(item).answer == "confirmed"


def test_a_withdrawn_item_and_a_visit_without_any(trip: Trip) -> None:
    visit, (item,) = trip.under_way()
    client = client_for(trip.first)
    services.withdraw_item(item=item, by=trip.first, reason="不看了")
    assert "The item was withdrawn." in client.get(at(visit, 1)).content.decode()
    assert client.get(at(visit)).headers["Location"] == at(visit, rest="list/")
    assert "Nothing is to be looked at yet." in client.get(at(visit, rest="list/")).content.decode()
    assert client.get(at(visit, 9)).status_code == 404


def test_no_answer_by_whoever_is_not_on_it(trip: Trip, officer: MakeOfficer) -> None:
    visit, (item,) = trip.under_way()
    other = client_for(officer("inspector"))
    assert "Only the two officers" in other.get(at(visit, 1)).content.decode()
    assert answer(other, at(visit, 1), "explained", note="x").status_code == 409
    assert VisitItem.objects.get(pk=item.pk).state == "unanswered"
