"""The families that a model may have."""

from __future__ import annotations

import psycopg
import pytest

from portal.inference.model_families import FAMILIES
from scripts.database.postgres import Connection
from tests.support.database.policy import read_snapshot


def test_every_family_of_the_code_can_be_set(db: Connection) -> None:
    for family in FAMILIES:
        db.execute("update router_pool_models set family = %s where alias = 'oss-20b'", [family])
        assert read_snapshot(db).family_of("oss-20b") == family


def test_family_that_the_code_does_not_know_is_refused(db: Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="family"), db.transaction():
        db.execute("update router_pool_models set family = 'gpt-7' where alias = 'oss-20b'")


def test_model_without_a_family_has_an_unknown_one(db: Connection) -> None:
    db.execute("update router_pool_models set family = null where alias = 'oss-20b'")
    assert read_snapshot(db).family_of("oss-20b") is None
    assert read_snapshot(db).family_of("no-such-model") is None
