"""The contact log 联系记录: when whom spoke with which post of an institution, what was said, what is to follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle_beside import TalkState
from bureau.campaign.models.campaigns import Campaign
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.registry.models.objections import ABOVE
from bureau.trail.recorded import Recorded, RecordedQuerySet


def talked_with(institutions: list[Institution]) -> Iterator[str]:
    """What stands against undoing the import of institutions: somebody spoke with them."""
    rows = Talk.objects.filter(institution__in=institutions).select_related("institution")
    for row in rows.order_by("reference"):
        yield say("contacts with %(name)s are recorded (%(ref)s)") % {"name": row.institution, "ref": row}


ABOVE.append(talked_with)


class Channel(models.TextChoices):
    """By which way they spoke."""

    PHONE = "phone", _("telephone")
    VISIT = "on_site", _("on site")
    OFFICE = "at_office", _("at our office")
    MEETING = "meeting", _("meeting or interview")
    LETTER = "letter", _("letter")
    MAIL = "mail", _("mail")
    MESSAGE = "message", _("message")


class TalkQuerySet(RecordedQuerySet["Talk"]):
    """Which entries."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those with institutions that somebody sees."""
        return self.filter(institution__in=Institution.objects.visible_to(actor))

    def standing(self) -> Self:
        """Those that were not corrected."""
        return self.filter(state=TalkState.RECORDED)

    def to_follow_up(self) -> Self:
        """Those after which something is still to be done."""
        return self.standing().filter(follow_up_on__isnull=False, followed_up_at__isnull=True)


class Talk(Recorded):
    """One contact. A correction is a new entry that names the one it corrects; nothing is overwritten."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="talks"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    talked_on = models.DateField(_("on"))
    officer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("by which way"), max_length=20, choices=Channel)
    post = models.CharField(_("with which post"), max_length=60)
    said = models.TextField(_("what was said"), max_length=2000)
    follow_up = models.CharField(_("what is to follow"), max_length=200, blank=True)
    follow_up_on = models.DateField(_("due by"), null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True, editable=False)
    followed_up_by_name = models.CharField(max_length=120, blank=True, editable=False)
    outcome = models.CharField(_("what came of it"), max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", editable=False
    )
    recorded_at = models.DateTimeField(editable=False)
    recorded_by_name = models.CharField(max_length=120, editable=False)
    state = models.CharField(max_length=20, choices=TalkState, default=TalkState.RECORDED, editable=False)

    objects: ClassVar[Any] = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the contact log")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=TalkState.values), name="campaign_talk_state"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="campaign_talk_channel"
            ),
            models.CheckConstraint(
                condition=models.Q(follow_up="", follow_up_on__isnull=True)
                | (~models.Q(follow_up="") & models.Q(follow_up_on__isnull=False)),
                name="campaign_talk_follow_up",
            ),
            models.CheckConstraint(
                condition=models.Q(followed_up_at__isnull=True) | models.Q(follow_up_on__isnull=False),
                name="campaign_talk_followed_up",
            ),
        )
        indexes = (models.Index(fields=("institution", "talked_on"), name="campaign_talk_of"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit:
        """The unit that answered for the institution when it was recorded."""
        return self.unit
