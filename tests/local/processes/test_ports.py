"""A taken port is reported with the process that listens on it."""

from __future__ import annotations

import os
import socket

import pytest

from local.processes.child_process import ProcessSpec
from local.processes.ports import is_free, listener
from local.processes.supervisor import PortInUse, check_ports


def test_taken_port_is_reported_with_listener_and_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not is_free(port)
        assert listener(port) is not None
        spec = ProcessSpec("API", ("true",), port=port, port_variable="PORTAL_API_PORT")
        with pytest.raises(PortInUse) as raised:
            check_ports([spec])
    message = str(raised.value)
    assert f"Port {port} (API) is in use by " in message
    assert f"(pid {os.getpid()})" in message
    assert f"PORTAL_API_PORT={port + 100} make dev" in message
    assert "\n" not in message


def test_port_taken_on_all_addresses_is_not_free() -> None:
    with socket.create_server(("0.0.0.0", 0)) as server:
        assert not is_free(server.getsockname()[1])


def test_unused_port_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert is_free(port)
    assert listener(port) is None
    check_ports(
        [
            ProcessSpec("API", ("true",), port=port, port_variable="PORTAL_API_PORT"),
            ProcessSpec("worker", ("true",)),
        ]
    )
