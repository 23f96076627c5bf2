"""A person at a real server: signs in, reads pages, sends forms with their tokens, hands in files of any size."""

from __future__ import annotations

import html
import http.client
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PIECE = 1 << 20
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        """The page as a person reads it, tags and all."""
        return html.unescape(self.body.decode("utf-8", "replace"))

    @property
    def said(self) -> str:
        """Its main part without the tags, as somebody hears it read out."""
        main = self.text.partition("<main")[2].partition("</main>")[0]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))

    def entered(self, name: str) -> str:
        """What a field of the form holds."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', self.text)
        return next((one for one in (found.groups() if found else ()) if one), "")


@dataclass
class Person:
    """Somebody at a browser of their own; `cookies` is what a thief would copy."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self, username: str, password: str) -> Page:
        """Through the page for it."""
        return self.send("/login/", username=username, password=password)

    def read(self, path: str) -> Page:
        """Ask for a page."""
        return self._ask("GET", path, {}, None)

    def send(self, path: str, **entered: str) -> Page:
        """Open the page of a form, then send it."""
        return self.post(path, self.token(path), **entered)

    def token(self, path: str) -> str:
        """The token of the form on a page, or of any page where this one has none."""
        for place in (path, "/help/"):
            found = TOKEN.search(self.read(place).text)
            if found:
                return found[1]
        return ""

    def post(self, path: str, token: str, **entered: str) -> Page:
        """Send a form that was opened before."""
        body = urlencode({"csrfmiddlewaretoken": token, **entered}).encode()
        return self._ask(
            "POST", path, {"Content-Type": FORM, "Content-Length": str(len(body))}, iter((body,))
        )

    def hand_in(self, path: str, name: str, content: bytes | int, **entered: str) -> Page:
        """Send a form with one file; a number instead of a content stands for so many bytes."""
        line, size = secrets.token_hex(8), content if isinstance(content, int) else len(content)
        parts = {"csrfmiddlewaretoken": self.token(path), **entered}
        head = "".join(
            f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in parts.items()
        )
        head += f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        opening, closing = head.encode(), f"\r\n--{line}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={line}",
            "Content-Length": str(len(opening) + size + len(closing)),
        }

        def body() -> Iterator[bytes]:
            yield opening
            if isinstance(content, bytes):
                yield content
            else:
                yield from (b"\x07" * min(PIECE, content - sent) for sent in range(0, content, PIECE))
            yield closing

        return self._ask("POST", path, headers, body())

    def _ask(self, method: str, path: str, headers: dict[str, str], body: Iterator[bytes] | None) -> Page:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {**headers, **({"Cookie": cookies} if cookies else {})})
            answer = connection.getresponse()
            for one in answer.headers.get_all("Set-Cookie") or ():
                self.cookies.update({name: part.value for name, part in SimpleCookie(one).items()})
            where = urlsplit(answer.headers.get("Location", ""))
            return Page(answer.status, answer.read(), where.path + (f"?{where.query}" if where.query else ""))
        finally:
            connection.close()
