"""The pages on a desk: from the plan to the printed record; 200, 422, 409; who may open what."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bureau.inspection import services
from bureau.inspection.models import Finding, Visit, VisitItem
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.services import grant_role
from bureau.registry import services as registry
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.rooms.inspection.going import CERTIFIED, Trip, Waiting, fresh, photo, stated

pytestmark = [pytest.mark.django_db, pytest.mark.db]
READ = ("visits", "export-visits", "visit", "print-visit", "finding")
PLAN = ("plan-visit", "amend-visit", "hand-over-visit", "call-off-visit", "add-item", "withdraw-item")
CONDUCT = (
    *("begin-visit", "conclude-visit", "on-site", "on-site-list", "answer-item"),
    *("amend-finding", "establish-finding", "withdraw-finding"),
)


def path(name: str, row: Visit | Finding | None = None, *more: object) -> str:
    return reverse(f"inspection:{name}", args=[row.reference, *more] if row else [])


def places(finding: Finding) -> dict[str, str]:
    """Every address of the room, about one finding and its visit."""
    found = {name: path(name) for name in ("visits", "export-visits", "plan-visit")}
    for name in (*READ, *PLAN, *CONDUCT):
        if name in {"withdraw-item", "answer-item"}:
            found[name] = path(name, finding.visit, 1)
        elif name not in found:
            found[name] = path(name, finding if "finding" in name else finding.visit)
    return found


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def entered_on(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from the form of a page."""
    form = client.get(address).context["form"]
    return {
        name: value
        for name, field in form.fields.items()
        if (value := form.get_initial_for_field(field, name)) not in (None, "", False)
    }


def test_who_may_open_what(
    trip: Trip, elsewhere: Unit, officer: MakeOfficer, institution_account: Account
) -> None:
    _visit, (item, _other) = trip.under_way(2)
    every = places(trip.confirm(item))
    registry.link_account(institution=fresh(trip.institution), account=institution_account, by=PROGRAM)
    stranger, reader = client_for(officer("inspector", elsewhere)), client_for(trip.reader)
    holder, body = client_for(trip.second), client_for(institution_account)
    general = {"visits", "export-visits", "plan-visit"}
    for name, address in every.items():
        assert body.get(address).status_code == 403, name
        assert reader.get(address).status_code == (200 if name in READ else 403), name
        assert holder.get(address, follow=True).status_code == 200, name
        if name not in general:
            assert stranger.get(address).status_code == 404, name
            assert client_for(trip.first).post(address.replace("-0001/", "-0999/")).status_code in {404, 405}
    assert "云川华衡" not in text(stranger, every["visits"])


def test_planned_on_a_page(trip: Trip, waiting: Waiting) -> None:
    client, lead = client_for(trip.first), waiting.wait(trip.institution)
    plan = path("plan-visit")
    assert client.post(plan, {}).status_code == 422
    entered = entered_on(client, f"{plan}?institution={trip.institution.reference}")
    assert entered["institution"] == trip.institution.reference
    entered |= {"kind": "lead", "purpose": "核对日志", "second_officer": "first"}
    refused = client.post(plan, entered)
    assert refused.status_code == 409
    assert "Two different officers" in refused.content.decode()
    assert "核对日志" in refused.content.decode()
    answer = client.post(plan, entered | {"second_officer": "second"}, follow=True)
    assert "Now put on it what is to be looked at." in answer.content.decode()
    assert "Nothing is to be looked at yet." in answer.content.decode()
    assert lead.question in answer.content.decode()


def test_put_on_by_hand_or_from_what_waits(trip: Trip, waiting: Waiting) -> None:
    client, lead, visit = client_for(trip.first), waiting.wait(trip.institution), trip.planned()
    add = path("add-item", visit)
    of_lead = f"{add}?origin={lead.reference}"
    by_hand = client.get(add).context["form"].fields
    assert set(by_hand) - set(client.get(of_lead).context["form"].fields) == {"kind", "origin"}
    assert client.get(of_lead).context["form"].initial["question"] == lead.question
    client.post(of_lead, entered_on(client, of_lead))
    assert client.post(add, {"kind": "report", "question": "原始记录在不在"}).status_code == 422
    client.post(add, {"kind": "report", "question": "原始记录在不在", "origin": "HH-7", "domain": "food"})
    client.post(add, {"kind": "checklist", "question": "设备在检定有效期内", "origin": "不该有"})
    assert [(one.origin_kind, one.origin) for one in visit.items.all()] == [
        ("lead", lead.reference),
        ("report", "HH-7"),
        ("checklist", ""),
    ]
    assert client.post(of_lead, {"kind": "checklist", "question": "又一次"}).status_code == 409


def test_from_the_entry_to_the_record(trip: Trip) -> None:
    client, visit = client_for(trip.first), trip.planned()
    items = [trip.put_on(visit, kind="report", origin="HH-7"), trip.put_on(visit)]
    begin = path("begin-visit", visit)
    assert client.post(begin, {"certificates_shown": "on"}).status_code == 422
    said = {
        "certificates_shown": "on",
        "rights_read": "on",
        "prevention_met": "on",
        "prevention_note": "测温",
    }
    assert client.post(begin, said).headers["Location"] == path("on-site", visit)
    page = text(client, path("visit", visit))
    assert "2 items are not answered yet" in page
    assert 'aria-disabled="true"' in page
    for item in items:
        services.answer_item(item=fresh(item), answer="explained", note="已核对", by=trip.second)
    conclude = path("conclude-visit", visit)
    assert client.post(conclude, {"attendant": "质量负责人"}).status_code == 422
    end = {"attendant": "质量负责人", "conduct_confirmed": "on", "remarks": "无"}
    assert "Concluded." in client.post(conclude, end, follow=True).content.decode()
    record = text(client, path("print-visit", visit))
    for words in ("蒙K-0001", "蒙K-0002", "质量负责人", "HH-7", "Notice of rights", "测温"):
        assert words in record
    assert "Confirmed by the institution" in record
    assert client.post(conclude, end).status_code == 409


def test_both_values_of_a_conflict(trip: Trip) -> None:
    visit, client = trip.planned(), client_for(trip.first)
    amend = path("amend-visit", visit)
    entered = entered_on(client, amend)
    services.amend_visit(visit=visit, plan=trip.plan(purpose="另一个目的"), by=trip.second)
    answer = client.post(amend, entered | {"purpose": "我的目的"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "另一个目的" in page
    assert "我的目的" in page
    again = answer.context["form"].data
    assert client.post(amend, again.dict()).status_code == 302
    assert fresh(visit).purpose == "我的目的"


def test_the_other_moves_of_a_visit(trip: Trip, station: Unit) -> None:
    client, visit = client_for(trip.second), trip.planned()
    over = path("hand-over-visit", visit)
    entered = entered_on(client, over)
    assert client.post(over, entered).status_code == 422
    assert (
        client.post(over, entered | {"reason": "改由本人带队", "unit": trip.unit.reference}).status_code
        == 302
    )
    item = trip.put_on(visit)
    off = path("withdraw-item", visit, 1)
    assert client.post(off, {"reason": "x"}).status_code == 422
    assert client.post(off, {"reason": "先核对台账", "base": item.version}).status_code == 302
    assert client.post(off, {"reason": "先核对台账"}).status_code == 409
    assert "先核对台账" in text(client, path("visit", visit))
    call = path("call-off-visit", visit)
    assert client.post(call, {"reason": "疫情封控", "base": fresh(visit).version}).status_code == 302
    assert "疫情封控" in text(client, path("visit", visit))
    assert client.post(call, {"reason": "疫情封控"}).status_code == 409
    assert "can be done only while" in text(client, path("amend-visit", visit))
    assert "over" in text(client, path("add-item", visit))


def test_a_finding_on_its_page(trip: Trip) -> None:
    _visit, (item,) = trip.under_way()
    finding = trip.confirm(item)
    writer, signer = client_for(trip.first), client_for(trip.second)
    page = text(writer, path("finding", finding))
    assert "You wrote it yourself; the other officer signs: 方磊." in page
    amend, sign = path("amend-finding", finding), path("establish-finding", finding)
    assert "conduct is not chosen" in text(signer, sign)
    assert signer.post(sign, {}).status_code == 409
    entered = entered_on(writer, amend) | {"conduct": "F1", "reports": "HH-1\nHH-2、HH-1"}
    assert writer.post(amend, entered | {"conduct_to": "2022-04-17"}).status_code == 422
    days = {"conduct_from": "2022-04-11", "conduct_to": "2022-04-10"}
    assert writer.post(amend, entered | days).status_code == 422
    days["conduct_to"] = "2022-04-17"
    hostile = writer.post(amend, entered | days | {"papers": photo("x.png", b"MZ\x90\x00")})
    assert hostile.status_code == 422
    assert "Nothing was kept" in hostile.content.decode()
    assert writer.post(amend, entered | days | {"papers": photo("铭牌.png")}).status_code == 302
    assert fresh(finding).reports == ["HH-1", "HH-2"]
    many = "\n".join(str(number) for number in range(201))
    assert writer.post(amend, entered | {"reports": many}).status_code == 422
    assert writer.post(amend, entered | {"base": 1}).status_code == 409
    assert signer.post(sign, {"base": fresh(finding).version}).status_code == 302
    page = text(signer, path("finding", finding))
    assert "Signed with 2 of these" in page
    assert "F1 false: not tested at all" in page
    gone = path("withdraw-finding", finding)
    assert writer.post(gone, {"reason": ""}).status_code == 422
    assert writer.post(gone, {"reason": "仪器认错", "base": 1}).status_code == 409
    assert writer.post(gone, {"reason": "仪器认错"}).status_code == 302
    assert "仪器认错" in text(writer, path("finding", finding))
    assert writer.post(gone, {"reason": "仪器认错"}).status_code == 409


def test_a_finding_taken_over_says_by_what(trip: Trip) -> None:
    finding = trip.established()
    services.hand_on_finding(finding=finding, to="P-150699-2022-0047", by=trip.first)
    assert "P-150699-2022-0047" in text(client_for(trip.reader), path("finding", finding))
    assert "P-150699-2022-0047" in text(client_for(trip.reader), path("visit", finding.visit))


def shown(client: Client, query: str) -> list[str]:
    rows: list[Visit] = client.get(f"/visits/{query}").context["page"].rows
    return [one.reference[-4:] for one in rows]


def test_the_list_with_views_and_conditions(trip: Trip, station: Unit, officer: MakeOfficer) -> None:
    client, today = client_for(trip.first), clock.today()
    assert "No visit is planned yet." in text(client, "/visits/")
    trip.planned(planned_on=today - dt.timedelta(days=1))
    later = trip.planned(planned_on=today + dt.timedelta(days=5), kind="random")
    trip.put_on(later, domain="food")
    trip.under_way()
    trip.concluded()
    assert shown(client, "") == ["0002", "0004", "0003", "0001"]
    assert shown(client, "?view=mine") == ["0003", "0001"]
    assert shown(client, "?view=planned") == ["0002", "0001"]
    assert shown(client, "?view=late") == ["0001"]
    assert shown(client, "?view=under-way") == ["0003"]
    assert shown(client, "?view=concluded") == ["0004"]
    assert shown(client, "?domain=food") == shown(client, "?kind=random") == ["0002"]
    assert shown(client, f"?since={today}&until={today}") == ["0004", "0003"]
    assert (
        len(shown(client, "?institution=华衡"))
        == len(shown(client, f"?institution={trip.institution.reference}"))
        == 4
    )
    assert len(shown(client, "?institution=YCHH")) == 4
    assert shown(client, f"?unit={station.reference}") == []
    assert "Nothing fits this condition." in text(client, "/visits/?institution=nobody")
    assert "day passed" in text(client, "/visits/")
    other = client_for(officer("inspector"))
    assert "No visit is yours today." in text(other, "/visits/?view=mine")
    assert re.search(r"Visits\s*<", text(client, "/visits/"))
    empty = client_for(officer("office", station))
    assert "No visit" in text(empty, "/visits/?view=concluded")


def test_a_long_list_asks_no_more_of_the_database(
    trip: Trip, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for number in range(12):
        trip.put_on(trip.planned(purpose=f"第 {number} 次"))
    client = client_for(trip.reader)
    client.get("/visits/")
    with django_assert_max_num_queries(40):
        client.get("/visits/")
    visit, _items = trip.under_way(12)
    with django_assert_max_num_queries(45):
        client.get(path("visit", visit))


def test_whoever_plans_elsewhere_only_reads_here(trip: Trip, station: Unit, officer: MakeOfficer) -> None:
    visit, both = trip.planned(), officer("inspector", station, certificate=CERTIFIED)
    grant_role(account=both, role="expert", unit=trip.unit, by=PROGRAM)
    client = client_for(both)
    add = path("add-item", visit)
    assert "Your role does not include this." in text(client, add)
    assert client.post(add, {"kind": "checklist", "question": "一问"}).status_code == 403
    assert "Put an item on" not in text(client, path("visit", visit))
    assert "Your role does not include this." in text(client, path("begin-visit", visit))


def test_a_view_without_rows_leads_back(trip: Trip) -> None:
    trip.planned()
    assert "No visit stands in this view." in text(client_for(trip.first), "/visits/?view=concluded")


def test_the_export_says_what_it_holds(trip: Trip) -> None:
    finding = trip.established()
    answer = client_for(trip.reader).get("/visits/export/?view=under-way&kind=lead")
    book = load_workbook(io.BytesIO(answer.content))
    about = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(max_col=2)}
    assert about["View"] == "Under way"
    assert about["Kind of visit"] == "on a lead"
    row = [cell.value for cell in book.worksheets[1][2]]
    assert row[0] == finding.visit.reference
    assert row[9:13] == [1, 1, 1, 1]


def test_the_work_queue_leads_to_visit_and_finding(trip: Trip) -> None:
    _visit, (item,) = trip.under_way()
    finding = trip.confirm(item)
    page = text(client_for(trip.second), "/reminders/")
    assert path("visit", finding.visit) in page
    assert path("finding", finding) in page
    assert "you sign it" in page


def test_evidence_is_for_whoever_sees_the_visit(
    trip: Trip, elsewhere: Unit, officer: MakeOfficer, institution_account: Account
) -> None:
    _visit, (item,) = trip.under_way()
    finding = trip.confirm(item)
    services.add_proof(finding=finding, files=[photo("铭牌.png")], by=trip.first)
    services.amend_finding(finding=finding, statement=stated(), by=trip.first)
    registry.link_account(institution=fresh(trip.institution), account=institution_account, by=PROGRAM)
    for file in finding.files:
        address = reverse("files:download", args=[file.reference])
        answer: Any = client_for(trip.reader).get(address)
        assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
        assert client_for(officer("inspector", elsewhere)).get(address).status_code == 404
        assert client_for(institution_account).get(address).status_code in {403, 404}
    assert VisitItem.objects.visible_to(institution_account).count() == 0
