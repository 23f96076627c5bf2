"""Argon2 at its least cost, so that a thousand sign-ins in tests take no minute."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    """The same hasher, weak."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
