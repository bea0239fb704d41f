"""The one TLS context of a process's HTTP clients."""

from __future__ import annotations

import functools
import ssl

import httpx


@functools.cache
def client_context() -> ssl.SSLContext:
    """Return httpx's own default: certifi's authorities, or those that ``SSL_CERT_FILE`` names.

    Each client would make one for itself, and reading the authorities takes 25 ms of a cold start.
    """
    return httpx.create_ssl_context()
