"""Staff 人员: natural persons, where they are employed, what they may sign; and contacts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.registry.domains import name_of
from bureau.registry.models.facts import Fact
from bureau.trail.recorded import Recorded


class Staff(Recorded):
    """A natural person. The number of the identity card is kept as a keyed hash; its last four digits are shown."""

    name = models.CharField(_("name"), max_length=60)
    identity_hash = models.CharField(max_length=64, blank=True, db_index=True)
    identity_tail = models.CharField(max_length=4, blank=True)

    class Meta:
        verbose_name = _("member of staff")
        constraints = (
            models.UniqueConstraint(
                fields=("identity_hash",), condition=~models.Q(identity_hash=""), name="registry_staff_once"
            ),
            models.CheckConstraint(
                condition=models.Q(identity_hash="", identity_tail="")
                | (~models.Q(identity_hash="") & ~models.Q(identity_tail="")),
                name="registry_staff_tail_of_hash",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.identity_tail})" if self.identity_tail else self.name


class Employment(Fact):
    """Somebody works for an institution, in a post."""

    person = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="employments")
    post = models.CharField(_("post"), max_length=60, blank=True)

    content = ("person_id", "post")

    class Meta(Fact.Meta):
        verbose_name = _("employment")

    def __str__(self) -> str:
        return f"{self.person} {self.post}".strip()


class Authorisation(Fact):
    """An authorised signatory's field."""

    person = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="authorisations")
    domain = models.CharField(_("domain"), max_length=40)

    content = ("person_id", "domain")

    class Meta(Fact.Meta):
        verbose_name = _("authorised signatory")

    def __str__(self) -> str:
        return f"{self.person} {name_of(self.domain)}"


class Contact(Fact):
    """Whom to call."""

    name = models.CharField(_("contact"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    post = models.CharField(_("post"), max_length=60, blank=True)

    content = ("name", "phone", "post")

    class Meta(Fact.Meta):
        verbose_name = _("contact")

    def __str__(self) -> str:
        return self.name or self.post or "—"
