"""Several callers at once: each fact once, each account once, nobody waiting in a circle."""

from __future__ import annotations

import random
import threading
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.database.events import NOON, both
from tests.database.server import Connection, PostgresServer
from tests.database.tenant import Tenant, add_key, call, record, sign_up

COPIES = 6


def together(
    postgres: PostgresServer, database: str, jobs: Sequence[Callable[[Connection], Any]]
) -> list[Any]:
    """Run each job on a connection of its own, all released at once; return their answers."""
    answers: list[Any] = [None] * len(jobs)
    barrier = threading.Barrier(len(jobs))

    def work(number: int) -> None:
        with postgres.connect(database) as connection:
            connection.execute("set role service_role")
            barrier.wait()
            try:
                answers[number] = jobs[number](connection)
            except Exception as error:  # noqa: BLE001
                answers[number] = error

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failed = [answer for answer in answers if isinstance(answer, Exception)]
    assert not failed, failed
    return answers


def test_copies_of_a_batch_are_recorded_once(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenants = [sign_up(committed) for _ in range(4)]
    seeded = random.Random(6)
    events = [
        event
        for number in range(300)
        for event in both(tenants[number % 4], at=NOON + timedelta(minutes=number))
    ]
    orders = [events, events[::-1], *(seeded.sample(events, len(events)) for _ in range(COPIES - 2))]

    # Each caller says everything twice, cut differently, so that calls overlap in every way.
    def say(order: list[dict[str, Any]], size: int) -> Callable[[Connection], int]:
        def job(connection: Connection) -> int:
            return sum(
                record(connection, order[start : start + size])["recorded"]
                for _ in range(2)
                for start in range(0, len(order), size)
            )

        return job

    answers = together(
        postgres,
        database,
        [say(order, size) for order, size in zip(orders, (600, 600, 37, 50, 120, 7), strict=True)],
    )
    assert sum(answers) == len(events)
    assert committed.execute(
        "select count(*), count(*) filter (where state = 'settled'), sum(prompt_tokens),"
        " sum(completion_tokens) from usage_events"
    ).fetchone() == (300, 300, 3000, 9600)
    assert committed.execute(
        "select sum(requests), sum(settled), sum(prompt_tokens), sum(completion_tokens) from usage_hourly"
    ).fetchone() == (300, 300, 3000, 9600)
    assert committed.execute("select count(*), count(distinct source_id) from billing_ledger").fetchone() == (
        300,
        300,
    )
    assert committed.execute("select count(*) from request_logs where ended_at is not null").fetchone() == (
        300,
    )


def test_recording_and_every_job_of_the_upkeep_do_not_disturb_each_other(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = sign_up(committed)
    keys = [
        Tenant(
            tenant.subject, tenant.user_id, tenant.organization_id, add_key(committed, tenant.organization_id)
        )
        for _ in range(5)
    ]
    seeded = random.Random(7)
    events = [
        event
        for number in range(200)
        for event in both(keys[number % 5], at=NOON + timedelta(minutes=17 * number))
    ]
    seeded.shuffle(events)

    def recorder(offset: int) -> Callable[[Connection], Any]:
        return lambda c: [record(c, events[start : start + 10]) for start in range(offset, len(events), 20)]

    def repeat(function: str, **arguments: Any) -> Callable[[Connection], Any]:
        return lambda c: [call(c, function, **arguments) for _ in range(25)]

    late = NOON + timedelta(days=30)
    together(
        postgres,
        database,
        [
            recorder(0),
            recorder(10),
            *(
                job
                for job in (
                    repeat("reap_usage", p_now=late),
                    repeat("roll_up_usage"),
                    repeat("refund_retries"),
                    repeat("forget_answers"),
                    repeat("forget_request_logs", p_days=30),
                    repeat("open_usage_partitions", p_months=5),
                    repeat("reconcile_credit"),
                )
                for _ in range(2)
            ),
        ],
    )
    # Every request was admitted and settled, though the reaper gave up on some in between.
    assert committed.execute("select count(*) from usage_events where state = 'settled'").fetchone() == (200,)
    sums = committed.execute("select sum(requests), sum(settled), sum(abandoned) from usage_hourly")
    assert sums.fetchone() == (200, 200, 0)
    call(committed, "roll_up_usage")
    daily = "select day, model, key_id, requests, settled, abandoned, prompt_tokens, completion_tokens"
    hourly = (
        "select (hour at time zone 'UTC')::date, model, key_id, sum(requests), sum(settled), sum(abandoned),"
        " sum(prompt_tokens), sum(completion_tokens)"
    )
    assert (
        committed.execute(f"{daily} from usage_daily order by 1, 2, 3").fetchall()
        == committed.execute(f"{hourly} from usage_hourly group by 1, 2, 3 order by 1, 2, 3").fetchall()
    )


def test_a_first_sign_in_makes_one_account(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    def arrive(connection: Connection) -> Any:
        return call(
            connection,
            "provision_account",
            p_auth_provider="clerk",
            p_auth_subject="user_2abc",
            p_email="ada@example.com",
            p_display_name="Ada",
        )

    answers = together(postgres, database, [arrive] * 8)
    assert all(answer == answers[0] for answer in answers)
    for table in ("users", "organizations", "organization_members", "plan_subscriptions"):
        assert committed.execute(f"select count(*) from public.{table}").fetchone() == (1,), table


def test_an_organisation_of_clerk_is_mirrored_once(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    people = [sign_up(committed, f"user_{number}").user_id for number in range(3)]

    def arrive(number: int) -> Callable[[Connection], Any]:
        return lambda c: call(
            c, "follow_clerk_organization", p_user_id=people[number % 3], p_clerk_organization_id="org_1",
            p_name="acme", p_role="owner" if number % 3 == 0 else "member",
        )  # fmt: skip

    answers = together(postgres, database, [arrive(number) for number in range(9)])
    assert all(answer == answers[0] for answer in answers)
    mirrored = "from {} where organization_id = %s"
    for table, rows in (("organization_members", 3), ("plan_subscriptions", 1), ("audit_log", 4)):
        counted = committed.execute(
            f"select count(*) {mirrored.format(table)}", [answers[0]["organization_id"]]
        )
        assert counted.fetchone() == (rows,), table


def test_changes_of_plan_leave_one_in_force(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = sign_up(committed)

    def change_to(plan: str) -> Callable[[Connection], Any]:
        return lambda c: call(c, "change_plan", p_organization_id=tenant.organization_id, p_plan=plan)

    together(postgres, database, [change_to(plan) for plan in ("pro", "free") * 3])
    assert committed.execute("select count(*) from plan_subscriptions where ended_at is null").fetchone() == (
        1,
    )


def test_owners_who_leave_at_once_leave_an_owner(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    for _ in range(5):
        owners = [sign_up(committed) for _ in range(COPIES)]
        made = call(
            committed, "create_organization",
            p_id=uuid.uuid4(), p_user_id=owners[0].user_id, p_name="a team",
            p_most=10, p_request_id="req_test",
        )  # fmt: skip
        for owner in owners[1:]:
            committed.execute(
                "insert into organization_members values (%s, %s, 'owner')", [made["id"], owner.user_id]
            )

        def leave(owner: Tenant, organization_id: str) -> Callable[[Connection], str]:
            def job(connection: Connection) -> str:
                answer = call(
                    connection, "remove_member", p_organization_id=organization_id,
                    p_actor=owner.user_id, p_user_id=owner.user_id, p_request_id="req_test",
                )  # fmt: skip
                return str(answer["outcome"])

            return job

        outcomes = together(postgres, database, [leave(owner, made["id"]) for owner in owners])
        assert sorted(outcomes) == ["done"] * (COPIES - 1) + ["last_owner"]


def test_an_invitation_is_accepted_once(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    owner, guest = sign_up(committed), sign_up(committed)
    made = call(
        committed, "create_organization",
        p_id=uuid.uuid4(), p_user_id=owner.user_id, p_name="a team", p_most=10, p_request_id="req_test",
    )  # fmt: skip
    call(
        committed, "invite_member", p_id=uuid.uuid4(), p_organization_id=made["id"], p_actor=owner.user_id,
        p_email=f"{guest.subject[:8]}@example.com", p_role="member", p_token_hash="hash", p_most=5,
        p_expires_at=datetime.now(UTC) + timedelta(days=1), p_request_id="req_test",
    )  # fmt: skip

    def answer(accept: bool) -> Callable[[Connection], str]:
        def job(connection: Connection) -> str:
            said = call(
                connection, "answer_invitation", p_token_hash="hash", p_user_id=guest.user_id,
                p_accept=accept, p_request_id="req_test",
            )  # fmt: skip
            return str(said["outcome"])

        return job

    outcomes = together(postgres, database, [answer(number % 2 == 0) for number in range(COPIES)])
    assert sorted(outcomes) == ["done"] + ["not_found"] * (COPIES - 1)
