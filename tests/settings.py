"""Settings for tests: the application's own, with a folder of data that goes away and cheap password hashing."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="mingjian-tests-")
_owner = os.getpid()
(Path(_folder) / "static").mkdir()  # WhiteNoise warns where there is none
os.environ["MINGJIAN_DATA"] = _folder
# Tests never touch an installation's database: theirs is in memory, or the throw-away cluster of with_postgres.py.
os.environ["DATABASE_URL"] = os.environ.get("MINGJIAN_TEST_DATABASE_URL", "sqlite://:memory:")


@atexit.register
def _tidy() -> None:
    if os.getpid() == _owner:
        shutil.rmtree(_folder, ignore_errors=True)


from bureau.settings import *  # noqa: E402, F403 - the folder comes first

PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
