"""Receives uploads from a browser and stops writing where a file grows too large, so that none fills the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedUpload(TemporaryFileUploadHandler):
    """A file beyond UPLOAD_LIMIT arrives empty but with its true size, so that the form can say what is too much."""

    received = 0
    file: TemporaryUploadedFile

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write while it fits; then throw away what was written and go on counting."""
        self.received += len(raw_data)
        if self.received <= settings.UPLOAD_LIMIT:
            super().receive_data_chunk(raw_data, start)
        elif self.file.tell():
            self.file.seek(0)
            self.file.truncate()
