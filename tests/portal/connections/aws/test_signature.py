"""Signatures are those of AWS's test suite, and those that botocore makes of any request."""

from __future__ import annotations

import calendar
import datetime as dt
import time

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from portal.connections.aws.signature import AwsCredentials, Signer

SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
SUITE_TIME = calendar.timegm((2015, 8, 30, 12, 36, 0))
SUITE_HOST = {"host": "example.amazonaws.com"}
TOKEN = (
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflf"
    "KD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd"
    "8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3i"
    "SIlTJabIQwj2ICCR/oLxBA=="
)
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("headers", "body", "token", "names", "signature"),
    [
        pytest.param(
            {},
            b"",
            None,
            "host;x-amz-date",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
            id="post-vanilla",
        ),
        pytest.param(
            {"my-header1": "value1"},
            b"",
            None,
            "host;my-header1;x-amz-date",
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
            id="post-header-key-sort",
        ),
        pytest.param(
            {"my-header1": "VALUE1"},
            b"",
            None,
            "host;my-header1;x-amz-date",
            "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
            id="post-header-value-case",
        ),
        pytest.param(
            {},
            b"",
            TOKEN,
            "host;x-amz-date;x-amz-security-token",
            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
            id="post-sts-header-before",
        ),
        pytest.param(
            {"content-type": FORM},
            b"Param1=value1",
            None,
            "content-type;host;x-amz-date",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            id="post-x-www-form-urlencoded",
        ),
        pytest.param(
            {"content-type": f"{FORM}; charset=utf8"},
            b"Param1=value1",
            None,
            "content-type;host;x-amz-date",
            "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
            id="post-x-www-form-urlencoded-parameters",
        ),
    ],
)
def test_signature_is_that_of_the_published_suite(
    headers: dict[str, str], body: bytes, token: str | None, names: str, signature: str
) -> None:
    credentials = AwsCredentials("AKIDEXAMPLE", SECRET, token)
    signed = Signer("service", "us-east-1").sign({**SUITE_HOST, **headers}, body, credentials, SUITE_TIME)
    assert signed["x-amz-date"] == "20150830T123600Z"
    assert signed["authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        f"SignedHeaders={names}, Signature={signature}"
    )


def test_signing_key_is_that_of_the_documentation() -> None:
    """The documented key of 2015-08-30, us-east-1 and iam, by the signature of the documented text."""
    signer = Signer("iam", "us-east-1")
    key = signer._signing_key(SECRET, "20150830")
    assert key.hex() == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"


names = st.from_regex(r"\A[a-z][a-z0-9-]{0,20}\Z").filter(
    # botocore leaves these out or sets them itself.
    lambda name: (
        name
        not in {
            "authorization",
            "connection",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-amz-date",
            "x-amz-security-token",
            "x-amzn-trace-id",
        }
    )
)
texts = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40)
times = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1))  # noqa: DTZ001 (made aware)


@given(
    headers=st.dictionaries(names, texts, max_size=6),
    body=st.binary(max_size=200),
    secret=texts.filter(bool),
    token=st.none() | st.from_regex(r"\A[A-Za-z0-9+/=]{1,60}\Z"),
    at=times,
    region=st.sampled_from(["us-east-1", "eu-central-1"]),
)
def test_signature_is_what_botocore_makes(
    headers: dict[str, str],
    body: bytes,
    secret: str,
    token: str | None,
    at: dt.datetime,
    region: str,
) -> None:
    at = at.replace(tzinfo=dt.UTC)
    host = f"dynamodb.{region}.amazonaws.com"
    ours = Signer("dynamodb", region).sign(
        {**headers, "host": host}, body, AwsCredentials("AKID", secret, token), at.timestamp()
    )
    request = AWSRequest("POST", f"https://{host}/", headers=headers, data=body)
    request.context["timestamp"] = ours["x-amz-date"]
    request.headers["X-Amz-Date"] = ours["x-amz-date"]
    if token is not None:
        request.headers["X-Amz-Security-Token"] = token
    oracle = SigV4Auth(Credentials("AKID", secret, token), "dynamodb", region)
    signature = oracle.signature(oracle.string_to_sign(request, oracle.canonical_request(request)), request)
    assert ours["authorization"].rpartition("Signature=")[2] == signature
    assert f"SignedHeaders={oracle.signed_headers(oracle.headers_to_sign(request))}," in ours["authorization"]


def test_key_of_another_day_or_secret_is_derived_anew() -> None:
    signer = Signer("dynamodb", "us-east-1")
    days = [SUITE_TIME, SUITE_TIME + 86_400, SUITE_TIME]
    secrets = [SECRET, "another", SECRET]
    for at in days:
        for secret in secrets:
            credentials = AwsCredentials("AKID", secret)
            fresh = Signer("dynamodb", "us-east-1").sign(SUITE_HOST, b"", credentials, at)
            assert signer.sign(SUITE_HOST, b"", credentials, at) == fresh


def test_credentials_are_not_shown() -> None:
    shown = repr(AwsCredentials("AKID", SECRET, TOKEN))
    assert "AKID" in shown
    assert SECRET not in shown
    assert TOKEN not in shown


def test_signing_costs_less_than_a_tenth_of_a_millisecond() -> None:
    signer, credentials, body = (
        Signer("dynamodb", "us-east-1"),
        AwsCredentials("AKID", SECRET, TOKEN),
        b"{}" * 200,
    )
    seconds = []
    for _ in range(200):
        started = time.perf_counter()
        signer.sign(
            {**SUITE_HOST, "x-amz-target": "DynamoDB_20120810.GetItem"}, body, credentials, SUITE_TIME
        )
        seconds.append(time.perf_counter() - started)
    assert sorted(seconds)[len(seconds) // 2] < 0.0001
