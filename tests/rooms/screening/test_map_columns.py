"""Columns of an institution's own file are explained once; next month's file of the same header needs no work."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bureau.kernel.refusals import NotNow
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.registry.services import link_account
from bureau.screening import services
from bureau.screening.lifecycle import HandInState, MappingState
from bureau.screening.models import ColumnMapping, HandIn
from bureau.screening.selectors import ledger_page
from bureau.screening.services.mappings import HIDDEN
from screener.ledger.filled.mappings import Columns
from tests.cast import PROGRAM, MakeOfficer, client_for
from tests.rooms.screening.ledgers import Tables, as_files, codes_of, only, register, sample, work_off

pytestmark = [pytest.mark.django_db]
OWN = {
    "result_id": None,
    "report_id": "单号",
    "parameter": "检测项目",
    "method": "检测依据",
    "instrument_id": "仪器编号",
    "operator_id": "检测员",
    "started_at": "开始",
    "ended_at": "结束",
    "replicate": "次数",
    "value": "检测结果",
    "unit": "单位",
}


def small() -> Tables:
    tables = sample(600, 1)
    return only(tables, codes_of(tables)[0])


def own(tables: Tables) -> Tables:
    """The results as the laboratory's own program writes them: other headers, no identifier of a result, GB 18030."""
    rows = list(csv.DictReader(io.StringIO(tables["results"].decode())))
    memory = io.StringIO()
    write = csv.writer(memory).writerow
    kept = {name: word for name, word in OWN.items() if word}
    write(["本公司结果表"])
    write([*kept.values(), "审核"])
    for row in rows:
        write([*(row[name] for name in kept), "已审"])
    return tables | {"results": memory.getvalue().encode("gb18030")}


def given(tables: Tables, body: Institution, by: Account, name: str = "results.csv") -> HandIn:
    files = [
        SimpleUploadedFile(name, one.read()) if one.name == "results.csv" else one for one in as_files(tables)
    ]
    assert body.unit is not None
    handin = services.hand_in_ledger(files=files, unit=body.unit, by=by, institution=body)
    work_off()
    handin.refresh_from_db()
    return handin


@pytest.fixture
def body(district: Unit, institution_account: Account) -> Institution:
    """The institution of the ledger, with an account."""
    found = register(small(), district)[0]
    link_account(institution=found, account=institution_account, by=PROGRAM)
    return Institution.objects.get(pk=found.pk)


def entered(handin: HandIn, **more: Any) -> dict[str, Any]:
    """The form as it is guessed, posted as it stands."""
    words = handin.unmapped[0]["headers"]
    by_word = {word: name for name, word in OWN.items() if word}
    found = {f"column_{place}": by_word.get(word, "") for place, word in enumerate(words)}
    return found | {"base": handin.version} | more


def test_the_institution_says_once_what_its_columns_are(
    body: Institution, institution_account: Account
) -> None:
    tables = own(small())
    handin = given(tables, body, institution_account, "本月导出.csv")
    assert handin.state == HandInState.FAULTY
    (asked,) = handin.unmapped
    assert (asked["name"], asked["headers"][:2]) == ("本月导出.csv", ["单号", "检测项目"])
    client = client_for(institution_account)
    receipt = client.get(reverse("screening:ledger", args=[handin.reference])).content.decode()
    path = reverse("screening:map-columns", args=[handin.reference])
    assert path in receipt
    page = client.get(path).content.decode()
    assert asked["samples"][0][1] in page
    assert '<option value="value" selected>' in page  # 检测结果 was guessed
    assert client.post(f"{path}?table=results", entered(handin)).status_code == 302
    work_off()
    handin.refresh_from_db()
    assert handin.state == HandInState.TAKEN, (handin.refusal, handin.faults[:2])
    mapping = ColumnMapping.objects.get()
    assert (mapping.table, mapping.institution) == ("results", body)
    later = tables | {
        "reports": tables["reports"].replace(b"\n", b"\r\n"),
        "results": tables["results"] + b"\r\n",
    }
    again = given(later, body, institution_account, "下月导出.csv")
    assert again.state in {HandInState.TAKEN, HandInState.REPEATED}
    assert "下月导出.csv" in " ".join(ledger_page(again, for_=institution_account).remarks)
    assert ColumnMapping.objects.count() == 1


def test_what_is_lacking_or_said_twice_is_not_kept(body: Institution, officer: MakeOfficer) -> None:
    by = officer("office")
    handin = given(own(small()), body, by)
    client, path = client_for(by), reverse("screening:map-columns", args=[handin.reference])
    path += "?table=results"
    answer = client.post(path, entered(handin, column_0="parameter"))
    assert answer.status_code == 422
    assert "same" in answer.content.decode() or "同一列" in answer.content.decode()
    answer = client.post(path, entered(handin, column_1=""))
    assert answer.status_code == 422
    assert "parameter" in answer.content.decode()
    answer = client.post(path, entered(handin, column_1="*"))
    assert answer.status_code == 422
    assert client.post(path, entered(handin, base=0)).status_code == 409
    assert not ColumnMapping.objects.exists()
    assert client.get(path.replace("results", "reports")).status_code == 200
    handin.refresh_from_db()
    assert handin.state == HandInState.FAULTY


def test_parameters_side_by_side_and_what_every_row_says_alike(
    body: Institution, officer: MakeOfficer
) -> None:
    by, tables = officer("office"), small()
    header, *lines = tables["reports"].decode().splitlines()
    place = header.split(",").index("uscc")
    without = [
        ",".join(one for at, one in enumerate(line.split(",")) if at != place) for line in (header, *lines)
    ]
    report = lines[0].split(",")[0]
    wide = f"单号,强度MPa,含水率\n{report},35.20,/\n"
    given_ = tables | {"reports": "\n".join(without).encode(), "results": wide.encode()}
    handin = given(given_, body, by)
    while handin.unmapped:
        asked = handin.unmapped[0]
        path = reverse("screening:map-columns", args=[handin.reference]) + f"?table={asked['table']}"
        said = {
            f"column_{at}": word if word in header.split(",") else ""
            for at, word in enumerate(asked["headers"])
        }
        if asked["table"] == "results":
            said = {"column_0": "report_id", "column_1": "*", "method_1": "GB/T 1", "unit_1": "MPa"}
        said |= {"same_uscc": str(body.uscc), "base": str(handin.version)}
        answer = client_for(by).post(path, said)
        assert answer.status_code == 302, answer.content.decode()
        work_off()
        handin.refresh_from_db()
    assert handin.state == HandInState.TAKEN, (handin.refusal, handin.faults[:2])
    assert handin.contents["rows_read"]["results"] == 1


def test_who_may_say_it_and_when(
    body: Institution, district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    by = officer("office")
    handin = given(own(small()), body, by)
    path = reverse("screening:map-columns", args=[handin.reference])
    assert client_for(officer("leader")).get(path).status_code == 403
    assert client_for(officer("office", elsewhere)).get(path).status_code == 404
    known = services.hand_in_ledger(files=as_files(small()), unit=district, by=by)
    work_off()
    known.refresh_from_db()
    closed = client_for(by).get(reverse("screening:map-columns", args=[known.reference]))
    assert closed.status_code == 200
    assert not ledger_page(known, for_=by).may_map
    shape = handin.unmapped[0]["shape"]
    answer = client_for(by).post(reverse("screening:map-columns", args=[known.reference]), {"base": 0})
    assert answer.status_code in {409, 422}
    with pytest.raises(Exception, match="known"):
        services.map_columns(handin=handin, shape="another", columns=Columns("results"), by=by)
    assert shape


def test_no_sample_shows_the_number_of_an_identity_card(body: Institution, officer: MakeOfficer) -> None:
    tables = small()
    people = "工号,身份证,入职\nP1,11010519491231002X,2020-01-01\n"
    handin = given(tables | {"people": people.encode()}, body, officer("office"))
    assert handin.unmapped[0]["samples"] == [["P1"], [HIDDEN], ["2020-01-01"]]


def test_a_ledger_of_several_institutions_is_explained_by_the_unit(
    body: Institution, district: Unit, institution_account: Account, officer: MakeOfficer
) -> None:
    by = officer("office")
    several = services.hand_in_ledger(files=as_files(own(small())), unit=district, by=by)
    work_off()
    several.refresh_from_db()
    path = reverse("screening:map-columns", args=[several.reference])
    page = client_for(by).get(path).content.decode()
    assert "Every row has to say whose it is" in page
    assert client_for(by).post(f"{path}?table=results", entered(several)).status_code == 302
    work_off()
    several.refresh_from_db()
    assert several.state == HandInState.TAKEN, (several.refusal, several.faults[:2])
    mapping = ColumnMapping.objects.get()
    assert (mapping.institution, mapping.unit) == (None, several.unit)
    given_ = given(own(small()), body, institution_account)
    assert given_.state == HandInState.FAULTY, (
        "what the unit said of its files is not said of the institution's"
    )
    listed = client_for(institution_account).get(reverse("screening:mappings")).content.decode()
    assert str(mapping) not in listed
    assert (
        client_for(institution_account).get(reverse("screening:mapping", args=[mapping.pk])).status_code
        == 404
    )
    assert str(mapping) in client_for(by).get(reverse("screening:mappings")).content.decode()


def test_saved_columns_are_shown_renamed_and_dropped(
    body: Institution, institution_account: Account, elsewhere: Unit, officer: MakeOfficer
) -> None:
    handin = given(own(small()), body, institution_account, "本月导出.csv")
    client = client_for(institution_account)
    path = reverse("screening:map-columns", args=[handin.reference])
    client.post(f"{path}?table=results", entered(handin))
    work_off()
    mapping = ColumnMapping.objects.get()
    assert str(mapping) == "本月导出.csv"
    assert "本月导出.csv" in client.get(reverse("screening:mappings")).content.decode()
    shown = client.get(reverse("screening:mapping", args=[mapping.pk])).content.decode()
    for word in ("检测依据", "审核", "not read"):
        assert word in shown
    rename = reverse("screening:rename-mapping", args=[mapping.pk])
    assert client.post(rename, {"name": "", "base": mapping.version}).status_code == 422
    assert client.post(rename, {"name": "月度结果", "base": 0}).status_code == 409
    assert client.post(rename, {"name": "月度结果", "base": mapping.version}).status_code == 302
    mapping.refresh_from_db()
    assert str(mapping) == "月度结果"
    drop = reverse("screening:drop-mapping", args=[mapping.pk])
    assert client_for(officer("leader")).post(drop, {"base": mapping.version}).status_code == 403
    assert client_for(officer("office", elsewhere)).get(drop).status_code == 404
    assert client.get(drop).status_code == 200
    assert client.post(drop, {"base": mapping.version}).status_code == 302
    mapping.refresh_from_db()
    assert mapping.state == MappingState.DROPPED
    with pytest.raises(NotNow):
        services.rename_mapping(mapping=mapping, name="别的", by=institution_account)
    again = given(own(small()), body, institution_account, "下月导出.csv")
    assert again.state == HandInState.FAULTY, "its header is asked about again"
    client.post(f"{reverse('screening:map-columns', args=[again.reference])}?table=results", entered(again))
    work_off()
    mapping.refresh_from_db()
    assert (mapping.state, str(mapping)) == (MappingState.USED, "月度结果")
    assert ColumnMapping.objects.count() == 1
