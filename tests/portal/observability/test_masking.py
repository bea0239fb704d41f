"""Text from outside in a log line holds no secret, and stays on its line."""

from __future__ import annotations

import io
import logging
import string
import time
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.keys.secret import new_secret
from portal.observability.log_records import mask_records
from portal.observability.masking import PATH_MAX_CHARACTERS, loggable, loggable_path, mask_secrets, one_line

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
SECRETS = (
    new_secret(),
    "ctx_3ZbWkq8Yxo1jmF5TnDe9",
    "sk-proj-abcdefghijklmnop1234",
    "sk-ant-api03-abcdefghijklmnop",
    "sb_secret_abcdefghijklmnop",
    "ghp_abcdefghijklmnop1234",
    "AIzaSyA-abcdefghijklmnopqrstu",
    TOKEN,
)


@pytest.mark.parametrize("secret", SECRETS, ids=range(len(SECRETS)))
@pytest.mark.parametrize(
    "text", ["/v1/models/{}", "/v1/x?key={}&a=b", "header x-api-key: {}", '{{"key":"{}"}}', "a={},b", "{}/x"]
)
def test_secret_is_masked_in_any_spelling(secret: str, text: str) -> None:
    everything = "".join(f"%{byte:02X}" for byte in secret.encode())
    for spelling in (secret, quote(secret, safe=""), everything, quote(everything), quote(quote(everything))):
        masked = mask_secrets(text.format(spelling))
        assert secret[8:] not in masked
        assert spelling not in masked
        assert spelling not in loggable_path(text.format(spelling))


def test_authorization_is_masked() -> None:
    assert loggable("authorization: Bearer a1b2c3d4e5f6") == "authorization: Bearer ***"
    assert loggable("'Basic dXNlcjpwYXNzd29yZDE='") == "'Basic ***'"


@pytest.mark.parametrize(
    "text",
    [
        "/v1/chat/completions",
        "/v1/models/claude-3-5-sonnet-20241022",
        "/portal/api-keys/5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d10",
        "/portal/usage-events/req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD",
        "/portal/organizations/5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d10/members",
        "the task-manager risk-based review, 50% of desk_top",
        "bearer authentication failed",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert loggable(text) == loggable_path(text) == text


def test_opaque_segment_of_a_path_is_masked() -> None:
    assert loggable_path("/v1/models/0123456789abcdef0123456789abcdef") == "/v1/models/0123***"
    assert len(loggable_path("/" + "a/" * 5_000)) <= PATH_MAX_CHARACTERS


@given(
    st.integers(0, PATH_MAX_CHARACTERS),
    st.sampled_from(["ctx_{}", "{}", "sk-proj-{}"]),
    st.sampled_from(["a", "/", "-", "é"]),
    st.booleans(),
)
def test_secret_that_a_path_is_cut_in_is_masked(
    position: int, spelling: str, filler: str, encoded: bool
) -> None:
    opaque = "7Gk2Zq9XbW4mLpT1vRc8YdNh5JsF3oAe"
    secret = spelling.format(opaque)
    text = "".join(f"%{byte:02x}" for byte in secret.encode()) if encoded else secret
    assert opaque[4:12] not in unquote(loggable_path(f"/{filler * position}/{text}"))


@given(st.text())
def test_any_text_stays_on_its_line(text: str) -> None:
    for made in (one_line(text), loggable(text), loggable_path(text)):
        assert len(made.splitlines()) <= 1
        assert "\x1b" not in made
        assert "\x9b" not in made
        made.encode()


@given(
    before=st.sampled_from(["", "/", " ", "=", '"', "\n", "%0a", "é", "x", "9", "key"]),
    body=st.text(string.ascii_letters + string.digits, min_size=20),
    after=st.text(),
)
def test_our_key_is_masked_in_any_text(before: str, body: str, after: str) -> None:
    assert f"ctx_{body}" not in mask_secrets(f"{before}ctx_{body} {after}")


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "%" * 100_000, "eyJ" * 50_000, "ctx_a." * 50_000, "sk-" * 60_000]
)
def test_long_text_is_masked_in_linear_time(text: str) -> None:
    started = time.process_time()
    loggable(f"% {text}")
    assert time.process_time() - started < 2


def test_records_are_masked_whatever_their_formatter() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(message)s %(where)s %(more)s"))
    mask_records(handler)
    secret = new_secret()
    error = ValueError(f"no such key: {secret}")
    record = logging.makeLogRecord(
        {
            "msg": "failed for %s\nforged",
            "args": (secret,),
            "exc_info": (ValueError, error, None),
            "where": f"/x/{secret}",
            "more": {"deep": [f"a\n{secret}", 7]},
        }
    )
    handler.handle(record)
    line = written.getvalue()
    assert secret not in line
    assert line.startswith(
        "failed for ctx_***\\nforged /x/ctx_*** {'deep': ['a\\\\nctx_***', 7]}\nValueError"
    )
    assert "ValueError: no such key: ctx_***" in line
