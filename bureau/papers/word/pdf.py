"""A Word file as PDF by LibreOffice: a fresh profile, no macros, no network, limits of time, memory and size."""

from __future__ import annotations

import functools
import logging
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

from django.utils.translation import gettext as _

from bureau.kernel.refusals import Refusal
from bureau.papers.word.faces import with_free_faces

log = logging.getLogger(__name__)
SECONDS = 90
PROCESSOR_SECONDS, LARGEST, MEMORY = 120, 256 << 20, 3 << 30
# How a program gets a network of its own, in which nothing else is: as an ordinary user, or as root. With processes of
# its own, too, where the system has them: whatever it has started ends with it.
WITH_ALL_IT_STARTED = ("--pid", "--fork", "--kill-child")
ALONE = (
    ("--net", "--map-root-user", *WITH_ALL_IT_STARTED),
    ("--net", *WITH_ALL_IT_STARTED),
    ("--net", "--map-root-user"),
    ("--net",),
)
ONE_AT_A_TIME = threading.Lock()
# Nothing active, nothing from outside, whatever the document says.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value>
</prop></item>
</oor:items>
"""


class NoPdf(Refusal):
    """There is no PDF (503): LibreOffice is not installed, or could not make it in time."""

    status = 503


def program() -> str:
    """Where LibreOffice is; an empty text where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


@functools.cache
def walls() -> tuple[str, ...]:
    """The command that starts another without any network; nothing, and a warning, where the system has none."""
    found = shutil.which("unshare")
    for options in ALONE:
        if found and _runs([found, *options, "true"]):
            return (found, *options)
    log.warning(
        "this system gives no network namespaces: LibreOffice runs with a proxy that is not there instead"
    )
    return ()


def ends_with_its_children(command: tuple[str, ...]) -> bool:
    """Whether all that a program within these walls has started ends when it is stopped."""
    return set(WITH_ALL_IT_STARTED) <= set(command)


def _runs(command: list[str]) -> bool:
    try:
        return not subprocess.run(command, capture_output=True, check=False, timeout=SECONDS).returncode  # noqa: S603 - as below
    except (OSError, subprocess.TimeoutExpired):
        return False


def to_pdf(content: bytes, *, seconds: float = SECONDS) -> bytes:
    """The document as PDF.

    Raises:
        NoPdf: with the sentence for the person.
    """
    found = program()
    if not found:
        raise NoPdf(
            _("There is no LibreOffice on the server, so no PDF can be made. Take the Word file instead.")
        )
    with tempfile.TemporaryDirectory(prefix="papers-") as folder:
        room = Path(folder)
        _prepare(room, content)
        if not ONE_AT_A_TIME.acquire(timeout=seconds):
            raise NoPdf(
                _("Other papers are being turned into PDF. Ask again in a minute, or take the Word file.")
            )
        try:
            _run(found, room, seconds)
        finally:
            ONE_AT_A_TIME.release()
        made = room / "out" / "paper.pdf"
        if not made.is_file():
            raise NoPdf(_("LibreOffice could not make a PDF of this document. Take the Word file."))
        return made.read_bytes()


def _prepare(room: Path, content: bytes) -> None:
    profile = room / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    (room / "out").mkdir()
    (room / "paper.docx").write_bytes(with_free_faces(content))


def _run(found: str, room: Path, seconds: float) -> None:
    command = [
        *walls(),
        *(found, "--headless", "--norestore", "--nolockcheck", "--nodefault"),
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(room / "out"), str(room / "paper.docx")),
    ]
    known = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    # Its own home, and a proxy that is not there: what would reach out without walls fails at once, too.
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    said = room / "said"
    # Into a file: a pipe would be waited for as long as anything that was started holds it open.
    with said.open("wb") as told:
        process = subprocess.Popen(  # noqa: S603 - the arguments are written here
            command,
            cwd=room,
            env={**known, **nowhere, "HOME": str(room), "TMPDIR": str(room)},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_limited,  # noqa: PLW1509 - sets limits and nothing else
        )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise NoPdf(
            _("LibreOffice did not finish within %(n)d seconds and was stopped. Take the Word file.")
            % {"n": seconds}
        ) from late
    if process.returncode:
        log.warning(
            "LibreOffice ended with %d: %s", process.returncode, said.read_text(errors="replace")[:500]
        )


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
