"""For most commands: the ``.env`` file, the state folder, the addresses of the product."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from local.paths import ROOT

if TYPE_CHECKING:
    from local.stack.addresses import Addresses
    from local.stack.settings import LocalSettings
    from local.stack.state import State


def load_env_file() -> None:
    """Add variables from ``.env`` or the file in LOCAL_ENV_FILE. Those already set take precedence."""
    from dotenv import load_dotenv

    load_dotenv(os.environ.get("LOCAL_ENV_FILE") or ROOT / ".env")


def load_state(settings: LocalSettings) -> State:
    from local.stack.state import State

    return State(ROOT / settings.state_dir)


def load_addresses(*project_keys: str) -> Addresses:
    """Return the addresses of the product on this machine, or of the servers that the settings name.

    ``project_keys`` are the keys that the command needs of a Supabase project. Raises ProjectKeyMissing.
    """
    from local.stack.addresses import addresses
    from local.stack.settings import LocalSettings

    settings = LocalSettings()
    settings.require_project_keys(*project_keys)
    return addresses(settings, load_state(settings).secrets())
