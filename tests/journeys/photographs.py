"""Pictures that a journey takes for the documentation: small enough to be kept with it, white and the accent exact."""

from __future__ import annotations

import base64
import os
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
COLOURS = 256
PIXELS = """async png => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return [image.width, image.height, btoa(text)];
}"""


def take(page: Page, name: str, otherwise: Path) -> None:
    """Photograph what a page shows: for the documentation where it is asked for, else into a folder of the test."""
    if os.environ.get("MINGJIAN_TAKE_PICTURES") != "1":
        page.screenshot(path=otherwise / Path(name).name)
        return
    target = PICTURES / name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(squeezed(page, page.screenshot()))


def squeezed(page: Page, png: bytes) -> bytes:
    """The same picture in as many colours as one byte counts; a browser reads it, since browsers can."""
    browser = page.context.browser
    assert browser is not None
    reader = browser.new_context()
    width, height, pixels = reader.new_page().evaluate(PIXELS, base64.b64encode(png).decode())
    reader.close()
    rgba = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(height, width, 4)
    palette, places = in_few_colours(rgba[:, :, :3])
    return written(palette, places)


def in_few_colours(rgb: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The colours met most often and, for each point, which; any other colour becomes the nearest of them."""
    shades = rgb.astype(np.int64) @ np.array([1 << 16, 1 << 8, 1])
    known, place, times = np.unique(shades, return_inverse=True, return_counts=True)
    parts = np.stack([known >> 16, known >> 8 & 255, known & 255], axis=1)
    kept = np.argsort(-times, kind="stable")[:COLOURS]
    far = ((parts[:, None, :] - parts[None, kept, :]) ** 2).sum(axis=2)
    nearest = far.argmin(axis=1).astype(np.uint8)
    return parts[kept].astype(np.uint8), nearest[place].reshape(shades.shape)


def written(palette: npt.NDArray[np.uint8], places: npt.NDArray[np.uint8]) -> bytes:
    """A PNG with a palette."""

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    height, width = places.shape
    lines = np.zeros((height, width + 1), np.uint8)
    lines[:, 1:] = places
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + part(b"PLTE", palette.tobytes())
        + part(b"IDAT", zlib.compress(lines.tobytes(), 9))
        + part(b"IEND", b"")
    )
