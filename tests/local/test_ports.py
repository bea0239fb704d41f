"""A taken port is noticed, and whoever has it is named."""

from __future__ import annotations

import os
import socket

import pytest

from local.stack.processes.ports import holder, is_free
from local.stack.processes.program import Program
from local.stack.processes.supervisor import PortInUse, check_ports


def test_a_taken_port_is_told_with_its_holder_and_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not is_free(port)
        assert holder(port) is not None
        program = Program("API", ("true",), port=port, variable="PORTAL_API_PORT")
        with pytest.raises(PortInUse) as told:
            check_ports([program])
    sentence = str(told.value)
    assert f"Port {port} (API) is in use by " in sentence
    assert f"(pid {os.getpid()})" in sentence
    assert f"PORTAL_API_PORT={port + 100} make dev" in sentence
    assert "\n" not in sentence


def test_a_port_taken_on_every_address_is_taken() -> None:
    with socket.create_server(("0.0.0.0", 0)) as server:
        assert not is_free(server.getsockname()[1])


def test_a_free_port_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert is_free(port)
    assert holder(port) is None
    check_ports(
        [Program("API", ("true",), port=port, variable="PORTAL_API_PORT"), Program("pump", ("true",))]
    )
