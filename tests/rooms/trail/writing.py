"""Run as a program by `test_concurrent.py`: saves some units, each in a scope of its own, as fast as it can."""

from __future__ import annotations

import sys

import django


def main(name: str, count: int) -> None:
    """Save `count` units whose names begin with `name`."""
    django.setup()
    from bureau.trail.scope import scope
    from tests.rooms.trail.test_scope import unit

    for number in range(count):
        with scope(actor=name, move="open_unit"):
            unit(f"{name}-{number}").save()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
