"""One of two officers who answer the same items at the same time, as a process of its own.

`python -m tests.rooms.inspection.answering stage ITEMS` sets the stage; `… first explained` answers every item as the
first officer, with the version that an open page shows, and says how many answers were taken.
"""

from __future__ import annotations

import sys

import django

django.setup()

from bureau.inspection import services  # noqa: E402 - after Django is set up
from bureau.inspection.models import VisitItem  # noqa: E402 - as above
from bureau.kernel.refusals import Stale  # noqa: E402 - as above
from bureau.people.models import Account  # noqa: E402 - as above
from tests.cast import make_unit  # noqa: E402 - as above
from tests.rooms.inspection.going import Trip  # noqa: E402 - as above


def answer_all(username: str, answer: str) -> int:
    """Answer every item as it was when the visit began; how often the other was not faster."""
    by, taken = Account.objects.get(username=username), 0
    for item in VisitItem.objects.select_related("visit").order_by("number"):
        try:
            services.answer_item(item=item, answer=answer, note="看过了", by=by, base=1)
        except Stale:
            continue
        taken += 1
    return taken


if __name__ == "__main__":
    who, what = sys.argv[1:]
    if who == "stage":
        Trip(make_unit("云川区市场监督管理局", "district", "150699")).under_way(int(what))
    else:
        sys.stdout.write(str(answer_all(who, what)))
