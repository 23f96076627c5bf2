"""Notices are kept, and campaigns drafted from them with the clauses they cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from bureau.campaign.lifecycle_beside import NOTICE
from bureau.campaign.models import Campaign, Notice
from bureau.campaign.notice_texts import text_of
from bureau.campaign.services.campaigns import Plan, draft_campaign
from bureau.campaign.services.domains import focus_domain
from bureau.campaign.services.phases import PhasePlan, add_phase
from bureau.campaign.services.waiting import named
from bureau.files.formats import DOCX, PDF, TEXT
from bureau.files.models import StoredFile
from bureau.files.services import keep_file
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.trail.services import next_number

POLICY = "campaign.notice"
TAKEN = frozenset({DOCX, PDF, TEXT})
PASTED = "通知文本.txt"
LEAST = 20  # characters; less is no notice


def keep_notice(
    *,
    unit: Unit,
    by: Actor,
    content: Any = None,  # noqa: ANN401 - an upload, or bytes
    name: str = "",
    pasted: str = "",
) -> Notice:
    """Keep a notice: a Word or text file, or what was pasted; of a PDF the file, with the pasted text beside it.

    Raises:
        MissingPermission, NotAccepted, NotNow: nothing was kept.
    """
    row = Notice(unit=unit, kept_at=clock.now(), kept_by_name=named(by))
    with NOTICE.creating("keep_notice", row, by=by) as made:
        series = f"N-{unit.division}-{clock.today().year}"
        made.reference = f"{series}-{next_number(series):03}"
        if content is None:
            made.file = made.words = _keep(made, pasted.encode(), PASTED, by)
        else:
            made.file = made.words = _keep(made, content, name, by)
            if made.file.media_type == PDF:
                if len(pasted.strip()) < LEAST:
                    raise NotNow(
                        _("The text of a PDF is not read. Copy it from the PDF and paste it beside the file.")
                    )
                made.words = _keep(made, pasted.encode(), PASTED, by)
        if len(text_of(made).strip()) < LEAST:
            raise NotNow(
                _("No text was found in it; nothing was kept. Hand in the Word file, or paste the text.")
            )
    return made


def draft_from_notice(
    *,
    notice: Notice,
    plan: Plan,
    phases: Sequence[PhasePlan],
    domains: Iterable[tuple[str, str]],
    cited: Sequence[dict[str, Any]],
    by: Actor,
    addressees: Iterable[Unit] = (),
    base: int | None = None,
) -> Campaign:
    """Draft the campaign as the officer confirmed it; `domains` are those of focus, each with its reason.

    Raises:
        MissingPermission, NotNow, Stale: nothing was written.
    """
    with NOTICE.moving("draft_from_notice", notice, by=by, base=base) as held:
        campaign = draft_campaign(plan=plan, unit=held.unit, addressees=addressees, by=by, preset=False)
        for one in phases:
            add_phase(campaign=campaign, plan=one, by=by)
        for domain, reason in domains:
            focus_domain(campaign=campaign, domain=domain, reason=reason, by=by)
        held.campaign, held.cited = campaign, list(cited)
    return campaign


def withdraw_notice(*, notice: Notice, by: Actor, reason: str, base: int | None = None) -> Notice:
    """No campaign is drafted from it; it stays kept with its reason."""
    with NOTICE.moving("withdraw_notice", notice, by=by, reason=reason, base=base) as held:
        pass
    return held


def _keep(notice: Notice, content: Any, name: str, by: Actor) -> StoredFile:  # noqa: ANN401 - as above
    return keep_file(
        content=content,
        name=name,
        policy=POLICY,
        owner=notice.reference,
        use=TAKEN,
        by=by,
        permission=P.CAMPAIGN_MANAGE,
        at=notice.unit,
    )
