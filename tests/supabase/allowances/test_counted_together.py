"""Organisations of one person count together on Free, and alone on a paid plan, whoever owns them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.events import admitted
from tests.support.database.tenant import Tenant, add_team, allowance_of, call, record, sign_up


def counts_by(db: Connection, tenant: Tenant) -> uuid.UUID:
    """Return what the limits of the tenant's organisation count by."""
    return uuid.UUID(call(db, "window_usage", p_organization_id=tenant.organization_id)["allowance_id"])


def used(db: Connection, tenant: Tenant) -> list[int]:
    windows = call(db, "window_usage", p_organization_id=tenant.organization_id)["windows"]
    return [window["used"] for window in windows]


def test_teams_count_by_the_allowance_of_their_creator(db: Connection) -> None:
    ada, eve = sign_up(db), sign_up(db)
    teams = [add_team(db, ada) for _ in range(10)]
    assert {counts_by(db, team) for team in (ada, *teams)} == {allowance_of(db, ada)}
    assert counts_by(db, eve) == allowance_of(db, eve) != allowance_of(db, ada)


def test_every_window_shows_what_all_teams_of_a_person_used(db: Connection) -> None:
    ada, eve = sign_up(db), sign_up(db)
    teams = [ada, *(add_team(db, ada) for _ in range(3))]
    now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
    with db.transaction():
        record(db, [admitted(team, at=now) for team in teams for _ in range(2)] + [admitted(eve, at=now)])
    assert [used(db, team) for team in teams] == [[8, 8, 8]] * 4
    assert used(db, eve) == [1, 1, 1]
    hour = {"p_from": now - timedelta(hours=1), "p_to": now + timedelta(hours=1)}
    assert call(db, "counted_requests", p_organization_id=teams[3].organization_id, **hour) == 8
    call(db, "change_plan", p_organization_id=teams[3].organization_id, p_plan="pro")
    assert call(db, "counted_requests", p_organization_id=teams[3].organization_id, **hour) == 2
    assert used(db, teams[3]) == [2, 2, 2]
    assert used(db, ada) == [6, 6, 6]


def test_upgrade_counts_alone_and_downgrade_together_again(db: Connection) -> None:
    ada = sign_up(db)
    team = add_team(db, ada)
    for plan, allowance in (("pro", team.organization_id), ("prepaid", team.organization_id), ("free", None)):
        call(db, "change_plan", p_organization_id=team.organization_id, p_plan=plan)
        assert counts_by(db, team) == (allowance or allowance_of(db, ada))
        assert counts_by(db, ada) == allowance_of(db, ada)


def hand_over(db: Connection, team: Tenant, to: Tenant) -> None:
    """Make another person the only owner."""
    db.execute(
        "insert into public.organization_members values (%s, %s, 'owner')", [team.organization_id, to.user_id]
    )
    left = call(
        db,
        "remove_member",
        p_organization_id=team.organization_id,
        p_actor=team.user_id,
        p_user_id=team.user_id,
        p_revoke_keys=False,
        p_request_id="req_1",
    )
    assert left["outcome"] == "done"


def test_team_keeps_its_allowance_when_it_is_handed_over(db: Connection) -> None:
    ada, eve = sign_up(db), sign_up(db)
    teams = [add_team(db, ada) for _ in range(3)]
    for team in teams:
        hand_over(db, team, eve)
    assert {counts_by(db, team) for team in teams} == {allowance_of(db, ada)}
    assert counts_by(db, eve) == allowance_of(db, eve)


def test_team_keeps_its_allowance_when_its_creator_deletes_the_account(db: Connection) -> None:
    ada, eve = sign_up(db), sign_up(db)
    team = add_team(db, ada)
    hand_over(db, team, eve)
    assert call(db, "erase_account", p_user_id=ada.user_id, p_request_id="req_1")["outcome"] == "done"
    assert counts_by(db, team) == allowance_of(db, ada)
    db.execute("update public.organizations set created_by = null where id = %s", [team.organization_id])
    assert counts_by(db, team) == allowance_of(db, ada)


def test_organisations_of_clerk_count_with_who_acts_for_them_first(db: Connection) -> None:
    account = call(db, "provision_account", p_auth_provider="clerk", p_auth_subject="user_1")
    for number in range(10):
        synced = call(
            db,
            "sync_clerk_organization",
            p_user_id=account["user_id"],
            p_clerk_organization_id=f"org_{number}",
            p_name="team",
            p_role="owner",
        )
        assert synced["outcome"] == "done"
    rows = db.execute("select count(*), count(distinct allowance_id) from public.organizations").fetchone()
    assert rows == (11, 1)


def test_only_one_plan_is_per_person(db: Connection) -> None:
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        db.execute("update public.plans set is_per_person = true where id = 'pro'")


def test_teams_created_and_handed_over_at_once_have_one_allowance(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    ada, eve = sign_up(committed), sign_up(committed)

    def create_and_hand_over(connection: Connection) -> Any:
        hand_over(connection, add_team(connection, ada), eve)

    def create(connection: Connection) -> Any:
        add_team(connection, ada)

    run_concurrently(postgres, database, [create, create_and_hand_over] * 5)
    rows = committed.execute(
        "select count(*), count(distinct allowance_id) from public.organizations where created_by = %s",
        [ada.user_id],
    ).fetchone()
    assert rows == (11, 1)
