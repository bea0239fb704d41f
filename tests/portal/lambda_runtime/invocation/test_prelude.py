"""The prelude, byte by byte."""

from __future__ import annotations

import json

import pytest

from portal.lambda_runtime.invocation.prelude import DELIMITER, MAX_BYTES, InvalidHeaders, encode


def test_prelude_is_json_and_eight_nul_bytes() -> None:
    assert encode(200, [(b"content-type", b"text/plain")]) == (
        b'{"statusCode":200,"headers":{"content-type":"text/plain"}}' + b"\0" * 8
    )


def test_header_names_are_lower_case_and_merged() -> None:
    document = _document(encode(200, [(b"X-One", b"a"), (b"x-one", b"b"), (b"X-Two", b"c")]))
    assert document == {
        "statusCode": 200,
        "headers": {"x-two": "c"},
        "multiValueHeaders": {"x-one": ["a", "b"]},
    }


def test_cookies_are_separate_and_never_joined() -> None:
    headers = [(b"Set-Cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2, c")]
    for multi_value in (True, False):
        document = _document(encode(200, headers, multi_value=multi_value))
        assert document == {"statusCode": 200, "headers": {}, "cookies": ["a=1; Path=/", "b=2, c"]}


def test_repeated_headers_are_joined_without_multi_value() -> None:
    document = _document(encode(200, [(b"vary", b"origin"), (b"vary", b"accept")], multi_value=False))
    assert document == {"statusCode": 200, "headers": {"vary": "origin, accept"}}


def test_hop_by_hop_and_excluded_headers_are_dropped() -> None:
    headers = [
        (b"connection", b"keep-alive, X-Hop"),
        (b"x-hop", b"1"),
        (b"keep-alive", b"timeout=5"),
        (b"transfer-encoding", b"chunked"),
        (b"trailer", b"x-checksum"),
        (b"upgrade", b"h2c"),
        (b"te", b"trailers"),
        (b"x-internal", b"1"),
        (b"content-length", b"5"),
    ]
    document = _document(encode(200, headers, excluded=["x-internal"]))
    assert document["headers"] == {"content-length": "5"}


def test_non_ascii_bytes_are_preserved() -> None:
    assert _document(encode(200, [(b"x-name", "Jürgen".encode("latin-1"))]))["headers"]["x-name"] == "Jürgen"


def test_limit_includes_the_delimiter() -> None:
    free = MAX_BYTES - len(encode(200, [(b"x", b"")]))
    assert len(encode(200, [(b"x", b"a" * free)])) == MAX_BYTES
    with pytest.raises(InvalidHeaders, match=f"{MAX_BYTES + 1} bytes"):
        encode(200, [(b"x", b"a" * (free + 1))])


@pytest.mark.parametrize("header", [(b"x", b"a\r\nb"), (b"x", b"a\nb"), (b"x\0", b"a"), (b"x", b"\0" * 8)])
def test_line_breaks_and_nul_bytes_are_rejected(header: tuple[bytes, bytes]) -> None:
    with pytest.raises(InvalidHeaders, match="line break"):
        encode(200, [header])


def _document(encoded: bytes) -> dict[str, dict[str, str]]:
    body, delimiter, rest = encoded.partition(DELIMITER)
    assert delimiter
    assert not rest
    document: dict[str, dict[str, str]] = json.loads(body)
    return document
