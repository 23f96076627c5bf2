"""manage verify_files: every content that a row speaks of is there and has the SHA-256 it is named by."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.files.selectors import Damage, damages


class Command(BaseCommand):
    """Verify the store."""

    help = "核对文件库 Verify that every file is there and unchanged."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Look at every content; status 1 when one is missing or changed."""
        found = list(damages())
        wrong = [one for one in found if one is not None]
        for damage in wrong:
            self.stdout.write(_sentence(damage))
        told = _("%(n)d contents looked at, %(wrong)d missing or changed.")
        self.stdout.write(told % {"n": len(found), "wrong": len(wrong)})
        if wrong:
            sys.exit(1)


def _sentence(damage: Damage) -> str:
    said = {
        "missing": _("%(files)s: the content %(sha256)s is missing. Bring it back from a backup."),
        "changed": _("%(files)s: the content %(sha256)s was changed. Bring it back from a backup."),
    }[damage.fault]
    return said % {"files": ", ".join(damage.references), "sha256": damage.sha256}
