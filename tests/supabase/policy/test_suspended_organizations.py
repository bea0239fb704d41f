"""policy_snapshot: suspended organisations."""

from __future__ import annotations

from scripts.database.postgres import Connection
from tests.support.database.policy import read_snapshot
from tests.support.database.tenant import sign_up


def test_snapshot_lists_suspended_organisations_and_suspended_users(db: Connection) -> None:
    suspended, person, team = sign_up(db), sign_up(db), sign_up(db)
    db.execute(
        "insert into organization_members values (%s, %s, 'owner')", [team.organization_id, person.user_id]
    )
    db.execute("update organizations set suspended_at = now() where id = %s", [suspended.organization_id])
    db.execute("update users set suspended_at = now() where id = %s", [person.user_id])
    assert read_snapshot(db).suspended_organizations == {
        str(suspended.organization_id), str(person.organization_id),
    }  # fmt: skip
