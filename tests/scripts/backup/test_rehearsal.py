"""A restore, rehearsed: a database in use is backed up, lost and restored, and used further."""

from __future__ import annotations

import gzip
import json
import stat
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from scripts.backup import BackupFailed
from scripts.backup.__main__ import main
from scripts.backup.contents import contents, sequences
from scripts.backup.dump import take_backup
from scripts.backup.manifest import DATA, MANIFEST, sha256
from scripts.backup.restore import restore_backup
from scripts.backup.tools import connect
from scripts.database.catalogue import Catalogue, catalogue
from scripts.database.comparison import differences
from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.events import admitted, refused, request_events
from tests.support.database.prepaid import balance_and_hold, credit_differences, grant_credit, prepaid_tenant
from tests.support.database.tenant import add_team, call, record, record_refusals, sign_up

HOUR = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
PASSWORD = "hunter2-of-the-database"


def address(server: PostgresServer, database: str) -> str:
    """Return what an operator would put into DATABASE_URL."""
    with server.connect(database) as connection:
        parameters = connection.info.get_parameters()
    return make_conninfo(
        "", host=parameters["host"], user=parameters["user"], dbname=database, password=PASSWORD
    )


class Source:
    """A database in use: customers of both kinds, usage, refusals, credit, an operator's actions."""

    def __init__(self, db: Connection) -> None:
        self.person = str(sign_up_at_auth(db))
        self.free = sign_up(db, self.person)
        self.prepaid = prepaid_tenant(db)
        self.team = add_team(db, self.free)
        grant_credit(db, self.prepaid, 50_000_000)
        self.recorded = [
            event
            for tenant in (self.free, self.prepaid, self.team)
            for minute in range(5)
            for event in request_events(tenant, at=HOUR + timedelta(minutes=minute))
        ]
        self.in_flight = admitted(self.prepaid, at=datetime.now(UTC))
        record(db, self.recorded)
        record(db, [self.in_flight])
        record_refusals(db, [refused(self.free)])
        call(db, "roll_up_usage")
        self.balance, self.hold = balance_and_hold(db, self.prepaid)
        assert self.balance < 50_000_000
        assert self.hold > 0
        self.sequences = sequences(db)
        assert self.sequences["private.usage_batches"] > 1


def sign_up_at_auth(db: Connection) -> str:
    """Create a user as Supabase Auth does; the trigger makes the account."""
    row = db.execute(
        "insert into auth.users (id, email, email_confirmed_at)"
        " values (gen_random_uuid(), 'a@example.com', now()) returning id"
    ).fetchone()
    assert row is not None
    return str(row[0])


@pytest.fixture(scope="module")
def lost(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Source, Catalogue]:
    """A backup of a database that is gone, what was in it, and its catalogue."""
    with postgres.database() as name:
        with postgres.connect(name) as db:
            source = Source(db)
            objects = catalogue(db)
        with postgres.connect(name) as db, db.transaction():
            # What others do meanwhile is not in the backup: it is one state.
            db.execute("update public.users set display_name = 'half done'")
            folder = take_backup(address(postgres, name), tmp_path_factory.mktemp("backups"))
    return folder, source, objects


@pytest.fixture
def new_project(postgres: PostgresServer) -> Iterator[str]:
    with postgres.database() as name:
        yield name


@pytest.fixture(scope="module")
def restored(postgres: PostgresServer, lost: tuple[Path, Source, Catalogue]) -> Iterator[Connection]:
    """The backup in a new project, as superuser."""
    with ExitStack() as stack:
        name = stack.enter_context(postgres.database())
        restore_backup(address(postgres, name), lost[0])
        yield stack.enter_context(postgres.connect(name))


def test_restored_database_has_the_same_objects_grants_policies_and_rows(
    restored: Connection, lost: tuple[Path, Source, Catalogue]
) -> None:
    found = differences(lost[2], catalogue(restored))
    assert [str(each) for each in found] == []


def reconciled(db: Connection) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the reconciliation finds in the sums of the hour, and in its requests."""
    requests = call(db, "reconcile_requests", p_from=HOUR, p_now=HOUR + timedelta(hours=3))
    return call(db, "reconcile_hour", p_hour=HOUR), requests


def test_books_of_the_restored_database_reconcile_to_the_nano_dollar(
    restored: Connection, lost: tuple[Path, Source, Catalogue]
) -> None:
    source = lost[1]
    assert balance_and_hold(restored, source.prepaid) == (source.balance, source.hold)
    assert credit_differences(restored) == []
    hour, requests = reconciled(restored)
    assert hour["differences"] == 0, hour
    assert hour["requests"] == 15, hour
    assert requests["differences"] == 0, requests


def test_events_that_are_delivered_again_change_nothing_and_new_ones_count_once(
    postgres: PostgresServer, new_project: str, lost: tuple[Path, Source, Catalogue]
) -> None:
    """The queue keeps what could not be recorded, and what was recorded may come again."""
    folder, source, _ = lost
    restore_backup(address(postgres, new_project), folder)
    with connect(address(postgres, new_project)) as connection:
        before = contents(connection)
    with postgres.connect(new_project) as db:
        record(db, source.recorded)
        with connect(address(postgres, new_project)) as connection:
            again = contents(connection)
        assert {name for name in before if before[name] != again[name]} <= {"public.api_keys"}
        later = request_events(source.prepaid, at=HOUR + timedelta(minutes=30))
        for _ in range(2):
            record(db, later)
        balance, _ = balance_and_hold(db, source.prepaid)
        assert balance < source.balance
        assert credit_differences(db) == []
        assert [each["differences"] for each in reconciled(db)] == [0, 0]


def test_numbering_goes_on_where_it_was(restored: Connection, lost: tuple[Path, Source, Catalogue]) -> None:
    """Also of the sequence that numbers calls: a number that came twice would mix up two calls."""
    source = lost[1]
    for name, last in source.sequences.items():
        row = restored.execute(f"select last_value from {name}").fetchone()
        assert row is not None
        assert row[0] >= last, name
    with restored.transaction(force_rollback=True):
        newest = "select max(id) from public.billing_ledger"
        before = restored.execute(newest).fetchone()
        grant_credit(restored, source.prepaid, 1)
        after = restored.execute(newest).fetchone()
        assert before is not None
        assert after is not None
        assert after[0] > before[0]


def test_triggers_and_foreign_keys_are_in_force_again(
    restored: Connection, lost: tuple[Path, Source, Catalogue]
) -> None:
    with (
        restored.transaction(force_rollback=True),
        pytest.raises(psycopg.Error, match="are never changed or removed"),
    ):
        restored.execute("update public.billing_ledger set amount_nanousd = 0")
    with restored.transaction(force_rollback=True), pytest.raises(psycopg.errors.ForeignKeyViolation):
        restored.execute("delete from public.organizations where id = %s", [lost[1].prepaid.organization_id])


def test_usage_of_a_key_that_was_made_after_the_backup_is_rejected_by_name(
    restored: Connection, lost: tuple[Path, Source, Catalogue]
) -> None:
    """At the key service the key is in force still; what to do with it says docs/operations.md, Backups."""
    source = lost[1]
    newer = replace(source.free, key_id=uuid.uuid4())
    with restored.transaction(force_rollback=True):
        assert call(restored, "keys_to_reconcile", p_ids=[newer.key_id]) == []
        outcome = record(restored, request_events(newer, at=HOUR))
    assert outcome["recorded"] == 0
    assert [each["reason"] for each in outcome["rejected"]] == ["unknown_key"] * 2


def test_sign_in_finds_the_account_it_had(restored: Connection, lost: tuple[Path, Source, Catalogue]) -> None:
    account = call(
        restored,
        "provision_account",
        p_auth_provider="supabase",
        p_auth_subject=lost[1].person,
        p_email="a@example.com",
        p_display_name="x",
    )
    assert account["user_id"] == str(lost[1].free.user_id)


def test_backup_is_for_its_owner_only_and_holds_no_password(
    lost: tuple[Path, Source, Catalogue],
) -> None:
    folder = lost[0]
    for path in (folder, *folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert PASSWORD not in (folder / MANIFEST).read_text()
    assert PASSWORD.encode() not in gzip.decompress((folder / DATA).read_bytes())
    assert b"half done" not in gzip.decompress((folder / DATA).read_bytes())
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]


def test_database_in_use_is_not_overwritten(
    postgres: PostgresServer, new_project: str, lost: tuple[Path, Source, Catalogue]
) -> None:
    with postgres.connect(new_project) as db:
        sign_up(db)
    with pytest.raises(BackupFailed, match=r"in use: public\.users has rows"):
        restore_backup(address(postgres, new_project), lost[0])


def test_restore_that_breaks_off_leaves_the_database_as_it_was(
    postgres: PostgresServer, new_project: str, lost: tuple[Path, Source, Catalogue], tmp_path: Path
) -> None:
    folder = copy_of(lost[0], tmp_path)
    whole = gzip.decompress((folder / DATA).read_bytes())
    broken = (
        whole[: whole.index(b"COPY public.usage_events")]
        + b"COPY public.usage_events (nothing) FROM stdin;\n\\.\n"
    )
    (folder / DATA).write_bytes(gzip.compress(broken))
    sign_again(folder)
    with connect(address(postgres, new_project)) as connection:
        before = contents(connection)
        with pytest.raises(BackupFailed, match="psql failed"):
            restore_backup(address(postgres, new_project), folder)
        assert contents(connection) == before


def test_backup_that_lost_a_row_is_noticed(
    postgres: PostgresServer, new_project: str, lost: tuple[Path, Source, Catalogue], tmp_path: Path
) -> None:
    folder = copy_of(lost[0], tmp_path)
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["tables"]["public.api_keys"]["rows"] += 1
    (folder / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BackupFailed, match=r"public\.api_keys has \d+ rows instead of \d+"):
        restore_backup(address(postgres, new_project), folder)


def test_damaged_data_is_not_restored(
    postgres: PostgresServer, new_project: str, lost: tuple[Path, Source, Catalogue], tmp_path: Path
) -> None:
    folder = copy_of(lost[0], tmp_path)
    data = bytearray((folder / DATA).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / DATA).write_bytes(data)
    with pytest.raises(BackupFailed, match="not what was written"):
        restore_backup(address(postgres, new_project), folder)


def test_other_migrations_are_refused_with_what_to_do(
    postgres: PostgresServer, new_project: str, lost: tuple[Path, Source, Catalogue], tmp_path: Path
) -> None:
    folder = copy_of(lost[0], tmp_path)
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, "migrations": ["20260101000000"]}))
    with postgres.connect(new_project) as db:
        db.execute("create schema supabase_migrations")
        db.execute("create table supabase_migrations.schema_migrations as select '20270101000000' as version")
    with pytest.raises(BackupFailed, match=r"check out the release .*up to 20260101000000"):
        restore_backup(address(postgres, new_project), folder)
    manifest["tables"].pop("public.usage_daily")
    (folder / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BackupFailed, match=r"The backup lacks public\.usage_daily"):
        restore_backup(address(postgres, new_project), folder)


@pytest.mark.parametrize(
    ("argv", "database", "said"),
    [
        (["take", "x"], "", "Name the database"),
        (["take"], "postgresql://x", "Name the database"),
        (["take", "x"], f"postgresql://u:{PASSWORD}@127.0.0.1:1/db", "does not answer"),
        (["take", "x"], f"not an address {PASSWORD}", "no address of a database"),
        (["restore", "nowhere"], "postgresql://u@127.0.0.1:1/db", "holds no backup"),
    ],
)
def test_operator_is_told_what_is_missing_and_no_password(
    argv: list[str], database: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = [each if each != "x" else str(tmp_path) for each in argv]
    assert main(argv, {"DATABASE_URL": database}) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert PASSWORD not in captured.err + captured.out
    assert list(tmp_path.iterdir()) == []


def copy_of(folder: Path, into: Path) -> Path:
    copied = into / "backup"
    copied.mkdir()
    for file in folder.iterdir():
        (copied / file.name).write_bytes(file.read_bytes())
    return copied


def sign_again(folder: Path) -> None:
    """Make the manifest name the data that is there."""
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, "sha256": sha256(folder / DATA)}))
