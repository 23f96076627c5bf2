"""An upload that grows too large stops filling the disk, and the form still learns how large it was."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from bureau.files.intake import NotAccepted, accept, check_size
from bureau.files.uploading import LimitedUpload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import Settings


@contextmanager
def uploaded(**contents: bytes) -> Iterator[dict[str, Any]]:
    """What a form sees of an upload in one request."""
    files = {name: SimpleUploadedFile(f"{name}.bin", content) for name, content in contents.items()}
    request = RequestFactory().post("/", files)
    request.upload_handlers = [LimitedUpload(request)]
    yield dict(request.FILES.items())
    request.close()


def test_one_within_the_limit_arrives_whole(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 200_000
    with uploaded(a=b"a" * 200_000, b=b"b") as found:
        assert (found["a"].size, found["a"].read()) == (200_000, b"a" * 200_000)
        assert found["b"].read() == b"b"


def test_one_beyond_it_arrives_empty_with_its_true_size(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 100_000
    with uploaded(large=b"a" * 300_000, small=b"b") as found:
        assert (found["large"].size, found["large"].read()) == (300_000, b"")
        assert found["small"].read() == b"b"
        with pytest.raises(NotAccepted, match="1 MB"):
            check_size(found["large"].size)


def test_an_open_file_beyond_it_is_refused(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 3
    with pytest.raises(NotAccepted):
        accept(io.BytesIO(b"1234"), {"text/plain"})
