"""The guards around every test hold: no network, warnings are errors."""

from __future__ import annotations

import socket
import warnings

import pytest


def test_a_unit_test_cannot_reach_the_network() -> None:
    with socket.socket() as door, pytest.raises(AssertionError, match="opened a socket"):
        door.connect(("127.0.0.1", 9))


@pytest.mark.loopback
def test_a_loopback_test_reaches_this_machine_only() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here:
        socket.create_connection(here.getsockname()).close()
    with socket.socket() as door, pytest.raises(AssertionError, match="opened a socket"):
        door.connect(("192.0.2.1", 80))


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="mind"):
        warnings.warn("mind", UserWarning, stacklevel=1)
