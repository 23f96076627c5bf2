"""Draws: what is promised, what is drawn by whom and again by anyone, what may be said afterwards, and their pages."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bureau.files.services import place
from bureau.inspection import services
from bureau.inspection.forms import DrawReportsForm
from bureau.inspection.models import Draw, Visit
from bureau.inspection.selectors import draws_of
from bureau.inspection.services import Aim, Frame
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Unit
from bureau.people.roles import Role
from bureau.screening import services as screening
from bureau.screening.models import Hit
from bureau.screening.selectors import Listed, reports_handed_in
from tests.cast import client_for, make_officer
from tests.rooms.inspection.going import ENTRY, LEAVING, Trip, fresh
from tests.rooms.screening.ledgers import as_files, codes_of, only, register, sample, with_line, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY = dt.date(2022, 4, 1)
AIM = Aim(Decimal("0.05"), Decimal("0.95"))


def listed(number: int, **hits: int) -> list[Listed]:
    return [Listed(f"r{n}", f"HH-{n:04}", DAY, "砂浆", hits.get(f"r{n}", 0)) for n in range(number)]


def frame(number: int, **hits: int) -> Frame:
    return Frame("file", listed(number, **hits))


def drawn(trip: Trip, visit: Visit, number: int = 60, aim: Aim = AIM, **hits: int) -> Draw:
    return services.draw_reports(visit=visit, frame=frame(number, **hits), aim=aim, by=trip.first, seed="7")


def test_the_sizes_are_the_published_ones() -> None:
    assert services.plan_draw(frame(1000), AIM).size == 57
    assert services.plan_draw(frame(500), Aim(Decimal("0.01"), Decimal("0.95"))).size == 225


def test_anyone_can_draw_it_again(trip: Trip) -> None:
    row = drawn(trip, trip.planned(), 100, Aim(Decimal("0.1"), Decimal("0.9"), targeted=2), r5=1, r7=4)
    assert row.frame is not None
    rest = place(row.frame.sha256).read_text().splitlines()
    assert "r5" not in rest
    assert "r7" not in rest
    assert len(rest) == row.rest == 98
    again = sorted(rest, key=lambda one: hashlib.sha256(f"{row.seed}|{one}".encode()).hexdigest())[: row.size]
    assert [one["id"] for one in row.picked if one["how"] == "random"] == again
    assert [one["id"] for one in row.picked if one["how"] == "targeted"] == ["r7", "r5"]
    assert row.frame_sha256 == hashlib.sha256("\n".join(sorted(rest)).encode()).hexdigest()


def test_every_report_stands_on_the_visit_once(trip: Trip) -> None:
    visit = trip.planned()
    row = drawn(trip, visit, 30)
    by_hand = next(one for one in row.picked)
    second = drawn(trip, visit, 30)
    assert second.reference == f"{visit.reference}/S2"
    assert {one["item"] for one in second.picked} == {one["item"] for one in row.picked}
    assert not any(one["own"] for one in second.picked)
    item = visit.items.get(reference=by_hand["item"])
    assert (item.origin, item.origin_kind) == (by_hand["no"], "report")


def test_two_reports_of_one_number_are_told_apart(trip: Trip) -> None:
    reports = [
        Listed("a", "HH-1", DAY, "", 0),
        Listed("b", "HH-1", DAY, "", 0),
        Listed("c" * 90, "", DAY, "", 0),
    ]
    row = services.draw_reports(
        visit=trip.planned(),
        frame=Frame("file", reports),
        aim=Aim(Decimal("0.3"), Decimal("0.99")),
        by=trip.first,
    )
    assert sorted(one.origin for one in row.visit.items.all()) == ["", "a", "b"]
    assert len(row.seed) == 32


@pytest.mark.parametrize(
    ("reports", "aim", "said"),
    [
        ([], AIM, "no report to draw from"),
        (listed(3), Aim(Decimal("0.05"), Decimal("0.95"), targeted=4), "no 4 can be picked"),
        (listed(10), Aim(Decimal("0.1"), Decimal("0.95"), Decimal("0.5")), "Even pulling every report"),
        (listed(2000), Aim(Decimal("0.001"), Decimal("0.99")), "at most"),
        (listed(3) + listed(1), Aim(Decimal("0.9"), Decimal("0.5")), "twice"),
        ([Listed("a\nb", "", DAY, "", 0)], Aim(Decimal("0.9"), Decimal("0.5")), "two lines"),
    ],
)
def test_what_cannot_be_drawn(reports: list[Listed], aim: Aim, said: str, trip: Trip) -> None:
    visit = trip.planned()
    with pytest.raises(NotNow, match=said):
        services.draw_reports(visit=visit, frame=Frame("file", reports), aim=aim, by=trip.first)
    assert not visit.draws.exists()
    assert not visit.items.exists()


def test_who_may_draw_and_when(trip: Trip) -> None:
    visit = trip.planned()
    with pytest.raises(MissingPermission):
        services.draw_reports(visit=visit, frame=frame(9), aim=AIM, by=trip.reader)
    with pytest.raises(NotNow, match="over"):
        services.draw_reports(visit=trip.concluded(), frame=frame(9), aim=AIM, by=trip.first)


def answered(trip: Trip, visit: Visit, **answers: str) -> None:
    for item in visit.items.unanswered().order_by("number"):
        answer = answers.get(item.origin.replace("HH-", "n"), "explained")
        if answer == "confirmed":
            trip.confirm(item)
        else:
            services.answer_item(item=item, answer=answer, note="看过", by=trip.first)


def test_what_may_be_said_afterwards(trip: Trip) -> None:
    visit = trip.planned()
    drawn(trip, visit, 100, Aim(Decimal("0.05"), Decimal("0.95")))
    visit = services.begin_visit(visit=visit, entry=ENTRY, by=trip.first)
    assert draws_of(visit)[0].told is None
    first, second, *_rest = [one.origin.replace("HH-", "n") for one in visit.items.order_by("number")]
    answered(trip, visit, **{first: "not_found", second: "confirmed"})
    told = draws_of(visit)[0].told
    assert told is not None
    # Two of 45 drawn from 100 count as false: at most 9 of them are (hypergeometric, one-sided 95 %).
    assert (told.checked, told.bad, told.missing) == (45, 1, 1)
    assert told.at_most == _most(100, 45, 2, 0.05)
    assert told.share == told.at_most


def _most(population: int, checked: int, bad: int, allowed: float) -> int:
    from math import comb

    def at_most(most: int) -> float:
        ways = (comb(most, k) * comb(population - most, checked - k) for k in range(bad + 1))
        return sum(ways) / comb(population, checked)

    return max(k for k in range(bad, population - checked + bad + 1) if at_most(k) > allowed)


def test_a_wrong_draw_is_set_aside(trip: Trip) -> None:
    visit = trip.planned()
    row = drawn(trip, visit, 60)
    visit = services.begin_visit(visit=visit, entry=ENTRY, by=trip.first)
    looked = visit.items.get(number=1)
    services.answer_item(item=looked, answer="explained", note="一致", by=trip.first)
    row = services.set_aside_draw(draw=fresh(row), by=trip.first, reason="名单不全")
    assert row.set_aside_why == "名单不全"
    assert not row.is_standing
    assert [one.pk for one in visit.items.standing()] == [looked.pk]
    assert draws_of(visit)[0].told is None
    with pytest.raises(NotNow):
        services.set_aside_draw(draw=fresh(row), by=trip.first, reason="再来")
    services.conclude_visit(visit=fresh(visit), leaving=LEAVING, by=trip.first)


@pytest.fixture
def ledger(district: Unit) -> dict[str, Any]:
    """Two institutions whose ledger was handed in and screened, and the office's account."""
    tables = sample(2000)
    office = make_officer("office9", Role.OFFICE, district)
    bodies = register(tables, district)
    screening.hand_in_ledger(files=as_files(tables), unit=district, by=office)
    work_off()
    return {"tables": tables, "office": office, "bodies": bodies}


def test_the_reports_are_those_of_the_ledgers_that_count(ledger: dict[str, Any], district: Unit) -> None:
    office, body, tables = ledger["office"], ledger["bodies"][0], ledger["tables"]
    rows = [line.split(",") for line in tables["reports"].decode().splitlines()]
    head = rows[0]
    own = {
        row[head.index("report_id")]: row[head.index("issued_at")][:10]
        for row in rows[1:]
        if row[head.index("uscc")] == codes_of(tables)[0]
    }
    days = sorted(own.values())
    first, last = dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[len(days) // 2])
    found = reports_handed_in(body, first, last, for_=office)
    assert {one.report_id for one in found} == {name for name, day in own.items() if day <= last.isoformat()}
    hit = Hit.objects.exclude(report_id="").undecided().first()
    assert hit is not None
    everything = {
        one.report_id: one
        for one in reports_handed_in(hit.body, dt.date(2000, 1, 1), dt.date(2030, 1, 1), for_=office)
    }
    assert everything[hit.report_id.partition("/")[2]].hits >= 1
    assert reports_handed_in(body, dt.date(2001, 1, 1), dt.date(2001, 2, 1), for_=office) == []


def test_a_corrected_ledger_is_believed(ledger: dict[str, Any], district: Unit) -> None:
    office, body = ledger["office"], ledger["bodies"][0]
    tables = only(ledger["tables"], codes_of(ledger["tables"])[0])
    tables["reports"] = with_line(tables["reports"], 1, report_no="改-1")
    screening.hand_in_ledger(files=as_files(tables), unit=district, by=office, institution=body)
    work_off()
    numbers = [
        one.report_no
        for one in reports_handed_in(body, dt.date(2000, 1, 1), dt.date(2030, 1, 1), for_=office)
    ]
    assert numbers.count("改-1") == 1


def test_the_page_works_it_out_and_draws(trip: Trip) -> None:
    visit, client = trip.planned(), client_for(trip.first)
    page = reverse("inspection:draw-reports", args=[visit.reference])
    assert "There is no report to draw from" in client.get(page).content.decode()
    numbers = "\n".join(f"BG-{n}" for n in range(1000))

    def given() -> dict[str, Any]:
        file = SimpleUploadedFile("list.txt", numbers.encode("gb18030"))
        return {"first_day": "2021-06-01", "last_day": "2022-05-31", "rate": "5", "assurance": "95",
                "sensitivity": "100", "targeted": "0", "papers": file}  # fmt: skip

    looked = client.post(page, given() | {"do": "work_out"}).content.decode()
    assert "Pull these 57 of 1000" in looked
    assert not visit.draws.exists()
    assert client.post(page, given()).status_code == 302
    shown = client.get(reverse("inspection:visit", args=[visit.reference])).content.decode()
    row = visit.draws.get()
    assert row.frame_kind == "file"
    assert row.seed in shown
    assert "57 of 1000 reports were drawn" in shown
    assert f"--size 57 --seed {row.seed}" in shown
    assert row.frame is not None
    file: Any = client.get(reverse("files:download", args=[row.frame.reference]))
    assert b"".join(file.streaming_content).decode().split() == sorted(f"BG-{n}" for n in range(1000))
    assert client.post(page, given() | {"rate": "0"}).status_code == 422
    aside = reverse("inspection:set-aside-draw", args=[visit.reference, 1])
    assert client.get(aside).status_code == 200
    assert client.post(aside, {"reason": "", "base": row.version}).status_code == 422
    assert client.post(aside, {"reason": "名单不全", "base": fresh(row).version}).status_code == 302
    assert client.get(aside).status_code == 200
    assert "名单不全" in client.get(reverse("inspection:visit", args=[visit.reference])).content.decode()


def test_the_page_says_why_not(trip: Trip) -> None:
    concluded = trip.concluded()
    shown = client_for(trip.first).get(reverse("inspection:draw-reports", args=[concluded.reference]))
    assert "The visit is over" in shown.content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"A-1\nA-2\nA-1\n", "stands in line 1 and again in line 3"),
        (b"\xff\xfe\x81\xff", "no text file"),
        (b"A" * 300, "Line 1 is no report number"),
        (b"\n".join(b"%d" % n for n in range(500_001)), "More than 500,000 lines"),
        (b"x" * (16 * 2**20 + 1), "larger than 16 MB"),
    ],
)
def test_a_list_that_is_none(content: bytes, said: str, english: None) -> None:
    data = {"first_day": "2022-06-01", "last_day": "2022-05-31", "rate": "5", "assurance": "95"}
    form = DrawReportsForm(
        data | {"sensitivity": "100", "targeted": "0"}, {"papers": SimpleUploadedFile("list.txt", content)}
    )
    assert not form.is_valid()
    assert said in str(form.errors["papers"])
    assert "ends before it begins" in str(form.errors["last_day"])
