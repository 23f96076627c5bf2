"""Entries of the chain, images of rows, salts of subjects, links between references, and numbering series."""

from __future__ import annotations

from django.db import models

from bureau.trail.recorded import Recorded


class Head(models.Model):
    """Where the chain ends: the last entry's sequence and hash. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class Entry(models.Model):
    """One thing that was done: by whom, when, what, to which reference, and why.

    `hash` is SHA-256 over the previous hash and everything here (`bureau.trail.chain`); the reason enters it by a
    salted digest, so that its text can be erased.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    move = models.CharField(max_length=80)
    reference = models.CharField(max_length=80, blank=True, db_index=True)
    reason = models.TextField(blank=True)
    reason_salt = models.CharField(max_length=32, blank=True)
    reason_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """In the order in which it was done."""

        ordering = ("sequence",)


class Subject(models.Model):
    """A row the trail knows, and the salt of its images; without the salt nobody can guess at what they held."""

    label = models.CharField(max_length=80)
    key = models.CharField(max_length=40)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        """One subject for one row."""

        constraints = (models.UniqueConstraint(fields=("label", "key"), name="trail_subject_once"),)


class Image(models.Model):
    """A row as it stood after an entry. `values` lies beside the chain and may be erased; `digest` stays."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="images")
    position = models.PositiveIntegerField()
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="images")
    values = models.TextField(null=True)  # noqa: DJ001 - null says erased, which is not an empty text
    digest = models.CharField(max_length=64)

    class Meta:
        """Once at each place of an entry."""

        constraints = (models.UniqueConstraint(fields=("entry", "position"), name="trail_image_place"),)
        ordering = ("entry_id", "position")


class Link(Recorded):
    """One step of the chain from a ledger's row to a published number, both ways."""

    source = models.CharField(max_length=80, db_index=True)
    target = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        """A step is taken once."""

        constraints = (models.UniqueConstraint(fields=("source", "target", "kind"), name="trail_link_once"),)


class Series(models.Model):
    """The last number given out of a series, such as `I-150602`. Gaps may occur; numbers never come twice."""

    name = models.CharField(primary_key=True, max_length=60)
    last = models.PositiveBigIntegerField(default=0)
