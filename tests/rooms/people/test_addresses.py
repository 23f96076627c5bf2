"""Whose address a request has, however many servers pass it on and whatever the person invents."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from bureau.people.addresses import client_address, is_this_machine


@pytest.mark.parametrize(
    ("proxies", "direct", "forwarded", "found"),
    [
        (0, "10.0.0.1", "", "10.0.0.1"),
        (0, "10.0.0.1", "1.2.3.4", "10.0.0.1"),
        (1, "10.0.0.1", "1.2.3.4", "1.2.3.4"),
        (1, "10.0.0.1", "9.9.9.9, 1.2.3.4", "1.2.3.4"),
        (2, "10.0.0.1", "9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (2, "10.0.0.1", "1.2.3.4", "10.0.0.1"),
        (1, "10.0.0.1", "not an address", "10.0.0.1"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (0, "", "", None),
        (0, "::ffff:10.0.0.1", "", "10.0.0.1"),
        (0, "fe80::1%eth0", "", "fe80::1"),
    ],
)
def test_the_address(
    proxies: int, direct: str, forwarded: str, found: str | None, settings: Settings
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == found


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_header_breaks_it_or_makes_it_this_machine(said: str, direct: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=said)
    client_address(request)
    if said:
        assert not is_this_machine(request)
