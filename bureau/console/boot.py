"""Starts Django for a command, once, and brings database and static files up to date."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import django
from django.apps import apps

from bureau.console.commands.phrases import Phrase, stop

UNWRITABLE = Phrase(
    "数据目录不能写：{reason}。请改 MINGJIAN_DATA，或改目录的权限。",
    "The folder of data cannot be written: {reason}. Change MINGJIAN_DATA, or the folder's permissions.",
)
UNREADABLE_SETTING = Phrase(
    "设置读不懂：{reason}。请检查 DATABASE_URL、MINGJIAN_NOW 和 MINGJIAN_PROXIES。",
    "A setting cannot be read: {reason}. Check DATABASE_URL, MINGJIAN_NOW and MINGJIAN_PROXIES.",
)
OUT_OF_REACH = Phrase(
    "连不上数据库：{reason}。请检查 DATABASE_URL，并确认数据库已启动。",
    "The database is out of reach: {reason}. Check DATABASE_URL, and that the database runs.",
)
NEWER = Phrase(
    "数据库由更新的版本写成（{name}），没有改动。请换用新版程序，或恢复备份。",
    "A newer version wrote this database ({name}); it was left as it is. Use that version, or restore a backup.",
)
BEHIND = Phrase(
    "数据库还没有建好或没有更新，先运行 mingjian serve。",
    "The database is not there or not up to date; run mingjian serve first.",
)
MIGRATING = Phrase("正在更新数据库：{n} 步。", "Bringing the database up to date: {n} steps.")
COLLECTING = Phrase("正在准备页面文件。", "Preparing the files of the pages.")
INCOMPLETE = Phrase(
    "页面文件不全：{reason}。请先运行 make setup。",
    "Files of the pages are missing: {reason}. Run make setup first.",
)
Say = Callable[[Phrase], None]


def start_django() -> None:
    """Make models usable in this process; does nothing when they already are.

    Ends the command in words if a setting or the folder of data is at fault.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.settings")
    try:
        if not apps.ready:
            django.setup()
        from bureau.kernel import calendars, clock  # noqa: PLC0415 - they read the settings

        clock.now()
        calendars.current()
    except OSError as error:
        stop(UNWRITABLE.with_(reason=_reason(error)))
    except ValueError as error:
        stop(UNREADABLE_SETTING.with_(reason=error))


def bring_up_to_date(say: Say = lambda _phrase: None) -> None:
    """Apply the migrations that are not applied yet, and put the files that pages need where they are served from."""
    _migrate(say)
    _collect(say)


def is_installed(folder: Path) -> bool:
    """Whether there is a database to write to, as far as can be told without opening one."""
    address = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'mingjian.sqlite3'}"
    kind, _, place = address.partition(":///")
    return kind != "sqlite" or Path(place).exists()


def insist_on_database() -> None:
    """End the command in words if the database is out of reach, or not up to date."""
    from django.db import DatabaseError  # noqa: PLC0415 - after Django is set up

    try:
        behind = is_behind()
    except DatabaseError as error:
        stop(OUT_OF_REACH.with_(reason=_first_line(error)))
    if behind:
        stop(BEHIND)


def is_behind() -> bool:
    """Whether a migration waits to be applied.

    Raises:
        DatabaseError: the database cannot be asked.
    """
    from django.db import connection  # noqa: PLC0415 - after Django is set up
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - as above

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrate(say: Say) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - after Django is set up
    from django.db import DatabaseError, connection  # noqa: PLC0415 - as above
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - as above

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        known = {*executor.loader.disk_migrations, *executor.loader.replacements}
        unknown = sorted(
            key for key in executor.loader.applied_migrations if key not in known and key[0] in _installed()
        )
        if unknown:
            stop(NEWER.with_(name=".".join(unknown[-1])))
        if plan:
            say(MIGRATING.with_(n=len(plan)))
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        stop(OUT_OF_REACH.with_(reason=_first_line(error)))


def _collect(say: Say) -> None:
    from django.conf import settings  # noqa: PLC0415 - after Django is set up
    from django.core.management import call_command  # noqa: PLC0415 - as above

    mark = Path(settings.DATA) / "static.sha256"
    now = _fingerprint()
    if mark.is_file() and mark.read_text(encoding="ascii") == now and Path(settings.STATIC_ROOT).is_dir():
        return
    say(COLLECTING)
    try:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    except ValueError as error:
        stop(INCOMPLETE.with_(reason=_first_line(error)))
    mark.write_text(now, encoding="ascii")


def _fingerprint() -> str:
    """Of every static file: its name, its size and when it was written."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 - after Django is set up

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _installed() -> set[str]:
    return {config.label for config in apps.get_app_configs()}


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _reason(error: OSError) -> str:
    return f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else "")
