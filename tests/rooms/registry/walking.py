"""A stage for the pages: an institution with an account, a proposal and a contact, and a roster that was read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.models import (
    Institution,
)
from tests.cast import PROGRAM
from tests.factories import (
    hand_in,
    make_code,
    make_contact,
    make_institution,
    roster_line,
)

REASON = {"reason": "as the head decided"}
ID_NUMBER = "11010519491231002X"  # the example of GB 11643
Answer = Any  # the test client's kind of answer


class Stage:
    """An institution with an account, a proposal and a contact, and a roster that was read."""

    def __init__(self, district: Unit, account: Account) -> None:
        made = make_institution("云川华衡检测有限公司", unit=district)
        self.contact = make_contact(made)
        services.link_account(institution=made, account=account, by=PROGRAM)
        self.account = account
        self.proposal = services.propose_fact(
            institution=made,
            kind="site",
            entered={"division": "150699", "address": "创业路 9 号"},
            by=account,
        )
        self.roster = hand_in(district, [roster_line("云川新检测有限公司", make_code(900_001))])
        self.institution = Institution.objects.get(pk=made.pk)

    def path(self, name: str) -> str:
        """The address of a page about one of them."""
        named: dict[str, list[Any]] = {
            "record-fact": [self.institution.reference, "contact"],
            "withdraw-fact": [self.institution.reference, "contact", self.contact.pk],
            "unlink-account": [self.institution.reference, self.account.username],
        }
        if name in named:
            arguments = named[name]
        elif "roster" in name:
            arguments = [self.roster.reference]
        elif name in {"proposal", "accept-fact", "return-fact", "withdraw-proposal"}:
            arguments = [self.proposal.reference]
        else:
            arguments = [self.institution.reference]
        return reverse(f"registry:{name}", args=arguments)


@pytest.fixture
def stage(district: Unit, institution_account: Account) -> Stage:
    return Stage(district, institution_account)


def entered_on(page: Answer) -> dict[str, str]:
    """What a browser would send back: the values of the page's form."""
    form = page.context["form"]
    return {
        name: str(value)
        for name, field in form.fields.items()
        if (value := form.get_initial_for_field(field, name)) not in (None, "")
    }


def downloaded(client: Client, reference: str) -> bytes:
    """What the browser would save. Reading it to its end closes it."""
    answer: Any = client.get(reverse("files:download", args=[reference]))
    return b"".join(answer.streaming_content)
