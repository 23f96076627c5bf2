"""Pairs of dossiers that may be of one body, as the newest comparison of the whole registry left them.

They carry no business and leave no entry in the trail: comparing again tells them again at any time. What people
decide about a pair is a merger or a distinction.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.registry.models.institutions import Institution
from bureau.trail.keys import new_key


class Comparison(models.Model):
    """When the whole registry was last compared, and how many dossiers; there is one row."""

    ONLY: ClassVar[int] = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    made_at = models.DateTimeField()
    compared = models.PositiveIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="registry_comparison_only"),)


class LikelyPair(models.Model):
    """Two dossiers that may be of one body: how strongly, what speaks for it and what against, by the words for it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    first = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    strength = models.FloatField()
    reasons = models.JSONField()
    against = models.JSONField()

    class Meta:
        ordering = ("-strength", "first", "second")
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="registry_likelypair_once"),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="registry_likelypair_of_two"
            ),
        )
