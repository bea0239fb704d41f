"""The state folder keeps its files between runs, for its owner only."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.stack.state import AlreadyRunning, State
from tests.support.product.access import ACCESS


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "state")
    state.prepare()
    return state


def test_secrets_are_generated_once(state: State) -> None:
    first = state.secrets()
    assert state.secrets() == first
    assert len({*first.model_dump().values()}) == 6
    assert len(first.jwt_secret) >= 32


def test_files_are_readable_by_owner_only(state: State) -> None:
    state.secrets()
    state.save_access(ACCESS)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in state.folder.glob("*.json")}
    assert modes == {"secrets.json": "0o600", "dev.json": "0o600"}
    assert state.folder.stat().st_mode & 0o077 == 0


def test_saved_access_is_read_again(state: State) -> None:
    assert state.access() is None
    state.save_access(ACCESS)
    assert state.access() == ACCESS


def test_locked_folder_cannot_be_deleted(state: State) -> None:
    with state.locked(), pytest.raises(AlreadyRunning, match="already runs here, as process"):
        state.delete()
    state.delete()
    assert not state.folder.exists()
    state.delete()
