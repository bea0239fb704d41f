"""One mailbox, whatever its spelling and however often its account is deleted, has one allowance."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.tenant import Tenant, add_team, allowance_of, call

INSERT = (
    "insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, email_confirmed_at)"
    " values (%s, %s, %s, %s, case when %s then now() end)"
)


def as_auth_server(db: Connection, statement: str, values: list[Any]) -> None:
    db.execute("reset role")
    db.execute("set role supabase_auth_admin")
    db.execute(statement, values)
    db.execute("reset role")
    db.execute("set role service_role")


def register(
    db: Connection,
    email: str | None,
    *,
    confirmed: bool = True,
    metadata: dict[str, Any] | None = None,
    app_metadata: dict[str, Any] | None = None,
) -> Tenant:
    """Sign up at Supabase Auth."""
    subject = uuid.uuid4()
    values = [subject, email, Jsonb(metadata or {}), Jsonb(app_metadata or {"provider": "email"}), confirmed]
    as_auth_server(db, INSERT, values)
    row = db.execute(
        "select u.id, o.id from public.users u join public.organizations o on o.created_by = u.id"
        " where u.auth_subject = %s",
        [str(subject)],
    ).fetchone()
    assert row is not None
    return Tenant(str(subject), row[0], row[1], uuid.uuid4())


def confirm(db: Connection, person: Tenant) -> None:
    as_auth_server(db, "update auth.users set email_confirmed_at = now() where id = %s", [person.subject])


def is_verified(db: Connection, person: Tenant) -> bool:
    row = db.execute(
        "select verified_at is not null from public.users where id = %s", [person.user_id]
    ).fetchone()
    assert row is not None
    return bool(row[0])


def allowances(db: Connection, person: Tenant) -> set[uuid.UUID]:
    """Return the allowances of the person and of everything that they created."""
    rows = db.execute(
        "select allowance_id from public.organizations where created_by = %s", [person.user_id]
    ).fetchall()
    return {allowance_of(db, person), *(row[0] for row in rows)}


def erase(db: Connection, person: Tenant) -> None:
    assert call(db, "erase_account", p_user_id=person.user_id, p_request_id="req_1")["outcome"] == "done"


def test_address_is_verified_when_the_auth_server_says_so(db: Connection) -> None:
    ada = register(db, "ada@example.com", confirmed=False, metadata={"email_verified": True})
    assert not is_verified(db, ada)
    confirm(db, ada)
    assert is_verified(db, ada)
    assert is_verified(db, register(db, "eve@example.com"))


def test_wallet_is_verified_by_its_signature(db: Connection) -> None:
    metadata = {"custom_claims": {"address": "0x71C7656EC7ab88b098defB751B7401B5f6d8976F"}}
    assert is_verified(db, register(db, None, metadata=metadata, app_metadata={"provider": "web3"}))
    # Anybody can write the metadata; the provider is the auth server's.
    assert not is_verified(db, register(db, None, metadata=metadata))
    assert not is_verified(db, register(db, None, metadata={"provider": "web3"}))
    unconfirmed = register(db, "x@example.com", confirmed=False, app_metadata={"provider": "web3"})
    assert not is_verified(db, unconfirmed)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("ada@example.com", "ADA+2@Example.com", True),
        ("ada.l@gmail.com", "a.d.a.l+x@googlemail.com", True),
        ("ada.l@example.com", "adal@example.com", False),
        ("ada@example.com", "ada@example.org", False),
        ("ada+1@example.com", "eve+1@example.com", False),
    ],
)
def test_spellings_of_one_mailbox_share_an_allowance(
    db: Connection, first: str, second: str, same: bool
) -> None:
    one, other = register(db, first), register(db, second)
    assert (allowance_of(db, one) == allowance_of(db, other)) is same
    assert len(allowances(db, other)) == 1


def test_deleted_account_signs_up_again_with_the_same_allowance(db: Connection) -> None:
    ada = register(db, "ada@example.com")
    add_team(db, ada)
    erase(db, ada)
    again = register(db, "ada@example.com", confirmed=False)
    team = add_team(db, again)
    assert allowance_of(db, again) != allowance_of(db, ada)
    confirm(db, again)
    assert allowances(db, again) == {allowance_of(db, ada)}
    assert allowance_of(db, team) == allowance_of(db, ada)


def test_address_is_forgotten_when_its_limits_are_empty_again(db: Connection) -> None:
    ada = register(db, "ada@example.com")
    erase(db, ada)
    rows = "select expires_at > now() + interval '30 days' from private.allowance_addresses"
    assert db.execute(rows).fetchall() == [(True,)]
    db.execute("update private.allowance_addresses set expires_at = now() - interval '1 second'")
    again = register(db, "ada@example.com")
    assert allowance_of(db, again) != allowance_of(db, ada)
    assert db.execute("select allowance_id, expires_at from private.allowance_addresses").fetchall() == [
        (allowance_of(db, again), None)
    ]
    erase(db, again)
    db.execute("update private.allowance_addresses set expires_at = now() - interval '1 second'")
    call(db, "delete_old_request_logs", p_days=30)
    assert db.execute("select count(*) from private.allowance_addresses").fetchone() == (0,)


def test_address_stays_known_while_another_account_has_its_allowance(db: Connection) -> None:
    ada, alias = register(db, "ada@example.com"), register(db, "ada+1@example.com")
    erase(db, ada)
    assert db.execute("select expires_at from private.allowance_addresses").fetchall() == [(None,)]
    assert allowance_of(db, register(db, "ada@example.com")) == allowance_of(db, alias)


def test_changing_the_address_begins_no_new_allowance(db: Connection) -> None:
    """Two mailboxes make two allowances, however often they are passed on."""
    found = set()
    for number in range(4):
        person = register(db, "ada@example.com")
        found.add(allowance_of(db, person))
        changed = f"spare+{number}@example.com"
        as_auth_server(db, "update auth.users set email = %s where id = %s", [changed, person.subject])
        assert len(allowances(db, person)) == 1
    assert len(found) == 1
    assert allowance_of(db, register(db, "spare@example.com")) in found


def test_unverified_sign_up_takes_nothing_from_the_owner_of_an_address(db: Connection) -> None:
    squatter = register(db, "ada@example.com", confirmed=False)
    ada = register(db, "ada@example.com")
    assert allowance_of(db, squatter) != allowance_of(db, ada)


@settings(max_examples=30, deadline=None)
@given(
    mailbox=st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True),
    tag=st.from_regex(r"(\+[a-z0-9.+]{0,8})?", fullmatch=True),
    upper=st.booleans(),
    domain=st.sampled_from(["example.com", "gmail.com", "mail.example.org"]),
)
def test_tag_and_case_never_make_another_mailbox(
    admin: Connection, mailbox: str, tag: str, upper: bool, domain: str
) -> None:
    plain, spelled = f"{mailbox}@{domain}", f"{mailbox}{tag}@{domain}"
    hashes = admin.execute(
        "select private.address_hash(%s), private.address_hash(%s), private.address_hash(%s)",
        [plain, spelled.upper() if upper else spelled, f"x{plain}"],
    ).fetchone()
    assert hashes is not None
    assert hashes[0] == hashes[1] != hashes[2]


def test_teams_created_while_the_address_is_verified_have_one_allowance(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    erase(committed, register(committed, "ada@example.com"))
    ada = register(committed, "ada@example.com", confirmed=False)
    before = allowance_of(committed, ada)

    def create(connection: Connection) -> Any:
        return add_team(connection, ada)

    def verify(connection: Connection) -> Any:
        return call(connection, "verify_address", p_user_id=ada.user_id, p_address="ada@example.com")

    run_concurrently(postgres, database, [create] * 5 + [verify] * 2 + [create] * 5)
    assert allowances(committed, ada) == {allowance_of(committed, ada)}
    assert allowance_of(committed, ada) != before
