"""A text of the law or the calendar that was spoilt by hand: no page reckons by it, each says what to mend."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from bureau.kernel.access import TheProgram
from bureau.kernel.entries import Refused
from bureau.law.reading import TEXTS, read_book
from bureau.reminders.services import add_due_date
from tests.cast import MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("english")]
TWICE = '\n[["版本"]]\n"版" = "又一版"\n"自" = 2025-06-01\n"文号" = "令"\n"来源" = "无"\n"可信度" = "A"\n'


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of texts that is in force."""
    made = Path(shutil.copytree(TEXTS, tmp_path / "law"))
    monkeypatch.setenv("MINGJIAN_LAW", str(made))
    return made


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (TWICE, "order-39.toml: Versions “2025” and “又一版” overlap (2025-06-01)"),
        ("\n长 = 3", "order-39.toml: It is not well formed"),
    ],
)
def test_the_law(more: str, said: str, law: Path, officer: MakeOfficer) -> None:
    leader = client_for(officer("leader"))
    for address in ("/law/", "/law/order-39/", "/law/entries/"):
        assert leader.get(address).status_code == 200
    path = law / "order-39.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(Refused):
        read_book()
    for address in ("/law/", "/law/order-39/", "/law/entries/"):
        answer = leader.get(address)
        assert answer.status_code == 503
        body = answer.content.decode()
        assert said in body
        assert "cannot be used until it is mended" in body
        assert "Traceback" not in body
    assert leader.get("/").status_code == 200, "what does not reckon by it goes on"


def test_the_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, officer: MakeOfficer) -> None:
    monkeypatch.setenv("MINGJIAN_DATA", str(tmp_path))
    (tmp_path / "calendar.toml").write_text('"年" = 1', encoding="utf-8")
    by = officer("leader")
    day = dt.date(2022, 6, 1)
    add_due_date(subject="I-1", title="复查", why="", address="/", due_on=day, account=by, by=TheProgram())
    answer = client_for(by).get("/reminders/")
    assert answer.status_code == 503
    assert "calendar.toml" in answer.content.decode()
    (tmp_path / "calendar.toml").unlink()
    assert client_for(by).get("/reminders/").status_code == 200
