"""The TLS context that all HTTP clients of a process share."""

from __future__ import annotations

import functools
import ssl

import httpx


@functools.cache
def client_context() -> ssl.SSLContext:
    """Return httpx's default context: certifi's authorities, or those of ``SSL_CERT_FILE``.

    Shared because loading the authorities takes 25 ms of a cold start, for each context.
    """
    return httpx.create_ssl_context()
