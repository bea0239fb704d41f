"""What is remembered stays the same, and belongs to its owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.stack.state import Access, AlreadyRunning, State

ACCESS = Access(
    api_url="http://127.0.0.1:8787",
    portal_url="http://127.0.0.1:8788",
    supabase_url="http://127.0.0.1:54321",
    supabase_publishable_key="sb_publishable_x",
    router_url="http://127.0.0.1:8789",
    queue_url="http://127.0.0.1:8790/123456789012/portal-usage",
    email="demo@example.com",
    password="secret",
    api_key="ctx_x",
)


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "state")
    state.prepare()
    return state


def test_secrets_are_made_once(state: State) -> None:
    first = state.secrets()
    assert state.secrets() == first
    assert len({*first.model_dump().values()}) == 6
    assert len(first.jwt_secret) >= 32


def test_nobody_else_can_read_them(state: State) -> None:
    state.secrets()
    state.save_access(ACCESS)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in state.folder.glob("*.json")}
    assert modes == {"secrets.json": "0o600", "dev.json": "0o600"}
    assert state.folder.stat().st_mode & 0o077 == 0


def test_access_is_read_back(state: State) -> None:
    assert state.access() is None
    state.save_access(ACCESS)
    assert state.access() == ACCESS


def test_only_one_works_with_the_folder(state: State) -> None:
    with state.locked(), pytest.raises(AlreadyRunning, match="already runs here, as process"):
        state.forget()
    state.forget()
    assert not state.folder.exists()
    state.forget()
