"""LibreOffice and the PDF tools, run as an office would: each time with a profile of its own and a limit of time."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 180


def convert(path: Path, kind: str, folder: Path) -> Path:
    """The file as another kind, or as the same kind written anew by LibreOffice; `folder` is not the file's own."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing; `make system` installs it"
    assert folder != path.parent
    with tempfile.TemporaryDirectory(prefix="office-") as profile:
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}"]
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", str(folder), str(path)],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
    made = folder / f"{path.stem}.{kind}"
    assert made.is_file(), f"LibreOffice could not open {path.name}"
    return made


def pages(pdf: Path) -> list[list[str]]:
    """The lines of every page of a PDF, as they stand on it, without blanks and empty lines."""
    program = shutil.which("pdftotext")
    assert program, "poppler-utils is missing; `make system` installs it"
    found = subprocess.run(
        [program, "-layout", "-enc", "UTF-8", str(pdf), "-"], check=True, capture_output=True, timeout=SECONDS
    )
    sheets = found.stdout.decode().split("\f")[:-1]
    return [["".join(line.split()) for line in sheet.splitlines() if line.strip()] for sheet in sheets]
