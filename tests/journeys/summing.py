"""The sum of the demonstration's city: one district submitted its form, that of the other came as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.annex import Annex, Line, write_xlsx
from bureau.registry.models import AnnexSubmission
from bureau.registry.selectors import basis_of_sum, roll_up


def sum_of_the_city(shared: str, by: Account) -> AnnexSubmission:
    """Submitted; `shared` is the name of a body that both districts report."""
    several = Line("临泉新检测有限公司", ("环境", "卫生"))
    form = Annex(
        "临泉区", clock.today(), third_party=(Line(shared, ("食品",)), several), multi_domain=(several,)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "临泉区汇总表.xlsx"
        write_xlsx(form, path)
        other = Unit.objects.get(division="150603")
        services.receive_annex(content=path.read_bytes(), name=path.name, unit=other, by=by)
    city = Unit.objects.get(kind="city")
    found = roll_up(city, clock.today())
    return services.submit_annex(
        annex=found.annex,
        unit=city,
        reported_on=clock.today(),
        by=by,
        basis=basis_of_sum(found),
        beside=found.frozen(),
    )
