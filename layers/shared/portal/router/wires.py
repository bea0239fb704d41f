"""How a call is written and its answer read, by the wire that it is for. Pure."""

from __future__ import annotations

from portal.pools.wires import WireName
from portal.router import RouterCall
from portal.router.v3 import request as v3
from portal.router.v3.decoder import ResponseDecoder
from portal.router.v4 import request as v4
from portal.router.v4.decoder import StructuredDecoder


def wire_of(call: RouterCall) -> WireName:
    return "v3" if call.conversation is None else "v4"


def request_body(call: RouterCall) -> bytes:
    return v3.request_body(call) if call.conversation is None else v4.request_body(call, call.conversation)


def decoder_of(call: RouterCall) -> ResponseDecoder:
    return ResponseDecoder() if call.conversation is None else StructuredDecoder()
