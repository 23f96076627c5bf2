"""`python -m bench.registry`: a region's registry, imported, filled, looked at; pages beside an empty one in one run.

BODIES institutions (53,000) with CAPABILITIES each (60), on SQLite, or where `with_postgres.py` names it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.page import write_registry

BODIES = int(float(os.environ.get("BODIES") or "53000"))
CAPABILITIES = int(os.environ.get("CAPABILITIES") or "60")
ROUNDS = int(os.environ.get("ROUNDS") or "25")
CHANGE_PAGE = "password"
PASSWORD = "bench-the-registry"  # noqa: S105 - of a database that is thrown away
BAR_PAGES, BAR_IMPORT = 5.0, 180.0


def _set_up(folder: Path) -> None:
    """Django on a database of its own, with every table in it."""
    os.environ["MINGJIAN_DATA"] = str(folder)
    if address := os.environ.get("MINGJIAN_TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.settings")
    import django  # noqa: PLC0415 - settings want their folder first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _cast() -> tuple[Any, Any]:
    """A region with its cities and districts, and whoever runs its office."""
    from bureau.kernel.access import TheProgram  # noqa: PLC0415 - Django is there now
    from bureau.people.services import grant_role, open_account, open_unit  # noqa: PLC0415 - as above

    program = TheProgram()

    def opened(name: str, kind: str, division: str, parent: Any) -> Any:  # noqa: ANN401 - a unit
        return open_unit(
            name=name, short_name=name[:40], kind=kind, division=division, parent=parent, by=program
        )

    region = opened("北原自治区市场监督管理局", "region", "150000", None)
    for city in range(1, 13):
        above = opened(f"第{city}市市场监督管理局", "city", f"15{city:02}00", region)
        for one in range(1, 9):
            opened(f"第{city}市第{one}区市场监督管理局", "district", f"15{city:02}{one:02}", above)
    account = open_account(
        username="bench", unit=region, full_name="测量", password=PASSWORD, by=program
    ).account
    grant_role(account=account, role="leader", unit=region, by=program)
    grant_role(account=account, role="office", unit=region, by=program)
    return region, account


def _lines(count: int, *, later: bool = False) -> Iterator[list[str]]:
    """Lines of a roster: invented bodies with codes whose check characters are right.

    With `later` as the list of another year: every third has a later end of its term and another telephone.
    """
    from bench.naming import code_of, name_of  # noqa: PLC0415 - as above

    domains = ("食品", "建筑材料", "生态环境", "机动车检验", "建设工程", "卫生", "农产品", "食品、卫生")
    for number in range(count):
        changed = later and number % 3 == 0
        city, district = number % 12 + 1, number // 12 % 8 + 1
        yield [
            str(number + 1),
            name_of(number),
            code_of(number, f"15{city:02}{district:02}"),
            f"{2017 + number % 6:02}"[2:] + f"0512{number % 1_000_000:06}",
            f"{(2030 if changed else 2024) + number % 5}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            domains[number % len(domains)],
            "王" + "雪梅强军丽敏静磊"[number % 8],
            f"{138 if changed else 139}{number % 100_000_000:08}",
            f"第{city}市第{district}区检测路{number % 997}号",
        ]


def _roster(path: Path, count: int, *, later: bool = False) -> None:
    import xlsxwriter  # noqa: PLC0415 - as above

    heads = (
        "序号",
        "机构名称",
        "统一社会信用代码",
        "证书编号",
        "有效期至",
        "领域",
        "联系人",
        "联系电话",
        "地址",
    )
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名录")
        sheet.write_row(0, 0, heads)
        for row, line in enumerate(_lines(count, later=later), start=1):
            sheet.write_row(row, 0, line)


def _imported(region: Any, account: Any, folder: Path, *, later: bool = False) -> dict[str, float]:  # noqa: ANN401 - a unit, an account
    """Seconds of each step of one roster of all bodies; with `later` all have a dossier already."""
    from bureau.registry import services  # noqa: PLC0415 - as above

    path, seconds = folder / "名录.xlsx", {}
    _roster(path, BODIES, later=later)
    began = time.monotonic()
    roster = services.receive_roster(content=path.read_bytes(), name=path.name, unit=region, by=account)
    seconds["received"] = time.monotonic() - began
    began = time.monotonic()
    roster = services.read_roster(roster=roster, by=account)
    seconds["read and matched"] = time.monotonic() - began
    began = time.monotonic()
    services.import_roster(roster=roster, by=account, differing="take" if later else "keep")
    seconds["imported"] = time.monotonic() - began
    return seconds


def _fill(account: Any) -> None:  # noqa: ANN401 - an account
    """So many capabilities for each, as copies of one that a service recorded; copies are no part of the trail."""
    from django.db import connection  # noqa: PLC0415 - as above

    from bureau.registry.models import Capability, Certificate, SourceKind  # noqa: PLC0415 - as above
    from bureau.registry.services import record_fact  # noqa: PLC0415 - as above
    from bureau.registry.services.sources import Source  # noqa: PLC0415 - as above
    from bureau.trail.wall import opened  # noqa: PLC0415 - as above

    certificate = Certificate.objects.select_related("institution").earliest("pk")
    pattern = Capability(
        institution=certificate.institution, certificate=certificate, domain="food", parameter="p", method="m"
    )
    record_fact(fact=pattern, source=Source(SourceKind.OFFICER, "bench"), by=account)
    columns = [str(field.column) for field in Capability._meta.concrete_fields]
    is_lite = connection.vendor == "sqlite"
    ours = {
        "id": "lower(hex(randomblob(16)))" if is_lite else "gen_random_uuid()",
        "lineage": "lower(hex(randomblob(16)))" if is_lite else "gen_random_uuid()",
        "institution_id": "c.institution_id",
        "certificate_id": "c.id",
        "parameter": "'参数' || n.n",
        "method": "'GB 5009.' || n.n || '-2016'",
    }
    names = ", ".join(f'"{one}"' for one in columns)
    values = ", ".join(ours.get(one, f'p."{one}"') for one in columns)
    with opened(), connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {CAPABILITIES}) "  # noqa: S608 - our own
            f"INSERT INTO registry_capability ({names}) SELECT {values} FROM registry_certificate c, n, "
            "registry_capability p WHERE p.parameter = 'p'"
        )
        cursor.execute("ANALYZE")


def _pages() -> dict[str, Callable[[int], str]]:
    """The pages, with another body or word each time."""
    from bench.naming import name_of  # noqa: PLC0415 - as above
    from bureau.registry.models import Institution  # noqa: PLC0415 - as above
    from bureau.registry.texts import initials  # noqa: PLC0415 - as above

    references = list(Institution.objects.order_by("reference").values_list("reference", flat=True)[::997])

    def one(number: int) -> str:
        return references[number % len(references)]

    return {
        "an empty page": lambda _n: "/help/",
        "the list": lambda _n: "/institutions/",
        "the list, one field": lambda _n: "/institutions/?domain=vehicle",
        "the list, expired": lambda _n: "/institutions/?view=lapsed",
        "search, pinyin initials": lambda n: f"/institutions/?words={initials(name_of(n * 331))[:7]}",
        "search, a fragment": lambda n: f"/institutions/?words={name_of(n * 331)[3:7]}",
        "search, a code": lambda n: f"/search/?q={Institution.objects.get(reference=one(n)).uscc}",
        "a dossier": lambda n: f"/institutions/{one(n)}/",
        "a dossier, its capabilities": lambda n: f"/institutions/{one(n)}/?tab=certificates",
    }


def _looked_at(account: Any) -> dict[str, list[float]]:  # noqa: ANN401 - an account
    """Seconds of every page, asked in turns."""
    from django.test import Client  # noqa: PLC0415 - as above

    client = Client(SERVER_NAME="localhost")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    pages = _pages()
    found: dict[str, list[float]] = {}
    for number in range(ROUNDS + 1):
        for name, path in pages.items():
            address = path(number)
            began = time.perf_counter()
            answer = client.get(address, follow=True)
            spent = time.perf_counter() - began
            if answer.status_code != 200 or any(CHANGE_PAGE in url for url, _ in answer.redirect_chain):
                raise SystemExit(f"{address}: {answer.status_code} {answer.redirect_chain}")
            if number:  # the first round warms up
                found.setdefault(name, []).append(spent)
    return found


def p95(values: list[float]) -> float:
    """The value that 95 of 100 do not pass."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _said(
    steps: dict[str, float], again: dict[str, float], times: dict[str, list[float]], vendor: str
) -> tuple[list[str], bool]:
    """The lines of the page, and whether every bar is met."""
    whole, empty = sum(steps.values()), p95(times["an empty page"])
    lines = [
        f"`python -m bench.registry`，{vendor}，{BODIES} 家，每家 {CAPABILITIES} 项能力，{os.cpu_count()} 核。",
        f"{vendor}, {BODIES} bodies of {CAPABILITIES} capabilities each, {os.cpu_count()} cores.",
        "",
        "| 比什么 What | 比值 Ratio | 指标 Bar | 结论 Verdict |",
        "|---|--:|--:|---|",
        _line(
            "一份名录全部导入，用去许可的三分钟 one roster of all, of the three minutes allowed",
            whole / BAR_IMPORT,
            1,
        ),
        _line(
            "同样的机构都已有档案时再导入一份，三分之一有变化，用去许可的三分钟 "
            "once more where all have a dossier, a third of them changed, of the three minutes allowed",
            sum(again.values()) / BAR_IMPORT,
            1,
        ),
    ]
    ratios = {page: p95(values) / empty for page, values in times.items() if page != "an empty page"}
    lines += [_line(f"{CALLED[page]} {page}", ratio, BAR_PAGES) for page, ratio in ratios.items()]
    return lines, max(whole, sum(again.values())) <= BAR_IMPORT and max(ratios.values()) <= BAR_PAGES


def _line(what: str, ratio: float, bar: float) -> str:
    verdict = "达标 met" if ratio <= bar else "未达标 missed"
    return f"| {what} | {ratio:.2f} | ≤ {bar:g} | {verdict} |"


CALLED = {
    "the list": "列表，比空白页",
    "the list, one field": "列表，按领域",
    "the list, expired": "列表，证书过期",
    "search, pinyin initials": "查找，拼音首字母",
    "search, a fragment": "查找，名称片段",
    "search, a code": "查找，代码",
    "a dossier": "打开档案",
    "a dossier, its capabilities": "打开档案的能力",
}


def main() -> int:
    """Build, import, fill, look, write the page; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="mingjian-bench-") as name:
        folder = Path(name)
        _set_up(folder)
        region, account = _cast()
        steps = _imported(region, account, folder)
        for step, seconds in steps.items():
            print(f"{step}: {seconds:.1f} s")
        began = time.monotonic()
        _fill(account)
        print(f"{BODIES * CAPABILITIES} capabilities: {time.monotonic() - began:.1f} s")
        times = _looked_at(account)
        for page, values in times.items():
            print(
                f"{page}: median {statistics.median(values) * 1000:.0f} ms, p95 {p95(values) * 1000:.0f} ms"
            )
        from django.db import connection  # noqa: PLC0415 - as above

        again = _imported(region, account, folder, later=True)
        for step, seconds in again.items():
            print(f"once more, {step}: {seconds:.1f} s")
        lines, met = _said(steps, again, times, connection.vendor)
        print("\n".join(lines))
        if (BODIES, CAPABILITIES) == (53_000, 60):
            write_registry(lines, connection.vendor)
        return int(not met)


if __name__ == "__main__":
    sys.exit(main())
