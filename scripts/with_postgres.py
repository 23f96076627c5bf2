"""Runs a command beside a throw-away PostgreSQL cluster: `with_postgres.py COMMAND …`, its address in the environment.

The cluster lives in a temporary folder, is reached by a socket in it and by nothing else, and is gone afterwards.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "MINGJIAN_TEST_DATABASE_URL"
PLACES = "/usr/lib/postgresql/*/bin"
MISSING = """\
测试需要 PostgreSQL，请先安装：sudo apt-get install postgresql
The tests need PostgreSQL; install it first: sudo apt-get install postgresql"""
# Nothing in it has to survive a power cut.
HASTY = "-F -c listen_addresses='' -c full_page_writes=off -c synchronous_commit=off -c max_connections=50"


def binaries() -> Path:
    """The folder with the server's own programs, the newest where there are several."""
    found = sorted(Path("/").glob(PLACES.lstrip("/")), key=lambda path: int(path.parent.name.split(".")[0]))
    for folder in (*reversed(found), *map(Path, os.environ.get("PATH", "").split(os.pathsep))):
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise SystemExit(MISSING)


def owner() -> str | None:
    """Whom the cluster runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; yields its address as a URL."""
    programs, user = binaries(), owner()
    with tempfile.TemporaryDirectory(prefix="mingjian-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        store = folder / "cluster"

        def run(*command: str) -> None:
            done = subprocess.run(  # noqa: S603 - the server's own programs, found above
                [str(programs / command[0]), *command[1:]],
                check=False,
                user=user,
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            if done.returncode:
                raise SystemExit(done.stdout.decode(errors="replace"))

        run("initdb", "-D", str(store), "-U", "mingjian", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        log = str(folder / "log")
        run(
            "pg_ctl",
            "-D",
            str(store),
            "-w",
            "-l",
            log,
            "-o",
            f"{HASTY} -c unix_socket_directories={folder}",
            "start",
        )
        try:
            yield f"postgresql://mingjian@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(store), "-m", "immediate", "-w", "stop")


def main(command: list[str]) -> int:
    """Run the command; its exit status."""
    with cluster() as address:
        return subprocess.run(command, check=False, env={**os.environ, ADDRESS: address}).returncode  # noqa: S603 - the caller's


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
