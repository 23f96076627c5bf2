"""An office replaces our layout of a blank by its own Word file, looked through first, and goes back to ours."""

from __future__ import annotations

from django.db import transaction

from bureau.approvals.services import void_if_changed
from bureau.files.formats import DOCX
from bureau.files.services import keep_file
from bureau.kernel import clock
from bureau.kernel.refusals import Refusal
from bureau.papers.blanks import Blank
from bureau.papers.drawing import template_in_use
from bureau.papers.lifecycle import TEMPLATE, PaperState
from bureau.papers.models import Paper, Template
from bureau.papers.objections import KIND
from bureau.papers.telling import TEMPLATE as NEW_TEMPLATE
from bureau.papers.telling import tell_drafter
from bureau.papers.word.checking import faults_of
from bureau.people.models import Account, Unit
from bureau.people.permissions import P

POLICY = "papers.template"
OPEN = (PaperState.DRAFTED, PaperState.PROPOSED, PaperState.APPROVED)


class NotATemplate(Refusal):
    """The file cannot be the template (422); every fault is named."""

    status = 422

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def replace_template(
    *, blank: Blank, issuer: Unit, content: bytes, name: str, why: str, by: Account
) -> Template:
    """Let a bureau's own Word file be the template from now on; what is issued already stays as it is.

    Raises:
        NotATemplate, NotAccepted: nothing was changed.
    """
    faults = faults_of(content, blank)
    if faults:
        raise NotATemplate(faults)
    number = Template.objects.filter(issuer=issuer, blank_slug=blank.slug).count() + 1
    row = Template(blank_slug=blank.slug, issuer=issuer, number=number, why=why)
    row.reference = f"{issuer.reference}/{blank.slug}/{number}"
    with transaction.atomic(), TEMPLATE.creating("replace_template", row, by=by, reason=why) as made:
        before = template_in_use(issuer, blank)
        if before is not None:
            retire_template(template=before, by=by, reason=why, followed=True)
        made.file = keep_file(
            content=content,
            name=name,
            policy=POLICY,
            owner=row.reference,
            use={DOCX},
            permission=P.TEMPLATE_REPLACE,
            at=issuer,
            by=by,
        )
        made.handed_in_at, made.handed_in_by = clock.now(), by
    _tell_of_it(blank, issuer, by)
    return made


def _tell_of_it(blank: Blank, issuer: Unit, by: Account) -> None:
    """Papers not yet issued are drawn in it from now on: what was approved is void, and drafters hear of it."""
    for paper in Paper.objects.filter(issuer=issuer, blank_slug=blank.slug, state__in=OPEN):
        void_if_changed(kind=KIND, subject=paper.reference, by=by)
        tell_drafter(paper, NEW_TEMPLATE, by)


def retire_template(
    *, template: Template, by: Account, reason: str, base: int | None = None, followed: bool = False
) -> Template:
    """It counts no more; where it is not `followed` by another, our own layout does again."""
    with transaction.atomic():
        with TEMPLATE.moving("retire_template", template, by=by, reason=reason, base=base) as held:
            held.retired_why = reason
        if not followed:
            _tell_of_it(held.blank, held.issuer, by)
    return held
