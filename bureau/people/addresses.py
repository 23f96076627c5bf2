"""Where a request comes from: the address of the person's machine, as far as the servers in front may be believed."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# Any of these says that a server in front passed the request on.
PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def client_address(request: HttpRequest) -> str | None:
    """The address of whoever asks; X-Forwarded-For counts only as far as the servers that MINGJIAN_PROXIES names.

    Each server in front appends the address it was asked from, so the n-th entry from the right is the one that the
    outermost of our own n servers saw; whatever stands left of it the person may have invented.
    """
    direct = _read(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES < 1:
        return direct
    said = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if len(said) < settings.PROXIES:
        return direct
    return _read(said[-settings.PROXIES]) or direct


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes from a browser on this machine and was not passed on by any server."""
    if any(request.META.get(header) for header in PASSED_ON):
        return False
    direct = _read(request.META.get("REMOTE_ADDR", ""))
    return direct is not None and ipaddress.ip_address(direct).is_loopback


def _read(text: str) -> str | None:
    try:
        found = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)
