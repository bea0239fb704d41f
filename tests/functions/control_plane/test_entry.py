"""The entry, loaded in a new process as Lambda and an ASGI server do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from functions.control_plane.settings import ControlPlaneSettings
from functions.control_plane.wiring import open_services
from local.supabase.role_tokens import embedded_role_tokens
from portal.configuration.json_setting import ConfigurationError

ROOT = Path(__file__).parents[3]
SETTINGS = {
    "PORTAL_SUPABASE_URL": "https://project.supabase.co",
    "PORTAL_SUPABASE_PUBLISHABLE_KEY": "sb_publishable_x",
    "PORTAL_SUPABASE_ROLE_TOKEN": embedded_role_tokens("x" * 32)["portal_control_plane"],
    "PORTAL_KEY_PEPPER": "a pepper of enough characters",
}


def load(**changes: str) -> subprocess.CompletedProcess[str]:
    code = "from functions.control_plane.app import app, handler; print(app.title, callable(handler))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'shared'}"} | SETTINGS | changes,
        capture_output=True,
        text=True,
        check=False,
    )


def test_entry_loads_without_a_network_call() -> None:
    loaded = load()
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout == "Cortensor Portal API True\n"


def test_local_issuer_does_not_start_in_lambda() -> None:
    loaded = load(AWS_LAMBDA_FUNCTION_NAME="control-plane")
    assert loaded.returncode != 0
    assert "NotForLambda" in loaded.stderr


def settings(**changes: str | None) -> ControlPlaneSettings:
    values = {name.removeprefix("PORTAL_").lower(): value for name, value in SETTINGS.items()}
    return ControlPlaneSettings.model_validate(values | changes)


async def test_missing_pepper_stops_the_start() -> None:
    with pytest.raises(ConfigurationError, match="PORTAL_KEY_PEPPER"):
        open_services(settings(key_pepper=None))


async def test_weak_secret_is_refused_without_being_shown() -> None:
    for weak in ({"supabase_jwt_secret": "hunter2"}, {"key_pepper": "hunter2"}):
        with pytest.raises(ValueError, match="PORTAL_") as caught:
            open_services(settings(**weak))
        assert "hunter2" not in str(caught.value)


def test_settings_do_not_show_secrets() -> None:
    shown = repr(settings(supabase_jwt_secret="hunter2"))
    assert "hunter2" not in shown
    assert SETTINGS["PORTAL_SUPABASE_ROLE_TOKEN"] not in shown
    assert "pepper of" not in shown
